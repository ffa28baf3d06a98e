"""Django's name for the room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The lowest room with tables."""

    name = "forebygg.audit"
    label = "audit"
