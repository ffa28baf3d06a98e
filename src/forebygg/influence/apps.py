"""Django's name for the room. Signs up the rule for comments."""

from django.apps import AppConfig

from forebygg.kit.text import Text


class InfluenceConfig(AppConfig):
    """Influence."""

    name = "forebygg.influence"
    label = "influence"

    def ready(self) -> None:
        """Sign up retention."""
        from forebygg.influence import actions, queries
        from forebygg.records import retention

        retention.register(
            retention.Rule(
                code="comment",
                title=Text(sv="Synpunkter på utkast", en="Comments on drafts"),
                clock=Text(sv="Efter att samrådet avslutats", en="After the consultation is closed"),
                days="retention-after-consultation-days",
                due=queries.due_closed,
                dispose=actions.dispose_text,
            )
        )
