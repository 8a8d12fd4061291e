"""Every threshold with its sentence of why, one module a subject; `skygap.settings` joins them.

The classes stand on one another, because a frozen class with slots can have one base only.
"""
