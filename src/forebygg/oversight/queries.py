"""What the log says to whoever reviews it: readings, never texts; by month or by matter, never by person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from forebygg.audit import queries as audit
from forebygg.audit.models import Event
from forebygg.concerns import queries as concerns
from forebygg.facts import queries as facts
from forebygg.kit import calendar, clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound, require
from forebygg.oversight import policies
from forebygg.oversight.models import LogReview
from forebygg.people import queries as people

_EARLIEST = date(2026, 1, 1)  # before the first installation


@dataclass(frozen=True, slots=True)
class Reading:
    """One opening of something secret: who, in which function, when, what of it; its number while it is still here."""

    key: int
    at: datetime
    person: str
    function: str
    reference: str
    what: str


def month_before(day: date) -> str:
    """Return the month before a day's, as "2026-10"."""
    return calendar.add_months(day.replace(day=1), -1).strftime("%Y-%m")


def is_over(period: str) -> bool:
    """Say whether a month has ended: only then is its sample drawn for good."""
    return period < clock.today().strftime("%Y-%m")


def first_day(viewer: Actor, period: str) -> date:
    """Return a month's first day. Raises NotFound for what is no month, or older than any log, or yet to come."""
    try:
        first = date.fromisoformat(f"{period}-01")
    except ValueError:
        raise NotFound(viewer, "month") from None
    if not _EARLIEST <= first <= clock.today():
        raise NotFound(viewer, "month")
    return first


def sample(viewer: Actor, period: str) -> list[Reading]:
    """Return a month's sample: as many as the fact says, drawn by the hashes of the chain, which nobody can choose.

    Raises NotFound for what is no month.
    """
    require(policies.may_review(viewer), viewer, "log")
    first = first_day(viewer, period)
    start, end = clock.at(first, 0), clock.at(calendar.add_months(first, 1), 0)
    number = facts.book(viewer.municipality_id).value("log-review-sample")
    return _shown(viewer, audit.drawn_readings(viewer.municipality, start, end, number))


def readings_of_matter(viewer: Actor, reference: str) -> list[Reading]:
    """Return who opened one concern, newest first. Raises NotFound when there is none any more: what tied the log to it
    died with it."""
    require(policies.may_review(viewer), viewer, "log")
    return _shown(viewer, audit.readings_of(concerns.trace(viewer, reference)))


def _shown(viewer: Actor, events: list[Event]) -> list[Reading]:
    names = people.names_of(viewer, {event.user_key for event in events})
    known = concerns.references_of(viewer, {event.about for event in events})
    return [
        Reading(
            key=event.pk,
            at=event.at,
            person=names.get(event.user_key, ""),
            function=event.actor,
            reference=known.get(event.about, ""),
            what=event.detail.get("what", ""),
        )
        for event in events
    ]


def list_reviews(viewer: Actor) -> list[LogReview]:
    """Return the reviews made, newest month first."""
    require(policies.may_review(viewer), viewer, "log")
    return list(LogReview.objects.for_actor(viewer).order_by("-period")[:24])


def is_due(viewer: Actor) -> bool:
    """Say whether last month's sample waits for its review."""
    return not LogReview.objects.for_actor(viewer).filter(period=month_before(clock.today())).exists()
