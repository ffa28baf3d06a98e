"""Drafts of the papers the opening list asks for, written from the municipality's own rows and the models' Handling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from forebygg.facts import queries as facts
from forebygg.facts import shipping
from forebygg.facts.queries import Book
from forebygg.kit import paper
from forebygg.kit.actor import Actor
from forebygg.kit.paper import Paper, Part, Table
from forebygg.kit.text import Text
from forebygg.people import queries as people
from forebygg.people import roles
from forebygg.people.models import Board
from forebygg.records import queries as records
from forebygg.records import retention
from forebygg.records.models import DisposalDecision
from forebygg.site import cards, handled, opening

_FILE = Path(__file__).parent / "shipped" / "papers.yaml"
# Which rule, and which fact proposes its days, stands behind a word of a draft.
_DAYS = {
    "entered": ("concern-entered", "retention-after-taken-over-days"),
    "closed": ("concern-closed", "retention-after-closing-days"),
    "code": ("thread", "mailbox-days"),
}


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
    if code not in _shipped():
        return None
    return _paper(code, _Place(actor, board, facts.book(actor.municipality_id)))


def generic(code: str) -> Paper:
    """Return a draft as it is for anyone: brackets for what is the municipality's, the shipped days."""
    proposed = {row["code"]: row["value"] for row in shipping.rows()}
    words = {word: str(proposed[fact]) for word, (_rule, fact) in _DAYS.items()}
    words |= {"town": _("[kommunen]"), "board": _("[nämnden]"), "desks": _("[mottagningarna]")}
    raw = _shipped()[code]
    parts = [_part(part, None, words) for part in raw["parts"]]
    return Paper(str(Text(raw["title"])).format_map(words), parts)


def _paper(code: str, place: _Place) -> Paper:
    raw, words = _shipped()[code], _words(place)
    parts = []
    for part in raw["parts"]:
        if part.get("each") == "board":
            boards = opening.reading_boards(people.list_desks(place.actor))
            parts += [_part(part, each, _words(each)) for each in (replace(place, board=board) for board in boards)]
        else:
            parts.append(_part(part, place, words))
    return Paper(str(Text(raw["title"])).format_map(words), parts)


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


def _words(place: _Place) -> dict[str, str]:
    """Return what the braces of a draft stand for."""
    desks = [d for d in people.list_desks(place.actor) if place.board is None or d.unit.board_id == place.board.pk]
    decided = records.decisions_of(place.board.pk) if place.board else {}
    counted = {
        word: str(decided[rule].days if rule in decided else place.book.value(fact))
        for word, (rule, fact) in _DAYS.items()
    }
    return counted | {
        "town": people.town_of(place.actor).name,
        "board": str(place.board.name) if place.board else "",
        "desks": ", ".join(str(desk.name) for desk in desks),
        "decided": _decided(decided),
    }


def _decided(decided: dict[str, DisposalDecision]) -> str:
    """Return a board's disposal decisions in words."""
    rows = [
        _("%(what)s %(days)s dagar (%(body)s %(paragraph)s)")
        % {"what": rule.title, "days": row.days, "body": row.body, "paragraph": row.paragraph}
        for code, rule in retention.RULES.items()
        if (row := decided.get(code))
    ]
    return "; ".join(rows) or _("beslut saknas")


def _part(raw: dict[str, Any], place: _Place | None, words: dict[str, str]) -> Part:
    return paper.part(raw, words, _table(raw.get("table", ""), place))


def _table(name: str, place: _Place | None) -> Table:
    """Return a table made of models and roles, or of the municipality's rows; none where the draft has its own."""
    if name in _ANYWHERE:
        return _ANYWHERE[name]()
    return _TABLES[name](place) if name and place is not None else ([], [])


def _disposal(place: _Place) -> Table:
    usual = {"case": "retention-after-case-days", "thread": "mailbox-days"}
    rows = [
        [str(rule.title), str(rule.clock), str(place.book.value(rule.days or usual[code]))]
        for code, rule in retention.RULES.items()
    ]
    return [_("Handling"), _("Tiden räknas"), _("Dagar")], rows


def _delegation(place: _Place) -> Table:
    head, secretary = str(roles.title("head")), str(roles.title("reception"))
    return [_("Beslut"), _("Funktion")], [
        [_("Lämna ut uppgift till annan mottagare eller myndighet, med grund och skäl"), f"{secretary}, {head}"],
        [_("Avsluta oro som kan gälla någon under 21, två personer"), f"{secretary}, {head}"],
        [_("Skriftligt beslut att inte lämna ut handling"), head],
        [_("Frysa och släppa gallring"), f"{secretary}, {roles.title('registrar')}"],
    ]


def _staffing(place: _Place) -> Table:
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


def _numbers(place: _Place) -> Table:
    rows = [
        [str(phone.label), phone.number, cards.hours(phone), _("[datum, vem svarade]")]
        for phone in place.book.phones(sorted(place.book.facts))
    ]
    return [_("Funktion"), _("Nummer"), _("Tider"), _("Provringt")], rows


_ANYWHERE: dict[str, Callable[[], Table]] = {
    "handling": handled.fields,
    "activities": handled.activities,
    "readers": handled.readers,
}
_TABLES: dict[str, Callable[[_Place], Table]] = {
    "disposal": _disposal,
    "delegation": _delegation,
    "staffing": _staffing,
    "numbers": _numbers,
}
