"""Django's name for the room."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Oversight."""

    name = "forebygg.oversight"
    label = "oversight"
