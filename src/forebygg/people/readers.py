"""Pure: which desk reads which kind, and which reads instead. A municipality names its own; the rest is as usual."""

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


def only_instead(named: Mapping[str, str], others: Mapping[str, str]) -> set[str]:
    """Return the codes of the desks that only ever read instead of another: a figure there would tell why it waits."""
    return set(others.values()) - ordinary(named)


def ordinary(named: Mapping[str, str]) -> set[str]:
    """Return the codes of the desks that read some kind in a municipality."""
    return {named.get(kind) or usual for kind, usual in USUAL.items()}
