"""The room's entry in INSTALLED_APPS."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The design system. It has no models and listens to nothing."""

    name = "forebygg.ui"
    label = "ui"
