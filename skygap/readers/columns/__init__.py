"""Tables of unknown making: what their columns may be, guessed from names and values."""
