"""Registering a concern: stored, sealed and registered before anyone is thanked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.concerns import events, policies, queries
from forebygg.concerns.models import Concern
from forebygg.concerns.reports import Report
from forebygg.kit import mode
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.mailbox import actions as mailbox
from forebygg.mailbox.models import Message, Thread
from forebygg.notices import actions as notices
from forebygg.notices import queries as outbox
from forebygg.people import queries as people
from forebygg.people.models import Desk
from forebygg.records import actions as records
from forebygg.routines import actions as routines
from forebygg.routines import queries as charts
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy.actions import Sealer

_DESKS = {
    "relative": "relatives",
    "leaving": "leaving",
    "question": "coordinator",
    "consultation": "coordinator",
    "association": "coordinator",
    "incident": "coordinator",
}
_CHARTS = {"relative": "relative", "leaving": "leaving", "consultation": "consultation", "incident": "incident"}
_TITLES = {
    "question": "question-in",
    "consultation": "consultation-in",
    "association": "association-in",
    "incident": "incident-in",
}


@dataclass(frozen=True, slots=True)
class Texts:
    """The three texts of a concern as they were written."""

    what: str
    who: str = ""
    writer: str = ""


def desk_code(kind: str, age_band: str) -> str:
    """Return which desk reads: a worry by the age of the person, unknown as a child's; the rest by its kind."""
    if kind == "worry":
        return "reception-21" if age_band == Concern.Age.FROM_21 else "reception-under-21"
    return _DESKS[kind]


def chart_kind(kind: str, age_band: str) -> str | None:
    """Return which routine is walked; questions and messages from associations are answered without one."""
    if kind == "worry":
        return "worry-21" if age_band == Concern.Age.FROM_21 else "worry-under-21"
    return _CHARTS.get(kind)


@transaction.atomic
def register_concern(report: Report, *, by: Actor) -> Concern:
    """Register what someone tells us: sealed for the board that must read it, with its number, run and way back.

    Sending the same draft twice gives the same concern. Raises WrongState while real intake is shut.
    """
    require(policies.may_register(by), by, "register")

    if known := queries.by_submission(by, report.submission):
        return known
    _require_open(by)

    desk = people.get_desk(by, desk_code(report.kind, report.age_band))
    board = desk.unit.board
    thread = None
    if report.code:
        thread = mailbox.open_thread(board, code=report.code, sealer=Sealer(board), by=by)
    writer = json.dumps(dict(report.writer), ensure_ascii=False) if report.writer else ""
    return _create(report, Texts(report.what, report.who, writer), desk, thread, by)


def place_new(old: Concern, desk: Desk, texts: Texts, thread: Thread | None, by: Actor) -> Concern:
    """Make the receiving desk's own concern of a handed-over one: its legal clocks count from now."""
    report = Report(old.kind, old.channel, _band_at(desk, old), texts.what, texts.who, {}, "", uuid4())
    fresh = _create(report, texts, desk, thread, by, title="handed-over-in")
    fresh.received_at = old.received_at
    fresh.save(update_fields=["received_at"])
    return fresh


def _band_at(desk: Desk, old: Concern) -> str:
    """A desk for adults that is handed a worry of unknown age has learned that it is an adult's."""
    return Concern.Age.FROM_21 if desk.code == "reception-21" else old.age_band


def _create(  # noqa: PLR0913 - what a concern is made of
    report: Report, texts: Texts, desk: Desk, thread: Thread | None, by: Actor, title: str = ""
) -> Concern:
    board = desk.unit.board
    sealer = Sealer(board)
    title = title or _TITLES.get(report.kind, "worry-in")
    concern = Concern(
        municipality_id=board.municipality_id,
        uid=uuid4(),
        reference=records.new_reference("ORO", board.municipality_id),
        kind=report.kind,
        channel=report.channel,
        age_band=report.age_band,
        board=board,
        desk=desk,
        circle=secrecy.open_circle(board, [desk], purpose="read-and-act", by=by),
        register_row=records.register(board, title=title, direction="in", by=by),
        thread=thread,
        submission_id=report.submission,
        key=sealer.key,
        received_at=by.moment(),
        made_available_at=by.moment(),
    )
    concern.what_happened = sealer.seal(queries.place(by, "what_happened", concern), texts.what)
    if texts.who:
        concern.who = sealer.seal(queries.place(by, "who", concern), texts.who)
    if texts.writer:
        concern.contact = sealer.seal(queries.place(by, "contact", concern), texts.writer)
    if chart := chart_kind(report.kind, report.age_band):
        version = charts.current(by, chart)
        concern.run = routines.start(version, counts_from=concern.made_available_at, by=by)
    concern.save(force_insert=True)

    audit.record(events.REGISTERED, about=concern, by=by, detail={"kind": report.kind, "channel": report.channel})
    _tell_desk(desk, concern, by)
    return concern


def _tell_desk(desk: Desk, concern: Concern, by: Actor) -> None:
    notices.tell(
        people.reach(desk),
        "concerns/concern-waiting",
        by=by,
        reason=f"concern-waiting:{concern.uid}",
        about=concern,
        urgent=concern.is_urgent,
    )


@transaction.atomic
def add_to_thread(thread: Thread, text: str, *, submission: UUID, by: Actor) -> None:
    """Write more with a code: into the open concern's thread or, when that has ended, as a new record."""
    require(by.kind == "public" and by.municipality_id == thread.municipality_id, by, "thread")

    reason = f"addition:{submission}"
    if outbox.was_told(reason):  # sent twice: it is here already
        return
    latest = queries.latest_of_thread(by, thread.pk)
    if latest is None:
        raise WrongState(_("Det du skrev tidigare är gallrat. Börja om på första sidan, eller ring."))

    mailbox.post(thread, text, direction=Message.Direction.IN, sealer=mailbox.sealer_for(thread), by=by)
    if latest.is_open:
        records.register(latest.board, title="addition-in", direction="in", by=by)
    elif queries.by_submission(by, submission) is None:
        report = Report(latest.kind, "web", latest.age_band, text, "", {}, "", submission)
        fresh = _create(report, Texts(text), latest.desk, thread, by)
        fresh.follows = latest
        fresh.save(update_fields=["follows"])
        mailbox.mark(thread, Thread.Status.RECEIVED)

    audit.record(events.REGISTERED, about=latest, by=by, detail={"addition": True})
    notices.tell(
        people.reach(latest.desk),
        "concerns/addition-waiting",
        by=by,
        reason=reason,
        about=latest,
        urgent=latest.is_urgent,
    )


def _require_open(by: Actor) -> None:
    """Real intake stays shut until the opening list is whole; a rehearsal is always open."""
    if not mode.is_demo() and not people.town_of(by).intake_open:
        raise WrongState(_("Formuläret är inte öppnat än. Ring i stället: numren står här nedanför."))
