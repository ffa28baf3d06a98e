"""Django's name for the room."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Knowledge."""

    name = "forebygg.knowledge"
    label = "knowledge"
