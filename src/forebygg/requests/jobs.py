"""What the loop does about requests: tells of an answer that is late, and closes what nobody has appealed in time."""

from __future__ import annotations

from django.db import transaction

from forebygg.kit.actor import Actor
from forebygg.notices import actions as notices
from forebygg.people import queries as people
from forebygg.people.tenancy import scope
from forebygg.requests import actions, queries
from forebygg.requests.models import RecordRequest


def watch_requests() -> int:
    """Return how many notices were new, and how many requests were closed, together."""
    done = 0
    for town in people.towns():
        by = Actor.system("requests", town)
        with scope(by):
            done += sum(_tell_late(line.request, by) for line in queries.unanswered(by) if line.is_late)
            done += sum(actions.close_unappealed(request, by=by) for request in queries.not_closed(by))
    return done


@transaction.atomic
def _tell_late(request: RecordRequest, by: Actor) -> int:
    """The registry and the board's heads, once: something waits, not what."""
    heads = people.reach_role(by, "head", board=request.board)
    addresses = {*heads, *people.reach_role(by, "registrar")}
    return notices.tell(
        addresses, "requests/waits", by=by, reason=f"request-late:{request.uid}", about=request, urgent=True
    )
