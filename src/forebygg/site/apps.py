"""Django's name for the frame's top. Fills the table of named doors."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Puts the house together."""

    name = "forebygg.site"
    label = "site"

    def ready(self) -> None:
        """Hang the doors: what pages below need from above."""
        from forebygg.site import navigation

        navigation.hang_doors()
