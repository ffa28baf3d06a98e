""" "Idag": what waits for this assignment, laid side by side from each room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forebygg.breaches import policies as breach_policies
from forebygg.breaches import queries as breaches
from forebygg.breaches.queries import Row as Breach
from forebygg.cases import queries as cases
from forebygg.cases.models import Review
from forebygg.concerns import queries as concerns
from forebygg.concerns.models import Concern
from forebygg.concerns.page import Waiting
from forebygg.influence import queries as influence
from forebygg.influence.queries import Opinions
from forebygg.kit import calendar, clock
from forebygg.kit.actor import Actor
from forebygg.oversight import policies as oversight
from forebygg.oversight import queries as reviews
from forebygg.people import queries as people
from forebygg.plans import policies as plan_policies
from forebygg.plans import queries as plans
from forebygg.plans.queries import Due
from forebygg.records import queries as records
from forebygg.requests import queries as requests
from forebygg.requests.queries import Line as Request


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
    breaches: list[Breach]
    to_inform: list[Concern]
    decisions_lacking: int
    old_holds: int
    requests: list[Request]
    plans: list[Due]
    opinions: list[Opinions]


def compose(actor: Actor) -> Today:
    """Compose the page of an assignment."""
    reads = actor.may("worry.read") and bool(actor.desk_ids)
    desks = people.list_desks(actor)
    staffing = people.staffing(desks)
    pages = plans.list_pages(actor) if plan_policies.may_keep(actor) else []
    figures = concerns.count_waiting(actor, desks, overdue_before()) if actor.may("figures.read") else []
    return Today(
        now=clock.now(),
        waiting=concerns.list_open(actor)[:5] if reads else [],
        figures=figures,
        red_lines=sum(row.red for row in figures),
        reviews=cases.waiting_for(actor) if reads else [],
        log_review=oversight.may_review(actor) and reviews.is_due(actor),
        breaches=breaches.waiting_for(actor) if breach_policies.may_handle(actor) else [],
        to_inform=concerns.to_inform(actor) if reads and actor.may("worry.handle") else [],
        decisions_lacking=records.lacking(actor) if actor.may("disposal.decide") else 0,
        old_holds=sum(row.number for row in records.list_held(actor) if row.is_old)
        if actor.may("disposal.decide")
        else 0,
        requests=requests.waiting_for(actor),
        plans=plans.waiting_for(actor, pages),
        opinions=influence.waiting_for(actor, pages),
        figures_only=not reads or not concerns.reads_about_persons(actor, desks),
        unstaffed=[str(desk.name) for desk in desks if not staffing[desk.pk].is_staffed()],
    )


def overdue_before() -> datetime:
    """Return the moment before which something unread is overdue: an earlier working day should have read it."""
    day = clock.today()
    return clock.at(day if calendar.is_working_day(day) else calendar.previous_working_day(day), 0)
