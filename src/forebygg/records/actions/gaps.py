"""After a restore: numbers that were given, or may have been, are left out and never given again."""

from __future__ import annotations

from django.db import transaction

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import require
from forebygg.people.models import Board
from forebygg.records import events
from forebygg.records.actions.register import locked
from forebygg.records.models import ReferenceSeries, RegisterGap, Series


@transaction.atomic
def leave_gap(board: Board, *, year: int, last: int, by: Actor) -> RegisterGap | None:
    """Go on after a number known to be used, and write in the register which numbers stand for nothing here.

    Returns None when the series stands beyond it already.
    """
    require(by.kind == "system" and by.municipality_id == board.municipality_id, by, "register")

    if last < 1:
        return None
    series = locked(Series, board=board, year=year)
    if series.next > last:
        return None

    gap = RegisterGap.objects.create(
        municipality_id=board.municipality_id,
        board=board,
        year=year,
        first=series.next,
        last=last,
        reason=RegisterGap.Reason.RESTORED,
        at=clock.now(),
    )
    series.next = last + 1
    series.save(update_fields=["next"])

    audit.record(events.GAP_LEFT, about=gap, by=by, detail={"year": year, "first": gap.first, "last": last})
    return gap


@transaction.atomic
def skip_references(number: int, *, by: Actor) -> None:
    """Leave so many short references unused in a municipality: they are no series without gaps."""
    require(by.kind == "system" and by.municipality_id is not None, by, "references")

    series = locked(ReferenceSeries, municipality_id=by.municipality_id)
    series.next += number
    series.save(update_fields=["next"])

    audit.record(events.REFERENCES_SKIPPED, about=None, by=by, detail={"number": number})
