"""The first of the two lists that upper rooms sign up in: retention rules. Each rule lives next to its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from forebygg.kit.actor import Actor
from forebygg.kit.text import Text
from forebygg.people.models import Board


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: which rows of a board have run out at a moment, and how one of them goes.

    `days` names the fact with the proposed period; the municipality's decision states its own.
    `due(board, before)` gives the rows (with `uid`) whose clock started before the moment and that nobody holds, in
    their order: a batch full of held rows would let nothing else through. The runner takes a batch of them, and the
    archive function is told how many they are. `dispose(row, by)` removes one, asks for its key's death and
    raises the counter "disposed on time".
    """

    code: str
    title: Text
    clock: Text
    days: str
    due: Callable[[Board, datetime], QuerySet[Any]]
    dispose: Callable[[Any, Actor], None]


RULES: dict[str, Rule] = {}


def register(rule: Rule) -> None:
    """Sign up a rule. Raises ValueError when the code is taken."""
    if rule.code in RULES:
        raise ValueError(f"retention rule {rule.code} is signed up twice")
    RULES[rule.code] = rule
