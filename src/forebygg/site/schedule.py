"""What runs by itself, and how often. Deadlines are computed from data: what an outage delayed goes out after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from forebygg.audit import actions as audit
from forebygg.breaches import jobs as breaches
from forebygg.calls import actions as calls
from forebygg.cases import jobs as cases
from forebygg.concerns import jobs as concerns
from forebygg.facts import queries as facts
from forebygg.kit import clock, limits
from forebygg.kit.actor import Actor
from forebygg.mailbox import actions as mailbox
from forebygg.notices import actions as notices
from forebygg.oversight import jobs as oversight
from forebygg.people import actions as staff
from forebygg.people import queries as people
from forebygg.people.tenancy import scope
from forebygg.plans import actions as plans
from forebygg.records import actions as records
from forebygg.reporting import jobs as reporting
from forebygg.requests import jobs as requests
from forebygg.routines import actions as routines
from forebygg.secrecy import actions as secrecy
from forebygg.site import actions as opening
from forebygg.site import chains, letters


@dataclass(frozen=True, slots=True)
class Job:
    """A job of the loop: a name, how many minutes between rounds, what it does."""

    name: str
    minutes: int
    run: Callable[[], object]


def deliver_notices() -> int:
    """Hand the hour of each municipality's digest down to the post room, which stands below facts."""
    return notices.deliver({town.slug: facts.book(town.pk).value("digest-hour") for town in people.towns()})


def remove_staff_data() -> int:
    """Remove delivered notices, past absences and documents nobody confirmed after each municipality's own days.

    Returns how many rows went. They are data about staff, no records: no board decides on them (docs/decisions: staff
    data goes by itself).
    """
    removed = 0
    for town in people.towns():
        by, book = Actor.system("staff-data", town), facts.book(town.pk)
        with scope(by):
            removed += notices.remove_old(clock.today() - book.span("notice-days"), by=by)
            removed += staff.remove_past_absences(clock.today() - book.span("absence-days"), by=by)
            removed += plans.remove_old_uploads(clock.now() - book.span("plan-upload-days"), by=by)
    return removed


def sweep_limits() -> int:
    """Forget yesterday's counters against guessing, also when nobody has come since. Returns how many went."""
    return limits.sweep(Path(settings.FOREBYGG_LIMITS_FILE))


def seal_stragglers() -> int:
    """Chain what the minute's round did not look back far enough for. Returns how many were sealed."""
    return audit.seal_events(everywhere=True)


JOBS: tuple[Job, ...] = (
    Job("deliver-notices", 1, deliver_notices),
    Job("sweep-keys", 1, secrecy.sweep),
    Job("sweep-drafts", 1, mailbox.sweep_drafts),
    Job("sweep-calls", 1, calls.sweep_calls),
    Job("seal-log", 1, audit.seal_events),
    Job("seal-stragglers", 24 * 60, seal_stragglers),
    Job("remind", 5, concerns.remind_about_waiting),
    Job("remind-reports", 5, reporting.remind_about_reports),
    Job("sweep-limits", 60, sweep_limits),
    Job("sweep-rehearsals", 60, routines.sweep_rehearsals),
    Job("monday-letters", 60, letters.send_monday_letters),
    Job("watch-opening", 60, opening.watch_opening),
    Job("remind-filings", 5, breaches.remind_about_filings),
    Job("log-review", 60, oversight.remind_about_review),
    # Before the disposal: what nobody has appealed in time is let go in the same hour.
    Job("watch-requests", 60, requests.watch_requests),
    Job("scrub-keys", 60, secrecy.scrub),
    Job("remind-reviews", 60, cases.remind_about_reviews),
    Job("dispose", 60, records.run_disposal),
    # After the reminders: they have given anew each reason that still stands.
    Job("remove-staff-data", 60, remove_staff_data),
    Job("mail-anchors", 7 * 24 * 60, chains.mail_anchors),
)
