"""What the log says. Who may read it is decided by the caller's room; the log cannot be searched by person."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef

from forebygg.audit import chain
from forebygg.audit.models import Event, Seal


def readings_of(about: UUID) -> list[Event]:
    """Return who opened one row, newest first."""
    return list(Event.objects.filter(about=str(about), kind=Event.Kind.READING).order_by("-id")[:200])


def unsealed(limit: int) -> list[Event]:
    """Return committed events without a seal, in order."""
    sealed = Seal.objects.filter(event=OuterRef("pk"))
    return list(Event.objects.filter(~Exists(sealed)).order_by("id")[:limit])


def last_seal(municipality: str, year: int) -> Seal | None:
    """Return the newest link of one chain."""
    return Seal.objects.filter(municipality=municipality, year=year).order_by("-number").first()


def broken_links(municipality: str, year: int) -> Iterator[int]:
    """Yield the numbers of the seals that do not fit their event or the link before."""
    previous, expected = chain.START, 1
    seals = Seal.objects.filter(municipality=municipality, year=year).order_by("number")
    for seal in seals.iterator():
        event = Event.objects.filter(pk=seal.event).first()
        if event is None or seal.number != expected or chain.link(previous, as_mapping(event)) != seal.hash:
            yield seal.number
        previous, expected = seal.hash, seal.number + 1


def as_mapping(event: Event) -> dict[str, object]:
    """Return the fields that a seal covers."""
    names = ("id", "at", "municipality", "kind", "code", "actor_kind", "actor", "user_key", "assignment_key")
    return {name: getattr(event, name) for name in (*names, "about_kind", "about", "detail")}
