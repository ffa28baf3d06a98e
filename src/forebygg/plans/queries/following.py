"""Follow-ups: what a year said, when the next is due, what waits for whoever keeps plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound
from forebygg.plans import clocks, policies
from forebygg.plans.clocks import Clock
from forebygg.plans.models import FollowUp, Plan, ReportTemplate, StewardCheck
from forebygg.plans.queries.reading import MeasureRow, PlanPage
from forebygg.plans.standing import last_day

_TEMPLATE = Path(__file__).parents[1] / "shipped" / "report.docx"


def list_follow_ups(plan: Plan) -> list[FollowUp]:
    """Return the follow-ups of a plan the viewer has opened, the newest first."""
    return list(plan.follow_ups.order_by("-year"))


def open_follow_up(viewer: Actor, plan: Plan, year: int) -> FollowUp:
    """Return a year's follow-up of a plan the viewer has opened: a closed one for the public. Raises NotFound."""
    found = plan.follow_ups.filter(year=year).first()
    if found is None or (found.closed_at is None and not policies.may_read_drafts(viewer)):
        raise NotFound(viewer, "plan")
    return found


def shots(page: PlanPage, follow_up: FollowUp) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Return what a follow-up says, as it was closed or as it is now, and what the one before it said."""
    earlier = page.plan.follow_ups.filter(year__lt=follow_up.year, closed_at__isnull=False).order_by("-year").first()
    return follow_up.frozen or snapshot(page, follow_up), earlier.frozen if earlier else None


def snapshot(page: PlanPage, follow_up: FollowUp) -> dict[str, Any]:
    """Return everything the report of a follow-up is made of, as plain data."""
    closed = follow_up.closed_at
    return {
        "year": follow_up.year,
        "title": page.said.title,
        "version": page.version.number,
        "made": clock.today().isoformat(),
        "closed": clock.local(closed).date().isoformat() if closed else "",
        **{name: getattr(follow_up, name) for name in ("holds", "why", "networks", "changed", "ahead")},
        "goals": list(_goal_rows(page, follow_up)),
        "measures": [_measure_row(area.name, row, follow_up) for area in page.areas for row in area.rows],
        "points": [
            {"point": str(each.label), "on": each.on.isoformat() if each.on else "", "note": each.note}
            for each in list_points(page.plan)
        ],
        "decisions": [
            [d.get_action_display(), d.body, d.day, d.paragraph, d.number, d.valid_to] for d in page.decisions
        ],
    }


def _goal_rows(page: PlanPage, follow_up: FollowUp) -> Iterator[dict[str, str]]:
    years = page.plan.follow_ups.filter(year__lte=follow_up.year).order_by("year").values_list("year", "figures")
    for goal in page.said.goals:
        said = [f"{year}: {figures[goal.code]}" for year, figures in years if goal.code in figures]
        yield {
            "code": goal.code,
            "text": goal.text,
            "indicator": goal.indicator,
            "source": goal.source,
            "series": ", ".join(said) or goal.value,
            "target": goal.target,
        }


def _measure_row(area: str, row: MeasureRow, follow_up: FollowUp) -> dict[str, Any]:
    said, measure = row.progress, row.measure
    return {
        "code": measure.code,
        "text": measure.text,
        "area": area,
        "level": measure.level,
        "responsible": measure.responsible,
        "due": measure.due or measure.time,
        "look": row.look,
        "status": said.status if said else "not-begun",
        "result": said.result if said else "",
        "learnt": said.learnt if said else "",
        "proof": said.proof if said else "",
        "asked": was_asked(row, follow_up),
    }


def was_asked(row: MeasureRow, follow_up: FollowUp) -> bool:
    """Has anybody said how far the measure has come since the follow-up began?"""
    return row.progress is not None and row.progress.said_at >= follow_up.begun_at


@dataclass(frozen=True, slots=True)
class PointRow:
    """One of the five points: when it was last looked into, what was found, whether it is time again."""

    code: str
    label: Any
    on: date | None
    note: str
    is_due: bool


def list_points(plan: Plan) -> list[PointRow]:
    """Return the five points of stewardship of a plan the viewer has opened."""
    last = {check.point: check for check in plan.checks.order_by("checked_at", "id")}
    before = clock.now() - facts.book(plan.municipality_id).span("plan-check-days")
    found = []
    for code, label in StewardCheck.Point.choices:
        check = last.get(code)
        is_due = check is None or check.checked_at < before
        found.append(
            PointRow(
                code,
                label,
                clock.local(check.checked_at).date() if check else None,
                check.note if check else "",
                is_due,
            )
        )
    return found


def follow_up_clock(page: PlanPage) -> Clock | None:
    """Return the law's clock of a plan: from its last closed follow-up, or from the decision it stands on; never from
    before there was a law."""
    if page.standing.is_repealed or not page.decisions:
        return None
    closed = page.plan.follow_ups.filter(closed_at__isnull=False).order_by("-closed_at").first()
    decided = [day for each in page.decisions if each.action in ("adopted", "revised") and (day := last_day(each.day))]
    days = [*decided, *([clock.local(closed.closed_at).date()] if closed and closed.closed_at else [])]
    book = facts.book(page.plan.municipality_id)
    names = ("plan-follow-up-early-months", "plan-follow-up-late-months", "plan-follow-up-months")
    early, pressing, most = (book.value(name) for name in names)
    law = book.since("law-2023-196")
    since = max([*days, *([law] if law else [])]) if days else None
    return clocks.run(since, clock.today(), (early, pressing, most))


@dataclass(frozen=True, slots=True)
class Due:
    """A plan that wants something of its steward: which way it lapses, its clock, late measures, points, documents."""

    page: PlanPage
    clock: Clock | None
    lapses: bool
    late: int
    points: int


def waiting_for(viewer: Actor, pages: list[PlanPage]) -> list[Due]:
    """Return those of the plans that want something of whoever keeps them; nothing for anybody else."""
    if not policies.may_keep(viewer):
        return []
    warn, found = facts.book(viewer.municipality_id).value("plan-warning-days"), []
    for page in pages:
        if page.standing.is_repealed or not page.decisions:
            continue
        left, clocked = page.standing.days_left, follow_up_clock(page)
        points = sum(each.is_due for each in list_points(page.plan))
        due = Due(page, clocked, left is not None and left <= warn, len(page.late), points)
        if due.lapses or due.late or due.points or (clocked and clocked.stage):
            found.append(due)
    return found


def report_template(viewer: Actor) -> bytes:
    """Return the Word template of reports: the municipality's own, or the one that ships."""
    own = ReportTemplate.objects.for_actor(viewer).first()
    return bytes(own.data) if own else _TEMPLATE.read_bytes()


def has_own_template(viewer: Actor) -> bool:
    """Has the municipality a Word template of its own?"""
    return ReportTemplate.objects.for_actor(viewer).exists()
