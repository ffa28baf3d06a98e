"""A year's report as a file to keep."""

from __future__ import annotations

from django.http import HttpResponse

from forebygg.kit.actor import Actor
from forebygg.plans import papers
from forebygg.plans.models import FollowUp
from forebygg.plans.queries import PlanPage


def answer(viewer: Actor, page: PlanPage, follow_up: FollowUp, kind: str) -> HttpResponse:
    """Return the report as a file to keep. Raises NotFound for a kind there is not."""
    response = HttpResponse(papers.made(viewer, page, follow_up, kind), content_type=papers.TYPES.get(kind, ""))
    response.headers["Content-Disposition"] = f'attachment; filename="uppfoljning-{follow_up.year}.{kind}"'
    return response
