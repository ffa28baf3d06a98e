"""Reading the counters."""

from __future__ import annotations

from forebygg.kit.actor import Actor
from forebygg.kit.errors import require
from forebygg.situation import policies
from forebygg.situation.models import Counter


def figures(viewer: Actor, measure: str) -> dict[str, dict[str, int]]:
    """Return period → category → number for one measure of the viewer's municipality."""
    require(policies.may_read_figures(viewer), viewer, "figures")
    table: dict[str, dict[str, int]] = {}
    for row in Counter.objects.for_actor(viewer).filter(measure=measure).order_by("period", "category"):
        table.setdefault(row.period, {})[row.category] = row.number
    return table
