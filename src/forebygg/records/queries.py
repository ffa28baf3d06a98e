"""Reading register, rules and certificates."""

from __future__ import annotations

import re
import time as monotonic
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef
from django.utils.translation import gettext as _

from forebygg.facts import queries as facts
from forebygg.kit import calendar, clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import require
from forebygg.people import queries as people
from forebygg.people.models import Board
from forebygg.people.tenancy import beyond
from forebygg.records import policies, retention
from forebygg.records.export import Register, Row
from forebygg.records.models import (
    Certificate,
    DisposalDecision,
    Hold,
    OpeningApproval,
    OpeningItem,
    RegisterGap,
    RegisterRow,
    Series,
)
from forebygg.records.retention import Rule
from forebygg.records.titles import TITLES

# The condition "somebody stopped this row's disposal", for any rows with a `uid`.
HELD = Exists(Hold.objects.filter(about=OuterRef("uid"), released_at=None))
# How long a page may still show the decision before a new one was entered. The disposal itself always asks.
_SECONDS_IN_MEMORY = 5.0
_NUMBER = re.compile(r"(?:(?P<series>[A-Za-zÅÄÖåäö]{1,8})\s*)?(?P<year>\d{4})\s*:\s*(?P<number>\d{1,7})")
_memory: dict[int, tuple[float, dict[str, DisposalDecision]]] = {}


def list_register(viewer: Actor, limit: int = 200) -> list[RegisterRow]:
    """Return the newest rows of the register the viewer may read."""
    require(policies.may_read_register(viewer), viewer, "register")
    rows = RegisterRow.objects.filter(policies.visible(viewer)).select_related("board")
    return list(rows.order_by("-year", "-id")[:limit])


def list_gaps(viewer: Actor) -> list[tuple[str, RegisterGap]]:
    """Return the numbers that stand for nothing, newest first: "SN 2026:14–16" and why."""
    require(policies.may_read_register(viewer), viewer, "register")
    rows = RegisterGap.objects.filter(policies.visible(viewer)).select_related("board").order_by("-id")
    return [(_numbers(row), row) for row in rows]


def register_of(board: Board, first: date, last: date, town: str) -> Register:
    """Return a board's register from a day to a day, oldest first. The caller's deed has asked who may."""
    ends = calendar.add_days(clock.at(last, 0), 1)
    days = {"at__gte": clock.at(first, 0), "at__lt": ends}
    rows = RegisterRow.objects.filter(board=board, **days).select_related("board").order_by("year", "number")
    gaps = RegisterGap.objects.filter(board=board, **days).select_related("board").order_by("year", "first")
    skipped = _("Nummer som hoppats över")
    return Register(
        town=town,
        board=str(board.name),
        first=first,
        last=last,
        rows=[Row(number_of(r), clock.local(r.at).date(), r.direction == r.Direction.IN, title_of(r)) for r in rows],
        gaps=[(_numbers(gap), clock.local(gap.at).date(), skipped) for gap in gaps],
    )


def _numbers(gap: RegisterGap) -> str:
    last = "" if gap.first == gap.last else f"–{gap.last}"
    return f"{gap.board.series} {gap.year}:{gap.first}{last}"


def last_number(board: Board, year: int) -> int:
    """Return the last number given in a board's year, 0 when there is none."""
    found = Series.objects.filter(board=board, year=year).values_list("next", flat=True).first()
    return (found or 1) - 1


def number_of(row: RegisterRow) -> str:
    """Return the registry number as it is said: "SN 2026:14"."""
    return f"{row.board.series} {row.year}:{row.number}"


def find_numbers(viewer: Actor, board: Board, numbers: Iterable[str]) -> dict[str, RegisterRow | None]:
    """Return the rows of some registry numbers of a board, as people write them: "SN 2026:14" or "2026:14"."""
    found: dict[str, RegisterRow | None] = {}
    for said in numbers:
        wanted = _NUMBER.fullmatch(said.strip())
        mine = wanted is not None and (wanted["series"] or board.series).casefold() == board.series.casefold()
        rows = RegisterRow.objects.for_actor(viewer).filter(board=board).select_related("board")
        found[said] = rows.filter(year=int(wanted["year"]), number=int(wanted["number"])).first() if mine else None  # type: ignore[index]
    return found


def title_of(row: RegisterRow) -> str:
    """Return the neutral public title."""
    return str(TITLES[row.title])


def list_decisions(viewer: Actor) -> list[DisposalDecision]:
    """Return the municipality's disposal decisions, in force first."""
    require(policies.may_see_disposal(viewer), viewer, "disposal")
    rows = DisposalDecision.objects.for_actor(viewer).select_related("board")
    return list(rows.order_by("ended_on", "board_id", "rule"))


def list_in_force(viewer: Actor) -> list[DisposalDecision]:
    """Return the decisions in force in the viewer's municipality: they are public, and how long is no secret."""
    rows = DisposalDecision.objects.for_actor(viewer).filter(ended_on=None).select_related("board")
    return list(rows.order_by("board_id", "rule"))


def list_certificates(viewer: Actor, limit: int | None = 200) -> list[Certificate]:
    """Return the municipality's certificates, newest first."""
    require(policies.may_see_disposal(viewer), viewer, "disposal")
    rows = Certificate.objects.for_actor(viewer).select_related("board", "decision")
    return list(rows.order_by("-run_on", "-id")[:limit])


def last_run(decision: DisposalDecision) -> date | None:
    """Return the day on which a decision's rule last disposed of something of its board, under whichever decision."""
    rows = Certificate.objects.filter(board=decision.board_id, rule=decision.rule)
    return rows.order_by("-id").values_list("run_on", flat=True).first()


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of one board: the decision that lets it run, or none; its days; how many rows have run out, and how many
    will have soon. Figures only: the archive function has no right to a row."""

    board: Board
    rule: Rule
    decision: DisposalDecision | None
    days: int
    now: int
    soon: int


def list_rules(viewer: Actor) -> list[RuleLine]:
    """Return every rule of every board that reads something or has decided something."""
    require(policies.may_see_disposal(viewer), viewer, "disposal")
    book, moment = facts.book(viewer.municipality_id), clock.now()
    ahead, found = book.value("disposal-ahead-days"), []
    in_force = {(row.board_id, row.rule): row for row in list_in_force(viewer)}
    boards = {desk.unit.board for desk in people.list_desks(viewer)} | {row.board for row in in_force.values()}
    with beyond():
        for board in sorted(boards, key=lambda board: board.pk):
            for rule in retention.RULES.values():
                decision = in_force.get((board.pk, rule.code))
                days = decision.days if decision else book.value(rule.days)
                before = calendar.add_days(moment, -days)
                due = [rule.due(board, calendar.add_days(before, more)).count() for more in (0, ahead)]
                found.append(RuleLine(board, rule, decision, days, *due))
    return found


@dataclass(frozen=True, slots=True)
class HeldLine:
    """How many rows one function holds for one reason, since when, and whether that is long ago. Never which."""

    reason: str
    function: str
    number: int
    oldest: datetime
    is_old: bool


def list_held(viewer: Actor) -> list[HeldLine]:
    """Return what stops the disposal, the oldest first: one statement."""
    require(policies.may_see_disposal(viewer), viewer, "disposal")
    before = clock.now() - facts.book(viewer.municipality_id).span("hold-review-days")
    rows = Hold.objects.for_actor(viewer).filter(released_at=None).values("reason", "set_by")
    rows = rows.annotate(number=Count("about", distinct=True), oldest=Min("set_at")).order_by("oldest")
    return [HeldLine(r["reason"], r["set_by"], r["number"], r["oldest"], r["oldest"] < before) for r in rows]


def lacking(viewer: Actor) -> int:
    """Return how many decisions the boards that read something lack: a task of the archive function."""
    require(policies.may_see_disposal(viewer), viewer, "disposal")
    reading = {desk.unit.board_id for desk in people.list_desks(viewer)}
    return sum(board.pk in reading for board, _rule in boards_without_decision(viewer, retention.RULES))


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
