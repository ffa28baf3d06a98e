"""Shapes of what is asked about plans, a module a page."""
