"""Named doors, and the menu of the desk: items appear by what the assignment carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _

from forebygg.breaches import policies as breaches
from forebygg.calls import policies as calls
from forebygg.cases import policies as cases
from forebygg.concerns import policies as concern_policies
from forebygg.concerns import queries as concerns
from forebygg.facts import policies as facts
from forebygg.influence import policies as influence
from forebygg.kit.actor import Actor
from forebygg.oversight import policies as oversight
from forebygg.people import policies as people
from forebygg.public import pages
from forebygg.reporting import policies as reporting
from forebygg.requests import policies as requests
from forebygg.ui import doors

_DOORS = {
    "start": "public:start",
    "akut": "public:acute",
    "ring": "public:call",
    "beratta": "telling:tell",
    "svar": "telling:thread",
    "handelse": "telling:incident",
    "ut": "mailbox:leave",
    "kort": "site:cards",
    "kontakt": "public:contact",
    "routines": "routines:list",
    "desk_home": "site:today",
    "sign_out": "people:sign_out",
    "switch_assignment": "people:choose_assignment",
    "open_reference": "concerns:open_reference",
    "desks": "people:desks",
    "breach_known": "site:breach_known",
    "arbetet": "plans:open",
    "kallor": "public:sources",
    "skriv_in": "telling:letter",
    "samrad": "influence:open_list",
    "situationer": "public:situations",
    "metoder": "public:methods",
}


_WRITING = {
    "fraga": "fraga",
    "forening_skriv": "forening/skriv",
    "jobb_rad": "jobb/rad",
    "anhorig_skriv": "anhorig/skriv",
    "anhorig_boka": "anhorig/boka",
    "lamna_miljo_skriv": "lamna-miljo/skriv",
}


def hang_doors() -> None:
    """Register every door; called once at start."""
    for name, view in _DOORS.items():
        doors.register(name, view)
    for name, page in _WRITING.items():
        doors.register(name, "telling:write", page=page)
    for code in pages.codes():
        doors.register(code.replace("-", "_"), "public:page", code=code)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the menu."""

    url: str
    label: Any
    icon: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Some lines under a heading."""

    heading: Any
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Entry:
    view: str
    label: Any
    icon: str
    shown: Callable[[Actor], bool]
    counted: Callable[[Actor], int] | None = None


_MENU: list[tuple[Any, list[_Entry]]] = [
    (
        "",
        [
            _Entry("site:today", _("Idag"), "home", lambda actor: True),
            _Entry("site:monday", _("Måndagsbrevet"), "list", lambda actor: actor.may("week.read")),
            _Entry("calls:list", _("Ta emot samtal"), "phone", calls.may_take_calls),
            _Entry(
                "concerns:inbox",
                _("Inkommet"),
                "inbox",
                lambda actor: actor.may("worry.read") and bool(actor.desk_ids),
                concerns.count_open,
            ),
            _Entry("telling:letter", _("Skriv in det som kom"), "pen", concern_policies.may_write_letters),
            _Entry("reporting:welfare_report", _("Berätta om en oro"), "note", reporting.may_report_child),
            _Entry("cases:list", _("Samverkan"), "people", cases.may_open),
        ],
    ),
    (
        _("Stöd i arbetet"),
        [
            _Entry("plans:list", _("Handlingsplan"), "list", lambda actor: True),
            _Entry("influence:list", _("Samråd"), "speech", influence.may_moderate),
            _Entry("influence:initiatives", _("Initiativ"), "pen", lambda actor: True),
            _Entry("public:situations", _("Situationer"), "cards", lambda actor: True),
            _Entry("routines:list", _("Flödesscheman"), "flow", lambda actor: True),
            _Entry("routines:rehearse", _("Öva rutinen"), "cap", lambda actor: True),
            _Entry("site:cards", _("Kort till väggen"), "cards", lambda actor: True),
            _Entry("people:desks", _("Mottagningar"), "people", lambda actor: True),
            _Entry("people:absences", _("Min frånvaro"), "pause", lambda actor: True),
        ],
    ),
    (
        _("Ordning"),
        [
            _Entry(
                "site:opening",
                _("Öppningslista"),
                "door",
                lambda actor: actor.may("opening.edit") or actor.may("opening.approve"),
            ),
            _Entry("site:law", _("Lagens checklista"), "list", lambda actor: actor.may("plan.keep")),
            _Entry("facts:numbers", _("Nummer"), "phone", facts.may_keep_numbers),
            _Entry("people:staff", _("Personal"), "people", people.may_see_staff),
            _Entry("breaches:list", _("Incidenter"), "clock", breaches.may_handle),
            _Entry("oversight:log", _("Loggen"), "list", oversight.may_review),
            _Entry("requests:list", _("Begäran om handling"), "inbox", requests.may_use),
            _Entry("records:register", _("Diariet"), "list", lambda actor: actor.may("register.read")),
            _Entry("records:disposal", _("Gallring"), "cards", lambda actor: actor.may("disposal.read")),
        ],
    ),
]


def menu(actor: Actor, path: str) -> list[Group]:
    """Return the menu of an assignment; at most one count asks the database."""
    prefix = get_script_prefix()
    shown = [(heading, [entry for entry in entries if entry.shown(actor)]) for heading, entries in _MENU]
    here = _here([_address(entry.view, prefix) for _, entries in shown for entry in entries], path, prefix)
    groups = []
    for heading, entries in shown:
        if entries:
            groups.append(Group(heading, [_item(entry, actor, prefix, here) for entry in entries]))
    return groups


def _here(addresses: list[str], path: str, prefix: str) -> str:
    """Return the address that the page belongs to: the longest that it begins with; home is itself only."""
    home = _address("site:today", prefix)
    return max((a for a in addresses if path == a or (a != home and path.startswith(a))), key=len, default="")


@lru_cache(maxsize=4096)
def _address(view: str, prefix: str) -> str:
    """Return a page's address under a municipality's prefix; the same for every request there."""
    return reverse(view)


def _item(entry: _Entry, actor: Actor, prefix: str, here: str) -> Item:
    url = _address(entry.view, prefix)
    return Item(url, entry.label, entry.icon, entry.counted(actor) if entry.counted else 0, url == here)
