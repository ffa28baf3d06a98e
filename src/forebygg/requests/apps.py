"""Django's name for the room. Signs up the rule for requests."""

from django.apps import AppConfig

from forebygg.kit.text import Text


class RequestsConfig(AppConfig):
    """Requests for records."""

    name = "forebygg.requests"
    label = "requests"

    def ready(self) -> None:
        """Sign up retention."""
        from forebygg.records import retention
        from forebygg.requests import actions, queries

        retention.register(
            retention.Rule(
                code="request",
                title=Text(sv="Begäran om handling", en="Request for a record"),
                clock=Text(sv="Efter avslut", en="After closing"),
                days="retention-after-request-days",
                due=queries.due_closed,
                dispose=actions.dispose,
            )
        )
