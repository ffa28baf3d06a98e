"""Måndagsbrevet: at most three things that need the coordinator this week. "Inget behöver dig" is a valid week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forebygg.concerns import queries as concerns
from forebygg.concerns.models import Concern
from forebygg.concerns.page import OwnTable, Waiting
from forebygg.facts import queries as facts
from forebygg.facts.queries import Book
from forebygg.kit import calendar, clock
from forebygg.kit.actor import Actor
from forebygg.people import queries as people
from forebygg.people.models import Desk
from forebygg.routines import queries as routines
from forebygg.site import opening, today
from forebygg.situation import queries as situation

MOST = 3
_REHEARSED = ("worry-under-21", "worry-21")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that needs somebody: what, where to go, why now. Shaped for the `todo` component."""

    title: str
    url: str
    note: str
    kind: str
    word: str
    left: float = 0.0
    value: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One desk's line: the three figures, and how it is staffed this week."""

    waiting: Waiting
    gaps: str
    is_staffed: bool


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One kind at one's own desk: how many, and when an answer was promised."""

    name: str
    number: int
    due: datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """The page."""

    day: date
    week: int
    things: list[Thing]
    desks: list[DeskRow]
    own: list[OwnRow]
    bars: list[dict[str, Any]]


def compose(actor: Actor) -> Letter:
    """Compose the letter of a coordinator, from figures only: never a text about a person."""
    book, day = facts.book(actor.municipality_id), clock.today()
    desks = people.list_desks(actor)
    figures = concerns.count_waiting(actor, desks, today.overdue_before())
    week = people.week(desks, days := working_days(day))
    own = concerns.count_own(actor)
    found = [*_urgent(figures, book, actor), *_gaps(desks, week), *_own(own, book), *_upkeep(actor, book, day)]
    return Letter(
        day=day,
        week=calendar.year_and_week(days[0])[1],
        things=sorted(found, key=lambda thing: thing.kind != "danger")[:MOST],
        desks=[_desk(row, week[row.desk.pk], days) for row in figures],
        own=[OwnRow(str(Concern.Kind(row.kind).label), row.number, answer_due(row, book)) for row in own],
        bars=bars(situation.figures(actor, "kind")),
    )


def working_days(day: date) -> list[date]:
    """Return the working days of the week of a day; when it is over, those of the next."""
    monday = day - timedelta(days=day.weekday())
    if day > calendar.previous_working_day(monday + timedelta(days=7)):
        monday += timedelta(days=7)
    week = [monday + timedelta(days=number) for number in range(5)]
    return [each for each in week if calendar.is_working_day(each)] or [calendar.next_working_day(day)]


def _urgent(figures: list[Waiting], book: Book, actor: Actor) -> Iterator[Thing]:
    for row in figures:
        if row.overdue and row.desk.pk not in actor.desk_ids:
            phone = book.phone(row.desk.phone)
            number = phone.number.replace(" ", "\N{NO-BREAK SPACE}") if phone else ""
            call = _("Ring i dag, %(number)s.") % {"number": number} if phone else _("Ring i dag.")
            note = _("Ställföreträdare och chef är påminda.") + " " + call
            title = _("%(desk)s har oläst oro") % {"desk": row.desk.name}
            yield Thing(title, reverse("people:desks"), note, "danger", _("Över tiden"))


def _gaps(desks: list[Desk], week: dict[int, dict[date, str]]) -> Iterator[Thing]:
    for desk in desks:
        empty = [day for day, rank in week[desk.pk].items() if not rank and day >= clock.today()]
        if empty:
            title = _("%(desk)s har ingen som läser %(days)s") % {"desk": desk.name, "days": _days(empty)}
            note = _("Formuläret visar nummer i stället. Be enhetschefen utse någon.")
            yield Thing(title, reverse("people:desks"), note, "danger", _("Den här veckan"))


def _own(own: list[OwnTable], book: Book) -> Iterator[Thing]:
    for row in own:
        due = answer_due(row, book)
        late = due < clock.now()
        if not late and clock.local(due).date() > clock.today() + timedelta(days=7):
            continue
        title = _("%(kind)s: %(number)s väntar på dig") % {"kind": Concern.Kind(row.kind).label, "number": row.number}
        note = _("Lovat svar senast %(when)s.") % {"when": date_format(clock.local(due), "l j F, G.i")}
        word = _("Över tiden") if late else _("Den här veckan")
        yield Thing(title, reverse("concerns:inbox"), note, "danger" if late else "warn", word)


def _upkeep(actor: Actor, book: Book, day: date) -> Iterator[Thing]:
    for line in opening.fallen(actor):
        yield Thing(
            line, reverse("site:opening"), _("Raden i öppningslistan gäller inte längre."), "warn", _("Åtgärda")
        )
    if untried := facts.count_due_numbers(actor.municipality_id or 0):
        title = _("Nummer att provringa: %(number)s") % {"number": untried}
        yield Thing(title, reverse("facts:numbers"), _("Det tar en halvtimme."), "warn", _("När du hinner"))
    last = routines.last_rehearsed(actor)
    before = calendar.add_months(day, -book.value("rehearsal-months"))
    if any(kind not in last or clock.local(last[kind]).date() < before for kind in _REHEARSED):
        title = _("Öva rutinen för kopplade samtal med kontaktcenter")
        yield Thing(title, reverse("routines:rehearse"), _("Tio minuter, två och två."), "warn", _("När du hinner"))


def answer_due(row: OwnTable, book: Book) -> datetime:
    """Return when the oldest of a kind was promised an answer."""
    return routines.due_at(book, "question-answer-working-days", row.oldest)


def _desk(waiting: Waiting, week: dict[date, str], days: list[date]) -> DeskRow:
    empty = [day for day in days if not week[day]]
    stands_in = [day for day in days if week[day] in ("deputy", "head")]
    if empty:
        return DeskRow(waiting, _("Ingen läser %(days)s") % {"days": _days(empty)}, is_staffed=False)
    words = _("Ställföreträdare %(days)s") % {"days": _days(stands_in)} if stands_in else _("Hela veckan")
    return DeskRow(waiting, words, is_staffed=True)


def _days(days: list[date]) -> str:
    return ", ".join(date_format(day, "l") for day in days)


def bars(figures: dict[str, dict[str, int]]) -> list[dict[str, Any]]:
    """Return a bar per quarter with how many worries ended; heights are shares of the highest."""
    rows = [(period, counted.get("worry", 0)) for period, counted in sorted(figures.items())][-9:]
    highest = max((number for _period, number in rows), default=0) or 1
    return [
        {
            "x": 8 + index * 44,
            "middle": 24 + index * 44,
            "y": 96 - round(80 * number / highest),
            "height": round(80 * number / highest),
            "above": 90 - round(80 * number / highest),
            "number": number,
            "quarter": period[4:],
            "year": period[:4],
            "is_last": index == len(rows) - 1,
        }
        for index, (period, number) in enumerate(rows)
    ]
