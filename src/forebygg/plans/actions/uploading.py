"""A document somebody has: read, kept until it is confirmed, and then gone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.files.formats.refusal import Refused
from forebygg.importing import reading
from forebygg.importing.suggestion import Understood
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import lock
from forebygg.plans import events, policies
from forebygg.plans.actions.deciding import Decided, record_decision
from forebygg.plans.actions.writing import About, found_plan
from forebygg.plans.content import Content
from forebygg.plans.models import Plan, PlanUpload


def upload_document(name: str, data: bytes, *, by: Actor) -> PlanUpload:
    """Read a document and keep it with what was understood; one that cannot be read is kept too, with the reason."""
    require(policies.may_keep(by), by, "plan")

    if not data:
        raise WrongState(_("Filen är tom."))

    refused, blocks, understood = "", [], Understood()
    try:
        found = reading.read_apart(data, name)
        blocks = [{"kind": b.kind, "text": b.text, "level": b.level, "cells": b.cells} for b in found.document.blocks]
        understood = found.understood
    except Refused as error:
        refused = error.code

    with transaction.atomic():
        upload = PlanUpload.objects.create(
            municipality_id=by.municipality_id or 0,
            name=name[:200],
            data=data,
            refused=refused,
            blocks=blocks,
            understood=understood.plain(),
            uploaded_at=clock.now(),
            uploaded_by=by.name,
        )
        audit.record(events.UPLOADED, about=upload, by=by, detail={"refused": refused})
    return upload


@transaction.atomic
def confirm_upload(upload: PlanUpload, said: Content, about: About, decisions: list[Decided], *, by: Actor) -> Plan:
    """Make a plan of what a person confirmed, with the decisions the document tells of. The document goes."""
    upload = lock(upload)

    require(policies.may_keep(by) and by.municipality_id == upload.municipality_id, by, "plan")

    plan = found_plan(said, about, by=by).plan
    for decided in decisions:
        record_decision(plan, decided, by=by)
        plan.refresh_from_db()
    upload.delete()

    audit.record(events.DROPPED, about=upload, by=by, detail={"confirmed": True})
    return plan


@transaction.atomic
def drop_upload(upload: PlanUpload, *, by: Actor) -> None:
    """Take a document away without making anything of it."""
    upload = lock(upload)

    require(policies.may_keep(by) and by.municipality_id == upload.municipality_id, by, "plan")

    upload.delete()

    audit.record(events.DROPPED, about=upload, by=by)


def remove_old_uploads(before: datetime, *, by: Actor) -> int:
    """Take away documents that nobody confirmed in time; for the loop, one municipality at a time."""
    removed, _rows = PlanUpload.objects.for_actor(by).filter(uploaded_at__lt=before).delete()
    return removed
