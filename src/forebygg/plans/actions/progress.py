"""How far a measure has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.plans import content, events, policies
from forebygg.plans.models import Plan, PlanVersion, Progress


@dataclass(frozen=True, slots=True)
class Come:
    """What one says of a measure."""

    status: str
    result: str = ""
    learnt: str = ""
    proof: str = ""


@transaction.atomic
def record_progress(plan: Plan, measure: str, said: Come, *, by: Actor) -> Progress:
    """Say how far a measure of the plan has come. What was said before stays."""
    plan = lock(plan)

    require(policies.may_report(by) and by.municipality_id == plan.municipality_id, by, "plan")

    row = _add(plan, _measures(plan), measure, said, by)
    change(plan)

    audit.record(events.PROGRESSED, about=plan, by=by, detail={"measure": measure, "status": said.status})
    return row


@transaction.atomic
def record_progress_list(plan: Plan, said: Mapping[str, Come], *, by: Actor) -> int:
    """Say how far several measures have come, by their codes: all or none. Return how many."""
    plan = lock(plan)

    require(policies.may_report(by) and by.municipality_id == plan.municipality_id, by, "plan")

    known = _measures(plan)
    for measure, come in said.items():
        _add(plan, known, measure, come, by)
    change(plan)

    audit.record(events.PROGRESSED, about=plan, by=by, detail={"measures": len(said)})
    return len(said)


def _measures(plan: Plan) -> set[str]:
    last = plan.versions.filter(state=PlanVersion.State.DECIDED).order_by("-number").first()
    return {measure.code for measure in content.read(last.content).measures} if last else set()


def _add(plan: Plan, known: set[str], measure: str, said: Come, by: Actor) -> Progress:
    if said.status not in Progress.Status.values:
        raise WrongState(_("Välj hur långt åtgärden har kommit."))
    if measure not in known:
        raise WrongState(_("Åtgärden finns inte i den plan som gäller."))
    return Progress.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        measure=measure,
        **{name: getattr(said, name) for name in Come.__slots__},
        said_at=clock.now(),
        said_by=by.name,
    )
