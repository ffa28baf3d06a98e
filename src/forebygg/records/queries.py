"""Reading register, rules and certificates."""

from __future__ import annotations

import time as monotonic
from collections.abc import Iterable
from uuid import UUID

from forebygg.kit.actor import Actor
from forebygg.kit.errors import require
from forebygg.people.models import Board
from forebygg.records import policies
from forebygg.records.models import (
    Certificate,
    DisposalDecision,
    Hold,
    OpeningApproval,
    OpeningItem,
    RegisterRow,
)
from forebygg.records.titles import TITLES

# How long a page may still show the decision before a new one was entered. The disposal itself always asks.
_SECONDS_IN_MEMORY = 5.0
_memory: dict[int, tuple[float, dict[str, DisposalDecision]]] = {}


def list_register(viewer: Actor, limit: int = 200) -> list[RegisterRow]:
    """Return the newest rows of the register the viewer may read."""
    require(policies.may_read_register(viewer), viewer, "register")
    rows = RegisterRow.objects.filter(policies.visible(viewer)).select_related("board")
    return list(rows.order_by("-year", "-id")[:limit])


def number_of(row: RegisterRow) -> str:
    """Return the registry number as it is said: "SN 2026:14"."""
    return f"{row.board.series} {row.year}:{row.number}"


def title_of(row: RegisterRow) -> str:
    """Return the neutral public title."""
    return str(TITLES[row.title])


def list_decisions(viewer: Actor) -> list[DisposalDecision]:
    """Return the municipality's disposal decisions, in force first."""
    require(policies.may_see_disposal(viewer), viewer, "disposal")
    rows = DisposalDecision.objects.for_actor(viewer).select_related("board")
    return list(rows.order_by("ended_on", "board_id", "rule"))


def list_certificates(viewer: Actor) -> list[Certificate]:
    """Return the municipality's certificates, newest first."""
    require(policies.may_see_disposal(viewer), viewer, "disposal")
    rows = Certificate.objects.for_actor(viewer).select_related("board", "decision")
    return list(rows.order_by("-run_on", "-id")[:200])


def decision_in_force(board_id: int, rule: str) -> DisposalDecision | None:
    """Return the decision that lets a rule run for a board, or None: the rule is inert."""
    return DisposalDecision.objects.filter(board_id=board_id, rule=rule, ended_on=None).first()


def decisions_of(board_id: int) -> dict[str, DisposalDecision]:
    """Return a board's decisions in force, by rule, for showing: they lie in memory for a few seconds."""
    kept = _memory.get(board_id)
    if kept is None or monotonic.monotonic() - kept[0] >= _SECONDS_IN_MEMORY:
        rows = DisposalDecision.objects.filter(board_id=board_id, ended_on=None)
        kept = _memory[board_id] = (monotonic.monotonic(), {row.rule: row for row in rows})
    return kept[1]


def forget() -> None:
    """Forget what lies in memory, after a change in this process."""
    _memory.clear()


def decisions_in_force(rule: str) -> list[DisposalDecision]:
    """Return every decision in force for a rule."""
    return list(DisposalDecision.objects.filter(rule=rule, ended_on=None).select_related("board__municipality"))


def is_held(uid: UUID) -> bool:
    """Say whether a row's disposal is stopped."""
    return Hold.objects.filter(about=uid, released_at=None).exists()


def held(uids: Iterable[UUID]) -> set[UUID]:
    """Return which of the rows are held."""
    return set(Hold.objects.filter(about__in=list(uids), released_at=None).values_list("about", flat=True))


def boards_without_decision(viewer: Actor, rules: Iterable[str]) -> list[tuple[Board, str]]:
    """Return which board lacks which decision: lines of the opening list."""
    boards = Board.objects.for_actor(viewer)
    have = set(DisposalDecision.objects.for_actor(viewer).filter(ended_on=None).values_list("board_id", "rule"))
    return [(board, rule) for board in boards for rule in rules if (board.pk, rule) not in have]


def opening_items(viewer: Actor) -> dict[str, OpeningItem]:
    """Return the latest entered document of each line of the opening list."""
    return {item.code: item for item in OpeningItem.objects.for_actor(viewer).order_by("id")}


def opening_approvals(viewer: Actor, list_hash: str) -> list[OpeningApproval]:
    """Return the approvals of the list as it stands; earlier ones have lapsed."""
    return list(OpeningApproval.objects.for_actor(viewer).filter(list_hash=list_hash).order_by("id"))
