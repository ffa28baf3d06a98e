"""Takes the list of a municipality's directory, as often as it is made: who has left, and which groups people are in.

Without it somebody who has left keeps what they had until their next sign-in by the provider, which refuses them, or
until somebody here ends it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState
from forebygg.people import actions, queries
from forebygg.people.tenancy import scope


class Refused(Exception):  # noqa: N818
    """The list cannot be taken; the message says why, in one line."""


def follow(slug: str, file: str, *, all_may_leave: bool) -> tuple[int, int]:
    """Follow a JSON list of {"subject", "groups": [...]}, from a file or "-". Returns how many are here and have left.

    Raises Refused for an unknown municipality, a list that cannot be read, or one that more than half are missing from.
    """
    town = next((town for town in queries.towns() if town.slug == slug), None)
    if town is None:
        raise Refused(f"there is no municipality {slug!r} here")
    by = Actor.system("directory", town)
    people = _read(slug, file)
    with scope(by):
        try:
            return actions.follow_directory(people, provider=slug, all_may_leave=all_may_leave, by=by)
        except WrongState as error:
            raise Refused(f"{error} (--all-may-leave)") from error


def _read(slug: str, file: str) -> list[actions.Arrival]:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        return [_person(slug, row) for row in json.loads(text)]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Refused(f"{file} is no list of people: {type(error).__name__}") from error


def _person(slug: str, row: dict[str, object]) -> actions.Arrival:
    groups = row["groups"]
    if not isinstance(groups, list):
        raise TypeError
    return actions.Arrival(slug, str(row["subject"]), "", "", frozenset(str(group) for group in groups))
