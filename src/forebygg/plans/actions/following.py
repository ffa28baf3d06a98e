"""A year's follow-up: is the document still current, how far has each measure come. Closed, it never changes."""

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
from forebygg.plans import events, policies, queries
from forebygg.plans.models import FollowUp, Plan, PlanVersion


@dataclass(frozen=True, slots=True)
class Held:
    """What is said of the document as a whole. `holds` is yes, partly or no."""

    holds: str
    why: str = ""
    networks: str = ""
    changed: str = ""
    ahead: str = ""


@transaction.atomic
def begin_follow_up(plan: Plan, *, by: Actor) -> FollowUp:
    """Begin this year's follow-up of a plan that has been decided."""
    plan = lock(plan)

    require(policies.may_keep(by) and by.municipality_id == plan.municipality_id, by, "plan")

    if not plan.versions.filter(state=PlanVersion.State.DECIDED).exists():
        raise WrongState(_("Planen är inte beslutad än. Följ upp den när den är det."))
    year = clock.today().year
    if plan.follow_ups.filter(year=year).exists():
        raise WrongState(_("Årets uppföljning är redan påbörjad."))

    follow_up = FollowUp.objects.create(
        municipality_id=plan.municipality_id, plan=plan, year=year, begun_at=clock.now(), begun_by=by.name
    )
    change(plan)

    audit.record(events.FOLLOWED, about=plan, by=by, detail={"year": year})
    return follow_up


@transaction.atomic
def answer_follow_up(follow_up: FollowUp, said: Held, figures: Mapping[str, str], *, by: Actor) -> None:
    """Say whether the document holds, what has changed around it, and where each goal's indicator stands."""
    follow_up = lock(follow_up)

    require(policies.may_keep(by) and by.municipality_id == follow_up.municipality_id, by, "plan")

    _require_open(follow_up)
    if said.holds not in FollowUp.Holds.values:
        raise WrongState(_("Svara på om planen fortfarande stämmer."))

    for name in Held.__slots__:
        setattr(follow_up, name, getattr(said, name))
    follow_up.figures = {code: value for code, value in figures.items() if value}
    change(follow_up, *Held.__slots__, "figures")

    audit.record(events.ANSWERED, about=follow_up.plan, by=by, detail={"year": follow_up.year, "holds": said.holds})


@transaction.atomic
def close_follow_up(follow_up: FollowUp, *, by: Actor) -> None:
    """Close the year: what the page shows now is kept as it is, whatever is said of the plan later."""
    follow_up = lock(follow_up)

    require(policies.may_keep(by) and by.municipality_id == follow_up.municipality_id, by, "plan")

    _require_open(follow_up)
    if not follow_up.holds:
        raise WrongState(_("Svara först på om planen fortfarande stämmer."))

    follow_up.closed_at, follow_up.closed_by = clock.now(), by.name
    follow_up.frozen = queries.snapshot(queries.open_plan(by, uid=follow_up.plan.uid), follow_up)
    change(follow_up, "frozen", "closed_at", "closed_by")

    audit.record(events.CLOSED, about=follow_up.plan, by=by, detail={"year": follow_up.year})


def _require_open(follow_up: FollowUp) -> None:
    if follow_up.closed_at:
        raise WrongState(_("Uppföljningen är avslutad och ändras inte."))
