"""Django's name for the room."""

from django.apps import AppConfig


class SecrecyConfig(AppConfig):
    """Compartments and keys."""

    name = "forebygg.secrecy"
    label = "secrecy"
