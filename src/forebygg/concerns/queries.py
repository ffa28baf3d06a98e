"""The only door to concerns. Opening a text is logged by the same function that opens it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery

from forebygg.audit import actions as audit
from forebygg.concerns import periods, policies
from forebygg.concerns.models import Concern, HandOver, Information, InternalNote
from forebygg.concerns.page import ConcernPage, NoteLine, OwnTable, Waiting
from forebygg.concerns.reports import NOT_FOR_WHO
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound, require
from forebygg.mailbox import queries as mailbox
from forebygg.mailbox.queries import Line
from forebygg.notices.addresses import Address
from forebygg.people import queries as people
from forebygg.people.models import Board, Desk, Receiver, User
from forebygg.people.tenancy import TenantQuerySet, beyond
from forebygg.records import queries as records
from forebygg.routines import queries as routines
from forebygg.secrecy import policies as secrecy_policies
from forebygg.secrecy import queries as secrecy
from forebygg.secrecy.models import CircleMember, Disclosure
from forebygg.secrecy.queries import Place

_SEALED = ("what_happened", "who", "contact")
_LISTED = (
    "reference",
    "kind",
    "age_band",
    "concerns_child",
    "made_available_at",
    "read_at",
    "desk__closes",
    "register_row__year",
    "register_row__number",
    "register_row__board__series",
)
_LIMIT = 200
_SHOWN = ("board", "desk", "circle", "run__version", "thread", "register_row__board", "information")
# What the page of one concern needs to know beside the row, asked in the same statement.
_PAGE = {
    "held": records.HELD,
    "to_acknowledge": Exists(HandOver.objects.filter(copy=OuterRef("pk"), acknowledged_at=None)),
    "consent_gone": Exists(
        Disclosure.objects.filter(circle=OuterRef("circle_id"), purpose="received", withdrawn_at__isnull=False)
    ),
    "was_handed": Exists(HandOver.objects.filter(concern=OuterRef("pk"))),
    "desks": Subquery(
        CircleMember.objects.filter(circle=OuterRef("circle_id"), desk__isnull=False)
        .values("circle")
        .annotate(number=Count("id"))
        .values("number")
    ),
}


def list_open(viewer: Actor) -> list[Concern]:
    """Return what waits at the viewer's desk, oldest first: only the columns that a list shows, and none is secret."""
    rows = Concern.objects.for_actor(viewer).filter(policies.visible(viewer), ended_at=None)
    rows = rows.select_related("register_row__board", "desk").only(*_LISTED)
    return list(rows.order_by("made_available_at", "id")[:_LIMIT])


def list_ended(viewer: Actor) -> list[Concern]:
    """Return what has ended at the viewer's desk and waits for its disposal: rows without texts."""
    rows = Concern.objects.for_actor(viewer).filter(policies.may_see_ended(viewer), ended_at__isnull=False)
    rows = rows.only("version", "reference", "ended_at").annotate(held=records.HELD)
    return list(rows.order_by("-ended_at", "-id")[:50])


def find(viewer: Actor, reference: str) -> Concern:
    """Return a concern the viewer may act on, without its texts. Raises NotFound: missing and forbidden look alike."""
    return _found(viewer, reference, _visible(viewer).defer(*_SEALED))


def _visible(viewer: Actor) -> TenantQuerySet[Concern]:
    rows = Concern.objects.for_actor(viewer).filter(policies.visible(viewer), ended_at=None)
    # The chart is large, and the room of routines has it in memory.
    return rows.defer("run__version__chart").select_related(
        "board", "desk__unit__board", "circle", "run__version", "thread__board", "register_row__board"
    )


def _found(viewer: Actor, reference: str, rows: TenantQuerySet[Concern]) -> Concern:
    concern = rows.filter(reference=reference).first()
    if concern is None:
        raise NotFound(viewer, "concern", reference)
    return concern


def asked_receiver(concern: Concern) -> str:
    """Return the receiver that the routine asks for where it stands, or an empty string."""
    step = routines.standing(concern.run).position.step if concern.run else None
    return step.receiver if step is not None and step.kind == "hand_over" else ""


def receivers_for(viewer: Actor, concern: Concern) -> list[Receiver]:
    """Return who a concern can be handed to: never back to its own desk but where the routine leads there, and a text
    that may name someone only to desks where such are read."""
    wanted = asked_receiver(concern)
    receivers = [r for r in people.list_receivers(viewer) if r.desk_id != concern.desk_id or r.code == wanted]
    if not policies.may_name_someone(concern):
        return receivers
    desks = policies.desks_for_persons(viewer)
    return [r for r in receivers if r.desk is None or r.desk.code in desks]


@dataclass(frozen=True, slots=True)
class HandOverStep:
    """The hand-over step where the routine stands, if it leads to this receiver; else an empty code: a move."""

    code: str = ""
    goes_on: bool = False


def step_for(concern: Concern, to: Receiver) -> HandOverStep:
    """Return the step that a hand-over to a receiver would answer."""
    if concern.run is None:
        return HandOverStep()
    standing = routines.standing(concern.run)
    step = standing.position.step
    if step is None or step.kind != "hand_over":
        return HandOverStep()
    meant = people.get_receiver(Actor.system("hand-over", concern.municipality), step.receiver)
    if meant.code != to.code and (to.desk_id is None or meant.desk_id != to.desk_id):
        return HandOverStep()
    return HandOverStep(step.code, standing.chart.steps[step.next].kind != "end")


def reads_about_persons(viewer: Actor, desks: Iterable[Desk]) -> bool:
    """Say whether texts that may name someone come to one of the municipality's desks that is the viewer's."""
    return bool(policies.desks_for_persons(viewer) & {desk.code for desk in desks if desk.pk in viewer.desk_ids})


def readers_left(concern: Concern) -> list[User]:
    """Return those who read a concern at its desk now: the desk's readers but those shut out."""
    out = {user.pk for user in secrecy.shut_out_of(concern.circle)}
    return [user for user in people.readers_of(concern.desk) if user.pk not in out]


def may_be_shut_out(concern: Concern) -> list[User]:
    """Return those whom the head may shut out: the desk's readers, those of the board's other desks, to which it may be
    handed, and whoever let themselves in for an emergency."""
    out = {user.pk for user in secrecy.shut_out_of(concern.circle)}
    others = [*people.readers_of_board(concern.board_id), *secrecy.guests_of(concern.circle)]
    return list(dict.fromkeys([*readers_left(concern), *(user for user in others if user.pk not in out)]))


def to_tell(concern: Concern, ranks: Iterable[str] = ()) -> list[Address]:
    """Return whom a letter about a concern goes to at its desk, by rank: whoever is shut out hears nothing of it."""
    return people.reach(concern.desk, ranks, but={user.pk for user in secrecy.shut_out_of(concern.circle)})


def shut_out(viewer: Actor, concern: Concern) -> list[User]:
    """Return those shut out of a concern, for the head. Raises NotAllowed for anyone else."""
    require(policies.may_exclude(viewer, concern), viewer, "exclude")
    return secrecy.shut_out_of(concern.circle)


def trace(viewer: Actor, reference: str) -> UUID:
    """Return the uid that ties the log to a concern, for whoever reviews the log: no text, no row. Raises NotFound."""
    require(policies.may_trace(viewer), viewer, "concern", reference)
    with beyond():
        uid = Concern.objects.for_actor(viewer).filter(reference=reference).values_list("uid", flat=True).first()
    if uid is None:
        raise NotFound(viewer, "concern", reference)
    return uid


def references_of(viewer: Actor, uids: Iterable[str]) -> dict[str, str]:
    """Return uid → reference of concerns that are still here, for whoever reviews the log and must ask about one."""
    require(policies.may_trace(viewer), viewer, "concern")
    wanted = [uid for uid in uids if uid]
    with beyond():
        rows = Concern.objects.for_actor(viewer).filter(uid__in=wanted).values_list("uid", "reference")
        return {str(uid): reference for uid, reference in rows}


def find_for_emergency(viewer: Actor, reference: str) -> Concern | None:
    """Return an open concern of the viewer's own board, without texts, that no conflict of interest closes to them."""
    require(policies.may_open_in_emergency(viewer), viewer, "emergency")
    rows = Concern.objects.for_actor(viewer).filter(
        secrecy_policies.not_shut_out(viewer), board_id=viewer.board_id or 0
    )
    rows = rows.filter(reference=reference, ended_at=None).defer(*_SEALED)
    return rows.select_related("board", "desk__unit__board", "circle").first()


def is_mine(viewer: Actor, concern: Concern) -> bool:
    """Say whether a concern is one the viewer may open."""
    return policies.may_read(viewer, concern)


def find_ended(viewer: Actor, reference: str) -> Concern:
    """Return an ended concern of the viewer's desk, without texts, to hold it. Raises NotFound."""
    rows = Concern.objects.for_actor(viewer).filter(policies.may_see_ended(viewer), ended_at__isnull=False)
    concern = rows.defer(*_SEALED).filter(reference=reference).first()
    if concern is None:
        raise NotFound(viewer, "concern", reference)
    return concern


def open_concern(viewer: Actor, reference: str, *, with_who: bool = False) -> ConcernPage:
    """Open one concern with its texts, and log the reading. Raises NotFound."""
    rows = _visible(viewer).select_related(None).select_related(*_SHOWN)  # deeds need more of what stands around it
    concern = _found(viewer, reference, rows.annotate(**_PAGE))
    sealed = {place(viewer, "what_happened", concern): concern.what_happened}
    if concern.contact is not None:
        sealed[place(viewer, "contact", concern)] = concern.contact
    if with_who and concern.who is not None:
        sealed[place(viewer, "who", concern)] = concern.who
    notes = list(concern.notes.order_by("id"))
    sealed |= {note_place(viewer, note): note.text for note in notes}
    told: Information | None = getattr(concern, "information", None)
    sealed |= {reason_place(viewer, told): told.reason} if told and told.reason is not None else {}
    letters = mailbox.sealed_messages(concern.thread) if concern.thread else []
    sealed |= {mailbox.place_of(letter, viewer.municipality): letter.text for letter in letters}
    audit.saw(concern, by=viewer, what="who" if with_who else "")
    opened = secrecy.unseal(concern.board.uid, sealed)
    writer = opened.get(place(viewer, "contact", concern))
    flags = vars(concern)
    return ConcernPage(
        concern=concern,
        what=opened[place(viewer, "what_happened", concern)],
        has_who=concern.who is not None,
        who=opened.get(place(viewer, "who", concern)),
        writer=_writer(viewer, concern, writer),
        messages=[
            Line(letter.direction, letter.at, opened[mailbox.place_of(letter, viewer.municipality)])
            for letter in letters
        ],
        notes=[NoteLine(note.function, note.at, opened[note_place(viewer, note)]) for note in notes],
        standing=routines.standing(concern.run) if concern.run else None,
        who_can_see=secrecy.who_can_see(concern.circle) if flags["desks"] != 1 else [str(concern.desk.name)],
        held=flags["held"],
        may_handle=viewer.may("worry.handle"),
        handovers=handovers_of(concern) if flags["was_handed"] else [],
        to_acknowledge=flags["to_acknowledge"],
        consent_gone=flags["consent_gone"],
        information=told,
        not_told_because=opened.get(reason_place(viewer, told)) if told else None,
    )


def _writer(viewer: Actor, concern: Concern, sealed: str | None) -> dict[str, str]:
    """Return what the writer said of themselves; whom they would not have read by name only to a head, where one is."""
    known: dict[str, str] = json.loads(sealed) if sealed else {}
    if known.get(NOT_FOR_WHO) and not viewer.may("exclude.set") and people.has_head(concern.desk):
        del known[NOT_FOR_WHO]
    return known


def place(viewer: Actor, column: str, concern: Concern) -> Place:
    """Return where a concern's seal belongs."""
    return Place(viewer.municipality, f"concerns.Concern.{column}", concern.uid)


def reason_place(viewer: Actor, row: Information) -> Place:
    """Return where the seal of why somebody was not told belongs."""
    return Place(viewer.municipality, "concerns.Information.reason", row.uid)


def note_place(viewer: Actor, note: InternalNote) -> Place:
    """Return where a note's seal belongs."""
    return Place(viewer.municipality, "concerns.InternalNote.text", note.uid)


def find_to_inform(viewer: Actor, reference: str) -> Concern:
    """Return a worry of the viewer's own desk, open or ended, without texts: whether the person was told. Raises
    NotFound."""
    rows = Concern.objects.for_actor(viewer).filter(policies.may_see_ended(viewer), kind=Concern.Kind.WORRY)
    rows = rows if viewer.may("worry.handle") else rows.none()
    return _found(viewer, reference, rows.defer(*_SEALED).select_related("information", "board", "register_row__board"))


def to_inform(viewer: Actor) -> list[Concern]:
    """Return the worries of the viewer's desk whose person is to be told yet, the nearest day first."""
    rows = Concern.objects.for_actor(viewer).filter(policies.may_see_ended(viewer), information__state="later")
    return list(rows.only("reference", "information__day").select_related("information").order_by("information__day"))


def uninformed(municipality_id: int, day: date) -> list[Concern]:
    """Return the worries whose person should have been told before a day and was not."""
    late = {"information__state": "later", "information__day__lt": day}
    rows = Concern.objects.filter(municipality_id=municipality_id, **late).defer(*_SEALED)
    return list(rows.select_related("desk__unit", "circle").order_by("id"))


def count_waiting(viewer: Actor, desks: Iterable[Desk], overdue_before: datetime) -> list[Waiting]:
    """Return the figures of each desk in the viewer's municipality: one statement. Not of one that only reads instead
    of others: that something waits there would tell that somebody asked for it."""
    require(policies.may_see_figures(viewer), viewer, "figures")
    hidden = people.only_instead(viewer)
    desks = [desk for desk in desks if desk.code not in hidden or desk.pk in viewer.desk_ids]
    late = Q(read_at=None, made_available_at__lt=overdue_before)
    rows = Concern.objects.for_actor(viewer).filter(ended_at=None).values("desk_id")
    red = Q(read_at=None, escalated__gte=periods.RED_LINE)
    rows = rows.annotate(number=Count("id"), oldest=Min("made_available_at"))
    rows = rows.annotate(late=Count("id", filter=late), red=Count("id", filter=red))
    with beyond():
        table: dict[int, dict[str, Any]] = {row["desk_id"]: dict(row) for row in rows}
    nothing: dict[str, Any] = {"number": 0, "oldest": None, "late": 0, "red": 0}
    found = [(desk, table.get(desk.pk, nothing)) for desk in desks]
    return [Waiting(desk, row["number"], row["oldest"], row["late"], row["red"]) for desk, row in found]


def count_open(viewer: Actor) -> int:
    """Return how many wait at the viewer's desk: the figure in the menu."""
    return Concern.objects.for_actor(viewer).filter(policies.visible(viewer), ended_at=None).count()


def count_kept(viewer: Actor) -> int:
    """Return how many concerns of the municipality are not disposed of yet: for whoever reports an incident."""
    require(viewer.may("breach.handle"), viewer, "figures")
    with beyond():
        return Concern.objects.for_actor(viewer).count()


def by_submission(viewer: Actor, submission: UUID) -> Concern | None:
    """Return a concern already made from a draft: sending twice makes one."""
    rows = Concern.objects.for_actor(viewer).filter(submission_id=mailbox.kept_submission(submission))
    with beyond():
        return rows.defer(*_SEALED).first() if rows.exists() else None  # nearly always new: the short question first


def latest_of_thread(viewer: Actor, thread_id: int) -> Concern | None:
    """Return the newest concern of a thread, for the one who holds its code."""
    rows = Concern.objects.for_actor(viewer).filter(thread_id=thread_id).defer(*_SEALED)
    return rows.select_related("board", "desk__unit__board", "circle").order_by("-id").first()


def hours_of_thread(viewer: Actor, thread_id: int) -> Concern | None:
    """Return the newest concern of a thread with what a receipt asks of it: when it came, and its desk's hours."""
    rows = Concern.objects.for_actor(viewer).filter(thread_id=thread_id).select_related("desk")
    return rows.only("received_at", "desk__closes").order_by("-id").first()


def due_closed(board: Board, before: datetime) -> QuerySet[Concern]:
    """Return concerns closed here before a moment and not held: the clock "after closing"."""
    return _due(board).filter(ended_at__lt=before, entered_at=None)


def due_entered(board: Board, before: datetime) -> QuerySet[Concern]:
    """Return concerns entered in the receiver's own system before a moment, and not held: "after Införd hos oss"."""
    return _due(board).filter(entered_at__lt=before)


def _due(board: Board) -> QuerySet[Concern]:
    rows = Concern.objects.filter(~records.HELD, board=board).defer(*_SEALED)
    return rows.select_related("run", "circle", "thread", "municipality").order_by("id")


def unread(municipality_id: int) -> list[Concern]:
    """Return concerns nobody has read yet."""
    rows = Concern.objects.filter(municipality_id=municipality_id, ended_at=None, read_at=None).defer(*_SEALED)
    return list(rows.select_related("desk__unit", "municipality", "circle").order_by("id"))


def open_since(municipality_id: int, before: datetime) -> list[Concern]:
    """Return concerns that came in before a moment and are neither closed nor entered."""
    rows = Concern.objects.filter(municipality_id=municipality_id, ended_at=None, received_at__lt=before)
    return list(rows.defer(*_SEALED).select_related("desk__unit", "circle").order_by("id"))


def count_own(viewer: Actor) -> list[OwnTable]:
    """Return the viewer's own desk, kind by kind: one statement. A timed job counts for the desk it writes to."""
    require(policies.may_see_figures(viewer), viewer, "figures")
    own = policies.visible(viewer) if viewer.kind == "staff" else Q(desk_id__in=viewer.desk_ids)
    rows = Concern.objects.for_actor(viewer).filter(own, ended_at=None).values("kind")
    found = rows.annotate(number=Count("id"), oldest=Min("made_available_at")).order_by("kind")
    return [OwnTable(row["kind"], row["number"], row["oldest"]) for row in found]


def handovers_of(concern: Concern) -> list[HandOver]:
    """Return what was handed on from a concern, oldest first. The caller has opened it."""
    return list(concern.handovers.order_by("id"))


def open_balancings(viewer: Actor, concern: Concern) -> list[secrecy.Weighed]:
    """Return how each hand-over of a concern was weighed. The caller has opened it, and that reading is logged."""
    require(policies.may_handle(viewer, concern), viewer, "concern", concern.reference)
    return secrecy.open_disclosures(viewer, concern.circle, concern.board.uid)
