"""Telephone lines by the clock: who answers now, until when, and who answers instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forebygg.facts.queries import Book
from forebygg.facts.values import Phone
from forebygg.kit import clock
from forebygg.kit.text import Text

# Everything one may call, in the order of urgency.
ALL = (
    "emergency",
    "switchboard",
    "reception-under-21",
    "reception-21",
    "social-emergency",
    "relatives-support",
    "leaving-support",
    "association-contact",
    "helpline",
    "bris",
    "police",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A number as a row of a call list: `note` says open or closed in words."""

    label: Text
    number: str
    href: str
    note: str
    strong: bool
    open_now: bool


def hours_words(phone: Phone, moment: datetime) -> str:
    """Say when a line answers: "Öppet nu, till klockan 16.30", "Stängt. Öppnar måndag klockan 8.00"."""
    if phone.outside_hours:
        return _("Svarar nu") if phone.is_open(moment) else _("Svarar när mottagningarna är stängda")
    if not phone.hours:
        return "" if phone.is_emergency else _("Svarar dygnet runt")
    if phone.is_open(moment):
        closes = phone.closes(moment)
        return _("Öppet nu, till klockan %(time)s") % {"time": clock_words(closes)} if closes else _("Öppet nu")
    opens = phone.opens_next(moment)
    if opens is None:
        return _("Stängt just nu")
    shown = clock.local(opens)
    day = day_words(opens, moment)
    return _("Stängt just nu. Öppnar %(day)s klockan %(time)s") % {"day": day, "time": clock_words(shown.time())}


def clock_words(time: object) -> str:
    """Write a time of day as it is written in Swedish: 8.00, 16.30."""
    return date_format(time, "G.i")  # type: ignore[arg-type]


def day_words(moment: datetime, seen_from: datetime) -> str:
    """Say a day as people do: i dag, i morgon, or the weekday and date."""
    days = (clock.local(moment).date() - clock.local(seen_from).date()).days
    if days == 0:
        return _("i dag")
    if days == 1:
        return _("i morgon")
    return date_format(clock.local(moment), "l j F")


def lines(book: Book, codes: Iterable[str], moment: datetime) -> list[Line]:
    """Return rows of a call list for those numbers that may be shown."""
    return [
        Line(
            phone.label,
            phone.number,
            phone.href,
            hours_words(phone, moment),
            phone.code == "emergency",
            phone.is_open(moment),
        )
        for phone in book.phones(codes)
    ]


def first_answering(book: Book, codes: Iterable[str], moment: datetime) -> Phone | None:
    """Return the first of the numbers that answers now, or None: an alarm for whoever runs the page."""
    return next((phone for phone in book.phones(codes) if phone.is_open(moment)), None)
