"""Signing in with a password: one answer for unknown and wrong, locked after some tries. Choosing, and signing out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.utils import perform_login
from django.contrib.auth import authenticate, logout, update_session_auth_hash
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.people import events, queries
from forebygg.people.models import Assignment, Municipality, User
from forebygg.people.tenancy import scope

# Where the session keeps which assignment was chosen.
ASSIGNMENT = "assignment"
# How long a password that somebody else knows may lie about: shown on a page, or printed at the founding.
FIRST_PASSWORD, HANDED_OUT = timedelta(days=1), timedelta(days=7)


def sign_in(
    request: HttpRequest, email: str, password: str, *, town: Municipality, tries: int, wait: timedelta
) -> User | None:
    """Return the user when address and password fit a person of the municipality who is not locked out.

    That is the first step: `second_step` logs the sign-in when the last one is taken.
    """
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
    if not right:
        audit.record(events.SIGN_IN_FAILED, about=user, by=Actor.system("sign-in", town))


def go_on(request: HttpRequest, user: User, *, to: str) -> HttpResponse:
    """Take the next step: the second one where there is one, else the sign-in is done."""
    answer: HttpResponse = perform_login(request, user, email_verification="none", redirect_url=to)
    return answer


def first_password_is_over(user: User) -> bool:
    """Say whether the password somebody else made was not changed in time."""
    return user.first_password_until is not None and user.first_password_until < clock.now()


@transaction.atomic
def choose_password(request: Any, password: str) -> None:
    """Change one's own password; the session goes on, all others of the person end."""
    user = User.objects.select_for_update().get(pk=request.user.pk)
    user.set_password(password)
    user.first_password_until = None
    user.save(update_fields=["password", "first_password_until"])
    update_session_auth_hash(request, user)

    audit.record(events.PASSWORD_CHOSEN, about=user, by=Actor.system("sign-in", user.municipality))


@transaction.atomic
def choose(request: Any, assignment: Assignment) -> None:
    """Enter one of one's assignments. Logged when it is another than the session had: also the only one, entered by
    itself."""
    if request.session.get(ASSIGNMENT) == assignment.pk:
        return

    request.session[ASSIGNMENT] = assignment.pk

    by = queries.actor_for(request.user, assignment, request.town.slug)
    audit.record(events.ASSIGNMENT_CHOSEN, about=assignment, by=by, detail={"role": assignment.role})


@transaction.atomic
def sign_out(request: Any) -> None:
    """End the session. Logged when there was one, in the person's own municipality."""
    user = request.user
    logout(request)

    if isinstance(user, User):
        staff = request.actor.kind == "staff"
        by = request.actor if staff else Actor.system("sign-in", user.municipality)
        with scope(by):  # perhaps at another municipality's address
            audit.record(events.SIGNED_OUT, about=user, by=by)
