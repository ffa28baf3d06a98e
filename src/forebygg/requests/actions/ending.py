"""Letting go, and the request's own disposal."""

from __future__ import annotations

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.rows import change
from forebygg.notices import actions as notices
from forebygg.records import actions as records
from forebygg.requests import events
from forebygg.requests.models import RecordRequest
from forebygg.secrecy import actions as secrecy


def let_go(request: RecordRequest, by: Actor) -> None:
    """Close a request: what it held goes by its own rules again. Inside the caller's deed, under the request's lock."""
    for record in request.records.order_by("id"):
        records.release_owned(record.uid, by=by)
    request.closed_at = clock.now()
    change(request, "closed_at")
    notices.withdraw(request)

    audit.record(events.CLOSED, about=request, by=by)


def dispose(request: RecordRequest, by: Actor) -> None:
    """Remove a closed request with everything under it, and ask for its key's death: what the rule does."""
    key = request.key
    request.delete()
    secrecy.shred(key)

    audit.record(events.DISPOSED, about=None, by=by)
