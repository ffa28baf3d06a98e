""" "Idag": what waits for this assignment, laid side by side from each room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forebygg.cases import queries as cases
from forebygg.cases.models import Review
from forebygg.concerns import queries as concerns
from forebygg.concerns.models import Concern
from forebygg.concerns.queries import Waiting
from forebygg.kit import calendar, clock
from forebygg.kit.actor import Actor
from forebygg.oversight import policies as oversight
from forebygg.oversight import queries as reviews
from forebygg.people import queries as people


@dataclass(frozen=True, slots=True)
class Today:
    """The page: own concerns for those who receive, three figures a desk for those who coordinate."""

    now: datetime
    waiting: list[Concern]
    figures: list[Waiting]
    unstaffed: list[str]
    red_lines: int
    reviews: list[Review]
    figures_only: bool
    log_review: bool


def compose(actor: Actor) -> Today:
    """Compose the page of an assignment."""
    reads = actor.may("worry.read") and bool(actor.desk_ids)
    desks = people.list_desks(actor)
    staffing = people.staffing(desks)
    return Today(
        now=clock.now(),
        waiting=concerns.list_open(actor)[:5] if reads else [],
        figures=concerns.count_waiting(actor, desks, overdue_before()) if actor.may("figures.read") else [],
        red_lines=concerns.count_red_lines(actor) if actor.may("figures.read") else 0,
        reviews=cases.waiting_for(actor) if reads else [],
        log_review=oversight.may_review(actor) and reviews.is_due(actor),
        figures_only=not reads or not concerns.reads_about_persons(actor, desks),
        unstaffed=[str(desk.name) for desk in desks if not staffing[desk.pk].is_staffed()],
    )


def overdue_before() -> datetime:
    """Return the moment before which something unread is overdue: an earlier working day should have read it."""
    day = clock.today()
    return clock.at(day if calendar.is_working_day(day) else calendar.previous_working_day(day), 0)
