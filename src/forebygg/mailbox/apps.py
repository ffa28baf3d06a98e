"""Django's name for the room. Signs up the rule for codes."""

from django.apps import AppConfig

from forebygg.kit.text import Text


class MailboxConfig(AppConfig):
    """Threads and drafts."""

    name = "forebygg.mailbox"
    label = "mailbox"

    def ready(self) -> None:
        """Sign up retention."""
        from forebygg.mailbox import actions, queries
        from forebygg.records import retention

        retention.register(
            retention.Rule(
                code="thread",
                title=Text(sv="Kvittokoder", en="Receipt codes"),
                clock=Text(sv="Efter trådens senaste händelse", en="After the thread's last event"),
                days="mailbox-days",
                due=queries.ended_before,
                dispose=actions.dispose_thread,
            )
        )
