"""Django's name for the room."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Example municipalities."""

    name = "forebygg.demo"
    label = "demo"
