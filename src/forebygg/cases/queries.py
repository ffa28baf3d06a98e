"""The only door to cases."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from forebygg.audit import actions as audit
from forebygg.cases import policies
from forebygg.cases.models import Case, Participant, Review
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound
from forebygg.people.models import Board
from forebygg.records import queries as records


def list_cases(viewer: Actor) -> list[Case]:
    """Return the open cases of the viewer's circles, the next review first."""
    rows = Case.objects.for_actor(viewer).filter(policies.visible(viewer), closed_at=None)
    return list(rows.prefetch_related("reviews").order_by("id"))


def find(viewer: Actor, reference: str) -> Case:
    """Return a case the viewer may act on. Raises NotFound: missing and forbidden look alike."""
    rows = Case.objects.for_actor(viewer).filter(policies.visible(viewer), closed_at=None)
    case = rows.select_related("circle", "board", "desk__unit").filter(reference=reference).first()
    if case is None:
        raise NotFound(viewer, "case", reference)
    return case


def open_case(viewer: Actor, reference: str) -> Case:
    """Open one case with its functions and reviews, and log the reading. Raises NotFound."""
    case = find(viewer, reference)
    audit.saw(case, by=viewer)
    return case


def participants_of(case: Case) -> list[Participant]:
    """Return the functions that work together on a case. The caller has opened it."""
    return list(case.participants.order_by("id"))


def reviews_of(case: Case) -> list[Review]:
    """Return the reviews of a case, the nearest first. The caller has opened it."""
    return list(case.reviews.order_by("months"))


def find_participant(case: Case, uid: str) -> Participant | None:
    """Return one of a case's functions by its uid."""
    return next((row for row in participants_of(case) if str(row.uid) == uid), None)


def next_review(case: Case) -> Review | None:
    """Return the first review that is not done; asks nothing when the list has fetched them."""
    return min((row for row in case.reviews.all() if row.done_on is None), key=lambda row: row.due_on, default=None)


def waiting_for(viewer: Actor) -> list[Review]:
    """Return reviews that are due today or overdue in the viewer's circles."""
    cases = Case.objects.for_actor(viewer).filter(policies.visible(viewer), closed_at=None)
    rows = Review.objects.filter(case__in=cases, done_on=None, due_on__lte=clock.today())
    return list(rows.select_related("case").order_by("due_on"))


def overdue(municipality_id: int) -> list[Review]:
    """Return every overdue review of a municipality, for the loop."""
    rows = Review.objects.filter(
        case__municipality_id=municipality_id, case__closed_at=None, done_on=None, due_on__lt=clock.today()
    )
    return list(rows.select_related("case__desk__unit").order_by("id"))


def due_closed(board: Board, before: datetime) -> QuerySet[Case]:
    """Return cases closed before a moment and not held: what the rule disposes of."""
    rows = Case.objects.filter(~records.HELD, board=board, closed_at__lt=before)
    return rows.select_related("circle").order_by("id")
