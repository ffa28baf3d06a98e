"""Django's name for the room."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """The duty to report."""

    name = "forebygg.reporting"
    label = "reporting"
