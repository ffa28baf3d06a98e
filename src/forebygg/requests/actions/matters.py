"""What a request for a record does to the concern it is about: it stays while somebody may ask for it, and what leaves
through a request is written down with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from forebygg.audit import actions as audit
from forebygg.concerns import events as concern_events
from forebygg.concerns.models import Concern
from forebygg.kit.actor import Actor
from forebygg.kit.errors import require
from forebygg.people.tenancy import beyond
from forebygg.records import actions as records
from forebygg.records.models import RegisterRow
from forebygg.requests import events, matters, policies
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy import queries as unsealing
from forebygg.secrecy.actions import Sealer

ASKER = "asker"


@transaction.atomic
def freeze_for_request(row: RegisterRow, *, owner: UUID, reason: str, by: Actor) -> Concern | None:
    """Stop the disposal of the concern a register row belongs to; None when it is no longer kept.

    Its row is locked first: a disposal that is under way is waited for, and then there is nothing to freeze.
    """
    require(policies.may_freeze(by), by, "hold")

    concern = matters.belonging(by, [row]).get(row.pk)
    if concern is None or not _is_still_here(concern):
        return None

    records.hold(concern.uid, reason=reason, owner=owner, by=by)

    audit.record(concern_events.HELD, about=concern, by=by, detail={"reason": reason})
    return concern


def _is_still_here(concern: Concern) -> bool:
    with beyond():
        return bool(Concern.objects.select_for_update().filter(pk=concern.pk).values_list("pk"))


@transaction.atomic
def disclose_to_asker(rows: Iterable[tuple[RegisterRow, str]], *, door: str, by: Actor) -> int:
    """Write down with each concern that a record of it was given to whoever asked: way, function, time, why (sealed).

    Returns how many. The request's own room has tested and decided.
    """
    require(policies.may_freeze(by) and by.kind == "staff", by, "disclosure")

    why = {row.pk: text for row, text in rows}
    way = unsealing.get_door(by, door, ASKER)
    with beyond():  # the records may lie at several desks of the board
        for pk, concern in matters.belonging(by, [row for row, _text in rows]).items():
            sealer = Sealer.resume(concern.board, concern.key)
            if sealer is not None:
                given: dict[str, Any] = {"door": way, "receiver": ASKER, "purpose": "request", "balancing": why[pk]}
                secrecy.disclose(concern.circle, **given, sealer=sealer, by=by)

    audit.record(events.GIVEN, about=None, by=by, detail={"number": len(why)})
    return len(why)
