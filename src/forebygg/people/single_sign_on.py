"""Signing in by the municipality's own identity provider (OIDC, or SAML as an extra), by django-allauth.

The library speaks the protocols. Which providers there are stands in the installation's own file; who somebody is and
what their groups give is decided by `actions.arrive`. Of what the provider tells nothing is kept but the subject.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse

from forebygg.audit import actions as audit
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState
from forebygg.people import actions, events

_LIBRARY_NAME = {"oidc": "openid_connect", "saml": "saml"}


def provider_of(town: Any) -> dict[str, Any] | None:
    """Return how a municipality's provider is reached, or None where there is none."""
    found: dict[str, dict[str, Any]] = settings.FOREBYGG_PROVIDERS
    return found.get(town.slug) if town else None


def door(request: Any) -> tuple[str, str] | None:
    """Return (address, name) of this municipality's own sign-in. Always the Swedish address: it is the one the provider
    knows to send people back to."""
    provider = provider_of(request.town)
    if provider is None:
        return None
    kind = "openid_connect" if provider["kind"] == "oidc" else "saml"
    key = "provider_id" if kind == "openid_connect" else "organization_slug"
    address = reverse(f"{kind}_login", kwargs={key: request.town.slug})
    foreign = f"{request.town_prefix}en/"
    if address.startswith(foreign):
        address = request.town_prefix + address.removeprefix(foreign)
    return address, str(provider["name"])


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """One provider per municipality; people come in through our own deed."""

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """Return the provider of the municipality the request is for, as the library wants it."""
        town: Any = getattr(request, "town", None)
        known = provider_of(town)
        if known is None:
            return []
        app = _app(town.slug, known)
        asked = provider in (None, app.provider, app.provider_id) and client_id in (None, app.client_id)
        return [app] if asked else []

    def populate_user(self, request: Any, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Read what is needed of what was told, and let the rest go before it reaches the database."""
        request.arrival = _read(sociallogin, data, provider_of(request.town) or {})
        sociallogin.account.extra_data = {}
        return sociallogin.user

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """Let the person in by our own deed; a refusal is a page with its sentence."""
        by = Actor.system("identity-provider", request.town)
        try:
            user = actions.arrive(request.arrival, by=by)
        except WrongState as error:
            audit.record(events.SIGN_IN_FAILED, about=None, by=by)
            page = {"sentence": str(error)}
            raise ImmediateHttpResponse(render(request, "people/not_let_in.html", page, status=403)) from error
        sociallogin.user = sociallogin.account.user = user


def _app(slug: str, known: dict[str, Any]) -> SocialApp:
    app = SocialApp(provider=_LIBRARY_NAME[known["kind"]], provider_id=slug, name=known["name"], client_id=slug)
    if known["kind"] == "oidc":
        app.client_id, app.secret = known["client"], known["secret"]
        app.settings = {
            "server_url": known["server"],
            "oauth_pkce_enabled": True,
            # What the provider calls itself is not asked of the provider.
            "openid_configuration_overrides": {"issuer": known.get("issuer", known["server"])},
        }
    else:
        app.settings = {
            "idp": {"entity_id": known["entity"], "sso_url": known["sso"], "x509cert": known["certificate"]},
            "attribute_mapping": known.get("attributes", {}),
            "advanced": {"want_assertion_signed": True, "reject_idp_initiated_sso": True},
        }
        from forebygg.people import saml

        app.get_provider = lambda request: saml.Provider(request, app=app)
    return app


def _read(login: Any, data: dict[str, Any], known: dict[str, Any]) -> actions.Arrival:
    told = login.account.extra_data
    claims: dict[str, Any] = _claims(told) if _is_oidc(known) else told
    groups = claims.get(known.get("groups", "groups"))
    ways = {*_words(claims.get("amr")), *_words(claims.get("acr"))}
    address = str(data.get("email") or "")
    name = data.get("name") or " ".join(filter(None, (data.get("first_name"), data.get("last_name"))))
    return actions.Arrival(
        provider=login.account.provider,
        subject=login.account.uid,
        email=address,
        name=str(name or address.partition("@")[0]),
        groups=frozenset(_words(groups)) if groups is not None else None,
        address_is_checked=bool(known.get("addresses_are_checked")),
        is_strong=not ways.isdisjoint(known.get("strong", ())),
    )


def _claims(told: dict[str, Any]) -> dict[str, Any]:
    """Return what the identity token and the provider's answer about the person say together.

    Raises OAuth2Error without a token, or when they speak of two persons (OpenID Connect Core 1.0, 5.3.2).
    """
    token, answer = told.get("id_token") or {}, told.get("userinfo") or {}
    if not token.get("sub") or token["sub"] != answer.get("sub", token["sub"]):
        from allauth.socialaccount.providers.oauth2.client import OAuth2Error

        raise OAuth2Error("no identity token of this person")
    return {**token, **answer}


def _is_oidc(known: dict[str, Any]) -> bool:
    return known.get("kind") == "oidc"


def _words(value: object) -> Iterable[str]:
    """A claim may be one word or several; anything else is none."""
    if isinstance(value, str):
        return [value]
    return [str(word) for word in value] if isinstance(value, list | tuple) else []
