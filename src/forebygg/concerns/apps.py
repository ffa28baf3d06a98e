"""Django's name for the room. Signs up the two rules for concerns."""

from django.apps import AppConfig

from forebygg.kit.text import Text


class ConcernsConfig(AppConfig):
    """Concerns."""

    name = "forebygg.concerns"
    label = "concerns"

    def ready(self) -> None:
        """Sign up retention."""
        from forebygg.concerns import actions, queries
        from forebygg.records import retention

        retention.register(
            retention.Rule(
                code="concern-closed",
                title=Text(sv="Avslutad oro", en="Closed concern"),
                clock=Text(sv="Efter avslut", en="After closing"),
                days="retention-after-closing-days",
                due=queries.due_closed,
                dispose=actions.dispose,
            )
        )
        retention.register(
            retention.Rule(
                code="concern-entered",
                title=Text(sv="Oro införd hos mottagaren", en="Concern entered with the receiver"),
                clock=Text(sv="Efter Införd hos oss", en="After entered with us"),
                days="retention-after-taken-over-days",
                due=queries.due_entered,
                dispose=actions.dispose,
            )
        )
