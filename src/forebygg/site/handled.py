"""What a board keeps, in words: tables of its papers, made of the models' Handling and the roles. Asks no database."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.utils.translation import gettext as _

from forebygg.kit import handling
from forebygg.kit.paper import Table
from forebygg.kit.text import Text
from forebygg.people import roles

_WORDS = Path(__file__).parent / "shipped" / "handling.yaml"
_CLOSED = ("concerns", "calls", "cases", "reporting", "requests", "mailbox", "secrecy")
_KEYS_AND_DOORS = {"BoardKey", "DataKey", "PurposeKey", "MasterMark", "ToShred", "Door"}


def closed_models() -> list[Any]:
    """Return the models whose data a board answers for, room by room: the closed rooms' but for the bare keys."""
    found = [model for room in _CLOSED for model in apps.get_app_config(room).get_models()]
    return [model for model in found if handling.read(model).model not in _KEYS_AND_DOORS]


def words() -> dict[str, dict[str, str]]:
    """Return models, columns and retention rules in the words of a board's paper, in the language in use."""
    raw = _shipped()
    return {
        part: {code: str(Text(said)) for code, said in raw[part].items()} for part in ("models", "columns", "retention")
    }


def listed_models() -> list[str]:
    """Return the models of every activity, one after the other."""
    return [model for activity in _shipped()["activities"].values() for model in activity["models"]]


def fields() -> Table:
    """Return every model with what it keeps about people, and when it goes."""
    said = words()
    rows = []
    for model in closed_models():
        declared = handling.read(model)
        told = "; ".join(_kept(declared, said["columns"])) or _("inga uppgifter om personer")
        rows.append([said["models"][declared.model], told, said["retention"][declared.retention]])
    return [_("Vad"), _("Uppgifter"), _("Gallras")], rows


def _kept(declared: handling.Declared, columns: dict[str, str]) -> list[str]:
    kinds = {"secret": _("förseglat"), "pseudonym": _("utan namn"), "staff": _("om personal")}
    return [
        f"{word}: {', '.join(sorted(columns[name] for name, k in declared.kinds.items() if k == kind))}"
        for kind, word in kinds.items()
        if kind in declared.kinds.values()
    ]


def activities() -> Table:
    """Return what is done, about whom, with which data, and when they go: a row of a register of processing each."""
    said, kept = words(), {handling.read(model).model: handling.read(model) for model in closed_models()}
    rows = []
    for activity in _shipped()["activities"].values():
        declared = [kept[name] for name in activity["models"]]
        data = "; ".join(said["models"][each.model] for each in declared)
        ends = "; ".join(sorted({said["retention"][each.retention] for each in declared}))
        rows.append([str(Text(sv=activity["sv"], en=activity["en"])), str(Text(activity["whom"])), data, ends])
    return [_("Behandling"), _("Om vilka"), _("Uppgifter"), _("Gallras")], rows


def readers() -> Table:
    """Return who may see what: each role that may see anything, from the table of permissions."""
    said = {code: str(Text(text)) for code, text in _shipped()["readers"].items()}
    rows = []
    for role in roles.ROLES.values():
        if seen := [text for code, text in said.items() if code in role.permissions]:
            rows.append([str(role.title), "; ".join(seen)])
    return [_("Funktion"), _("Får se")], rows


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return found
