"""Django's name for the room."""

from django.apps import AppConfig


class RoutinesConfig(AppConfig):
    """Charts and runs."""

    name = "forebygg.routines"
    label = "routines"
