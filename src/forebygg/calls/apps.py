"""Django's name for the room."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Calls."""

    name = "forebygg.calls"
    label = "calls"
