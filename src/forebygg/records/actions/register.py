"""Registering at once, holding, and disposing within a decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.kit import calendar, clock, references
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.people.models import Board
from forebygg.records import events, policies, queries, retention
from forebygg.records.models import Certificate, DisposalDecision, Hold, ReferenceSeries, RegisterRow, Series
from forebygg.records.retention import Rule
from forebygg.records.titles import TITLES
from forebygg.secrecy import keys

_BATCH = 100
S = TypeVar("S", Series, ReferenceSeries)


def register(board: Board, *, title: str, direction: str, by: Actor) -> RegisterRow:
    """Give a record its number, under the lock of the board's series. Inside the caller's transaction.

    Raises KeyError for a title that is not in the neutral list.
    """
    TITLES[title]
    at = by.moment()
    year = clock.local(at).year
    series = locked(Series, board=board, year=year)
    row = RegisterRow.objects.create(
        municipality_id=board.municipality_id,
        board=board,
        year=year,
        number=series.next,
        at=at,
        direction=direction,
        title=title,
    )
    series.next += 1
    series.save(update_fields=["next"])
    return row


def locked(model: type[S], **named: Any) -> S:
    """Return a series under its lock; only the first that asks makes the row."""
    rows = model._default_manager.select_for_update()
    found = rows.filter(**named).first()
    if found is None:
        model._default_manager.get_or_create(**named)
        found = rows.get(**named)
    return found


def new_reference(prefix: str, municipality_id: int) -> str:
    """Return a short reference that was never used before in the municipality. Inside the caller's transaction."""
    series = locked(ReferenceSeries, municipality_id=municipality_id)
    number = series.next
    series.next += 1
    series.save(update_fields=["next"])
    return references.reference(prefix, number, keys.reference_key(municipality_id))


@transaction.atomic
def enter_decision(  # noqa: PLR0913 - a decision's own parts
    board: Board, *, rule: str, body: str, decided_on: date, paragraph: str, days: int, by: Actor
) -> DisposalDecision:
    """Enter the board's own disposal decision; from now on the rule runs by itself for that board."""
    require(policies.may_enter_decision(by, board), by, "decision")

    if rule not in retention.RULES or not body.strip() or not paragraph.strip():
        raise WrongState(_("Beslutet behöver regel, organ, datum och paragraf."))
    if decided_on > clock.today():
        raise WrongState(_("Beslutet kan inte vara fattat i framtiden."))

    old = DisposalDecision.objects.select_for_update().filter(board=board, rule=rule, ended_on=None).first()
    if old:
        old.ended_on = max(old.decided_on, clock.today())
        old.save(update_fields=["ended_on"])
        audit.record(events.DECISION_ENDED, about=old, by=by, detail={"rule": rule})
    decision = DisposalDecision.objects.create(
        municipality_id=board.municipality_id,
        board=board,
        rule=rule,
        body=body.strip(),
        decided_on=decided_on,
        paragraph=paragraph.strip(),
        days=days,
        entered_by=by.name,
        entered_on=clock.today(),
    )

    queries.forget()

    audit.record(events.DECISION_ENTERED, about=decision, by=by, detail={"rule": rule, "days": days})
    return decision


@transaction.atomic
def hold(about: UUID, *, reason: str, owner: UUID | None = None, by: Actor) -> Hold:
    """Stop the disposal of one row. The caller's room has checked that `by` may see it."""
    require(policies.may_hold(by) and by.municipality_id is not None, by, "hold")

    if reason not in Hold.Reason.values:
        raise WrongState(_("Välj varför gallringen ska frysas."))

    kept = Hold.objects.create(
        municipality_id=by.municipality_id or 0,
        about=about,
        reason=reason,
        owner=owner,
        set_by=by.name,
        set_at=clock.now(),
    )

    audit.record(events.HELD, about=kept, by=by, detail={"reason": reason})
    return kept


@transaction.atomic
def release(about: UUID, *, by: Actor) -> None:
    """Let the disposal of one row go on, as far as people stopped it by hand."""
    require(policies.may_hold(by) and by.municipality_id is not None, by, "hold")

    standing = Hold.objects.for_actor(by).filter(about=about, released_at=None)
    by_hand = list(standing.filter(owner=None))
    if not by_hand and standing.exists():
        raise WrongState(_("Frysningen hör till en begäran. Den släpps av sig själv när begäran är avslutad."))

    _let_go(by_hand, by)


@transaction.atomic
def release_owned(owner: UUID, *, but: str = "", by: Actor) -> list[UUID]:
    """Let go of what one record of a request holds, but for one reason. Returns which rows that were."""
    require(policies.may_hold(by) and by.municipality_id is not None, by, "hold")

    rows = list(Hold.objects.for_actor(by).filter(owner=owner, released_at=None).exclude(reason=but))

    _let_go(rows, by)
    return [row.about for row in rows]


def _let_go(rows: Sequence[Hold], by: Actor) -> None:
    for kept in rows:
        kept.released_at = clock.now()
        kept.save(update_fields=["released_at"])
        audit.record(events.RELEASED, about=kept, by=by)


def run_disposal() -> int:
    """Apply every rule that has a decision; called by the hourly loop. Returns how many rows went."""
    gone = 0
    for rule in retention.RULES.values():
        for decision in queries.decisions_in_force(rule.code):
            gone += _dispose(rule, decision)
    return gone


def _hold_still(rows: Sequence[Model]) -> None:
    """Lock what is to go before asking what is frozen: a freeze that is being written is waited for, and wins."""
    for model in {type(row) for row in rows}:
        mine = [row.pk for row in rows if type(row) is model]
        list(
            model._default_manager.select_for_update(of=("self",)).filter(pk__in=mine).order_by("pk").values_list("pk")
        )


@transaction.atomic
def _dispose(rule: Rule, decision: DisposalDecision) -> int:
    """One transaction: the rows, the certificate and the wish that their keys die go together or not at all."""
    by = Actor.system("retention", decision.board.municipality)
    before = calendar.add_days(clock.now(), -decision.days)
    due = list(rule.due(decision.board, before)[:_BATCH])
    _hold_still(due)
    kept = queries.held(row.uid for row in due)
    going = [row for row in due if row.uid not in kept]
    if not going:
        return 0
    for row in going:
        uid = row.uid
        rule.dispose(row, by)
        Hold.objects.filter(about=uid).delete()
    Certificate.objects.create(
        municipality_id=decision.municipality_id,
        board=decision.board,
        decision=decision,
        rule=rule.code,
        since=queries.last_run(decision) or decision.entered_on or decision.decided_on,
        run_on=clock.today(),
        number=len(going),
    )
    audit.record(events.DISPOSED, about=decision, by=by, detail={"rule": rule.code, "number": len(going)})
    return len(going)
