"""The duty to report is personal: a reminder to oneself, until it is done. The report itself is never written here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.facts import queries as facts
from forebygg.kit import calendar, clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.notices import actions as notices
from forebygg.reporting import policies, queries
from forebygg.reporting.models import WelfareReport


@transaction.atomic
def begin_report(*, by: Actor) -> WelfareReport:
    """Promise oneself to report today. Whoever has begun already goes on with the same reminder."""
    require(policies.may_report_child(by), by, "welfare-report")

    report, _new = WelfareReport.objects.get_or_create(
        municipality_id=by.municipality_id or 0,
        assignment=by.assignment_id or 0,
        done_at=None,
        defaults={
            "uid": uuid4(),
            "remind_at": clock.now() + facts.book(by.municipality_id).span("report-reminder-hours"),
        },
    )
    return report


@transaction.atomic
def finish_report(*, at: datetime, by: Actor) -> WelfareReport:
    """ "Gjort klockan …": the report is made where it belongs; a question about feedback follows."""
    require(policies.may_report_child(by), by, "welfare-report")

    report = queries.begun_report(by, locked=True)
    if report is None:
        raise WrongState(_("Det finns ingen påminnelse att avsluta."))
    if at > clock.now():
        raise WrongState(_("Skriv en tid som har varit."))

    report.done_at = at
    report.feedback_at = calendar.add_days(clock.now(), facts.book(by.municipality_id).value("feedback-days"))
    report.save(update_fields=["done_at", "feedback_at"])
    notices.withdraw(report)
    return report


@transaction.atomic
def forget_report(uid: UUID, *, by: Actor) -> None:
    """Take a reminder away: it was not needed, or is settled."""
    require(policies.may_report_child(by), by, "welfare-report")

    report = queries.own_report(by, uid)
    if report is not None:
        notices.withdraw(report)
        report.delete()
