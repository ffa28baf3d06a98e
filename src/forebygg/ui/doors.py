"""Named doors: what base templates and components link to without knowing whose page it is.

Rooms stand above `ui`, so a template here may not name their views. `site` registers each door once, at start.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Door:
    """Where a name leads: a view to reverse, with the arguments it needs."""

    view: str
    kwargs: tuple[tuple[str, object], ...] = ()


_doors: dict[str, Door] = {}


def register(name: str, view: str, **kwargs: object) -> None:
    """Give a door its view. Saying the same twice is harmless; giving one name two views raises ValueError."""
    door = Door(view, tuple(sorted(kwargs.items())))
    if _doors.setdefault(name, door) != door:
        raise ValueError(f"the door {name!r} already leads to {_doors[name].view!r}")


def url(name: str) -> str:
    """Return the address behind a door. Raises LookupError when nobody has registered it."""
    try:
        door = _doors[name]
    except KeyError:
        known = ", ".join(names()) or "none"
        raise LookupError(f"no door is called {name!r}; registered: {known}") from None
    return reverse(door.view, kwargs=dict(door.kwargs) or None)


def names() -> list[str]:
    """Return the names of all doors, in alphabetical order."""
    return sorted(_doors)
