"""The only door to reminders: each sees their own."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.reporting.models import WelfareReport


def own_report(viewer: Actor, *, locked: bool = False) -> WelfareReport | None:
    """Return the viewer's own reminder to report, or None. Nobody else can see that there is one."""
    rows = WelfareReport.objects.for_actor(viewer).filter(assignment=viewer.assignment_id or 0)
    return (rows.select_for_update() if locked else rows).first()


def reports_due(municipality_id: int) -> list[WelfareReport]:
    """Return reminders whose moment has come: not done in time, or time to ask about feedback."""
    rows = WelfareReport.objects.filter(municipality_id=municipality_id)
    due = Q(done_at=None, remind_at__lte=clock.now()) | Q(feedback_at__lte=clock.now())
    return list(rows.filter(due).order_by("id"))


def reports_past(municipality_id: int, before: datetime) -> QuerySet[WelfareReport]:
    """Return reminders that have nothing more to say: asked about feedback, or left alone for as long."""
    rows = WelfareReport.objects.filter(municipality_id=municipality_id)
    return rows.filter(Q(feedback_at__lte=clock.now()) | Q(done_at=None, remind_at__lte=before))
