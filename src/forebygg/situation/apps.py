"""Django's name for the room."""

from django.apps import AppConfig


class SituationConfig(AppConfig):
    """Counters."""

    name = "forebygg.situation"
    label = "situation"
