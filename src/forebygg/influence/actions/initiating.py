"""A written initiative: taken in, given to a project, reported, turned into measures."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.influence import events, policies, queries
from forebygg.influence.models import Initiative
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.plans.actions.deciding import is_day


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of an initiative; what has not happened yet is ""."""

    title: str
    from_whom: str
    came: str
    wants: str
    number: str = ""
    assigned: str = ""
    assigned_by: str = ""
    project: str = ""
    steering: str = ""
    reported: str = ""
    reported_to: str = ""
    report_number: str = ""
    says: str = ""


@transaction.atomic
def take_initiative(said: Said, *, by: Actor) -> Initiative:
    """Write in an initiative that has come."""
    require(policies.may_keep(by), by, "initiative")

    _check(said)
    initiative = Initiative.objects.create(
        municipality_id=by.municipality_id or 0,
        **{name: getattr(said, name) for name in Said.__slots__},
        made_at=clock.now(),
        made_by=by.name,
    )

    audit.record(events.TAKEN, about=initiative, by=by)
    return initiative


@transaction.atomic
def move_initiative(initiative: Initiative, said: Said, measures: list[str], *, by: Actor) -> None:
    """Say how far it has come: who works with it, what the report said, which measures it became."""
    initiative = lock(initiative)

    require(policies.may_keep(by) and by.municipality_id == initiative.municipality_id, by, "initiative")

    _check(said)
    known = set(queries.measures(by))
    if not set(measures) <= known | set(initiative.measures):
        raise WrongState(_("En av åtgärderna finns inte i någon plan."))
    gone = [code for code in initiative.measures if code not in known]  # struck from its plan: it is still told of
    measures = [*measures, *(code for code in gone if code not in measures)]

    for name in Said.__slots__:
        setattr(initiative, name, getattr(said, name))
    initiative.measures = measures
    change(initiative, *Said.__slots__, "measures")

    audit.record(events.MOVED, about=initiative, by=by, detail={"measures": len(measures)})


def _check(said: Said) -> None:
    if not (said.title.strip() and said.from_whom.strip() and said.wants.strip()):
        raise WrongState(_("Skriv vad initiativet heter, varifrån det kom och vad det vill."))
    for iso in (said.came, said.assigned, said.reported):
        if iso and not is_day(iso):
            raise WrongState(_("Skriv dagar som 2026-11-20, 2026-11 eller 2026."))
