"""Emergency access: somebody of the same board opens one matter for some hours, says why, and the head is told."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.concerns import events, policies, queries
from forebygg.concerns.models import Concern, Reason
from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound, WrongState, require
from forebygg.kit.rows import lock
from forebygg.notices import actions as notices
from forebygg.people import queries as people
from forebygg.people.tenancy import beyond
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy.actions import Sealer
from forebygg.secrecy.queries import Place

STEP = "emergency"


@transaction.atomic
def open_in_emergency(reference: str, *, reason: str, by: Actor) -> Concern:
    """Let oneself in to one open concern of one's own board, by its exact number. The reason is sealed with it.

    Raises NotFound alike for what is missing, ended, another board's, or closed to the actor for conflict of interest.
    """
    require(policies.may_open_in_emergency(by), by, "emergency")

    with beyond():
        found = queries.find_for_emergency(by, reference)
        if found is None:
            raise NotFound(by, "concern", reference)
        concern = lock(found)
    if policies.may_read(by, concern):
        raise WrongState(_("Du kan redan öppna den."))
    if not reason.strip():
        raise WrongState(_("Skriv varför det inte kan vänta. En mening räcker."))

    until = clock.now() + facts.book(by.municipality_id).span("emergency-access-hours")
    secrecy.let_in_for_a_while(concern.circle, until=until, by=by)
    _keep(concern, reason.strip(), by)
    told = f"emergency:{concern.uid}:{by.assignment_id}:{until.isoformat(timespec='minutes')}"
    heads = queries.to_tell(concern, ["head"]) + people.reach_role(by, "data-protection")
    notices.tell(heads, "concerns/emergency-opened", by=by, reason=told, about=concern, urgent=True)

    audit.record(events.EMERGENCY, about=concern, by=by)
    return concern


def _keep(concern: Concern, text: str, by: Actor) -> None:
    sealer = Sealer.resume(concern.board, concern.key)
    if sealer is None:
        raise WrongState(_("Texten är gallrad."))
    row = Reason(concern=concern, uid=uuid4(), step=STEP, function=by.name, at=clock.now())
    row.text = sealer.seal(Place(by.municipality, "concerns.Reason.text", row.uid), text)
    row.save(force_insert=True)
