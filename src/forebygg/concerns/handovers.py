"""The hand-over document's content: text, thread, notes, the hour of arrival, and a hash over what was written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebygg.concerns import periods
from forebygg.concerns.page import ConcernPage
from forebygg.facts import queries as facts
from forebygg.facts.queries import Book
from forebygg.kit import clock, mode
from forebygg.records import queries as records
from forebygg.secrecy.queries import Weighed

TEMPLATE = Path(__file__).parent / "documents" / "hand-over.typ"


def content(page: ConcernPage, weighed: Iterable[Weighed] = ()) -> dict[str, Any]:
    """Return the data of the document for one opened concern (with `who`), and how each hand-over was weighed."""
    concern = page.concern
    day = clock.today()
    parts = [_part(_("Det som skickades"), [("", page.what or _("Gallrad."))])]
    if page.who:
        parts.append(_part(_("Vem det gäller"), [("", page.who)]))
    if page.messages:
        parts.append(_part(_("Med den som skrev"), [(_message_head(line), line.text or "") for line in page.messages]))
    if page.notes:
        parts.append(_part(_("Internt på mottagningen"), [(note.function, note.text or "") for note in page.notes]))
    if lines := [(_weighed_head(row), row.text or "") for row in weighed]:
        parts.append(_part(_("Så har det vägts"), lines))
    if concern.kind == concern.Kind.WORRY:
        book = facts.book(concern.municipality_id)
        told = (information(page, book), page.not_told_because or "")
        parts.append(_part(_("Information till den det gäller"), [told]))
    arrived = clock.local(concern.received_at)
    return {
        "title": _("Överlämnad handling %(reference)s") % {"reference": concern.reference},
        "language": (get_language() or "sv")[:2],
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "demo": _("Påhittade uppgifter") if mode.is_demo() else "",
        "footer": _("Sekretess kan gälla."),
        "rows": [
            [_("Diarienummer"), records.number_of(concern.register_row)],
            [_("Kom in"), _("%(day)s klockan %(hour)s") % {"day": date_format(arrived, "j F Y"), "hour": arrived.hour}],
            [_("Mottagning"), str(concern.desk.name)],
        ],
        "parts": parts,
        "hash_heading": _("Kontrollsumma (SHA-256) för det som skickades"),
        "hash": digest(page),
    }


def digest(page: ConcernPage) -> str:
    """Return the SHA-256 (hex) over what was sent: text, who, thread, in that order."""
    written = [page.what or "", page.who or "", *(line.text or "" for line in page.messages)]
    return hashlib.sha256("\n\x1e\n".join(written).encode()).hexdigest()


def information(page: ConcernPage, book: Book) -> str:
    """Say whether the person was told: the day, the exception, or by when it must be done. By function."""
    told, last = page.information, periods.information_due(page.concern.received_at, book.value("information-months"))
    if told is None:
        return _("Inte inskrivet. Ska göras senast %(day)s.") % {"day": date_format(last, "j F Y")}
    words = {"state": told.get_state_display(), "day": date_format(told.day, "j F Y"), "function": told.function}
    if told.state == told.State.LATER:
        return _("Inte informerad än. Ska göras senast %(day)s. %(function)s.") % words
    rule = book.provision(told.exception)
    ground = f" {rule.name}." if rule else ""
    return _("%(state)s %(day)s. %(function)s.") % words + ground


def _part(heading: str, lines: list[tuple[str, str]]) -> dict[str, Any]:
    return {"heading": heading, "lines": [{"head": head, "text": text} for head, text in lines]}


def _weighed_head(row: Weighed) -> str:
    return f"{row.receiver}, {row.door}, {row.function}, {date_format(clock.local(row.at), 'j F Y')}"


def _message_head(line: Any) -> str:
    who = _("Vi") if line.direction == "out" else _("Den som skrev")
    return f"{who}, {date_format(clock.local(line.at), 'j F Y')}"
