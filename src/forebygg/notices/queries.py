"""What waits in the outbox."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Min, Q

from forebygg.notices.models import Notice

_WAITING = Q(sent_at=None, withdrawn_at=None)


def next_letter(tried: Collection[int]) -> list[Notice]:
    """Return what leaves together next: one urgent notice, or one address's digest. Least tried first, then oldest, so
    that a letter the server cannot take holds up no other; empty when nothing not yet tried this round may leave."""
    rows = Notice.objects.filter(_WAITING).exclude(pk__in=tried)
    first = rows.filter(Q(urgent=True) | Q(digest_on__isnull=False)).order_by("attempts", "id").first()
    if first is None or first.urgent:
        return [first] if first else []
    same = rows.filter(municipality=first.municipality, address=first.address, digest_on=first.digest_on)
    return list(same.order_by("id"))


def to_gather(municipality: str, day: date, before: datetime) -> list[int]:
    """Return the keys of what belongs in a day's digests: not urgent, made before its hour, in no digest yet.

    An address gets one digest a day, and the next one not before the last has left.
    """
    served = Notice.objects.filter(Q(digest_on=day) | Q(_WAITING, digest_on__isnull=False), municipality=municipality)
    rows = Notice.objects.filter(
        _WAITING, municipality=municipality, urgent=False, digest_on=None, made_at__lt=before
    ).exclude(address__in=served.values("address"))
    return list(rows.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Outbox:
    """How many letters have not left, and when the oldest of them was made."""

    number: int
    oldest: datetime | None


def outbox() -> Outbox:
    """Return what waits to leave, of every municipality here."""
    row = Notice.objects.filter(_WAITING).aggregate(number=Count("pk"), oldest=Min("made_at"))
    return Outbox(row["number"], row["oldest"])


def was_told(reason: str) -> bool:
    """Say whether a reason has been told before, to anyone."""
    return Notice.objects.filter(reason=reason).exists()


def count_stuck(attempts: int) -> int:
    """Return how many notices have failed that many times or more."""
    return Notice.objects.filter(sent_at=None, withdrawn_at=None, attempts__gte=attempts).count()


def was_told_of(about: UUID) -> bool:
    """Say whether anybody was told anything about one row."""
    return Notice.objects.filter(about=str(about)).exists()
