"""How long one sits at the desk: a session that nobody has touched, or that has lasted too long, ends.

The session itself keeps two stamps, in seconds: when it began and when it was last touched. Without the first, each
writing of the second would make the whole session longer.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY, logout, update_session_auth_hash
from django.db import transaction

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.people import events
from forebygg.people.models import User

BEGAN, TOUCHED = "began", "touched"
# How old the second stamp may grow before it is written again: most requests write nothing.
_SECONDS = 60


def begin(session: Any) -> None:
    """Signed in, with every step: the time counts from now."""
    session[BEGAN] = session[TOUCHED] = _now()


def why_over(session: Any, *, idle: timedelta, longest: timedelta) -> str:
    """Say why a session is over, "idle" or "long", or nothing."""
    now = _now()
    if now - session.get(BEGAN, now) >= longest.total_seconds():
        return "long"
    return "idle" if now - session.get(TOUCHED, now) >= idle.total_seconds() else ""


def touch(session: Any) -> None:
    """Note that somebody is here."""
    if BEGAN not in session:
        begin(session)
    elif abs(_now() - session[TOUCHED]) >= _SECONDS:
        session[TOUCHED] = _now()


def watch(request: Any, *, idle: timedelta, longest: timedelta) -> None:
    """End the session of a request that comes too late, or note that somebody is here.

    What was posted is not lost: whoever asks next sees that nobody is signed in, and shows it again.
    """
    if SESSION_KEY not in request.session:
        return
    if why := why_over(request.session, idle=idle, longest=longest):
        _end(request, why)
    else:
        touch(request.session)


@transaction.atomic
def _end(request: Any, why: str) -> None:
    user = request.user
    logout(request)

    if user.is_authenticated:
        by = Actor.system("sign-in", user.municipality)
        audit.record(events.SESSION_ENDED, about=user, by=by, detail={"why": why})


@transaction.atomic
def end_others(request: Any) -> None:
    """End every session of the person but this one: after a change of how they sign in, or because they ask."""
    user = User.objects.select_for_update().get(pk=request.user.pk)
    new_round(user)
    update_session_auth_hash(request, user)

    audit.record(events.SESSIONS_ENDED, about=user, by=Actor.system("sign-in", user.municipality))


def new_round(user: User) -> None:
    """Make every session of a person worthless. Inside the deed that says why."""
    user.session_round += 1
    user.save(update_fields=["session_round"])


def _now() -> int:
    return int(clock.now().timestamp())
