"""Django's name for the room."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans."""

    name = "forebygg.plans"
    label = "plans"
