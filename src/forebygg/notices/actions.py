"""Telling, withdrawing and delivering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from email.utils import formatdate
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import translation

from forebygg.audit import actions as audit
from forebygg.kit import clock, mode
from forebygg.kit.actor import Actor
from forebygg.kit.errors import require
from forebygg.notices import events, queries
from forebygg.notices.addresses import Address
from forebygg.notices.models import Notice

_BATCH = 50
# A mail server that does not answer costs its timeout for each letter, and the loop has other work.
_PATIENCE = 3
_DIGEST = "notices/digest"


def tell(  # noqa: PLR0913 - what a message needs
    addresses: Iterable[Address],
    template: str,
    *,
    by: Actor,
    reason: str,
    about: object = None,
    urgent: bool = False,
    leaves_nothing: bool = False,
) -> int:
    """Put a message to each address in the outbox, once per reason. Returns how many were new.

    `template` names a room's mail text, "concerns/concern-waiting". What is not urgent waits for the day's digest.
    What leaves nothing is gone once sent: its caller remembers that it was told. Runs inside the caller's transaction.
    """
    day = clock.today()
    made = [
        Notice(
            municipality=by.municipality,
            address=address.email,
            language=address.language,
            template=template,
            about=str(getattr(about, "uid", "")),
            reason=reason,
            urgent=urgent,
            leaves_nothing=leaves_nothing,
            made_at=by.moment(),
            wanted_on=day,
        )
        for address in addresses
    ]
    if not made:
        return 0
    earlier = Notice.objects.filter(reason=reason)
    told = dict(earlier.values_list("address", "wanted_on"))
    if min(told.values(), default=day) < day:
        earlier.filter(wanted_on__lt=day).update(wanted_on=day)
    new = {notice.address: notice for notice in made if notice.address not in told}
    Notice.objects.bulk_create(new.values(), ignore_conflicts=True)
    return len(new)


def withdraw(about: object) -> None:
    """Silence what is closed: unsent messages about it stay unsent."""
    rows = Notice.objects.filter(about=str(getattr(about, "uid", about)), sent_at=None, withdrawn_at=None)
    rows.filter(leaves_nothing=True).delete()
    rows.update(withdrawn_at=clock.now())


@transaction.atomic
def remove_old(before: date, *, by: Actor) -> int:
    """Remove what has left or was silenced, when its reason was last given before a day. Returns how many.

    A reason that still stands is given anew each round, and its row stays: otherwise it would be told twice.
    """
    require(by.kind == "system", by, "notices")

    gone = Q(sent_at__isnull=False) | Q(withdrawn_at__isnull=False)
    count, _ = Notice.objects.filter(gone, municipality=by.municipality, wanted_on__lt=before).delete()

    if count:
        audit.record(events.REMOVED, about=None, by=by, detail={"number": count})
    return count


def deliver(digest_hours: Mapping[str, int]) -> int:
    """Send what may leave; called by the minute loop. Returns how many notices left the house.

    `digest_hours` says for each municipality (slug) at what hour its digests go.
    No transaction is open while the mail server is spoken to: on SQLite it would hold everyone's write lock.
    At least once: a crash between the mail server's yes and the commit sends again with the same Message-ID.
    """
    for municipality, hour in digest_hours.items():
        _gather(municipality, hour)
    sent, failed, tried = 0, 0, set[int]()
    while len(tried) < _BATCH and failed < _PATIENCE:
        letter = queries.next_letter(tried)
        if not letter:
            break
        tried |= {notice.pk for notice in letter}
        left = _send(letter)
        sent, failed = sent + left, failed + (left == 0)
    return sent


def _gather(municipality: str, hour: int) -> None:
    """Decide what goes in the latest digest, and commit it before it is sent: sent again it is the same letter."""
    day = clock.today()
    if clock.now() < clock.at(day, hour):
        day = date.fromordinal(day.toordinal() - 1)
    due = queries.to_gather(municipality, day, clock.at(day, hour))
    if due:
        Notice.objects.filter(pk__in=due).update(digest_on=day)


def _send(letter: list[Notice]) -> int:
    rows = Notice.objects.filter(pk__in=[notice.pk for notice in letter])
    try:
        _hand_to_server(letter)
    except OSError as error:  # SMTPException is an OSError; the loop tries again next minute
        rows.update(attempts=F("attempts") + 1, last_error=type(error).__name__)
        return 0
    sent = rows.update(attempts=F("attempts") + 1, sent_at=clock.hour(clock.now()))
    rows.filter(leaves_nothing=True).delete()
    return sent


def _hand_to_server(letter: list[Notice]) -> None:
    if mode.is_demo() and not settings.FOREBYGG_MAIL_IN_DEMO:
        return
    first = letter[0]
    template = first.template if first.urgent else _DIGEST
    with translation.override(letter[-1].language):
        body = render_to_string(f"{template.replace('/', '/mail/')}.txt", {"count": len(letter)})
    subject, _, text = body.strip().partition("\n")
    host = settings.FOREBYGG_MAIL_FROM.rpartition("@")[2]
    headers = {"Message-ID": f"<{_identity(first)}@{host}>", "Date": formatdate(clock.now().timestamp())}
    message = EmailMessage(subject, text.strip() + "\n", settings.FOREBYGG_MAIL_FROM, [first.address], headers=headers)
    message.send()


def _identity(first: Notice) -> UUID:
    """Return what makes a letter the same letter when it is sent again: the notice, or the address and the day."""
    if first.urgent:
        return first.uid
    return uuid5(NAMESPACE_URL, f"{first.municipality}|{first.address}|{first.digest_on}")
