"""Publishing versions, and walking runs. The owner of a run decides what an outcome means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.facts import queries as facts
from forebygg.kit import calendar, clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.text import Text
from forebygg.people import queries as people
from forebygg.routines import events, flow, policies, queries
from forebygg.routines.models import Answer, OpenDuty, Run, Version
from forebygg.routines.queries import Standing
from forebygg.routines.rehearsals import Rehearsal
from forebygg.routines.shape import Chart, Said


@transaction.atomic
def publish(  # noqa: PLR0913 - a decision's own parts
    data: Mapping[str, Any], *, town: int, body: str, decided_on: date, paragraph: str, by: Actor, origin: str = "local"
) -> Version:
    """Publish a chart as the next version of its kind. Raises WrongState with the first fault if it is not sound."""
    require(policies.may_publish(by, town), by, "routine")

    try:
        chart = flow.load(data)
    except Said as error:
        raise WrongState(str(Text(error.message))) from error
    receivers = {receiver.code for receiver in people.list_receivers(by)}
    book = facts.book(town)
    faults = flow.check(chart, stop_words=book.words("stop-words"), receivers=receivers, facts=set(book.facts))
    if faults:
        raise WrongState(f"{faults[0].step}: {Text(faults[0].message)}")

    last = Version.objects.select_for_update().filter(municipality_id=town, kind=chart.kind).order_by("-number").first()
    version = Version.objects.create(
        municipality_id=town,
        kind=chart.kind,
        number=last.number + 1 if last else 1,
        chart=dict(data),
        origin=origin,
        body=body,
        decided_on=decided_on,
        paragraph=paragraph,
        published_at=clock.now(),
    )

    audit.record(events.PUBLISHED, about=version, by=by, detail={"kind": chart.kind, "number": version.number})
    return version


def start(version: Version, *, counts_from: datetime, by: Actor, rehearsal: bool = False) -> Run:
    """Begin a passage through a published version. Inside the owner's transaction."""
    chart = queries.chart_of(version)
    run = Run.objects.create(
        municipality_id=version.municipality_id,
        version=version,
        rehearsal=rehearsal,
        counts_from=counts_from,
        at_step=chart.first,
    )
    _open_duties(run, chart, flow.advance(chart, ()).opened, known=())
    if rehearsal:  # who practised what, and answered how, is nobody's business
        return run
    audit.record(events.STARTED, about=run, by=by, detail={"kind": version.kind, "number": version.number})
    return run


@transaction.atomic
def answer(run: Run, *, step: str, choice: str, by: Actor) -> Standing:
    """Answer the step where the run stands. Inside the owner's deed, which has asked whether `by` may.

    Raises WrongState when somebody was first, or the choice does not fit.
    """
    run = Run.objects.select_for_update().select_related("version").get(pk=run.pk)
    chart = queries.chart_of(run.version)
    before = list(run.answers.order_by("number").values_list("step", "choice"))

    try:
        position = flow.advance(chart, [*before, (step, choice)])
    except Said as error:
        raise WrongState(_("Steget är redan besvarat, eller så passar svaret inte. Läs sidan igen.")) from error

    Answer.objects.create(
        run=run,
        number=len(before) + 1,
        step=step,
        choice=choice,
        function=by.name,
        assignment=by.assignment_id,
        at=by.moment(),
    )
    _open_duties(run, chart, position.opened, known=run.duties.values_list("code", flat=True))
    run.at_step = position.step.code if position.step else position.end
    run.ended_at = clock.now() if position.outcome else None
    run.save(update_fields=["at_step", "ended_at"])

    if not run.rehearsal:
        audit.record(events.ANSWERED, about=run, by=by, detail={"step": step})
    return queries.standing(run)


@transaction.atomic
def begin_rehearsal(rehearsal: Rehearsal, *, by: Actor) -> Run:
    """Begin to rehearse a routine with an invented call. The run is marked, counts nowhere and is not logged."""
    require(policies.may_rehearse(by), by, "rehearsal")

    version = queries.current(by, rehearsal.chart)
    run = start(version, counts_from=clock.now(), by=by, rehearsal=True)
    run.scenario = rehearsal.code
    run.save(update_fields=["scenario"])
    return run


@transaction.atomic
def answer_rehearsal(run: Run, *, step: str, choice: str, by: Actor) -> Standing:
    """Answer a step of a rehearsal. When it has ended only that it was done is left: no answers, no duties, no one."""
    run = Run.objects.select_for_update().select_related("version").get(pk=run.pk)

    require(policies.may_rehearse(by) and run.rehearsal and run.municipality_id == by.municipality_id, by, "rehearsal")

    standing = answer(run, step=step, choice=choice, by=replace(by, assignment_id=None))
    if standing.position.outcome:
        run.answers.all().delete()
        run.duties.all().delete()
    return standing


def sweep_rehearsals() -> int:
    """Remove rehearsals that were left half-way, and finished ones older than the reminder needs; the loop calls."""
    gone, _models = queries.rehearsals_past(calendar.add_days(clock.now(), -1)).delete()
    return gone


@transaction.atomic
def meet_duty(run: Run, code: str, *, by: Actor) -> None:
    """Mark a duty as done. Inside the owner's deed."""
    duty = _open(run, code)

    duty.met_at, duty.function = clock.now(), by.name
    duty.save(update_fields=["met_at", "function"])

    audit.record(events.DUTY_MET, about=run, by=by, detail={"duty": code})


@transaction.atomic
def waive_duty(run: Run, code: str, *, by: Actor) -> None:
    """Mark a duty as not needed. The owner keeps the reason, sealed."""
    duty = _open(run, code)

    duty.waived_at, duty.function = clock.now(), by.name
    duty.save(update_fields=["waived_at", "function"])

    audit.record(events.DUTY_WAIVED, about=run, by=by, detail={"duty": code})


def dispose(run: Run) -> None:
    """Remove a run with its owner."""
    run.delete()


def _open(run: Run, code: str) -> OpenDuty:
    duty = OpenDuty.objects.select_for_update().filter(run=run, code=code, met_at=None, waived_at=None).first()
    if duty is None:
        raise WrongState(_("Uppgiften är redan klar."))
    return duty


def _open_duties(run: Run, chart: Chart, opened: tuple[str, ...], *, known: Iterable[str]) -> None:
    book = facts.book(run.municipality_id)
    already = set(known)
    for code in opened:
        if code not in already:
            deadline = chart.duties[code].deadline
            due = queries.due_at(book, deadline, _start(run, deadline)) if deadline else None
            OpenDuty.objects.create(run=run, code=code, opened_at=clock.hour(clock.now()), due_at=due)


# These clocks begin with the deed that opened the duty, not with the hour the text was with the receiver.
_FROM_OPENING = frozenset({"feedback-days", "follow-up-days"})


def _start(run: Run, deadline: str) -> datetime:
    return clock.hour(clock.now()) if deadline in _FROM_OPENING else run.counts_from
