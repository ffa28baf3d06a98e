"""Pure: what somebody typed, to be shown again when the page it was meant for is gone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

_NEVER = {"csrfmiddlewaretoken", "password", "old", "new", "code"}


@dataclass(frozen=True, slots=True)
class Kept:
    """One posted field; `is_text` says whether a person would want to see it rather than carry it along hidden."""

    name: str
    value: str
    is_text: bool


def kept_fields(posted: Mapping[str, str]) -> list[Kept]:
    """Return the posted fields except secrets: long ones as texts to see, short ones to carry along."""
    found = [(name, posted[name]) for name in posted if name not in _NEVER]
    return [Kept(name, value, _is_typed(value)) for name, value in found if value]


def _is_typed(value: str) -> bool:
    """Was it written by hand? Codes of choices are short, small and without spaces; a day is not."""
    plain = value.strip()
    return (
        len(plain) > 40
        or " " in plain
        or plain[:1].isupper()
        or re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", plain) is not None
    )


def whole(posted: Mapping[str, str], name: str, default: int) -> int:
    """Return a posted whole number; anything else, however hostile, reads as the default."""
    raw = posted.get(name, "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else default


def identity(posted: Mapping[str, str], name: str) -> UUID:
    """Return a posted uid; anything else, however hostile, reads as one that nothing has."""
    try:
        return UUID(posted.get(name, ""))
    except ValueError:
        return UUID(int=0)
