"""Taking a board's register out, for the municipality's own register or its archive."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.people.models import Board
from forebygg.records import events, policies, queries
from forebygg.records.export import Register


@transaction.atomic
def export_register(board: Board, *, first: date, last: date, town: str, by: Actor) -> Register:
    """Return a board's register from a day to a day, and log that it was taken out."""
    require(policies.may_export(by, board), by, "register")

    if last < first:
        raise WrongState(_("Den sista dagen ligger före den första."))

    register = queries.register_of(board, first, last, town)

    audit.record(events.EXPORTED, about=board, by=by, detail={"from": first.isoformat(), "to": last.isoformat()})
    return register
