"""Addresses of the municipality's own sign-in. The protocol's steps are django-allauth's; the providers know them."""

from __future__ import annotations

from django.apps import apps
from django.urls import URLPattern, path

from forebygg.people import views

urlpatterns: list[URLPattern] = [
    path("in/avbrutet", views.not_let_in, name="socialaccount_login_cancelled"),
]
if apps.is_installed("allauth.socialaccount.providers.openid_connect"):
    from allauth.socialaccount.providers.openid_connect.views import callback

    urlpatterns += [
        path("in/<slug:provider_id>/", views.go_to_provider, name="openid_connect_login"),
        path("in/<slug:provider_id>/tillbaka", callback, name="openid_connect_callback"),
    ]
if apps.is_installed("allauth.socialaccount.providers.saml"):
    from allauth.socialaccount.providers.saml import views as saml

    urlpatterns += [
        path("in/saml/<slug:organization_slug>/", views.go_to_saml, name="saml_login"),
        path("in/saml/<slug:organization_slug>/svar", views.answer_saml, name="saml_acs"),
        path("in/saml/<slug:organization_slug>/tillbaka", views.finish_saml, name="saml_finish_acs"),
        path("in/saml/<slug:organization_slug>/uppgifter", saml.metadata, name="saml_metadata"),
        # The library names it in what it tells the provider. One signs out here, and there, each in its own place.
        path("in/saml/<slug:organization_slug>/ut", views.not_let_in, name="saml_sls"),
    ]
