"""Writing down a breach, judging it anew, and saying that a report is sent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.breaches import events, policies, queries
from forebygg.breaches.models import Breach, Filing
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.notices import actions as notices
from forebygg.people import queries as people

ROLES = ("security", "data-protection")


@transaction.atomic
def record_breach(*, kind: str, discovered_at: datetime, significant: str, personal: str, by: Actor) -> Breach:
    """Write down that something failed; the clocks run from the hour it was found. Both functions are told at once."""
    require(policies.may_handle(by), by, "breach")

    if discovered_at > clock.now():
        raise WrongState(_("Skriv en tid som har varit."))

    breach = Breach.objects.create(
        municipality_id=by.municipality_id or 0,
        kind=kind,
        discovered_at=discovered_at,
        significant=significant,
        personal=personal,
        recorded_at=clock.now(),
        recorded_by=by.name,
    )

    audit.record(events.RECORDED, about=breach, by=by, detail={"kind": kind})
    tell_both(breach, "recorded", by=by)
    return breach


@transaction.atomic
def reassess_breach(breach: Breach, *, significant: str, personal: str, by: Actor) -> None:
    """Say what one holds now: is it significant, does it touch personal data? The reports follow from it."""
    breach = lock(breach)

    require(policies.may_handle(by) and by.municipality_id == breach.municipality_id, by, "breach")

    breach.significant, breach.personal = significant, personal
    change(breach, "significant", "personal")

    audit.record(events.REASSESSED, about=breach, by=by, detail={"significant": significant, "personal": personal})


@transaction.atomic
def mark_sent(breach: Breach, step: str, *, at: datetime, by: Actor) -> Filing:
    """Say that a report has been sent, and when."""
    breach = lock(breach)

    require(policies.may_handle(by) and by.municipality_id == breach.municipality_id, by, "breach")

    if step not in {report.step for report in queries.row_of(breach).unsent}:
        raise WrongState(_("Den anmälan är redan skickad, eller behövs inte."))
    if not breach.discovered_at <= at <= clock.now():
        raise WrongState(_("Skriv en tid som har varit, efter att incidenten upptäcktes."))

    filing = Filing.objects.create(breach=breach, step=step, sent_at=at, function=by.name)
    change(breach)

    audit.record(events.FILED, about=breach, by=by, detail={"step": step})
    return filing


def tell_both(breach: Breach, why: str, *, by: Actor) -> int:
    """Tell both functions that something waits, never what. Inside the caller's transaction."""
    addresses = [address for role in ROLES for address in people.reach_role(by, role)]
    return notices.tell(
        addresses, "breaches/waits", by=by, reason=f"breach:{breach.uid}:{why}", about=breach, urgent=True
    )
