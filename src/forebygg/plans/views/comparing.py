"""Two versions side by side, for the desk and for everybody."""

from __future__ import annotations

from typing import Any

from forebygg.kit.actor import Actor
from forebygg.kit.kept import whole
from forebygg.plans import queries
from forebygg.plans.forms import writing as parts
from forebygg.plans.queries import PlanPage


def compared(request: Any, viewer: Actor, page: PlanPage) -> dict[str, Any]:
    """Return what a page of differences shows: the last two versions unless the address asks for others."""
    numbers = [version.number for version in queries.list_versions(viewer, page.plan)]
    after = whole(request.GET, "till", numbers[-1])
    before = whole(request.GET, "fran", max(numbers[0], after - 1))
    changes = queries.compare_versions(viewer, page.plan, before, after)
    named = [(parts.name_of(change.part, change.name), change) for change in changes]
    return {"page": page, "numbers": numbers, "before": before, "after": after, "changes": named}
