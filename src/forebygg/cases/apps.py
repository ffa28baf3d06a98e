"""Django's name for the room. Signs up the rule for cases."""

from django.apps import AppConfig

from forebygg.kit.text import Text


class CasesConfig(AppConfig):
    """Coordination cases."""

    name = "forebygg.cases"
    label = "cases"

    def ready(self) -> None:
        """Sign up retention."""
        from forebygg.cases import actions, queries
        from forebygg.records import retention

        retention.register(
            retention.Rule(
                code="case",
                title=Text(sv="Samverkansärenden", en="Coordination cases"),
                clock=Text(sv="Efter avslut", en="After closing"),
                days="retention-after-case-days",
                due=queries.due_closed,
                dispose=actions.dispose,
            )
        )
