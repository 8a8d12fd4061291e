"""The case: what others and other material say around one gap. Context, never proof."""
