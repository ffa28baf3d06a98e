"""Root URLs. A municipality's host or prefix, and the language, are cut off before they get here."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from forebygg.site import views
from forebygg.site.views import breach, opening, week

handler404 = "forebygg.site.errors.not_found"
handler500 = "forebygg.site.errors.broken"

# What is there outside any municipality too: everything else would look for a name that only one has.
everywhere = [
    path("stil/<slug:slug>-<slug:face>-<slug:digest>.css", views.style, name="stylesheet"),
    path("halsa", views.healthy, name="healthy"),
    path("halsa/matt", views.figures, name="figures"),
]
site_urls = (
    [
        *everywhere,
        path("kort/", week.cards, name="cards"),
        path("kort/<slug:code>", week.card, name="card"),
        path("arbete/", views.today_view, name="today"),
        path("arbete/vecka", week.letter, name="monday"),
        path("arbete/lagen", week.law, name="law"),
        path("arbete/incidenter/underlag", breach.known, name="breach_known"),
        path("arbete/oppning", opening.opening, name="opening"),
        path("arbete/oppning/gor", opening.deed, name="opening_deed"),
        path("arbete/oppning/utkast/<slug:code>", opening.paper, name="paper"),
    ],
    "site",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(site_urls)),
    path("", include("forebygg.public.urls")),
    path("", include("forebygg.mailbox.urls")),
    path("", include("forebygg.telling.urls")),
    path("", include("forebygg.concerns.urls")),
    path("", include("forebygg.routines.urls")),
    path("", include("forebygg.plans.urls")),
    path("", include("forebygg.influence.urls")),
    path("arbete/", include("forebygg.cases.urls")),
    path("arbete/", include("forebygg.calls.urls")),
    path("arbete/", include("forebygg.reporting.urls")),
    path("arbete/", include("forebygg.oversight.urls")),
    path("arbete/", include("forebygg.requests.urls")),
    path("arbete/", include("forebygg.breaches.urls")),
    path("arbete/", include("forebygg.people.urls")),
    path("arbete/", include("forebygg.people.second_step_urls")),
    path("arbete/", include("forebygg.people.single_sign_on_urls")),
    path("arbete/", include("forebygg.facts.urls")),
    path("arbete/", include("forebygg.records.urls")),
    path("ui/", include("forebygg.ui.urls")),
]
