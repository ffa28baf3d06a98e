"""The only door to reminders: each sees their own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.people.tenancy import TenantQuerySet
from forebygg.reporting.models import WelfareReport


def begun_report(viewer: Actor, *, locked: bool = False) -> WelfareReport | None:
    """Return the report the viewer has begun and not said "Gjort" of, or None. Nobody else can see that it is there."""
    rows = _own(viewer).filter(done_at=None)
    return (rows.select_for_update() if locked else rows).first()


def made_reports(viewer: Actor) -> list[WelfareReport]:
    """Return the reports the viewer has made and not taken away, newest first."""
    return list(_own(viewer).filter(done_at__isnull=False).order_by("-done_at", "-id"))


def own_report(viewer: Actor, uid: UUID) -> WelfareReport | None:
    """Return one of the viewer's own, or None."""
    return _own(viewer).filter(uid=uid).first()


def _own(viewer: Actor) -> TenantQuerySet[WelfareReport]:
    return WelfareReport.objects.for_actor(viewer).filter(assignment=viewer.assignment_id or 0)


def reports_due(municipality_id: int) -> list[WelfareReport]:
    """Return reminders whose moment has come and has not been told: not done in time, or time to ask about feedback."""
    rows = WelfareReport.objects.filter(municipality_id=municipality_id)
    now = clock.now()
    late = Q(done_at=None, remind_at__lte=now, told_at=None)
    feedback = Q(feedback_at__lte=now) & (Q(told_at=None) | Q(told_at__lt=F("feedback_at")))
    return list(rows.filter(late | feedback).order_by("id"))


def reports_past(municipality_id: int, before: datetime) -> QuerySet[WelfareReport]:
    """Return reminders that have nothing more to say: told of the feedback, or left alone, before a moment."""
    rows = WelfareReport.objects.filter(municipality_id=municipality_id)
    return rows.filter(Q(feedback_at__lte=before) | Q(done_at=None, remind_at__lte=before))
