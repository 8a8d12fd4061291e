"""Raw values made into the values of a fix; what cannot be one is set aside with its reason."""
