"""Conflict of interest: whoever should not read is shut out of one matter, and of what follows from it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.concerns import events, policies, queries
from forebygg.concerns.models import Concern
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.people.models import User
from forebygg.secrecy import actions as secrecy


@transaction.atomic
def exclude_reader(concern: Concern, user: User, *, by: Actor) -> None:
    """Shut a reader of the desk out: oneself at once, somebody else by the head. Somebody must be left who reads."""
    concern = lock(concern)

    require(policies.may_read(by, concern) and policies.may_exclude(by, concern, user), by, "exclude")

    left = {row.pk for row in queries.readers_left(concern)} - {user.pk}
    if not left:
        raise WrongState(_("Då är det ingen kvar som läser. Lämna oron vidare till en annan mottagning i stället."))

    change(concern)  # first: whoever shuts themselves out changes nothing here afterwards
    secrecy.exclude(concern.circle, user, by=by)

    audit.record(events.EXCLUDED, about=concern, by=by, detail={"oneself": user.pk == by.user_id})


@transaction.atomic
def readmit_reader(concern: Concern, uid: UUID, *, by: Actor) -> None:
    """Let somebody in again who was shut out by mistake: by the head, never oneself."""
    concern = lock(concern)

    require(policies.may_exclude(by, concern), by, "exclude")

    user = next((user for user in queries.shut_out(by, concern) if user.uid == uid), None)
    if user is None:
        raise WrongState(_("Den personen är inte utestängd."))

    secrecy.readmit(concern.circle, user, by=by)
    change(concern)

    audit.record(events.READMITTED, about=concern, by=by)
