"""What a steward sees to: the five points, and a Word template of the municipality's own."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.files import word
from forebygg.files.formats.refusal import Refused
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.plans import events, policies, refusals, report
from forebygg.plans.models import Plan, ReportTemplate, StewardCheck


@transaction.atomic
def check_point(plan: Plan, point: str, note: str, *, by: Actor) -> StewardCheck:
    """Say that one of the five points has been looked into today, and what was found."""
    plan = lock(plan)

    require(policies.may_keep(by) and by.municipality_id == plan.municipality_id, by, "plan")

    if point not in StewardCheck.Point.values:
        raise WrongState(_("Välj en av de fem punkterna."))

    check = StewardCheck.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        point=point,
        note=note[:500],
        checked_at=clock.now(),
        checked_by=by.name,
    )
    change(plan)

    audit.record(events.CHECKED, about=plan, by=by, detail={"point": point})
    return check


def keep_template(data: bytes, *, by: Actor) -> None:
    """Try a Word template on an invented report, and keep it when it holds. A template runs nothing but its own words.

    Raises WrongState with a sentence when it cannot be used; the one before it stays.
    """
    require(policies.may_keep(by), by, "plan")

    try:
        word.fill(data, report.trial())
    except Refused as error:
        raise WrongState(refusals.template(error.code)) from error

    with transaction.atomic():
        template, is_new = ReportTemplate.objects.for_actor(by).get_or_create(
            municipality_id=by.municipality_id or 0, defaults={"data": data, "kept_at": clock.now(), "kept_by": by.name}
        )
        if not is_new:
            template.data, template.kept_at, template.kept_by = data, clock.now(), by.name
            change(template, "data", "kept_at", "kept_by")
        audit.record(events.TEMPLATE, about=template, by=by)


@transaction.atomic
def drop_template(*, by: Actor) -> None:
    """Go back to the template that ships."""
    require(policies.may_keep(by), by, "plan")

    for template in ReportTemplate.objects.for_actor(by).select_for_update():
        template.delete()
        audit.record(events.TEMPLATE, about=template, by=by, detail={"dropped": True})
