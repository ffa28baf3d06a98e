"""Writing down what a body decided about a plan."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.plans import events, policies, standing
from forebygg.plans.models import Plan, PlanDecision, PlanVersion

_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Decided:
    """What the paper of a decision says; what it does not say is ""."""

    action: str
    body: str
    day: str = ""
    paragraph: str = ""
    number: str = ""
    valid_from: str = ""
    valid_to: str = ""


@transaction.atomic
def record_decision(plan: Plan, said: Decided, *, by: Actor) -> PlanDecision:
    """Write down a decision. One that adopts or revises makes the open version the decided one."""
    plan = lock(plan)

    require(policies.may_keep(by) and by.municipality_id == plan.municipality_id, by, "plan")

    _check(said)
    version = _version_for(plan, said)

    decision = PlanDecision.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        of=version,
        **{name: getattr(said, name) for name in Decided.__slots__},
        recorded_at=clock.now(),
        recorded_by=by.name,
    )
    if version and version.state != PlanVersion.State.DECIDED:
        version.state = PlanVersion.State.DECIDED
        change(version, "state")
    plan.standing = _standing(plan)
    change(plan, "standing")

    audit.record(events.DECIDED, about=plan, by=by, detail={"action": said.action, "body": said.body, "day": said.day})
    return decision


@transaction.atomic
def strike_decision(decision: PlanDecision, *, by: Actor) -> None:
    """Strike what was entered wrongly: it is shown nowhere and counts for nothing. The row and the log stay.

    The right one is entered first, so that a plan in force is never without the decision it stands on.
    """
    plan = lock(decision.plan)
    decision.refresh_from_db()

    require(policies.may_keep(by) and by.municipality_id == decision.municipality_id, by, "plan")

    if decision.is_struck:
        raise WrongState(_("Beslutet är redan struket."))
    left = plan.decisions.filter(is_struck=False, action__in=("adopted", "revised")).exclude(pk=decision.pk)
    if not left.exists():
        raise WrongState(_("Skriv in det rätta beslutet först, och stryk sedan det här."))

    decision.is_struck = True
    decision.save(update_fields=["is_struck"])
    plan.standing = _standing(plan)
    change(plan, "standing")

    audit.record(events.STRUCK, about=plan, by=by, detail={"action": decision.action, "day": decision.day})


def _standing(plan: Plan) -> str:
    rows = standing.in_order(plan.decisions.filter(is_struck=False))
    return Plan.Standing.REPEALED if rows[-1].action == PlanDecision.Action.REPEALED else Plan.Standing.IN_FORCE


def _check(said: Decided) -> None:
    if not said.body.strip():
        raise WrongState(_("Skriv vem som beslutade."))
    for iso in (said.day, said.valid_from, said.valid_to):
        if iso and not is_day(iso):
            raise WrongState(_("Skriv dagar som 2026-11-20, 2026-11 eller 2026."))
    first, last = standing.first_day(said.valid_from), standing.last_day(said.valid_to)
    if first and last and last < first:
        raise WrongState(_("Sista giltighetsdagen är före den första."))


def is_day(iso: str) -> bool:
    """Is it a day, a month or a year that exists?"""
    if not _DAY.fullmatch(iso):
        return False
    try:
        return standing.first_day(iso) is not None
    except ValueError:
        return False


def _version_for(plan: Plan, said: Decided) -> PlanVersion | None:
    """Return the version a decision is about: the last decided one, or the open one that the decision now settles.

    A first version is settled as it stands: its paper was decided long ago. A later one has been handed over to those
    who decide, so that a decision of old, entered late, never settles what is being written.
    """
    last = plan.versions.order_by("-number").first()
    settled = plan.versions.filter(state=PlanVersion.State.DECIDED).order_by("-number").first()
    if said.action not in (PlanDecision.Action.ADOPTED, PlanDecision.Action.REVISED):
        if settled is None:
            raise WrongState(_("Planen är inte antagen än. Skriv först in beslutet som antog den."))
        return settled
    if last is None or last == settled or _is_older(plan, said):
        return settled
    if last.state == PlanVersion.State.OUT:
        raise WrongState(_("Versionen är på samråd. Avsluta samrådet först."))
    if settled is not None and last.state != PlanVersion.State.PROPOSED:
        raise WrongState(_("Gäller beslutet utkastet? Lämna det till beslut först. Annars: skriv dagen då det togs."))
    return last


def _is_older(plan: Plan, said: Decided) -> bool:
    """Was something already known decided after this?"""
    day, known = standing.last_day(said.day), [standing.last_day(each) for each in _days(plan)]
    return day is not None and any(each is not None and each > day for each in known)


def _days(plan: Plan) -> list[str]:
    return list(plan.decisions.filter(is_struck=False).values_list("day", flat=True))
