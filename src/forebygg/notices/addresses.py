"""Pure: where a message goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address and the language its owner reads."""

    email: str
    language: str = "sv"
