"""Walking the routine, and the duties beside it."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.concerns import events, policies
from forebygg.concerns.actions.ending import conclude
from forebygg.concerns.actions.receiving import take_in
from forebygg.concerns.models import Concern, Reason
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.people import queries as people
from forebygg.routines import actions as routines
from forebygg.routines import queries as charts
from forebygg.routines.models import Run
from forebygg.secrecy.actions import Sealer
from forebygg.secrecy.queries import Place

SECOND_READER = "second-reader"


@transaction.atomic
def answer_step(concern: Concern, *, step: str, choice: str, reason: str, by: Actor) -> Concern:
    """Answer the step where the routine stands; when the path has ended and no duty is open, the concern ends."""
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    take_in(concern, by=by)
    run = _run(concern)
    if step == SECOND_READER and by.user_id in people.users_of(run.answers.values_list("assignment", flat=True)):
        raise WrongState(_("Det här steget görs av en annan person än den som svarat tidigare. Be en kollega."))

    _require_taken_over(concern, run, step)
    _keep_reason(concern, step, reason, by=by)
    standing = routines.answer(run, step=step, choice=choice, by=by)
    change(concern)
    audit.record(events.STEP_ANSWERED, about=concern, by=by, detail={"step": step})
    if standing.outcome:
        conclude(concern, standing.outcome, by=by)
    return concern


@transaction.atomic
def meet_duty(concern: Concern, *, duty: str, by: Actor) -> Concern:
    """Mark a duty beside the path as done."""
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    take_in(concern, by=by)
    run = _run(concern)

    routines.meet_duty(run, duty, by=by)
    return _after_duty(concern, run, duty, by)


@transaction.atomic
def waive_duty(concern: Concern, *, duty: str, reason: str, by: Actor) -> Concern:
    """Mark a duty as not needed, with a reason that is sealed with the concern."""
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    take_in(concern, by=by)
    run = _run(concern)
    if not reason.strip():
        raise WrongState(_("Skriv varför uppgiften inte behövs. En mening räcker."))

    _keep_reason(concern, duty, reason, by=by)
    routines.waive_duty(run, duty, by=by)
    return _after_duty(concern, run, duty, by)


@transaction.atomic
def finish_answered(concern: Concern, *, by: Actor) -> Concern:
    """End a question or an association's message: it has no routine, but it must have its answer."""
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    take_in(concern, by=by)
    if concern.run is not None or not concern.is_open:
        raise WrongState(_("Det här avslutas genom rutinen."))
    if concern.thread is not None and not concern.thread.messages.filter(direction="out").exists():
        raise WrongState(_("Svara först. Den som skrev väntar på ett svar."))

    conclude(concern, "advice-given", by=by)
    audit.record(events.STEP_ANSWERED, about=concern, by=by, detail={"step": "answered"})
    return concern


def _require_taken_over(concern: Concern, run: Run, step: str) -> None:
    """ "Införd hos oss" means that the matter stands in the receiver's own system: by document, or written off by hand.
    A step that waits for another receiver is answered by handing over."""
    chart = charts.chart_of(run.version)
    found = chart.steps.get(step)
    if found is None:
        return
    if found.kind == "hand_over":
        raise WrongState(_("Använd Lämna vidare. Steget blir klart när mottagaren har kvitterat."))
    after = chart.steps.get(found.next)
    if after is not None and after.outcome == "taken-over" and concern.document_at is None:
        raise WrongState(_("Hämta handlingen, eller skriv av den för hand, innan ni bekräftar att den är införd."))


def _after_duty(concern: Concern, run: Run, duty: str, by: Actor) -> Concern:
    change(concern)
    audit.record(events.DUTY_CLOSED, about=concern, by=by, detail={"duty": duty})
    if outcome := charts.standing(run).outcome:
        conclude(concern, outcome, by=by)
    return concern


def _run(concern: Concern) -> Run:
    if not concern.is_open or concern.run is None:
        raise WrongState(_("Oron är redan avslutad eller överlämnad."))
    return concern.run


def _keep_reason(concern: Concern, step: str, text: str, *, by: Actor) -> None:
    if not text.strip():
        return
    sealer = Sealer.resume(concern.board, concern.key)
    if sealer is None:
        raise WrongState(_("Texten är gallrad."))
    reason = Reason(concern=concern, uid=uuid4(), step=step, function=by.name, at=clock.now())
    place = Place(by.municipality, "concerns.Reason.text", reason.uid)
    reason.text = sealer.seal(place, text.strip())
    reason.save(force_insert=True)
