"""Every deed of the closed rooms, ready to be done: each sets its ground and returns what does it, fresh each time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from forebygg.audit import actions as audit
from forebygg.calls import actions as calls
from forebygg.calls.models import CallNote
from forebygg.calls.note import CallAnswers
from forebygg.cases import actions as cases
from forebygg.cases.jobs import remind_about_reviews
from forebygg.cases.models import Case, Participant
from forebygg.concerns import actions
from forebygg.concerns.jobs import remind_about_waiting
from forebygg.concerns.models import Concern
from forebygg.kit import calendar, clock, crypto
from forebygg.mailbox import actions as mailbox
from forebygg.mailbox.cookie import DraftKey
from forebygg.mailbox.models import Thread
from forebygg.oversight import actions as oversight
from forebygg.people import queries as people
from forebygg.records import actions as records
from forebygg.reporting import actions as reporting
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy import queries as doors
from forebygg.site import schedule
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

Deed = Callable[[], object]
ATOMIC: dict[str, Callable[[Cast], Deed]] = {}
ROUNDS: dict[str, Callable[[Cast], Deed]] = {}
TO_THE_WAY = ("no", "under-18", "no", "no", "done", "done", "done", "done")
ANSWERS = CallAnswers("no", "under-18", "Någon ringde.", "code")


def deed(setup: Callable[[Cast], Deed]) -> Callable[[Cast], Deed]:
    """A deed: all of it, or nothing."""
    ATOMIC[setup.__name__] = setup
    return setup


def round_(setup: Callable[[Cast], Deed]) -> Callable[[Cast], Deed]:
    """A round of the loop: done again, it ends where it would have ended."""
    ROUNDS[setup.__name__] = setup
    return setup


def row(pk: int) -> Concern:
    """Return a concern as the page would give it to the deed."""
    return Concern.objects.select_related("circle", "thread__board", "board", "desk__unit__board").get(pk=pk)


def on(cast: Cast, what: Callable[[Concern], object], **changes: Any) -> Deed:
    """Return a deed on a new worry."""
    pk = make.concern(cast, who="Sixten", **changes).pk
    return lambda: what(row(pk))


@deed
def register_concern(cast: Cast) -> Deed:
    report = make.report(who="Sixten")
    return lambda: actions.register_concern(report, by=cast.nobody)


@deed
def send_draft(cast: Cast) -> Deed:
    report, key = make.report(), DraftKey(uuid4(), crypto.new_key())
    return lambda: actions.send_draft(report, key, lambda c: {"receipt": c.reference}, by=cast.nobody)


@deed
def mark_read(cast: Cast) -> Deed:
    return on(cast, lambda c: actions.mark_read(c, by=cast.sven))


@deed
def note_work(cast: Cast) -> Deed:
    return on(cast, lambda c: actions.note_work(c, "En anteckning.", by=cast.sven))


@deed
def write_back(cast: Cast) -> Deed:
    return on(cast, lambda c: actions.write_back(c, "Vi har läst.", by=cast.sven))


@deed
def add_to_thread(cast: Cast) -> Deed:
    sent = uuid4()
    return on(cast, lambda c: actions.add_to_thread(_of(c), "Mer.", submission=sent, by=cast.nobody))


def _of(concern: Concern) -> Thread:
    assert concern.thread is not None
    return concern.thread


@deed
def add_to_ended_thread(cast: Cast) -> Deed:
    pk, sent = make.concern(cast, kind="question", age_band="unknown").pk, uuid4()
    actions.write_back(row(pk), "Ja.", by=cast.karin)
    actions.finish_answered(row(pk), by=cast.karin)
    return lambda: actions.add_to_thread(_of(row(pk)), "Mer.", submission=sent, by=cast.nobody)


@deed
def answer_step(cast: Cast) -> Deed:
    return on(cast, lambda c: actions.answer_step(c, step="danger", choice="no", reason="Skäl.", by=cast.sven))


@deed
def record_information(cast: Cast) -> Deed:
    why = {"state": "exempt", "exception": "gdpr-14-5-d", "day": MOMENT.date(), "reason": "Barnet kan fara illa."}
    return on(cast, lambda c: actions.record_information(c, **why, by=cast.sven))


@deed
def register_kept_from_somebody(cast: Cast) -> Deed:
    report = make.report(who="Sixten", writer={"not_for": "reception", "not_for_who": "Gunborg"})
    return lambda: actions.register_concern(report, by=cast.nobody)


def _at_the_end(cast: Cast) -> int:
    return make.walk(cast, make.concern(cast), *TO_THE_WAY, "advice").pk


@deed
def meet_duty(cast: Cast) -> Deed:
    pk = _at_the_end(cast)
    return lambda: actions.meet_duty(row(pk), duty="answer", by=cast.sven)


@deed
def waive_duty(cast: Cast) -> Deed:
    pk = _at_the_end(cast)
    return lambda: actions.waive_duty(row(pk), duty="answer", reason="Ingen kod.", by=cast.sven)


@deed
def finish_answered(cast: Cast) -> Deed:
    pk = make.concern(cast, kind="question", age_band="unknown").pk
    actions.write_back(row(pk), "Ja.", by=cast.karin)
    return lambda: actions.finish_answered(row(pk), by=cast.karin)


def _give(cast: Cast, pk: int, to: str, door: str, part: str = "") -> object:
    receiver, through = people.get_receiver(cast.sven, to), doors.get_door(cast.sven, door, to)
    way = {"door": through, "limbs": [limb["code"] for limb in through.limbs], "gives": actions.Gives(part)}
    return actions.hand_over_concern(row(pk), to=receiver, balancing="Vägt.", **way, by=cast.sven)


@deed
def hand_over_concern(cast: Cast) -> Deed:
    pk = make.concern(cast, who="Sixten").pk
    row(pk).circle.exclusions.create(user=cast.user("siv"))
    actions.write_back(row(pk), "Vi läser.", by=cast.sven)
    return lambda: _give(cast, pk, "reception-21", "same-board")


@deed
def hand_over_part(cast: Cast) -> Deed:
    pk = make.concern(cast).pk
    make.yes(row(pk), "relatives", cast.sven)
    return lambda: _give(cast, pk, "relatives", "consent", "Bara det här.")


@deed
def record_consent(cast: Cast) -> Deed:
    pk, to = make.concern(cast).pk, people.get_receiver(cast.sven, "relatives")
    given = {"giver": "self", "to": to, "about": "Det.", "until": clock.today()}
    return lambda: actions.record_consent(row(pk), **given, by=cast.sven)


@deed
def withdraw_consent(cast: Cast) -> Deed:
    pk = make.concern(cast).pk
    make.yes(row(pk), "relatives", cast.sven)
    _give(cast, pk, "relatives", "consent", "Bara det här.")
    uid = doors.consents_of(row(pk).circle)[0].uid
    return lambda: actions.withdraw_consent(row(pk), uid, by=cast.sven)


@deed
def hand_over_outside(cast: Cast) -> Deed:
    pk = make.concern(cast).pk
    return lambda: _give(cast, pk, "police", "terror-risk")


@deed
def acknowledge(cast: Cast) -> Deed:
    pk = make.concern(cast).pk
    copy = _give(cast, pk, "reception-21", "same-board").copy_id  # type: ignore[attr-defined]
    return lambda: actions.acknowledge(row(copy), by=cast.vera)


@deed
def confirm_outside(cast: Cast) -> Deed:
    pk = make.concern(cast).pk
    uid: UUID = _give(cast, pk, "police", "terror-risk").uid  # type: ignore[attr-defined]
    return lambda: actions.confirm_outside(uid, row(pk), function="Befälet", at=clock.now(), by=cast.sven)


@deed
def note_document(cast: Cast) -> Deed:
    return on(cast, lambda c: actions.note_document(c, by=cast.sven))


@deed
def transcribe(cast: Cast) -> Deed:
    return on(cast, lambda c: actions.transcribe(c, by=cast.sven))


@deed
def exclude_reader(cast: Cast) -> Deed:
    return on(cast, lambda c: actions.exclude_reader(c, cast.user("siv"), by=cast.hanna))


@deed
def readmit_reader(cast: Cast) -> Deed:
    pk, uid = make.concern(cast).pk, cast.user("siv").uid
    actions.exclude_reader(row(pk), cast.user("siv"), by=cast.hanna)
    return lambda: actions.readmit_reader(row(pk), uid, by=cast.hanna)


@deed
def open_in_emergency(cast: Cast) -> Deed:
    return on(cast, lambda c: actions.open_in_emergency(c.reference, reason="Nu.", by=cast.vera))


@deed
def hold_concern(cast: Cast) -> Deed:
    return on(cast, lambda c: actions.hold_concern(c, reason="appeal", by=cast.sven))


@deed
def release_concern(cast: Cast) -> Deed:
    pk = make.concern(cast).pk
    actions.hold_concern(row(pk), reason="appeal", by=cast.sven)
    return lambda: actions.release_concern(row(pk), by=cast.sven)


@deed
def start_call(cast: Cast) -> Deed:
    return lambda: calls.start_call(transferred=True, by=cast._in("olga"))


def _call(cast: Cast, what: Callable[[CallNote, Any], object]) -> Deed:
    olga = cast._in("olga")
    pk = calls.start_call(transferred=True, by=olga).pk
    return lambda: what(CallNote.objects.select_related("circle", "board").get(pk=pk), olga)


@deed
def save_call(cast: Cast) -> Deed:
    return _call(cast, lambda note, by: calls.save_call(note, ANSWERS, sequence=3, tab="", by=by))


@deed
def claim_tab(cast: Cast) -> Deed:
    return _call(cast, lambda note, by: calls.claim_tab(note, "b", by=by))


@deed
def mark_connected(cast: Cast) -> Deed:
    return _call(cast, lambda note, by: calls.mark_connected(note, "reception-under-21", by=by))


@deed
def park_call(cast: Cast) -> Deed:
    return _call(cast, lambda note, by: calls.park_call(note, by=by))


@deed
def leave_to_reception(cast: Cast) -> Deed:
    return _call(cast, lambda note, by: calls.leave_to_reception(note, as_report=True, function="F", by=by))


@deed
def send_note(cast: Cast) -> Deed:
    return _call(cast, lambda note, by: calls.send_note(note, ANSWERS, as_report=True, function="F", by=by))


@deed
def drop_call(cast: Cast) -> Deed:
    return _call(cast, lambda note, by: calls.drop_call(note, by=by))


@deed
def open_case(cast: Cast) -> Deed:
    desk, door = people.get_desk(cast.sven, "reception-under-21"), doors.get_door(cast.sven, "consent", "case")
    return lambda: cases.open_case(desk, support="family", door=door, functions=["Elevhälsan"], by=cast.sven)


def _case(cast: Cast, what: Callable[[Case], object]) -> Deed:
    pk = open_case(cast)().pk  # type: ignore[attr-defined]
    return lambda: what(Case.objects.select_related("circle").get(pk=pk))


@deed
def add_participant(cast: Cast) -> Deed:
    return _case(cast, lambda case: cases.add_participant(case, "Skolan", by=cast.sven))


@deed
def end_participant(cast: Cast) -> Deed:
    return _case(cast, lambda case: cases.end_participant(case, Participant.objects.filter(case=case)[0], by=cast.sven))


@deed
def record_review(cast: Cast) -> Deed:
    def review(case: Case) -> object:
        first = case.reviews.order_by("months")[0]
        return cases.record_review(case, months=first.months, finding="goes-on", by=cast.sven)

    return _case(cast, review)


@deed
def close_case(cast: Cast) -> Deed:
    return _case(cast, lambda case: cases.close_case(case, by=cast.sven))


@deed
def begin_report(cast: Cast) -> Deed:
    return lambda: reporting.begin_report(by=cast.lena)


@deed
def finish_report(cast: Cast) -> Deed:
    reporting.begin_report(by=cast.lena)
    return lambda: reporting.finish_report(at=clock.now(), by=cast.lena)


@deed
def forget_report(cast: Cast) -> Deed:
    uid = reporting.begin_report(by=cast.lena).uid
    return lambda: reporting.forget_report(uid, by=cast.lena)


@deed
def review_month(cast: Cast) -> Deed:
    return lambda: oversight.review_month("2026-10", asked=0, by=cast._in("disa"))


@deed
def trace_matter(cast: Cast) -> Deed:
    return on(cast, lambda c: oversight.trace_matter(c.reference, by=cast._in("disa")))


@deed
def write_draft(cast: Cast) -> Deed:
    return lambda: mailbox.write_draft({"what": "x"}, None, by=cast.nobody)


@deed
def forget_draft(cast: Cast) -> Deed:
    key = mailbox.write_draft({"what": "x"}, None, by=cast.nobody)
    return lambda: mailbox.forget_draft(key, by=cast.nobody)


@deed
def seal_events(cast: Cast) -> Deed:
    make.concern(cast)
    return audit.seal_events


def later(days: int, what: Deed) -> Deed:
    """Return what is done some days later."""

    def then() -> object:
        with clock.fixed(calendar.add_days(MOMENT, days)):
            return what()

    return then


@round_
def dispose(cast: Cast) -> Deed:
    for _ in range(2):
        pk = _at_the_end(cast)
        actions.meet_duty(row(pk), duty="answer", by=cast.sven)
    case = Case.objects.get(pk=open_case(cast)().pk)  # type: ignore[attr-defined]
    cases.close_case(case, by=cast.sven)
    return later(200, lambda: [records.run_disposal(), records.run_disposal(), secrecy.sweep()])


@round_
def sweep_calls(cast: Cast) -> Deed:
    for _ in range(3):
        calls.start_call(transferred=True, by=cast._in("olga"))
    return later(5, lambda: [calls.sweep_calls(), secrecy.sweep()])


@round_
def sweep_drafts(cast: Cast) -> Deed:
    for _ in range(2):
        mailbox.write_draft({"what": "x"}, None, by=cast.nobody)
    return later(1, mailbox.sweep_drafts)


@round_
def remind(cast: Cast) -> Deed:
    for _ in range(2):
        make.concern(cast)
    _give(cast, make.concern(cast).pk, "reception-21", "same-board")
    open_case(cast)()
    return later(100, lambda: [remind_about_waiting(), remind_about_reviews()])


@round_
def deliver(cast: Cast) -> Deed:
    for kind in ("worry", "question", "question"):
        make.concern(cast, kind=kind, age_band="unknown")

    def send() -> object:
        with clock.fixed(MOMENT + timedelta(days=3)):
            return schedule.deliver_notices()

    return send
