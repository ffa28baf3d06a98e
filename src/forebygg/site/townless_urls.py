"""URLs outside any municipality: the list of towns, stylesheets, health."""

from __future__ import annotations

from django.urls import include, path

from forebygg.site import views
from forebygg.site.urls import everywhere

handler404 = "forebygg.site.errors.not_found"
handler500 = "forebygg.site.errors.broken"

urlpatterns = [
    path("", views.towns, name="towns"),
    path("", include((everywhere, "site"))),
]
