"""When nobody who could let anybody in is left: two custodians of the master key do what two of the staff do."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.people import events, second_step, signing
from forebygg.people.models import Assignment, Unit, User

_ROLE = "it"


@transaction.atomic
def let_in_by_custody(*, name: str, email: str, unit: str, by: Actor) -> str:
    """Give one person of IT a first password and the role, approved. Returns the password, which lives for a day.

    Whoever is known here begins anew: key, app and codes are gone. The caller has seen two of the three shares.
    Raises WrongState for another municipality's address, or when no unit is known.
    """
    require(by.kind == "system" and by.municipality_id is not None, by, "custody")

    user = User.objects.select_for_update().filter(email__iexact=email).first()
    if user is not None and user.municipality_id != by.municipality_id:
        raise WrongState(_("Adressen finns redan."))
    place = _unit(unit, by)

    password = secrets.token_urlsafe(12)
    if user is None:
        user = User(municipality_id=by.municipality_id or 0, name=name.strip(), email=email.lower())
        user.save(force_insert=True)
    second_step.remove_all(user)
    user.set_password(password)
    user.first_password_until = clock.now() + signing.FIRST_PASSWORD
    user.failed_sign_ins, user.locked_until, user.is_active = 0, None, True
    user.save(update_fields=["password", "first_password_until", "failed_sign_ins", "locked_until", "is_active"])
    current = Assignment.objects.filter(user=user, role=_ROLE, ends=None).exclude(approved_by=None)
    if not current.exists():
        Assignment.objects.create(
            municipality_id=user.municipality_id,
            user=user,
            role=_ROLE,
            unit=place,
            starts=clock.today(),
            approved_by=user,  # as when a municipality is founded: there is nobody yet who could
        )

    audit.record(events.LET_IN_BY_CUSTODY, about=user, by=by, detail={"role": _ROLE, "unit": place.code})
    return password


def _unit(code: str, by: Actor) -> Unit:
    """The unit named, else where IT was last, else raise WrongState."""
    units = Unit.objects.for_actor(by)
    if code:
        found = units.filter(code=code).first()
    else:
        last = Assignment.objects.for_actor(by).filter(role=_ROLE).select_related("unit").order_by("-id").first()
        found = last.unit if last else None
    if found is None:
        raise WrongState(_("Ange en enhet: %(codes)s.") % {"codes": ", ".join(units.values_list("code", flat=True))})
    return found
