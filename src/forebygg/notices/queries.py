"""What waits in the outbox."""

from __future__ import annotations

from collections.abc import Collection

from forebygg.notices.models import Notice


def next_waiting(tried: Collection[int]) -> Notice | None:
    """Return the oldest unsent, not withdrawn notice not yet tried this round, locked so that nobody else sends it."""
    rows = Notice.objects.select_for_update(skip_locked=True).filter(sent_at=None, withdrawn_at=None)
    return rows.exclude(pk__in=tried).order_by("id").first()


def was_told(reason: str) -> bool:
    """Say whether a reason has been told before, to anyone."""
    return Notice.objects.filter(reason=reason).exists()


def count_stuck(attempts: int) -> int:
    """Return how many notices have failed that many times or more."""
    return Notice.objects.filter(sent_at=None, withdrawn_at=None, attempts__gte=attempts).count()
