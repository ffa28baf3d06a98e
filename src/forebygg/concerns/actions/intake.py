"""Registering a concern: stored, sealed and registered before anyone is thanked."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.concerns import events, policies, queries
from forebygg.concerns.models import Concern, Entry
from forebygg.concerns.reports import Report
from forebygg.kit import mode
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.mailbox import actions as mailbox
from forebygg.mailbox import queries as threads
from forebygg.mailbox.cookie import DraftKey
from forebygg.mailbox.models import Message, Thread
from forebygg.notices import actions as notices
from forebygg.people import queries as people
from forebygg.people.models import Desk
from forebygg.people.tenancy import beyond
from forebygg.records import actions as records
from forebygg.routines import actions as routines
from forebygg.routines import queries as charts
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy.actions import Sealer
from forebygg.secrecy.models import Circle

_CHARTS = {"relative": "relative", "leaving": "leaving", "consultation": "consultation", "incident": "incident"}
_TITLES = {
    "question": "question-in",
    "consultation": "consultation-in",
    "association": "association-in",
    "incident": "incident-in",
    "booking": "booking-in",
}


# What something is at the function it is handed to; a reception for adults has learned that it is about an adult.
_AT: dict[str, tuple[str, str]] = {
    "reception-under-21": ("worry", ""),
    "reception-21": ("worry", "21"),
    "relatives": ("relative", ""),
    "leaving": ("leaving", ""),
    "coordinator": ("question", ""),
}
_CHARTS_AT = {"reception-under-21": "worry-under-21", "reception-21": "worry-21"}


@dataclass(frozen=True, slots=True)
class Texts:
    """The three texts of a concern as they were written."""

    what: str
    who: str = ""
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a concern lands: the desk that reads, the way back if there is one, and what seals its texts. Who was shut
    out of the matter it comes after is shut out of it too, before anybody is told; so is whoever reads at both the desk
    and the ordinary one it was kept from."""

    desk: Desk
    thread: Thread | None
    sealer: Sealer
    after: Circle | None = None
    shut_out: Collection[int] = ()


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

    desk, shut_out = _reader(report, by)
    board, thread = desk.unit.board, None
    sealer, *others = Sealer.several(board, 2 if report.code else 1)
    writer = json.dumps(dict(report.writer), ensure_ascii=False) if report.writer else ""
    with beyond():  # the way back is there before the concern that lets anybody see it
        if report.code:
            thread = mailbox.open_thread(board, code=report.code, sealer=others[0], by=by)
        return _create(report, Texts(report.what, report.who, writer), Ground(desk, thread, sealer, None, shut_out), by)


def _reader(report: Report, by: Actor) -> tuple[Desk, Collection[int]]:
    """Return the desk that reads, and who is shut out there from the start: nobody, but where another reads instead."""
    adult = report.age_band == Concern.Age.FROM_21
    if not report.goes_elsewhere:
        return people.reader(by, report.kind, adult=adult), ()
    instead = people.reads_instead(by, report.kind, adult=adult)
    if instead is None:
        raise WrongState(
            _("Just nu finns ingen annan hos oss som får läsa det här. Ring i stället, eller ta bort valet.")
        )
    return instead.desk, instead.shut_out


@transaction.atomic
def send_draft(
    report: Report, key: DraftKey | None, receipt: Callable[[Concern], Mapping[str, Any]], *, by: Actor
) -> DraftKey:
    """Register what a draft tells, and keep the receipt in the draft's place: both or neither, in one commit."""
    concern = register_concern(report, by=by)

    return mailbox.write_draft(receipt(concern), key, by=by)


def place_new(  # noqa: PLR0913 - what is placed, where, and since when
    old: Concern, function: str, desk: Desk, texts: Texts, thread: Thread | None, *, received_at: datetime, by: Actor
) -> Concern:
    """Make the receiving desk's own concern of a handed-over one: legal clocks count from when the text came to us.

    What it is there follows the function it was handed to: a question about a person is a worry at the reception, and
    what a reception for the young is handed is a child's until it has asked, whatever the writer guessed.
    """
    kind, band = _AT.get(function, (old.kind, ""))
    if old.kind == Concern.Kind.LEAVING:
        kind = old.kind  # counted once a year and in nothing else, wherever it goes
    if function == "reception-under-21" and old.age_band == Concern.Age.FROM_21:
        band = Concern.Age.UNKNOWN
    report = Report(kind, old.channel, band or old.age_band, texts.what, texts.who, {}, "", uuid4(), received_at)
    chart = _CHARTS_AT.get(function, chart_kind(kind, report.age_band) or "")
    return _create(report, texts, Ground(desk, thread, Sealer(desk.unit.board), old.circle), by, handed=chart)


def _create(report: Report, texts: Texts, ground: Ground, by: Actor, handed: str | None = None) -> Concern:
    desk, sealer = ground.desk, ground.sealer
    board = desk.unit.board
    chart = chart_kind(report.kind, report.age_band) if handed is None else handed
    title = "handed-over-in" if handed is not None else _TITLES.get(report.kind, "worry-in")
    concern = Concern(
        municipality_id=board.municipality_id,
        uid=uuid4(),
        reference=records.new_reference("ORO", board.municipality_id),
        kind=report.kind,
        channel=report.channel,
        age_band=report.age_band,
        concerns_child=chart == "worry-under-21",
        board=board,
        desk=desk,
        circle=secrecy.open_circle(board, _let_in(desk, report.kind, by), purpose="read-and-act", by=by),
        register_row=records.register(board, title=title, direction="in", by=by),
        thread=ground.thread,
        submission_id=threads.kept_submission(report.submission),
        key=sealer.key,
        received_at=report.received_at or by.moment(),
        made_available_at=by.moment(),
    )
    concern.what_happened = sealer.seal(queries.place(by, "what_happened", concern), texts.what)
    if texts.who:
        concern.who = sealer.seal(queries.place(by, "who", concern), texts.who)
    if texts.writer:
        concern.contact = sealer.seal(queries.place(by, "contact", concern), texts.writer)
    if chart:
        version = charts.current(by, chart)
        concern.run = routines.start(version, counts_from=concern.received_at, by=by)
    with beyond():  # whoever registers is seldom the one who reads
        concern.save(force_insert=True)
    if ground.after is not None:
        secrecy.carry_exclusions(ground.after, concern.circle)
    secrecy.shut_out(concern.circle, ground.shut_out)

    audit.record(events.REGISTERED, about=concern, by=by, detail={"kind": report.kind, "channel": report.channel})
    _tell_desk(concern, ground, by)
    return concern


def _let_in(desk: Desk, kind: str, by: Actor) -> list[Desk]:
    """The desk that reads; of what happened at a place also the security function, when it is of the same board."""
    if kind != Concern.Kind.INCIDENT:
        return [desk]
    security = people.find_desk(by, "security")
    together = security is not None and security.unit.board_id == desk.unit.board_id and security.pk != desk.pk
    return [desk, security] if security is not None and together else [desk]


def _tell_desk(concern: Concern, ground: Ground, by: Actor) -> None:
    notices.tell(
        queries.to_tell(concern) if ground.after is not None or ground.shut_out else people.reach(ground.desk),
        "concerns/concern-waiting",
        by=by,
        reason=f"concern-waiting:{concern.uid}",
        about=concern,
        urgent=concern.is_urgent,
    )


@transaction.atomic
def add_to_thread(thread: Thread, text: str, *, submission: UUID, by: Actor) -> None:
    """Write more with a code: into the open concern's thread or, when that has ended, as a new record."""
    found = threads.locked(thread)

    require(by.kind == "public" and by.municipality_id == thread.municipality_id, by, "thread")

    uid = threads.message_uid(thread, submission)
    if threads.is_here(uid):  # sent twice
        return
    latest = queries.latest_of_thread(by, thread.pk)
    if latest is None or found is None:
        raise WrongState(_("Det du skrev tidigare är gallrat. Börja om på första sidan, eller ring."))
    thread = found

    mailbox.post(thread, text, direction=Message.Direction.IN, sealer=mailbox.sealer_for(thread), by=by, uid=uid)
    if latest.is_open:
        row = records.register(latest.board, title="addition-in", direction="in", by=by)
        Entry.objects.create(concern=latest, register_row=row, message=uid)
    elif queries.by_submission(by, submission) is None:
        report = Report(latest.kind, "web", latest.age_band, text, "", {}, "", submission)
        ground = Ground(latest.desk, thread, Sealer(latest.desk.unit.board), latest.circle)
        fresh = _create(report, Texts(text), ground, by)
        fresh.follows = latest
        fresh.save(update_fields=["follows"])
        mailbox.mark(thread, Thread.Status.RECEIVED)

    audit.record(events.REGISTERED, about=latest, by=by, detail={"addition": True})
    notices.tell(
        queries.to_tell(latest),
        "concerns/addition-waiting",
        by=by,
        reason=f"addition:{submission}",
        about=latest,
        urgent=latest.is_urgent,
    )


def _require_open(by: Actor) -> None:
    """Real intake stays shut until the opening list is whole; a rehearsal is always open."""
    if not mode.is_demo() and not people.town_of(by).intake_open:
        raise WrongState(_("Formuläret är stängt. Inget har skickats. Ring i stället."))
