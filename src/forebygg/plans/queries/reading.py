"""Plans as pages show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound, require
from forebygg.knowledge import queries as knowledge
from forebygg.plans import comparing, content, lint, policies, standing
from forebygg.plans.comparing import Change
from forebygg.plans.content import Content, PlanMeasure
from forebygg.plans.lint import Gap, Known
from forebygg.plans.models import Plan, PlanDecision, PlanUpload, PlanVersion, Progress
from forebygg.plans.standing import Standing, last_day


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure with how far it has come. `look` is done, now, late or none; "stopped" has no square."""

    measure: PlanMeasure
    progress: Progress | None
    look: str

    @property
    def is_late(self) -> bool:
        """Should it have been done?"""
        return self.look == "late"


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area with its measures and figures."""

    name: str
    responsible: str
    code: str
    rows: list[MeasureRow]

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(row.look == "done" for row in self.rows)

    @property
    def late(self) -> int:
        """How many are late."""
        return sum(row.is_late for row in self.rows)


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan with the version that holds, its decisions, and its measures by area."""

    plan: Plan
    version: PlanVersion
    said: Content
    draft: PlanVersion | None
    decisions: list[PlanDecision]
    standing: Standing
    areas: list[AreaRow]

    @property
    def late(self) -> list[MeasureRow]:
        """Return what is late, over all areas."""
        return [row for area in self.areas for row in area.rows if row.is_late]


def list_plans(viewer: Actor) -> list[Plan]:
    """Return the municipality's plans that the viewer may see, the newest first."""
    return list(Plan.objects.for_actor(viewer).filter(policies.visible(viewer)).order_by("-made_at", "-id"))


def list_pages(viewer: Actor) -> list[PlanPage]:
    """Return every plan the viewer may see, as its page."""
    return [page for plan in list_plans(viewer) if (page := _page(viewer, plan))]


def open_plan(viewer: Actor, *, uid: UUID | None = None, slug: str = "") -> PlanPage:
    """Return a plan's page by its identity or its address word. Raises NotFound."""
    named = {"uid": uid} if uid else {"slug": slug}
    plan = Plan.objects.for_actor(viewer).filter(policies.visible(viewer), **named).first()
    page = _page(viewer, plan) if plan else None
    if page is None:
        raise NotFound(viewer, "plan")
    return page


@dataclass(frozen=True, slots=True)
class Around:
    """The plan above one, and those under it, by what they are called; what is in force or, for staff, drafted."""

    above: PlanPage | None
    under: list[PlanPage]


def around(viewer: Actor, page: PlanPage) -> Around:
    """Return the plans that hang together with one: a parent is named by its title, however it is written."""

    def named(words: str, other: PlanPage) -> bool:
        return bool(words) and " ".join(words.casefold().split()) == " ".join(other.said.title.casefold().split())

    others = [each for each in list_pages(viewer) if each.plan.pk != page.plan.pk]
    above = next((each for each in others if named(page.plan.parent, each)), None)
    return Around(above, [each for each in others if named(each.plan.parent, page)])


def _page(viewer: Actor, plan: Plan) -> PlanPage | None:
    versions = list(plan.versions.order_by("number"))
    settled = [each for each in versions if each.state == PlanVersion.State.DECIDED]
    unsettled = next((each for each in versions if each.state != PlanVersion.State.DECIDED), None)
    draft = unsettled if policies.may_read_drafts(viewer) else None
    version = settled[-1] if settled else draft
    if version is None:
        return None
    said = content.read(version.content)
    decisions = standing.in_order(plan.decisions.filter(is_struck=False).order_by("recorded_at", "id"))
    return PlanPage(
        plan, version, said, draft, decisions, standing.of(decisions, clock.today()), _areas(said, _newest(plan))
    )


def _newest(plan: Plan) -> dict[str, Progress]:
    return {row.measure: row for row in plan.progress.order_by("said_at", "id")}


def _areas(said: Content, newest: dict[str, Progress]) -> list[AreaRow]:
    """Group measures by area; those without one come last, under no name."""
    rows = [
        MeasureRow(measure, newest.get(measure.code), _look(measure, newest.get(measure.code)))
        for measure in said.measures
    ]
    known = {area.code for area in said.areas}
    grouped = [
        AreaRow(area.name, area.responsible, area.code, [row for row in rows if row.measure.area == area.code])
        for area in said.areas
    ]
    loose = [row for row in rows if row.measure.area not in known]
    return [*grouped, AreaRow("", "", "", loose)] if loose else grouped


def _look(measure: PlanMeasure, progress: Progress | None) -> str:
    status = progress.status if progress else Progress.Status.NOT_BEGUN
    if status in (Progress.Status.DONE, Progress.Status.STOPPED):
        return "done" if status == Progress.Status.DONE else "stopped"
    due = last_day(measure.due)
    if due and due < clock.today():
        return "late"
    return "now" if status == Progress.Status.UNDER_WAY else "none"


def list_uploads(viewer: Actor) -> list[PlanUpload]:
    """Return the documents that wait to be confirmed, without their bytes."""
    require(policies.may_keep(viewer), viewer, "plan")
    return list(PlanUpload.objects.for_actor(viewer).defer("data", "blocks", "understood").order_by("-uploaded_at"))


def open_upload(viewer: Actor, uid: UUID) -> PlanUpload:
    """Return a document that waits. Raises NotFound."""
    require(policies.may_keep(viewer), viewer, "plan")
    upload = PlanUpload.objects.for_actor(viewer).defer("data").filter(uid=uid).first()
    if upload is None:
        raise NotFound(viewer, "plan")
    return upload


def list_progress(plan: Plan, measure: str) -> list[Progress]:
    """Return what has been said of a measure of a plan the viewer has opened, the newest first."""
    return list(plan.progress.filter(measure=measure).order_by("-said_at", "-id"))


def list_gaps(viewer: Actor, page: PlanPage) -> list[Gap]:
    """Return what a plan the viewer has opened lacks: of its draft where there is one, else of what holds."""
    said = content.read(page.draft.content) if page.draft else page.said
    book = facts.book(page.plan.municipality_id)
    others = Plan.objects.for_actor(viewer).exclude(pk=page.plan.pk)
    latest = PlanVersion.objects.for_actor(viewer).filter(plan__in=others)
    elsewhere = frozenset(line for version in latest for line in lint.lines(content.read(version.content)))
    dead = frozenset(re.sub(r"\D", "", number) for number in book.wrong_numbers())
    graded = {str(word).casefold(): each.grade for each in knowledge.list_methods() for word in each.name.values()}
    known = Known(frozenset(never_whom(viewer)), elsewhere, dead, book.value("plan-warning-days"), graded)
    return lint.check(said, page.standing, known)


def never_whom(viewer: Actor) -> list[str]:
    """Return the words of faith, origin and opinion by which nobody is chosen."""
    return facts.book(viewer.municipality_id).words("never-whom")


def list_versions(viewer: Actor, plan: Plan) -> list[PlanVersion]:
    """Return the versions of a plan that the viewer may read, the first first."""
    versions = plan.versions.order_by("number")
    if not policies.may_read_drafts(viewer):
        versions = versions.filter(state=PlanVersion.State.DECIDED)
    return list(versions)


def compare_versions(viewer: Actor, plan: Plan, before: int, after: int) -> list[Change]:
    """Return what differs between two versions by their numbers. Raises NotFound."""
    known = {version.number: version for version in list_versions(viewer, plan)}
    if before not in known or after not in known:
        raise NotFound(viewer, "plan")
    return comparing.compare(content.read(known[before].content), content.read(known[after].content))
