"""Pure: which desk reads which kind. A municipality names its own desks; what it does not name follows the usual."""

from __future__ import annotations

from collections.abc import Mapping

# "worry" is split by age; unknown age is read as a child's. The rest follow their kind.
USUAL: dict[str, str] = {
    "worry-under-21": "reception-under-21",
    "worry-21": "reception-21",
    "relative": "relatives",
    "booking": "relatives",
    "leaving": "leaving",
    "question": "coordinator",
    "consultation": "coordinator",
    "association": "coordinator",
    "incident": "coordinator",
}


def desk_code(named: Mapping[str, str], kind: str, *, adult: bool) -> str:
    """Return the code of the desk that reads a kind in a municipality. Raises KeyError for an unknown kind."""
    if kind == "worry":
        kind = "worry-21" if adult else "worry-under-21"
    return named.get(kind) or USUAL[kind]
