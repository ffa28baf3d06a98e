"""Django's name for the room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Organisation and staff."""

    name = "forebygg.people"
    label = "people"
