"""Drafts of the papers the opening list asks for, written from the municipality's own rows and the models' Handling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebygg.facts import queries as facts
from forebygg.facts.queries import Book
from forebygg.kit import clock, handling, mode
from forebygg.kit.actor import Actor
from forebygg.kit.text import Text
from forebygg.people import queries as people
from forebygg.people import roles
from forebygg.people.models import Board
from forebygg.records import queries as records
from forebygg.records import retention
from forebygg.site import cards, opening

TEMPLATE = Path(__file__).parent / "documents" / "paper.typ"
_FILE = Path(__file__).parent / "shipped" / "papers.yaml"
_WORDS = Path(__file__).parent / "shipped" / "handling.yaml"
_CLOSED = ("concerns", "calls", "cases", "reporting", "mailbox", "secrecy")
_KEYS_AND_DOORS = {"BoardKey", "DataKey", "ToShred", "Door"}


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its paragraphs and, sometimes, a table."""

    heading: str
    lines: list[str]
    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole draft."""

    title: str
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class _Place:
    """Whom a draft is written for: the municipality, perhaps one board of it, and its facts."""

    actor: Actor
    board: Board | None
    book: Book


def draft(actor: Actor, code: str) -> Paper | None:
    """Return the draft of one line, or None when there is no such paper."""
    kind, _dash, board_code = code.partition("-")
    board = None
    if kind == "dpia":
        board = next((b for b in opening.reading_boards(people.list_desks(actor)) if b.code == board_code), None)
        if board is None:
            return None
        code = kind
    raw = _shipped().get(code)
    if raw is None:
        return None
    place = _Place(actor, board, facts.book(actor.municipality_id))
    words = _words(place)
    parts = [_part(part, place, words) for part in raw["parts"]]
    return Paper(str(Text(raw["title"])).format_map(words), parts)


def content(paper: Paper) -> dict[str, Any]:
    """Return the data of the PDF."""
    day = clock.today()
    return {
        "title": paper.title,
        "language": (get_language() or "sv")[:2],
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "demo": _("Påhittade uppgifter") if mode.is_demo() else "",
        "footer": _("Utkast %(day)s") % {"day": date_format(day, "j F Y")},
        "parts": [
            {"heading": part.heading, "lines": part.lines, "columns": part.columns, "rows": part.rows}
            for part in paper.parts
        ],
    }


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


def _words(place: _Place) -> dict[str, str]:
    """Return what the braces of a draft stand for."""
    desks = [d for d in people.list_desks(place.actor) if place.board is None or d.unit.board_id == place.board.pk]
    decided = records.decisions_of(place.board.pk) if place.board else {}
    days = {
        "entered": ("concern-entered", "retention-after-taken-over-days"),
        "closed": ("concern-closed", "retention-after-closing-days"),
        "code": ("thread", "mailbox-days"),
    }
    counted = {
        word: str(decided[rule].days if rule in decided else place.book.value(fact))
        for word, (rule, fact) in days.items()
    }
    return counted | {
        "town": people.town_of(place.actor).name,
        "board": str(place.board.name) if place.board else "",
        "desks": ", ".join(str(desk.name) for desk in desks),
    }


def _part(raw: dict[str, Any], place: _Place, words: dict[str, str]) -> Part:
    lines = [str(Text(line)).format_map(words) for line in raw["lines"]]
    columns, rows = _TABLES[raw["table"]](place) if "table" in raw else ([], [])
    return Part(str(Text(raw["heading"])), lines, columns, rows)


_Table = tuple[list[str], list[list[str]]]


def _handling(place: _Place) -> _Table:
    words = handling_words()
    rows = []
    for model in closed_models():
        declared = handling.read(model)
        kept = {"secret": _("förseglat"), "pseudonym": _("utan namn"), "staff": _("om personal")}
        shown = [
            f"{word}: {', '.join(sorted(words['columns'][name] for name, k in declared.kinds.items() if k == kind))}"
            for kind, word in kept.items()
            if kind in declared.kinds.values()
        ]
        told = "; ".join(shown) or _("inga uppgifter om personer")
        rows.append([words["models"][declared.model], told, words["retention"][declared.retention]])
    return [_("Vad"), _("Uppgifter"), _("Gallras")], rows


def closed_models() -> list[Any]:
    """Return the models whose data a board answers for, room by room: the closed rooms' but for the bare keys."""
    found = [model for room in _CLOSED for model in apps.get_app_config(room).get_models()]
    return [model for model in found if handling.read(model).model not in _KEYS_AND_DOORS]


def handling_words() -> dict[str, dict[str, str]]:
    """Return models, columns and retention rules in the words of a board's paper, in the language in use."""
    raw = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return {part: {code: str(Text(words)) for code, words in table.items()} for part, table in raw.items()}


def _risks(place: _Place) -> _Table:
    return [_("Risk"), _("Skydd")], [
        [_("Fel person läser"), _("En nyckel per nämnd, krets per oro, varje läsning loggas")],
        [_("Text blir kvar för länge"), _("Gallring på klockor som nämnden beslutat; nyckeln förstörs")],
        [_("Oskyldig pekas ut"), _("Ingen sökning, ingen lista, ingen bedömning här; grinden frågar vad som har hänt")],
        [_("Den som berättar avslöjas"), _("Inget konto, ingen adress i loggen, tider till timmen, snabb utgång")],
        [_("Säkerhetskopior stjäls"), _("Texten är oläslig utan nyckeln, som ligger i ett eget lager")],
        [
            _("Känsliga uppgifter i onödan"),
            _("Hjälptext om händelser, inte åsikter; namn bara förseglade"),
        ],
    ]


def _processing(place: _Place) -> _Table:
    rows = []
    all_desks = people.list_desks(place.actor)
    for board in opening.reading_boards(all_desks):
        desks = ", ".join(str(d.name) for d in all_desks if d.unit.board_id == board.pk)
        decided = records.decisions_of(board.pk)
        days = "; ".join(
            f"{rule.title}: {decided[code].days}" for code, rule in retention.RULES.items() if code in decided
        )
        rows.append([str(board.name), desks, _("Ta emot oro, frågor och händelser"), days or _("beslut saknas")])
    return [_("Ansvarig nämnd"), _("Mottagningar"), _("Ändamål"), _("Gallring, dagar")], rows


def _disposal(place: _Place) -> _Table:
    usual = {"case": "retention-after-case-days", "thread": "mailbox-days"}
    rows = [
        [str(rule.title), str(rule.clock), str(place.book.value(rule.days or usual[code]))]
        for code, rule in retention.RULES.items()
    ]
    return [_("Handling"), _("Tiden räknas"), _("Dagar")], rows


def _delegation(place: _Place) -> _Table:
    head, secretary = str(roles.title("head")), str(roles.title("reception"))
    return [_("Beslut"), _("Funktion")], [
        [_("Lämna ut uppgift till annan mottagare eller myndighet, med grund och skäl"), f"{secretary}, {head}"],
        [_("Avsluta oro som kan gälla någon under 21, två personer"), f"{secretary}, {head}"],
        [_("Skriftligt beslut att inte lämna ut handling"), head],
        [_("Frysa och släppa gallring"), f"{secretary}, {roles.title('registrar')}"],
    ]


def _staffing(place: _Place) -> _Table:
    desks = people.list_desks(place.actor)
    alone = people.without_deputy(desks)
    rows = [
        [
            str(desk.name),
            str(desk.unit.board.name),
            f"{desk.opens:%-H.%M}–{desk.closes:%-H.%M}",
            _("saknas") if desk.pk in alone else _("finns"),
        ]
        for desk in desks
    ]
    return [_("Mottagning"), _("Nämnd"), _("Tider"), _("Ställföreträdare")], rows


def _numbers(place: _Place) -> _Table:
    rows = [
        [str(phone.label), phone.number, cards.hours(phone), _("[datum, vem svarade]")]
        for phone in place.book.phones(sorted(place.book.facts))
    ]
    return [_("Funktion"), _("Nummer"), _("Tider"), _("Provringt")], rows


_TABLES: dict[str, Callable[[_Place], _Table]] = {
    "handling": _handling,
    "risks": _risks,
    "processing": _processing,
    "disposal": _disposal,
    "delegation": _delegation,
    "staffing": _staffing,
    "numbers": _numbers,
}
