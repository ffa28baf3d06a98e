"""What the loop does about concerns that wait: reminds, then escalates, once per reason, never to someone absent."""

from __future__ import annotations

from django.db import transaction

from forebygg.audit import actions as audit
from forebygg.concerns import events, periods, queries
from forebygg.concerns.models import Concern, HandOver
from forebygg.facts import queries as facts
from forebygg.facts.queries import Book
from forebygg.kit import calendar, clock
from forebygg.kit.actor import Actor
from forebygg.notices import actions as notices
from forebygg.notices import queries as outbox
from forebygg.people import queries as people
from forebygg.people.models import Municipality
from forebygg.people.staffing import Staffing
from forebygg.people.tenancy import scope

_RANKS = {periods.DEPUTY: ["deputy", "head"], periods.HEAD: ["head"]}


def remind_about_waiting() -> int:
    """Walk every municipality's unread, overdue and unacknowledged; return how many notices were new."""
    told = 0
    for town in people.towns():
        by = Actor.system("reminders", town)
        with scope(by):
            told += _unread(town, by) + _unacknowledged(town, by) + _too_old(town, by) + _uninformed(town, by)
    return told


def _unread(town: Municipality, by: Actor) -> int:
    book, rows = facts.book(town.pk), queries.unread(town.pk)
    staffed = people.staffing({row.desk_id: row.desk for row in rows}.values())
    return sum(_pass_on(row, staffed[row.desk_id], book, by) for row in rows)


@transaction.atomic
def _pass_on(concern: Concern, desk: Staffing, book: Book, by: Actor) -> int:
    """Step up one unread concern: who is absent is passed over, and every rank hears once."""
    hour = book.value("same-day-hour")
    day = periods.reading_day(
        concern.made_available_at, child=concern.concerns_child, same_day_hour=hour, closed=desk.closed_days
    )
    wanted = periods.level(day, clock.now(), same_day_hour=hour, closes=desk.closes, closed=desk.closed_days)
    told = 0
    for level in range(concern.escalated + 1, wanted + 1):
        ranks = _RANKS.get(level, ["head"])
        told += notices.tell(
            next((found for rank in ranks if (found := queries.to_tell(concern, [rank]))), []),
            "concerns/concern-unread",
            by=by,
            reason=f"unread-{level}:{concern.uid}",
            about=concern,
            urgent=True,
        )
        audit.record(events.PASSED_ON, about=concern, by=by, detail={"level": level})
    if wanted and not outbox.was_told_of(concern.uid):  # everyone was away when each rank's turn came
        told += notices.tell(
            queries.to_tell(concern),
            "concerns/concern-unread",
            by=by,
            reason=f"unread-by-all:{concern.uid}",
            about=concern,
            urgent=True,
        )
    if wanted > concern.escalated:
        Concern.objects.filter(pk=concern.pk).update(escalated=wanted)
    return told


def _unacknowledged(town: Municipality, by: Actor) -> int:
    rows = HandOver.objects.filter(
        municipality=town, acknowledged_at=None, copy__isnull=False, acknowledgement_due__lt=clock.now()
    )
    return sum(
        notices.tell(
            queries.to_tell(row.copy, ["deputy", "head"]),
            "concerns/not-acknowledged",
            by=by,
            reason=f"unacknowledged:{row.uid}",
            about=row.copy,
            urgent=True,
        )
        for row in rows.select_related("copy__desk__unit", "copy__circle")
        if row.copy is not None
    )


def _too_old(town: Municipality, by: Actor) -> int:
    """A worry neither closed nor entered is never disposed of: it alarms head and data-protection function."""
    before = calendar.add_days(clock.now(), -facts.book(town.pk).value("alarm-days"))
    told = 0
    for row in queries.open_since(town.pk, before):
        addresses = [*queries.to_tell(row, ["head"]), *people.reach_role(by, "data-protection")]
        told += notices.tell(addresses, "concerns/too-old", by=by, reason=f"too-old:{row.uid}", about=row)
    return told


def _uninformed(town: Municipality, by: Actor) -> int:
    """The day has passed by which somebody should have been told of what we have about them: once, to the head."""
    told = 0
    for row in queries.uninformed(town.pk, clock.today()):
        addresses = [*queries.to_tell(row, ["head"]), *people.reach_role(by, "data-protection")]
        told += notices.tell(addresses, "concerns/uninformed", by=by, reason=f"uninformed:{row.uid}", about=row)
    return told
