"""What the log says. Who may read it is decided by the caller's room; the log cannot be searched by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Subquery

from forebygg.audit import chain
from forebygg.audit.models import Event, Seal

_CHUNK = 500
_LOOK_BACK = 10_000


def readings_of(about: UUID) -> list[Event]:
    """Return who opened one row, newest first."""
    return list(Event.objects.filter(about=str(about), kind=Event.Kind.READING).order_by("-id")[:200])


def drawn_readings(municipality: str, start: datetime, end: datetime, number: int) -> list[Event]:
    """Return some of the readings between two moments, drawn by the hash of each one's link; then in order of time."""
    rows = Event.objects.filter(kind=Event.Kind.READING, municipality=municipality, at__gte=start, at__lt=end)
    link = Seal.objects.filter(event=OuterRef("pk")).values("hash")[:1]
    drawn = rows.annotate(link=Subquery(link)).filter(link__isnull=False).order_by("link")[:number]
    return sorted(drawn, key=lambda event: event.pk)


def unsealed(limit: int, *, everywhere: bool = False) -> list[Event]:
    """Return committed events without a seal, in order: of the newest, or wherever in the log they stand.

    An event may be committed after later ones, when its transaction was slow; never after ten thousand.
    """
    newest = 0 if everywhere else Seal.objects.aggregate(last=Max("event"))["last"] or 0
    sealed = Seal.objects.filter(event=OuterRef("pk"))
    return list(Event.objects.filter(~Exists(sealed), pk__gt=newest - _LOOK_BACK).order_by("id")[:limit])


def last_seal(municipality: str, year: int) -> Seal | None:
    """Return the newest link of one chain."""
    return Seal.objects.filter(municipality=municipality, year=year).order_by("-number").first()


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link of one chain: what is printed and kept outside, so that a shortened log shows."""

    municipality: str
    year: int
    number: int
    hash: str

    def line(self) -> str:
        """Return it as one line of text; "-" stands for what belongs to no municipality."""
        return f"{self.municipality or '-'} {self.year} {self.number} {self.hash}"


def heads() -> list[Head]:
    """Return the newest link of every chain, by municipality and year."""
    newest = Seal.objects.values("municipality", "year").annotate(last=Max("number"))
    found = {(row["municipality"], row["year"]): row["last"] for row in newest}
    return [
        Head(municipality, year, number, Seal.objects.get(municipality=municipality, year=year, number=number).hash)
        for (municipality, year), number in sorted(found.items())
    ]


def read_head(line: str) -> Head:
    """Return a line that `Head.line` made. Raises ValueError when it is none."""
    municipality, year, number, digest = line.split()
    if len(digest) != len(chain.START):
        raise ValueError(line)
    return Head("" if municipality == "-" else municipality, int(year), int(number), digest)


def stands(head: Head) -> bool:
    """Say whether a link that was kept outside is still there, unchanged."""
    rows = Seal.objects.filter(municipality=head.municipality, year=head.year, number=head.number)
    return rows.filter(hash=head.hash).exists()


def broken_links(municipality: str, year: int) -> Iterator[int]:
    """Yield the numbers of the seals that do not fit their event or the link before: some statements per thousand."""
    previous, expected = chain.START, 1
    seals = Seal.objects.filter(municipality=municipality, year=year).order_by("number")
    for some in batched(seals.iterator(chunk_size=_CHUNK), _CHUNK):
        events = Event.objects.in_bulk([seal.event for seal in some])
        for seal in some:
            event = events.get(seal.event)
            if event is None or seal.number != expected or chain.link(previous, as_mapping(event)) != seal.hash:
                yield seal.number
            previous, expected = seal.hash, seal.number + 1


def count_unsealed(before: datetime) -> int:
    """Return how many events older than a moment have no seal: the loop seals every minute."""
    sealed = Seal.objects.filter(event=OuterRef("pk"))
    return Event.objects.filter(~Exists(sealed), at__lt=before).count()


def count_since(municipality: str, moment: datetime) -> Counter[str]:
    """Return how many events a municipality's log holds since a moment, by code, and by kind beside it."""
    counted: Counter[str] = Counter()
    rows = Event.objects.filter(municipality=municipality, at__gte=moment).values_list("kind", "code")
    for kind, code, number in rows.annotate(number=Count("pk")).order_by("kind", "code"):
        counted[kind] += number
        counted[code] += number
    return counted


def batched(rows: Iterable[Seal], size: int) -> Iterator[list[Seal]]:
    """Yield lists of at most `size`."""
    them = iter(rows)
    while some := list(islice(them, size)):
        yield some


def as_mapping(event: Event) -> dict[str, object]:
    """Return the fields that a seal covers."""
    names = ("id", "at", "municipality", "kind", "code", "actor_kind", "actor", "user_key", "assignment_key")
    return {name: getattr(event, name) for name in (*names, "about_kind", "about", "detail")}
