"""Django's name for the room."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Open web pages."""

    name = "forebygg.public"
    label = "public"
