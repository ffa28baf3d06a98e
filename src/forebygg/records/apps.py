"""Django's name for the room."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Register and disposal."""

    name = "forebygg.records"
    label = "records"
