"""Ending a concern, and its disposal."""

from __future__ import annotations

from forebygg.audit import actions as audit
from forebygg.concerns import events
from forebygg.concerns.actions.informing import open_duty
from forebygg.concerns.models import Concern
from forebygg.kit import calendar, clock
from forebygg.kit.actor import Actor
from forebygg.kit.rows import change
from forebygg.mailbox import actions as mailbox
from forebygg.mailbox.models import Thread
from forebygg.notices import actions as notices
from forebygg.people import queries as people
from forebygg.records import queries as records
from forebygg.routines import actions as routines
from forebygg.routines import queries as charts
from forebygg.routines.models import Run
from forebygg.secrecy import actions as secrecy
from forebygg.situation import actions as situation
from forebygg.situation import measures

# Whose step it is. Lanes outside the desks (the reporter, whoever runs a place) are confirmed by any desk.
_LANES = {
    "reception": {"reception", "head"},
    "head": {"head"},
    "coordinator": {"coordinator", "security"},
    "security": {"security", "coordinator"},
    "relatives": {"relatives", "head"},
    "leaving": {"leaving", "head"},
}
_THREAD = {"handed-on": Thread.Status.HANDED_OVER, "taken-over": Thread.Status.HANDED_OVER}


def conclude(concern: Concern, outcome: str, *, by: Actor) -> None:
    """End a concern inside the deed that answered its last step: read-locked now, gone by the rule.

    The counters go up in the same transaction, one measure at a time; the log says ended, not how.
    """
    now = clock.now()
    concern.status, concern.ended_at, concern.outcome = Concern.Status.ENDED, now, outcome
    if outcome == "taken-over":
        concern.entered_at = now
        open_duty(concern, by=by)
    change(concern, "status", "ended_at", "outcome", "entered_at")
    concern.circle.ends = now
    concern.circle.save(update_fields=["ends"])
    if concern.thread is not None:
        mailbox.mark(concern.thread, _THREAD.get(outcome, Thread.Status.DONE))
    notices.withdraw(concern)
    situation.raise_counters(concern.municipality_id, _raised(concern, outcome))

    audit.record(events.ENDED, about=concern, by=by)


def _raised(concern: Concern, outcome: str) -> set[tuple[str, str]]:
    """Return which counters go up. Those who want to leave are counted per year and in nothing else."""
    if concern.kind == Concern.Kind.LEAVING:
        return set() if outcome == "handed-on" else {("leaving-in-year", "all")}
    raised = {
        ("channel", concern.channel),
        ("age-band", "21" if concern.age_band == Concern.Age.FROM_21 else "under-21"),
        ("kind", concern.kind),
        ("outcome", outcome),
        ("hours-to-reading", measures.hours(_read_on(concern))),
    }
    if concern.run is not None:
        version = concern.run.version
        raised.add(("routine", f"{version.kind}-{version.number}"))
        raised.add(("deadline", _deadline(concern.run)))
        raised.add(("deviation", _deviation(concern, concern.run)))
    return raised


def _read_on(concern: Concern) -> float:
    """Return hours from arrival to first reading (or to now)."""
    seconds = ((concern.read_at or clock.now()) - concern.received_at).total_seconds()
    return seconds / 3600


def _deviation(concern: Concern, run: Run) -> str:
    """Return the gravest way in which the walk differed from the chart."""
    moved = concern.handovers.filter(outside=False, acknowledged_at__isnull=False).order_by("-id").first()
    if moved is not None and not moved.step:
        return "run-moved"
    waived = run.duties.filter(waived_at__isnull=False)
    if moved is not None and concern.thread is None:  # what went along with the thread is the receiver's, not left out
        waived = waived.filter(waived_at__lt=moved.acknowledged_at)
    if waived.exists():
        return "duty-waived"
    chart = charts.chart_of(run.version)
    answered = [(chart.steps[code].lane, who) for code, who in run.answers.values_list("step", "assignment")]
    roles = people.roles_of(who for _, who in answered)
    strayed = any(roles[who] not in _LANES[lane] for lane, who in answered if who in roles and lane in _LANES)
    return "other-lane" if strayed else "none"


def _deadline(run: Run) -> str:
    late = any(duty.due_at and duty.met_at and duty.met_at > duty.due_at for duty in run.duties.all())
    return "missed" if late else "kept"


def dispose(concern: Concern, by: Actor) -> None:
    """Remove a concern with everything under it, and ask for its key's death: what the rule does."""
    rule = "concern-entered" if concern.entered_at else "concern-closed"
    decision = records.decision_in_force(concern.board_id, rule)
    started = concern.entered_at or concern.ended_at
    if decision is not None and started is not None and concern.kind != Concern.Kind.LEAVING:
        last = calendar.add_days(started, decision.days + 1)
        on_time = "on-time" if clock.now() <= last else "late"
        situation.raise_counters(concern.municipality_id, {("disposed", on_time)})
    key, run, circle, thread = concern.key, concern.run, concern.circle, concern.thread
    concern.delete()
    if run is not None:
        routines.dispose(run)
    circle.delete()
    if thread is not None and not Concern.objects.filter(thread=thread).exists():
        mailbox.remove_messages(thread)
    secrecy.shred(key)

    audit.record(events.DISPOSED, about=None, by=by)
