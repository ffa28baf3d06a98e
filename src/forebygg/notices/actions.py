"""Telling, withdrawing and delivering."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import formatdate

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from forebygg.kit import clock, mode
from forebygg.kit.actor import Actor
from forebygg.notices import queries
from forebygg.notices.addresses import Address
from forebygg.notices.models import Notice

_BATCH = 50


def tell(
    addresses: Iterable[Address], template: str, *, by: Actor, reason: str, about: object = None, reference: str = ""
) -> int:
    """Put a message to each address in the outbox, once per reason. Returns how many were new.

    `template` names a room's mail text, "concerns/concern-waiting". Runs inside the caller's transaction.
    """
    made = [
        Notice(
            municipality=by.municipality,
            address=address.email,
            language=address.language,
            template=template,
            reference=reference,
            about=str(getattr(about, "uid", "")),
            reason=reason,
            made_at=by.moment(),
        )
        for address in addresses
    ]
    if not made:
        return 0
    told = set(Notice.objects.filter(reason=reason).values_list("address", flat=True))
    new = {notice.address: notice for notice in made if notice.address not in told}
    Notice.objects.bulk_create(new.values(), ignore_conflicts=True)
    return len(new)


def withdraw(about: object) -> None:
    """Silence what is closed: unsent messages about it stay unsent."""
    rows = Notice.objects.filter(about=str(getattr(about, "uid", about)), sent_at=None, withdrawn_at=None)
    rows.update(withdrawn_at=clock.now())


def deliver() -> int:
    """Send what waits; called by the minute loop. Returns how many left the house.

    At least once: a crash between the mail server's yes and the commit sends again with the same Message-ID.
    """
    sent, tried = 0, set[int]()
    for _ in range(_BATCH):
        with transaction.atomic():
            notice = queries.next_waiting(tried)
            if notice is None:
                break
            tried.add(notice.pk)
            sent += _send(notice)
    return sent


def _send(notice: Notice) -> int:
    notice.attempts += 1
    try:
        _hand_to_server(notice)
    except OSError as error:  # SMTPException is an OSError; the loop tries again next minute
        notice.last_error = type(error).__name__
        notice.save(update_fields=["attempts", "last_error"])
        return 0
    notice.sent_at = clock.hour(clock.now())
    notice.save(update_fields=["attempts", "sent_at"])
    return 1


def _hand_to_server(notice: Notice) -> None:
    if mode.is_demo() and not settings.FOREBYGG_MAIL_IN_DEMO:
        return
    with translation.override(notice.language):
        body = render_to_string(f"{notice.template.replace('/', '/mail/')}.txt", {"reference": notice.reference})
    subject, _, text = body.strip().partition("\n")
    host = settings.FOREBYGG_MAIL_FROM.rpartition("@")[2]
    headers = {"Message-ID": f"<{notice.uid}@{host}>", "Date": formatdate(clock.now().timestamp())}
    message = EmailMessage(subject, text.strip() + "\n", settings.FOREBYGG_MAIL_FROM, [notice.address], headers=headers)
    message.send()
