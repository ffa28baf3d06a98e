"""`forebygg found FILE`: a real municipality from a file of the same shape as the example towns."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import yaml
from django.db import DatabaseError, transaction

from forebygg.demo import loading
from forebygg.kit import clock
from forebygg.kit.errors import HouseError
from forebygg.people import queries as people

_NEEDED = {
    "town": ("slug", "name", "short_name", "colour", "boards", "staff"),
    "phones": (),
    "routines": ("body", "decided_on", "paragraph"),
}

# What it comes to when a part is missing or of another kind, deep in the file or in what the database takes.
_OF_ANOTHER_SHAPE = (
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    IndexError,
    OverflowError,
    DatabaseError,
    HouseError,
)


class Refused(ValueError):  # noqa: N818 - what is the matter
    """The file cannot be used; the sentence says why."""


def found(path: Path) -> list[tuple[str, str]]:
    """Found the municipality of a file. Returns address and first password of each member of staff, told once only.

    Decisions behind disposal and the opening list are entered by the functions themselves, on their pages.
    """
    data = read(path)
    try:
        for person in data["town"]["staff"]:
            person["password"] = secrets.token_urlsafe(12)
        with transaction.atomic():
            loading.load_organisation(data, password=secrets.token_urlsafe(24), starts=clock.today())
        return [(person["email"], person["password"]) for person in data["town"]["staff"]]
    except _OF_ANOTHER_SHAPE as error:
        raise Refused(f"{path} has something of another shape, and nothing was founded: {error!r}") from error


def read(path: Path) -> dict[str, Any]:
    """Read and check a file. Raises Refused with a sentence."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise Refused(f"{path} cannot be read: {type(error).__name__}") from error
    if not isinstance(data, dict):
        raise Refused(f"{path} is not a town file; see an example in forebygg/demo/towns")
    for part, names in _NEEDED.items():
        if not isinstance(data.get(part), dict):
            raise Refused(f"{path} lacks the part `{part}`")
        if missing := [name for name in names if name not in data[part]]:
            raise Refused(f"{path}: `{part}` lacks {', '.join(missing)}")
    if not isinstance(data["town"]["staff"], list):
        raise Refused(f"{path}: `staff` is no list")
    if any(town.slug == data["town"]["slug"] for town in people.towns()):
        raise Refused(f"{data['town']['slug']} is founded already")
    return data
