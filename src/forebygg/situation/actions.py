"""Raising the counters, once, in the transaction in which something ends."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from forebygg.kit import calendar, clock
from forebygg.situation import measures
from forebygg.situation.models import Counter


def raise_counters(municipality_id: int, raised: Iterable[tuple[str, str]], number: int = 1) -> None:
    """Raise one counter per (measure, category) in this quarter. Inside the caller's transaction.

    Raises ValueError for a category that no decision record fixed. Leaving is counted per year.
    """
    today = clock.today()
    for measure, category in sorted(raised):
        if not measures.is_known(measure, category):
            raise ValueError(f"no counter {measure}/{category}")
        period = str(today.year) if measure == "leaving-in-year" else calendar.quarter(today)
        row, _ = Counter.objects.get_or_create(
            municipality_id=municipality_id, period=period, measure=measure, category=category
        )
        Counter.objects.filter(pk=row.pk).update(number=F("number") + number)
