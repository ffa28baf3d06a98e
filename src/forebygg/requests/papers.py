"""The written decision and what leaves with it: data of a document, neutral about persons."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebygg.facts import queries as facts
from forebygg.facts.queries import Book
from forebygg.kit import clock, mode
from forebygg.records.models import DisposalDecision
from forebygg.requests import masking
from forebygg.requests.models import RecordRequest, RequestedRecord
from forebygg.requests.queries import Answer

TEMPLATE = Path(__file__).parent / "documents" / "paper.typ"
Outcome = RequestedRecord.Outcome


def decision(answer: Answer, *, town: str) -> dict[str, Any]:
    """Return the data of the written decision: what was asked by number, what is given and not, why, how to appeal."""
    request, book = answer.request, facts.book(answer.request.municipality_id)
    parts = [(_("Beslut"), _outcomes(answer))]
    if texts := [line for line in (*_grounds(answer), answer.reasons) if line]:
        parts.append((_("Skäl"), texts))
    if answer.reservation:
        parts.append((_("Förbehåll"), [*_law(book, "osl-10-14"), answer.reservation]))
    if any(row.outcome == Outcome.GONE for row, _number, _parts in answer.records) or not answer.records:
        parts.append((_("Det som inte finns kvar"), gone(answer.disposal, request)))
    if _is_appealable(answer):
        parts.append((_("Så överklagar du"), appeal(request, book, town)))
    rows = [
        [_("Myndighet"), f"{town}, {request.board.name}"],
        [_("Begäran"), f"{request.reference}, {answer.number}"],
        [_("Kom in"), date_format(request.came_on, "j F Y")],
        [_("Beslutet"), f"{answer.decision}, {_day(request.decided_at)}"],
        [_("Beslutat av"), _("%(function)s, på delegation") % {"function": request.decided_by}],
    ]
    return _document(_("Beslut om begäran"), rows, parts, _("Beslut"))


def released(answer: Answer) -> dict[str, Any]:
    """Return the data of the records as they leave. What is covered was never put in."""
    parts = []
    for row, number, given in answer.records:
        parts += [(f"{number}: {part.heading}", part.text.split("\n\n")) for part in given if row.is_given]
    if not parts:
        parts = [(_("Ingenting"), [_("Det finns ingen handling att lämna ut. Se beslutet.")])]
    if answer.reservation:
        parts.append((_("Förbehåll"), [answer.reservation]))
    rows = [[_("Begäran"), f"{answer.request.reference}, {answer.number}"], [_("Beslutet"), answer.decision]]
    return _document(_("Handlingar som lämnas ut"), rows, parts, _("Det som är maskat lämnas inte ut."))


def _outcomes(answer: Answer) -> list[str]:
    lines = [f"{number}: {row.get_outcome_display()}." for row, number, _parts in answer.records]
    if answer.request.kind == RecordRequest.Kind.EXTRACT and not answer.records:
        return [
            _("Nämndens mottagningar har läst igenom de texter som finns kvar. Ingen av dem gäller den som frågar.")
        ]
    return lines or [_("Nämndens mottagningar har letat. Den handling som begärs finns inte.")]


def _grounds(answer: Answer) -> list[str]:
    """Each record that is held back, with its grounds and what they say."""
    lines = []
    for row, number, _parts in answer.records:
        named = [answer.grounds.get(code) for code in row.grounds] if row.is_held_back else []
        lines += [f"{number}: {ground.name}. {ground.gist}" for ground in named if ground is not None]
    return lines


def gone(disposal: DisposalDecision | None, request: RecordRequest) -> list[str]:
    """Return the honest answer about what is disposed of: it does not say whether it was ever about whoever asks."""
    lines = [_("Inget finns kvar.")]
    if request.kind == RecordRequest.Kind.EXTRACT:
        lines[0] = _("Av det som kan ha funnits tidigare finns inget kvar.")
    if disposal is not None:
        said = _("Gallrat enligt %(body)s beslut %(day)s, %(paragraph)s: %(days)s dagar efter avslut.")
        day = date_format(disposal.decided_on, "j F Y")
        values = {"body": disposal.body, "day": day, "paragraph": disposal.paragraph, "days": disposal.days}
        lines.append(said % values)
    lines.append(_("Nyckeln till texten är förstörd. Det finns ett gallringsbevis, men det säger inte vad det var."))
    lines.append(_("Därför går det inte att säga om något av det handlade om den som frågar."))
    return lines


def _is_appealable(answer: Answer) -> bool:
    return bool(answer.reservation) or any(row.is_held_back for row, _number, _parts in answer.records)


def appeal(request: RecordRequest, book: Book, town: str) -> list[str]:
    """Return how to appeal: to which court, where it is sent, when it must have come. All of it from the facts."""
    is_extract = request.kind == RecordRequest.Kind.EXTRACT
    court = ", ".join(book.words("extract-appeal-court" if is_extract else "record-appeal-court"))
    law = "dsl-7-2" if is_extract else "osl-6-8"
    where = {"court": court, "board": request.board.name, "town": town, "days": book.value("appeal-days")}
    return [
        _("Du kan överklaga det som inte lämnas ut, eller ett förbehåll, till %(court)s.") % where,
        _("Skriv till %(board)s i %(town)s. Nämnden skickar det vidare till domstolen.") % where,
        _("Skriv vilket beslut du överklagar, hur du vill att det ändras och varför, och hur domstolen kan nå dig.")
        % where,
        _("Det ska ha kommit inom %(days)s dagar från den dag du fick beslutet.") % where,
        *_law(book, law, "fl-44"),
    ]


def _law(book: Book, *codes: str) -> list[str]:
    return [f"{found.name}. {found.gist}" for code in codes if (found := book.provision(code))]


def _day(moment: Any) -> str:
    return date_format(clock.local(moment), "j F Y")


def _document(title: str, rows: list[list[str]], parts: Iterable[tuple[str, list[str]]], footer: str) -> dict[str, Any]:
    day = clock.today()
    return {
        "title": title,
        "language": (get_language() or "sv")[:2],
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "demo": _("Påhittade uppgifter") if mode.is_demo() else "",
        "footer": footer,
        "covered": _("maskat"),
        "rows": rows,
        "parts": [{"heading": heading, "lines": [_pieces(line) for line in lines]} for heading, lines in parts],
    }


def _pieces(line: str) -> list[dict[str, Any]]:
    return [{"text": piece.text, "covered": piece.is_covered} for piece in masking.pieces(line)]
