"""Signing in with a password: one answer for unknown and wrong, locked after some tries."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.people import events
from forebygg.people.models import Municipality, User


def sign_in(
    request: HttpRequest, email: str, password: str, *, town: Municipality, tries: int, wait: timedelta
) -> User | None:
    """Return the user when address and password fit a person of the municipality who is not locked out."""
    user = User.objects.filter(email__iexact=email, municipality=town, is_active=True).first()
    if user is None:
        make_password(password)  # as slow as a real check
        return None
    if user.locked_until and user.locked_until > clock.now():
        return None
    known = authenticate(request, username=user.email, password=password)
    _note(user, known is not None, town, tries, wait)
    return known if isinstance(known, User) else None


@transaction.atomic
def _note(user: User, right: bool, town: Municipality, tries: int, wait: timedelta) -> None:
    user = User.objects.select_for_update().get(pk=user.pk)
    user.failed_sign_ins = 0 if right else user.failed_sign_ins + 1
    user.locked_until = clock.now() + wait if user.failed_sign_ins >= tries else None
    user.save(update_fields=["failed_sign_ins", "locked_until"])
    event = events.SIGNED_IN if right else events.SIGN_IN_FAILED
    audit.record(event, about=user, by=Actor.system("sign-in", town))
