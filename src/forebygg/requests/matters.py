"""What a request for a record needs of concerns: which one a register row belongs to, its text, and that it stays.

A text that is asked for may have ended; it is read by those of its desk, never by whoever is shut out, and logged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.concerns import desk
from forebygg.concerns import policies as concerns
from forebygg.concerns.models import Concern, Entry
from forebygg.concerns.queries import note_place, place
from forebygg.concerns.reports import NOT_FOR, NOT_FOR_WHO
from forebygg.kit.actor import Actor
from forebygg.kit.envelope import Envelope
from forebygg.kit.errors import NotFound
from forebygg.mailbox import queries as mailbox
from forebygg.notices.addresses import Address
from forebygg.people import queries as people
from forebygg.people.tenancy import TenantQuerySet, beyond
from forebygg.records.models import RegisterRow
from forebygg.secrecy import queries as secrecy

_SEALED = ("what_happened", "who", "contact")
# What a writer said by choosing among answers; only some of the choices say anything.
_CODES = {"danger", "relation", "reply", "tells", "phone", NOT_FOR, NOT_FOR_WHO}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a record: its heading and its words."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Opened:
    """One record, opened: its concern, and its parts in the order they are read."""

    concern: Concern
    parts: list[Part]


def belonging(actor: Actor, rows: Iterable[RegisterRow]) -> dict[int, Concern]:
    """Return register row (key) → the concern it belongs to, for those still here: no texts, whoever may read them.

    The caller keeps them from disposal and shows nothing of them.
    """
    wanted = [row.pk for row in rows]
    own = Q(register_row__in=wanted) | Q(entries__register_row__in=wanted)
    with beyond():
        found = Concern.objects.for_actor(actor).filter(own).defer(*_SEALED).distinct()
        concerns = {concern.pk: concern for concern in found.select_related("desk__unit__board", "circle", "board")}
        mine = {concern.register_row_id: concern for concern in concerns.values() if concern.register_row_id in wanted}
        entries = Entry.objects.filter(register_row__in=wanted, concern__in=concerns)
        named = entries.values_list("register_row_id", "concern_id")
        return mine | {row: concerns[pk] for row, pk in named}


def testable(viewer: Actor, rows: Iterable[RegisterRow]) -> set[int]:
    """Return which register rows (keys) belong to a concern whose texts the viewer may test."""
    wanted = [row.pk for row in rows]
    mine = Concern.objects.for_actor(viewer).filter(concerns.may_test(viewer))
    own = set(mine.filter(register_row__in=wanted).values_list("register_row_id", flat=True))
    entries = Entry.objects.filter(concern__in=mine, register_row__in=wanted)
    return own | set(entries.values_list("register_row_id", flat=True))


def answerable(viewer: Actor) -> Q:
    """Return the condition "the viewer may answer for this record", for rows with a `register_row`: its text is theirs
    to test, or it belongs to nothing that is still here. To be asked beyond the viewer's circles."""
    own = Q(register_row=OuterRef("register_row")) | Q(entries__register_row=OuterRef("register_row"))
    here = Concern.objects.for_actor(viewer).filter(own)
    return Q(Exists(here.filter(concerns.may_test(viewer)))) | ~Q(Exists(here))


def list_kept(viewer: Actor, before: datetime) -> list[Concern]:
    """Return what lay at the viewer's desk at an hour, open or ended, and is still here: rows without texts."""
    rows = _tested(viewer).filter(made_available_at__lte=before).defer(*_SEALED)
    return list(rows.order_by("made_available_at", "id"))


def find_kept(viewer: Actor, reference: str) -> Concern:
    """Return one of those by its reference. Raises NotFound."""
    concern = _tested(viewer).filter(reference=reference).defer(*_SEALED).first()
    if concern is None:
        raise NotFound(viewer, "concern", reference)
    return concern


def shut_out(viewer: Actor, rows: Iterable[RegisterRow]) -> bool:
    """Say whether the viewer is shut out of a matter that one of some register rows belongs to."""
    out = {concern.circle_id for concern in belonging(viewer, rows).values()}
    return secrecy.is_shut_out(viewer, out)


def open_record(viewer: Actor, row: RegisterRow, *, whole: bool = False) -> Opened | None:
    """Open the record behind a register row, and log the reading. None when it is no longer kept: nobody has it.

    `whole` opens everything its matter holds: the thread and the notes too, for whoever asks what is kept.

    Raises NotFound when it is here, and not for this viewer.
    """
    entry = Entry.objects.filter(register_row=row).first()
    own = Q(pk=entry.concern_id) if entry else Q(register_row=row)
    concern = _tested(viewer).filter(own).first()
    if concern is None:
        if belonging(viewer, [row]):
            raise NotFound(viewer, "record")
        return None
    audit.saw(concern, by=viewer, what="request")
    is_message = entry is not None and entry.message is not None
    if is_message and not whole:
        return Opened(concern, _messages(viewer, concern, entry.message))  # type: ignore[union-attr]
    parts = _texts(viewer, concern)
    return Opened(concern, [*parts, *_messages(viewer, concern), *_notes(viewer, concern)] if whole else parts)


def _tested(viewer: Actor) -> TenantQuerySet[Concern]:
    rows = Concern.objects.for_actor(viewer).filter(concerns.may_test(viewer))
    return rows.select_related("board", "desk__unit__board", "circle", "thread__board", "register_row__board")


def _texts(viewer: Actor, concern: Concern) -> list[Part]:
    headings = {"what_happened": _("Det som skickades"), "who": _("Vem det gäller"), "contact": _("Den som skrev")}
    held: dict[str, Envelope] = {c: getattr(concern, c) for c in _SEALED if getattr(concern, c) is not None}
    opened = secrecy.unseal(concern.board.uid, {place(viewer, c, concern): text for c, text in held.items()})
    parts = []
    for column in held:
        text = opened[place(viewer, column, concern)] or ""
        if column == "contact" and text:
            text = _writer(json.loads(text))
        parts.append(Part(headings[column], text))
    return [part for part in parts if part.text]


def _writer(said: dict[str, str]) -> str:
    """What the writer said of themselves, in the desk's words; what has none of those, as it was said."""
    rest = [(name, value) for name, value in said.items() if name not in _CODES and value]
    return "\n".join(f"{name}: {value}" for name, value in [*desk.writer_lines(said), *rest])


def _messages(viewer: Actor, concern: Concern, uid: UUID | None = None) -> list[Part]:
    """One message, or the thread. It goes along when a matter is handed on: then the receiver has it."""
    if concern.thread is None:
        return []
    letters = [letter for letter in mailbox.sealed_messages(concern.thread) if uid in (None, letter.uid)]
    places = {mailbox.place_of(letter, viewer.municipality): letter.text for letter in letters}
    opened = secrecy.unseal(concern.thread.board.uid, places) if places else {}
    return [Part(_("Meddelande"), text) for text in opened.values() if text]


def _notes(viewer: Actor, concern: Concern) -> list[Part]:
    places = {note_place(viewer, note): note.text for note in concern.notes.order_by("id")}
    opened = secrecy.unseal(concern.board.uid, places) if places else {}
    return [Part(_("Anteckning om arbetet"), text) for text in opened.values() if text]


def to_tell(concern: Concern) -> list[Address]:
    """Return whom a letter about a requested record goes to: the desk's first present, and nobody shut out of it."""
    return people.reach(concern.desk, but={user.pk for user in secrecy.shut_out_of(concern.circle)})
