"""Laying up a plan, and writing a draft of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.plans import content, events, policies
from forebygg.plans.content import Content
from forebygg.plans.models import Plan, PlanVersion


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a plan beside its content."""

    kind: str
    owner: str
    parent: str = ""
    towns: str = ""


@transaction.atomic
def found_plan(said: Content, about: About, *, by: Actor) -> PlanVersion:
    """Lay up a plan with its first version, a draft."""
    require(policies.may_keep(by), by, "plan")

    _check(said)

    plan = Plan.objects.create(
        municipality_id=by.municipality_id or 0,
        slug=_free_slug(said.title, by),
        kind=about.kind,
        owner=about.owner,
        parent=about.parent,
        towns=about.towns,
        made_at=clock.now(),
    )
    version = _add_version(plan, 1, said, by)

    audit.record(events.FOUNDED, about=plan, by=by)
    return version


@transaction.atomic
def write_draft(version: PlanVersion, said: Content, *, by: Actor) -> None:
    """Write what a version says, as long as it is not decided."""
    version = lock(version)

    require(policies.may_keep(by) and by.municipality_id == version.municipality_id, by, "plan")

    if version.state == PlanVersion.State.DECIDED:
        raise WrongState(_("Versionen är beslutad och ändras inte. Börja på en ny version."))
    if version.state != PlanVersion.State.DRAFT:
        raise WrongState(_("Andra läser versionen nu. Ta tillbaka den till utkast först, så ser alla samma text."))
    _check(said)

    version.content = content.plain(said)
    change(version, "content")

    audit.record(events.WRITTEN, about=version, by=by)


@transaction.atomic
def begin_draft(plan: Plan, *, by: Actor) -> PlanVersion:
    """Begin a new version from the last one; there is one open version at a time."""
    plan = lock(plan)

    require(policies.may_keep(by) and by.municipality_id == plan.municipality_id, by, "plan")

    last = plan.versions.order_by("-number").first()
    if last is None or last.state != PlanVersion.State.DECIDED:
        raise WrongState(_("Det finns redan ett utkast."))

    version = _add_version(plan, last.number + 1, content.read(last.content), by)
    change(plan)

    audit.record(events.DRAFTED, about=plan, by=by, detail={"number": version.number})
    return version


_MOVES = {
    PlanVersion.State.DRAFT: {PlanVersion.State.OUT, PlanVersion.State.PROPOSED},
    PlanVersion.State.OUT: {PlanVersion.State.DRAFT},
    PlanVersion.State.PROPOSED: {PlanVersion.State.DRAFT},
}


@transaction.atomic
def move_version(version: PlanVersion, to: str, *, by: Actor) -> None:
    """Move an open version: out for opinions, on to those who decide, or back to be written on."""
    version = lock(version)

    require(policies.may_keep(by) and by.municipality_id == version.municipality_id, by, "plan")

    if to not in _MOVES.get(PlanVersion.State(version.state), set()):
        raise WrongState(_("Så kan versionen inte flyttas nu."))

    version.state = to
    change(version, "state")

    audit.record(events.MOVED, about=version, by=by, detail={"to": to})


@transaction.atomic
def describe_plan(plan: Plan, about: About, *, by: Actor) -> None:
    """Say what kind of document it is, whose, what it stands under, and which municipalities share it."""
    plan = lock(plan)

    require(policies.may_keep(by) and by.municipality_id == plan.municipality_id, by, "plan")

    for name in About.__slots__:
        setattr(plan, name, getattr(about, name))
    change(plan, *About.__slots__)

    audit.record(events.WRITTEN, about=plan, by=by)


def _check(said: Content) -> None:
    """What is kept must be readable again: a plan that is not would stop every page it stands on."""
    if not said.title.strip():
        raise WrongState(_("Planen behöver en titel."))
    try:
        content.read(content.plain(said))
    except content.Unfit:
        raise WrongState(
            _("Planen är för stor. Högst 400 rader i varje lista, och 4 000 tecken i varje text.")
        ) from None


def _add_version(plan: Plan, number: int, said: Content, by: Actor) -> PlanVersion:
    return PlanVersion.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        number=number,
        content=content.plain(said),
        made_at=clock.now(),
        made_by=by.name,
    )


def _free_slug(title: str, by: Actor) -> str:
    """Return an address word of the title that no other plan of the municipality has."""
    base = slugify(title.replace("å", "a").replace("ä", "a").replace("ö", "o"))[:50].strip("-") or "plan"
    taken = set(Plan.objects.for_actor(by).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 1_000))) if slug not in taken)
