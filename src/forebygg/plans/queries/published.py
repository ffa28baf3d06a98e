"""What is published of plans as open data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.people import tenancy
from forebygg.people.models import Municipality
from forebygg.plans import content
from forebygg.plans.models import FollowUp, Plan
from forebygg.plans.queries.following import snapshot
from forebygg.plans.queries.reading import PlanPage, list_pages

_MOST = 50


def published(page: PlanPage) -> dict[str, Any]:
    """Return a plan in force as plain data: what it says, who decided, how far each measure has come."""
    now = snapshot(page, FollowUp(plan=page.plan, year=page.standing.today.year, begun_at=page.version.made_at))
    names = ("action", "body", "day", "paragraph", "number", "valid_from", "valid_to")
    until = page.standing.valid_to
    return {
        "kind": page.plan.kind,
        "owner": page.plan.owner,
        "parent": page.plan.parent,
        "municipalities": page.plan.towns,
        "version": page.version.number,
        "valid_to": until.isoformat() if until else "",
        "decisions": [{name: getattr(each, name) for name in names} for each in page.decisions],
        "says": content.plain(page.said),
        "measures": [{name: value for name, value in row.items() if name != "asked"} for row in now["measures"]],
        "licence": "CC-BY-4.0",
    }


def stamp(town: Municipality) -> tuple[object, ...]:
    """Return what is another when anything of the municipality's plans is, as everybody reads them: two statements."""
    with tenancy.scope(Actor.public(town)):
        plans = Plan.objects.filter(municipality=town).aggregate(many=Count("pk"), changed=Sum("version"))
        years = FollowUp.objects.filter(municipality=town).aggregate(many=Count("pk"), changed=Sum("version"))
    return (*plans.values(), *years.values())


def changed_on(page: PlanPage) -> date:
    """Return the day when a plan, its decisions or its progress last changed."""
    said = [row.progress.said_at for area in page.areas for row in area.rows if row.progress]
    return clock.local(max([page.version.made_at, *(each.recorded_at for each in page.decisions), *said])).date()


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to a plan, for the feed."""

    uid: UUID
    slug: str
    at: datetime
    title: str
    text: str


def latest_changes(viewer: Actor) -> list[Change]:
    """Return what has been decided, done and followed up of the plans the viewer may see, the newest first."""
    found: list[Change] = []
    for page in list_pages(viewer):
        slug, title = page.plan.slug, page.said.title
        for made in page.decisions:
            words = _("%(what)s av %(body)s") % {"what": made.get_action_display(), "body": made.body}
            found.append(Change(made.uid, slug, made.recorded_at, f"{title}: {words}", made.day))
        for row in (row for area in page.areas for row in area.rows if row.progress):
            if row.progress:
                words = f"{row.measure.text}: {row.progress.get_status_display()}"
                found.append(Change(row.progress.uid, slug, row.progress.said_at, words, row.progress.result))
        for year in page.plan.follow_ups.filter(closed_at__isnull=False):
            if year.closed_at:
                words = _("Uppföljning %(year)s") % {"year": year.year}
                found.append(Change(year.uid, slug, year.closed_at, f"{title}: {words}", year.why))
    return sorted(found, key=lambda each: each.at, reverse=True)[:_MOST]
