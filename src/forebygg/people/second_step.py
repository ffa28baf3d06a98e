"""The second step of signing in, by django-allauth: codes from an app, keys, recovery codes, fitted to the house."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.module_loading import import_string

from forebygg.audit import actions as audit
from forebygg.kit import crypto, mode
from forebygg.kit.actor import Actor
from forebygg.people import events, sitting
from forebygg.people.models import User
from forebygg.people.tenancy import scope

# The session remembers that a second step was taken or added in it, so that nothing is asked of the database again.
TAKEN = "second-step"
_EVENTS = {
    "totp_activated": events.SECOND_STEP_ADDED,
    "webauthn_added": events.SECOND_STEP_ADDED,
    "totp_deactivated": events.SECOND_STEP_REMOVED,
    "webauthn_removed": events.SECOND_STEP_REMOVED,
    "recovery_codes_generated": events.RECOVERY_CODES_MADE,
}
_CONTEXT = b"people.second_step"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves; one signs in to one's own municipality; what changes is logged, not mailed, and
    ends the person's other sessions."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: staff are added by two persons."""
        return False

    def pre_login(self, request: Any, user: User, **kwargs: Any) -> HttpResponse | None:
        """A key says who, not where: in another municipality, or after its end, it opens nothing.

        Nor does it alone open for somebody whom the municipality's own sign-in lets in: there it is seen who has left.
        """
        elsewhere = request.town is None or user.municipality_id != request.town.pk
        if not user.is_active or elsewhere or (not _by_provider(kwargs) and comes_by_provider(user)):
            by = Actor.system("sign-in", user.municipality)
            with scope(by):  # at another municipality's door; it is told at home
                audit.record(events.SIGN_IN_FAILED, about=user, by=by)
            return redirect("people:sign_in")
        return None

    def post_login(self, request: Any, user: User, **kwargs: Any) -> HttpResponse:
        """Signed in, with every step that was asked; a second step taken at the municipality's own sign-in counts."""
        if _by_provider(kwargs) and request.arrival.is_strong:
            request.session[TAKEN] = user.pk
        request.session.cycle_key()  # also of somebody who was signed in already
        sitting.begin(request.session)
        audit.record(events.SIGNED_IN, about=user, by=Actor.system("sign-in", user.municipality))
        return redirect(kwargs.get("redirect_url") or reverse("people:choose_assignment"))

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        """The library's moment to tell of a change, mostly after the commit and so out of the request's scope: here it
        is logged."""
        code = template_prefix.rpartition("/")[2]
        if code in _EVENTS:
            by = Actor.system("sign-in", user.municipality)
            with scope(by):
                audit.record(_EVENTS[code], about=user, by=by, detail={"kind": code})
                if self.request is not None and self.request.user.pk == user.pk:
                    sitting.end_others(self.request)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The codes' secrets are sealed under a key of the store of keys: a copy of the database makes no codes."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return b64encode(crypto.encrypt(_key(), text, _CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it. Raises crypto.Unreadable when it was not sealed here."""
        return crypto.decrypt(_key(), b64decode(encrypted_text), _CONTEXT)

    def _get_site_name(self) -> str:
        return "Förebygg"


def _by_provider(kwargs: dict[str, Any]) -> bool:
    return "sociallogin" in (kwargs.get("signal_kwargs") or {})


def comes_by_provider(user: User) -> bool:
    """Say whether somebody signs in by the municipality's own provider."""
    return bool(SocialAccount.objects.filter(user=user).exists())


def _key() -> bytes:
    made: bytes = import_string(settings.FOREBYGG_SECOND_STEP_KEY)()  # the keys' room stands above this one
    return made


def is_there(user: str) -> Exists:
    """Return the condition "this row's user has a second step", for a column of that name."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Exists(Authenticator.objects.filter(user=OuterRef(user), type__in=kinds))


def remove_all(user: User) -> None:
    """Take away every key, app, code and link to a provider. Inside the deed that lets a person begin anew."""
    SocialAccount.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()


def has_key(user: User, pk: int) -> bool:
    """Say whether a key is this person's."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN, pk=pk).exists())


def is_missing(request: Any) -> bool:
    """Say whether this person must add a second step before anything else: everyone, where real people are met."""
    if mode.is_demo() or request.session.get(TAKEN) == request.user.pk:
        return False
    if not is_mfa_enabled(request.user):
        return True
    request.session[TAKEN] = request.user.pk  # who has one was asked for it at sign-in, or has just added it
    return False
