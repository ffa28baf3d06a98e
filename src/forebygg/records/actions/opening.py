"""Entering the lines of the opening list, and approving the list as it stands. What the lines are, `site` says."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.records import events, policies
from forebygg.records.models import OpeningApproval, OpeningItem


@transaction.atomic
def enter_item(  # noqa: PLR0913 - a line's own parts
    code: str, *, document: str, dated: date, function: str, applies: bool, by: Actor
) -> OpeningItem:
    """Enter the document of a line; the one before stays as history."""
    require(policies.may_enter_opening(by), by, "opening")

    if not document.strip() or not function.strip():
        raise WrongState(_("Raden behöver handling, datum och funktion."))
    if dated > clock.today():
        raise WrongState(_("Handlingen kan inte vara daterad i framtiden."))

    item = OpeningItem.objects.create(
        municipality_id=by.municipality_id or 0,
        code=code,
        document=document.strip(),
        dated=dated,
        function=function.strip(),
        applies=applies,
        entered_by=by.name,
        entered_at=clock.now(),
    )

    audit.record(events.OPENING_ITEM_ENTERED, about=item, by=by, detail={"line": code})
    return item


@transaction.atomic
def approve_list(list_hash: str, *, by: Actor) -> OpeningApproval:
    """Approve the list as it stands: one of two functions, never the same person twice."""
    require(policies.may_approve_opening(by), by, "opening")

    if OpeningApproval.objects.for_actor(by).filter(list_hash=list_hash, user=by.user_id or 0).exists():
        raise WrongState(_("Du har redan godkänt listan. Den andra funktionen godkänner också."))
    if OpeningApproval.objects.for_actor(by).filter(list_hash=list_hash, role=by.role).exists():
        raise WrongState(_("Den funktionen har redan godkänt. Det behövs två olika."))

    approval = OpeningApproval.objects.create(
        municipality_id=by.municipality_id or 0,
        role=by.role,
        function=by.name,
        user=by.user_id or 0,
        list_hash=list_hash,
        at=clock.now(),
    )

    audit.record(events.OPENING_APPROVED, about=approval, by=by)
    return approval
