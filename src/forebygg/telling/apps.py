"""Django's name for the room."""

from django.apps import AppConfig


class TellingConfig(AppConfig):
    """Telling."""

    name = "forebygg.telling"
    label = "telling"
