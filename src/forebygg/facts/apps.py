"""Django's name for the room."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    """What is so, since when, and who says it."""

    name = "forebygg.facts"
    label = "facts"
