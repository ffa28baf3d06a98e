"""Förebygg: the open system in which a municipality runs its work to prevent violent extremism."""

__version__ = "0.1.0"
