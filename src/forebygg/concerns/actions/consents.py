"""A yes to giving something of a matter to somebody: written down, and taken back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.concerns import events, policies, queries
from forebygg.concerns.actions.handover import CONSENT
from forebygg.concerns.models import Concern, HandOver
from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.notices import actions as notices
from forebygg.people import queries as people
from forebygg.people.models import Receiver
from forebygg.people.tenancy import beyond
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy import queries as walls
from forebygg.secrecy.actions import Sealer
from forebygg.secrecy.models import Consent


@transaction.atomic
def record_consent(concern: Concern, *, giver: str, to: Receiver, about: str, until: date, by: Actor) -> Consent:
    """Write down whose yes it is, to what, to whom and until when. For some months at most, then one asks again."""
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    last = clock.today() + facts.book(by.municipality_id).span("consent-days")
    if not concern.is_open or to not in queries.receivers_for(by, concern):
        raise WrongState(_("Oron är avslutad, eller mottagaren finns inte här."))
    if not about.strip():
        raise WrongState(_("Skriv vad samtycket gäller. En mening räcker."))
    if not clock.today() <= until <= last:
        raise WrongState(_("Välj en dag från i dag till %(day)s.") % {"day": last.isoformat()})

    sealer = Sealer.resume(concern.board, concern.key)
    if sealer is None:
        raise WrongState(_("Texten är gallrad."))
    change(concern)
    return secrecy.record_consent(
        concern.circle, giver=giver, receiver=to.code, about=about.strip(), until=until, sealer=sealer, by=by
    )


@transaction.atomic
def withdraw_consent(concern: Concern, uid: UUID, *, by: Actor) -> None:
    """A yes is taken back: it opens no door any more, and what was on its way is stopped.

    What a receiver has confirmed is theirs: the page shows what has left, and that desk is told.
    """
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    consent = next((row for row in walls.consents_of(concern.circle) if row.uid == uid), None)
    if consent is None or consent.withdrawn_at is not None:
        raise WrongState(_("Samtycket är redan återkallat."))

    through = concern.handovers.filter(door=CONSENT, receiver=consent.receiver, made_available_at__gte=consent.given_at)
    with beyond():  # the receiver's copies
        secrecy.withdraw_consent(consent, by=by)
        for handover in through.select_related("copy__circle", "copy__desk"):
            if handover.copy is not None:
                told = f"consent-withdrawn:{handover.uid}"
                desk = people.reach(handover.copy.desk)
                notices.tell(desk, "concerns/consent-withdrawn", by=by, reason=told, about=concern)
            if handover.acknowledged_at is None:
                _stop(handover)
    if concern.status == Concern.Status.HANDED_OVER and not concern.handovers.filter(acknowledged_at=None).exists():
        concern.status = Concern.Status.READ  # nothing is on its way any more: it is ours to go on with
    change(concern, "status")

    audit.record(events.CONSENT_STOPPED, about=concern, by=by)


def _stop(handover: HandOver) -> None:
    """Nobody confirmed it, and nobody reads it from now on: it ends uncounted, and the rule disposes of it."""
    copy = handover.copy
    if copy is not None:
        copy.status, copy.ended_at = Concern.Status.ENDED, clock.now()
        change(copy, "status", "ended_at")
        copy.circle.ends = clock.now()
        copy.circle.save(update_fields=["ends"])
        notices.withdraw(copy)
    handover.delete()
