"""Django's name for the room."""

from django.apps import AppConfig


class BreachesConfig(AppConfig):
    """Breaches."""

    name = "forebygg.breaches"
    label = "breaches"
