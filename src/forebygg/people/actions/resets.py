"""When key, app and codes are gone: a person begins anew with signing in, and it takes two others."""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.people import events, policies, second_step, signing
from forebygg.people.models import SignInReset, User

# How long a proposal waits: the one it concerns stands at somebody's desk without being able to sign in.
_WAITS = timedelta(days=1)


@transaction.atomic
def propose_reset(subject: User, *, by: Actor) -> SignInReset:
    """Propose that a person begins anew. Nothing changes until a second person has said yes."""
    require(policies.may_propose_reset(by, subject), by, "reset")

    reset, _new = SignInReset.objects.update_or_create(
        user=subject,
        defaults={
            "municipality_id": subject.municipality_id,
            "uid": uuid4(),  # a page that shows an older proposal cannot answer this one
            "proposed_by_id": by.user_id or 0,
            "proposed_at": clock.now(),
        },
    )

    audit.record(events.RESET_PROPOSED, about=subject, by=by)
    return reset


@transaction.atomic
def approve_reset(reset: SignInReset, *, knows_person: bool, by: Actor) -> str:
    """Let the person begin anew: keys, app and codes are gone, every session ends. Returns a first password for a day.

    The approver has talked to the person: a voice on the telephone asking for somebody's account is the usual way in.
    """
    reset = _locked(reset)

    require(policies.may_answer_reset(by, reset), by, "reset")

    if reset.proposed_at < clock.now() - _WAITS:
        raise WrongState(_("Förslaget är för gammalt. Föreslå det på nytt."))
    if not knows_person:
        raise WrongState(_("Bekräfta att du själv har talat med personen."))

    user, password = reset.user, secrets.token_urlsafe(12)
    second_step.remove_all(user)
    user.set_password(password)
    user.first_password_until = clock.now() + signing.FIRST_PASSWORD
    user.failed_sign_ins, user.locked_until = 0, None
    user.save(update_fields=["password", "first_password_until", "failed_sign_ins", "locked_until"])
    reset.delete()

    audit.record(events.RESET_DONE, about=user, by=by)
    return password


@transaction.atomic
def refuse_reset(reset: SignInReset, *, by: Actor) -> None:
    """Say no; nothing has changed."""
    reset = _locked(reset)

    require(policies.may_answer_reset(by, reset), by, "reset")

    audit.record(events.RESET_REFUSED, about=reset.user, by=by)
    reset.delete()


def _locked(reset: SignInReset) -> SignInReset:
    rows = SignInReset.objects.select_for_update(of=("self",)).select_related("user")
    found = rows.filter(pk=reset.pk, uid=reset.uid).first()
    if found is None:
        raise WrongState(_("Någon annan har redan svarat."))
    return found
