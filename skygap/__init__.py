"""Skygap: where an aircraft was seen, where it was not, and what could have happened between."""

__version__ = "0.1.0"
