"""What parts of a plan and stages of an initiative are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from forebygg.influence.queries import HEAD, Tracked
from forebygg.plans.content import Content, PlanMeasure

_PARTS = {
    HEAD: _("Planen i stort"),
    "terms": _("Så menar planen"),
    "milieus": _("Miljöer som är aktuella här"),
    "purposes": _("Syfte"),
    "goals": _("Mål"),
    "levels": _("Nivåer"),
    "groups": _("Målgrupper"),
    "areas": _("Fokusområden"),
    "measures": _("Åtgärder"),
    "partners": _("Samverkan"),
    "contacts": _("Kontakt"),
}
_HEAD = {
    "steward": _("Ansvarig funktion"),
    "follow_how": _("Hur planen följs upp"),
    "follow_when": _("När den följs upp"),
    "follow_who": _("Vem som följer upp"),
}
_GOAL = {"indicator": _("Hur det märks"), "value": _("Läget nu"), "target": _("Målvärde")}
_MEASURE = {
    "professions": _("Yrken som berörs"),
    "group": _("Målgrupp"),
    "gender": _("Kön och ålder"),
    "cause": _("Orsaken den möter"),
    "method": _("Metod"),
    "evidence": _("Vad man vet om metoden"),
    "cost": _("Kostnad"),
    "stop": _("När ni slutar"),
}
_STAGES = (
    ("came", _("Initiativ")),
    ("assigned", _("Projekt")),
    ("reported", _("Rapport")),
    ("measures", _("Åtgärder")),
    ("done", _("Klart")),
)


def part_name(part: str) -> Any:
    """Return what a part of a plan is called."""
    return _PARTS[part]


def lines(said: Content, part: str) -> list[str]:
    """Return what a part says, line by line, everything that will be decided; nothing when the plan says nothing."""
    if part == HEAD:
        whole = [text for text in (said.summary, said.picture, said.resources) if text]
        return [*whole, *_named(said, _HEAD)]
    if part == "measures":
        return [_measure(each) for each in said.measures]
    found = []
    for entry in getattr(said, part):
        first = getattr(entry, "term", "") or getattr(entry, "name", "")
        second = getattr(entry, "text", "") or getattr(entry, "responsible", "")
        found.append(". ".join([": ".join(each for each in (first, second) if each), *_named(entry, _GOAL)]))
    return found


def _measure(row: PlanMeasure) -> str:
    first = ", ".join(each for each in (row.text, row.responsible, row.due or row.time) if each)
    return ". ".join([first, *_named(row, _MEASURE)])


def _named(entry: Any, names: Mapping[str, Any]) -> list[str]:
    return [f"{label}: {value}" for name, label in names.items() if (value := getattr(entry, name, ""))]


def stages(tracked: Tracked) -> list[tuple[Any, bool, bool]]:
    """Return each stage's name, whether the initiative is there, and whether it has been there."""
    codes = [code for code, _name in _STAGES]
    here = codes.index(tracked.stage)
    return [(name, at == here, at < here) for at, (_code, name) in enumerate(_STAGES)]
