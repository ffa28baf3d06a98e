"""Opening a case, working together, reviewing, closing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.cases import events, policies
from forebygg.cases.models import Case, Participant, Review
from forebygg.facts import queries as facts
from forebygg.kit import calendar, clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.people.models import Desk
from forebygg.records import actions as records
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy.models import Door


@transaction.atomic
def open_case(desk: Desk, *, support: str, door: Door, functions: Iterable[str], by: Actor) -> Case:
    """Open a coordination case: a token, the functions that work together, and its reviews as obligations."""
    require(policies.may_open(by) and desk.pk in by.desk_ids, by, "case")

    named = [function.strip()[:120] for function in functions if function.strip()]
    if support not in Case.Support.values or not named:
        raise WrongState(_("Välj slag av stöd och skriv minst en funktion som arbetar tillsammans med er."))

    today, book = clock.today(), facts.book(by.municipality_id)
    months = [int(month) for month in book.words("case-review-months")]
    case = Case.objects.create(
        municipality_id=desk.municipality_id,
        reference=records.new_reference("SAM", desk.municipality_id),
        board=desk.unit.board,
        desk=desk,
        circle=secrecy.open_circle(desk.unit.board, [desk], purpose="coordination", by=by, door=door.code),
        support=support,
        door=door.code,
        opened_at=clock.now(),
        opened_by=by.name,
        ends_on=calendar.add_months(today, max(months)),
    )
    Participant.objects.bulk_create([Participant(case=case, function=name, starts=today) for name in named])
    Review.objects.bulk_create(
        [Review(case=case, months=month, due_on=calendar.add_months(today, month)) for month in months]
    )

    audit.record(events.OPENED, about=case, by=by, detail={"support": support, "door": door.code})
    return case


@transaction.atomic
def add_participant(case: Case, function: str, *, by: Actor) -> Participant:
    """Let one more function work together on the case."""
    case = lock(case)

    require(policies.may_handle(by, case), by, "case", case.reference)

    if case.closed_at is not None or not function.strip():
        raise WrongState(_("Skriv vilken funktion som ska vara med."))

    participant = Participant.objects.create(case=case, function=function.strip()[:120], starts=clock.today())
    change(case)

    audit.record(events.PARTICIPANT_ADDED, about=case, by=by, detail={"function": participant.function})
    return participant


@transaction.atomic
def end_participant(case: Case, participant: Participant, *, by: Actor) -> None:
    """End a function's part."""
    case = lock(case)

    require(policies.may_handle(by, case) and participant.case_id == case.pk, by, "case", case.reference)

    participant.ends = clock.today()
    participant.save(update_fields=["ends"])
    change(case)

    audit.record(events.PARTICIPANT_ENDED, about=case, by=by)


@transaction.atomic
def record_review(case: Case, *, months: int, finding: str, by: Actor) -> Review:
    """Meet one review. What was found stands in the receiver's own system; here only whether it goes on."""
    case = lock(case)

    require(policies.may_handle(by, case), by, "case", case.reference)

    review = case.reviews.select_for_update().filter(months=months, done_on=None).first()
    if review is None or finding not in Review.Finding.values:
        raise WrongState(_("Uppföljningen är redan gjord, eller så saknas ett val."))

    review.done_on, review.function, review.finding = clock.today(), by.name, finding
    review.save(update_fields=["done_on", "function", "finding"])
    change(case)

    audit.record(events.REVIEWED, about=case, by=by, detail={"months": months})
    return review


@transaction.atomic
def close_case(case: Case, *, by: Actor) -> None:
    """Close a case: no review that has fallen due may be left unmet."""
    case = lock(case)

    require(policies.may_handle(by, case), by, "case", case.reference)

    if case.reviews.filter(done_on=None, due_on__lte=clock.today()).exists():
        raise WrongState(_("En uppföljning som skulle vara gjord är öppen. Gör den först."))

    case.closed_at = clock.now()
    change(case, "closed_at")
    case.circle.ends = case.closed_at
    case.circle.save(update_fields=["ends"])

    audit.record(events.CLOSED, about=case, by=by)


def dispose(case: Case, by: Actor) -> None:
    """Remove a closed case: what the rule does when its time is out."""
    circle = case.circle
    case.delete()
    circle.delete()

    audit.record(events.DISPOSED, about=None, by=by)
