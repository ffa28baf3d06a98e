"""Taking a transferred call: a note of one's own until the reception has the matter."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.calls import events, policies, queries
from forebygg.calls import note as note_rules
from forebygg.calls.models import CallNote
from forebygg.calls.note import CallAnswers
from forebygg.concerns import actions as concerns
from forebygg.concerns.models import Concern
from forebygg.concerns.reports import NOT_FOR, NOT_FOR_WHO, Report
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.people import queries as people
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy.actions import Sealer
from forebygg.situation import actions as situation


@transaction.atomic
def start_call(*, transferred: bool, by: Actor) -> CallNote:
    """Begin a call: an empty note that nobody else can open."""
    require(policies.may_take_calls(by), by, "call")

    board = people.own_board(by)
    sealer = Sealer(board)
    now = clock.now()
    note = CallNote(
        municipality_id=board.municipality_id,
        uid=uuid4(),
        board=board,
        circle=secrecy.open_own_circle(board, purpose="call-note", by=by),
        key=sealer.key,
        transferred=transferred,
        started_at=now,
        saved_at=now,
        ends_at=note_rules.gone_at(now),
    )
    note.note = sealer.seal(queries.call_place(by, note), CallAnswers().to_text())
    note.save(force_insert=True)

    audit.record(events.STARTED, about=note, by=by)
    return note


@transaction.atomic
def save_call(note: CallNote, answers: CallAnswers, *, sequence: int, tab: str, by: Actor) -> bool:
    """Keep what is written so far. An older save never overwrites a newer one, and only one tab writes.

    Returns whether it was kept. Not logged: an unsent note is its writer's alone.
    """
    note = _locked(note)

    require(policies.may_write_call(by, note), by, "call")

    if sequence <= note.sequence or (note.tab and tab and note.tab != tab):
        return False
    sealer = Sealer.resume(note.board, note.key)
    if sealer is None:
        raise WrongState(_("Anteckningen är borttagen."))

    note.note = sealer.seal(queries.call_place(by, note), answers.to_text())
    note.sequence, note.saved_at, note.tab = sequence, clock.now(), tab or note.tab
    note.save(update_fields=["note", "sequence", "saved_at", "tab"])
    return True


@transaction.atomic
def claim_tab(note: CallNote, tab: str, *, by: Actor) -> None:
    """Let one tab write; the others become read-only."""
    require(policies.may_write_call(by, note), by, "call")

    CallNote.objects.filter(pk=note.pk).update(tab=tab)

    audit.record(events.CLAIMED, about=note, by=by)


@transaction.atomic
def mark_connected(note: CallNote, receiver: str, *, by: Actor) -> None:
    """The caller has been connected. What happens to the note is asked next."""
    note = _locked(note)

    require(policies.may_write_call(by, note), by, "call")

    note.state, note.receiver, note.connected_at = CallNote.State.CONNECTED, receiver, clock.now()
    note.save(update_fields=["state", "receiver", "connected_at"])

    audit.record(events.CONNECTED, about=note, by=by, detail={"to": receiver})


@transaction.atomic
def park_call(note: CallNote, *, by: Actor) -> None:
    """Put the note aside until the caller is back; it dies at its own hour."""
    note = _locked(note)

    require(policies.may_write_call(by, note), by, "call")

    note.state = CallNote.State.PARKED
    note.save(update_fields=["state"])

    audit.record(events.PARKED, about=note, by=by)


@transaction.atomic
def leave_to_reception(note: CallNote, *, as_report: bool, function: str, by: Actor) -> None:
    """ "Mottagningen skriver själv": the draft goes, the count stays, and one line says who took it."""
    note = _locked(note)

    require(policies.may_write_call(by, note), by, "call")

    _end(note, by, as_report=as_report, function=function, sent=False)


@transaction.atomic
def send_note(note: CallNote, answers: CallAnswers, *, as_report: bool, function: str, by: Actor) -> Concern:
    """ "Skicka min anteckning": sealed anew for the receiving board, registered, and gone from the writer's hands."""
    note = _locked(note)

    require(policies.may_write_call(by, note), by, "call")

    if not answers.age or not answers.what.strip():
        raise WrongState(_("Välj ålder och skriv vad den som ringer berättar, eller låt mottagningen skriva själv."))

    report = Report(
        kind="worry",
        channel="transferred-call" if note.transferred else "call",
        age_band=answers.age,
        what=answers.what,
        who="",
        writer={"danger": answers.danger, "reply": answers.wish, **_wish(answers)},
        code=queries.call_code(note) if answers.wish == "code" else "",
        submission=UUID(int=note.uid.int),
    )
    concern = concerns.register_concern(report, by=by)
    _end(note, by, as_report=as_report, function=function, sent=True)
    return concern


def _wish(answers: CallAnswers) -> dict[str, str]:
    if not (answers.not_for or answers.not_for_who):
        return {}
    return {NOT_FOR: answers.not_for or "unsaid", NOT_FOR_WHO: answers.not_for_who}


@transaction.atomic
def drop_call(note: CallNote, *, by: Actor) -> None:
    """Throw the note away: a wrong number, or nothing to pass on."""
    note = _locked(note)

    require(policies.may_write_call(by, note), by, "call")

    audit.record(events.DROPPED, about=note, by=by)
    _remove(note)


def sweep_calls() -> int:
    """Remove notes whose hour has come; called by the minute loop."""
    gone = 0
    for note in queries.calls_past(clock.now()):
        with transaction.atomic():
            _remove(note)
        gone += 1
    return gone


def _locked(note: CallNote) -> CallNote:
    """Return the note as it is now. Raises WrongState when it went since it was shown: sent already, or its hour."""
    rows = CallNote.objects.select_for_update(of=("self",)).select_related("board", "circle")
    found = rows.filter(pk=note.pk).first()
    if found is None:
        raise WrongState(_("Anteckningen är borttagen."))
    return found


def _end(note: CallNote, by: Actor, *, as_report: bool, function: str, sent: bool) -> None:
    if not function.strip():
        raise WrongState(_("Skriv vilken funktion på mottagningen som tog emot samtalet."))
    situation.raise_counters(note.municipality_id, {("call", "received")})
    detail = {"as_report": as_report, "function": function.strip()[:80], "sent": sent}
    audit.record(events.TAKEN, about=note, by=by, detail=detail)
    _remove(note)


def _remove(note: CallNote) -> None:
    key, circle = note.key, note.circle
    note.delete()
    circle.delete()
    secrecy.shred(key)
