"""The address of the gallery."""

from __future__ import annotations

from django.urls import path

from forebygg.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.gallery, name="gallery"),
]
