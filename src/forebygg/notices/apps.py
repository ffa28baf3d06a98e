"""Django's name for the room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The post room."""

    name = "forebygg.notices"
    label = "notices"
