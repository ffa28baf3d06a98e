"""Looking facts up. A municipality's facts lie in memory for a few seconds: the public pages need many of them."""

from __future__ import annotations

import time as monotonic
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from forebygg.facts import policies, values
from forebygg.facts.models import Fact
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import require
from forebygg.kit.text import Text

# How long another process may still show yesterday's number after a correction. Not a rule of law.
_SECONDS_IN_MEMORY = 5.0
_memory: dict[tuple[int | None, date], tuple[float, Book]] = {}


class NoSuchFact(LookupError):  # noqa: N818 - what is the matter
    """The code is unknown on that day: an installation error, not a user's."""


@dataclass(frozen=True)
class Book:
    """What is so in one municipality on one day."""

    facts: dict[str, Fact]

    def value(self, code: str) -> int:
        """Return a counted fact (days, hours, age …). Raises NoSuchFact."""
        fact = self._get(code)
        if fact.kind not in values.COUNTED:
            raise NoSuchFact(f"{code} is a {fact.kind}, not a number")
        return int(fact.value)

    def span(self, code: str) -> timedelta:
        """Return a fact in days or hours as a length of time. Raises NoSuchFact."""
        fact = self._get(code)
        return timedelta(**{fact.kind: int(fact.value)})

    def words(self, code: str) -> list[str]:
        """Return a list of words. Raises NoSuchFact."""
        return list(self._get(code).value)

    def link(self, code: str) -> str:
        """Return an address outside, or an empty string when the municipality has none."""
        fact = self.facts.get(code)
        return str(fact.value) if fact else ""

    def phone(self, code: str) -> values.Phone | None:
        """Return a number, or None: it is unknown, marked wrong, or a national line nobody here has verified.

        Emergency numbers never hide.
        """
        fact = self.facts.get(code)
        if fact is None or fact.kind != Fact.Kind.PHONE:
            return None
        emergency = bool(fact.value.get("emergency"))
        unverified = fact.certainty == Fact.Certainty.UNVERIFIED and fact.verified_on is None
        if (fact.wrong or unverified) and not emergency:
            return None
        return values.read_phone(code, Text(fact.label), fact.value, fact.verified_on)

    def phones(self, codes: Iterable[str]) -> list[values.Phone]:
        """Return those of the numbers that may be shown, in the given order."""
        return [phone for code in codes if (phone := self.phone(code))]

    def wrong_numbers(self) -> list[str]:
        """Return the numbers that are marked wrong here."""
        phones = (fact for fact in self.facts.values() if fact.kind == Fact.Kind.PHONE and fact.wrong)
        return [str(fact.value["number"]) for fact in phones]

    def provision(self, code: str) -> values.Provision | None:
        """Return a rule of law, or None when none with that code is in force."""
        fact = self.facts.get(code)
        if fact is None or fact.kind != Fact.Kind.PROVISION:
            return None
        value = fact.value
        return values.Provision(
            code, Text(fact.label), Text(value["gist"]), value["url"], fact.valid_from, fact.source, fact.certainty
        )

    def since(self, code: str) -> date | None:
        """Return the day from which a fact, or a change of law, is so; None when it is not."""
        fact = self.facts.get(code)
        return fact.valid_from if fact else None

    def _get(self, code: str) -> Fact:
        if code not in self.facts:
            raise NoSuchFact(code)
        return self.facts[code]


def book(municipality_id: int | None, on: date | None = None) -> Book:
    """Return what is so in a municipality on a day (today): one statement, or none when it lies in memory.

    What was shipped lies there once for all municipalities: three hundred copies would be 70 MB in each process.
    """
    day = on or clock.today()
    if (kept := in_memory(municipality_id, day)) is not None:
        return kept
    shipped = book(None, day).facts if municipality_id is not None else {}
    rows = Fact.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=day), Q(municipality=municipality_id), valid_from__lte=day
    )
    # Later days win over earlier ones, and the municipality's own over what was shipped.
    fresh = Book(shipped | {row.code: row for row in rows.order_by("valid_from")})
    if len(_memory) > 1000:
        _memory.clear()
    _memory[municipality_id, day] = (monotonic.monotonic(), fresh)
    return fresh


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number as its keeper sees it: the fact, hidden or not, and whether it is time to try it."""

    fact: Fact
    is_hidden: bool
    is_due: bool


def list_numbers(viewer: Actor) -> list[Number]:
    """Return every number of the viewer's municipality, those that need trying first."""
    require(policies.may_keep_numbers(viewer), viewer, "numbers")
    return sorted(_numbers(viewer.municipality_id or 0), key=lambda row: (not row.is_due, row.fact.code))


def count_due_numbers(municipality_id: int) -> int:
    """Return how many numbers have not been tried lately, or are marked wrong."""
    return sum(1 for row in _numbers(municipality_id) if row.is_due)


def count_numbers(municipality_id: int) -> int:
    """Return how many numbers there are."""
    return len(_numbers(municipality_id))


def last_tried(municipality_id: int) -> date | None:
    """Return the day on which a number was last tried."""
    return max((row.fact.verified_on for row in _numbers(municipality_id) if row.fact.verified_on), default=None)


def _numbers(municipality_id: int) -> list[Number]:
    known = book(municipality_id)
    oldest = clock.today() - timedelta(days=known.value("contact-check-days"))
    # Nobody tries an emergency number to see whether it answers.
    rows = [f for f in known.facts.values() if f.kind == Fact.Kind.PHONE and not f.value.get("emergency")]
    return [
        Number(
            fact, known.phone(fact.code) is None, fact.wrong or fact.verified_on is None or fact.verified_on < oldest
        )
        for fact in rows
    ]


def in_memory(municipality_id: int | None, on: date | None = None) -> Book | None:
    """Return a municipality's book if it lies in memory and is fresh: the same object until it is read anew."""
    kept = _memory.get((municipality_id, on or clock.today()))
    fresh = kept is not None and monotonic.monotonic() - kept[0] < _SECONDS_IN_MEMORY
    return kept[1] if kept and fresh else None


def forget() -> None:
    """Forget what lies in memory, after a change in this process."""
    _memory.clear()


def value(code: str, *, municipality: int | None, on: date | None = None) -> int:
    """Return one counted fact."""
    return book(municipality, on).value(code)


def strictest(code: str, towns: Iterable[int]) -> int:
    """Return the lowest value of a counted fact among municipalities, or the shipped one when there are none: for what
    the whole installation does once."""
    return min((book(town).value(code) for town in towns), default=book(None).value(code))


def list_facts(municipality_id: int | None) -> list[Fact]:
    """Return the facts that concern a municipality, for the page where they are verified."""
    rows = Fact.objects.filter(Q(municipality=None) | Q(municipality_id=municipality_id))
    return list(rows.order_by("kind", "code", "valid_from"))
