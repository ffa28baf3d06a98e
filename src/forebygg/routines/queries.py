"""Current versions, and where a run stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from forebygg.facts import queries as facts
from forebygg.facts.queries import Book
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound, require
from forebygg.routines import flow, periods, policies
from forebygg.routines.models import OpenDuty, Run, Version
from forebygg.routines.shape import Chart, Duty, Position


def list_current(viewer: Actor) -> list[Version]:
    """Return the newest version of each kind in the viewer's municipality."""
    newest = Version.objects.filter(municipality=OuterRef("municipality"), kind=OuterRef("kind")).order_by("-number")
    rows = Version.objects.for_actor(viewer).filter(number=Subquery(newest.values("number")[:1]))
    return list(rows.order_by("id"))


def current(viewer: Actor, kind: str) -> Version:
    """Return the version in force of one kind. Raises NotFound."""
    # The chart is large, and lies in memory already once it has been read: `chart_of` asks for it only then.
    version = Version.objects.for_actor(viewer).filter(kind=kind).defer("chart").order_by("-number").first()
    if version is None:
        raise NotFound(viewer, "routine", kind)
    return version


def list_versions(viewer: Actor, kind: str) -> list[Version]:
    """Return every version of one kind, newest first."""
    return list(Version.objects.for_actor(viewer).filter(kind=kind).order_by("-number"))


_charts: dict[UUID, Chart] = {}


def chart_of(version: Version) -> Chart:
    """Return a version's chart; read once per process, since versions never change."""
    if version.uid not in _charts:
        _charts[version.uid] = flow.load(version.chart)
    return _charts[version.uid]


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty as the desk sees it."""

    duty: Duty
    row: OpenDuty
    is_late: bool

    @property
    def is_open(self) -> bool:
        """Say whether it still waits."""
        return self.row.met_at is None and self.row.waived_at is None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a run stands: chart, position, duties, and the deadline of the present step."""

    version: Version
    chart: Chart
    position: Position
    duties: tuple[DutyLine, ...]
    due: datetime | None

    @property
    def open_duties(self) -> tuple[DutyLine, ...]:
        """Return the duties that still wait."""
        return tuple(line for line in self.duties if line.is_open)

    @property
    def outcome(self) -> str | None:
        """Return the outcome when the path has ended and no duty is open."""
        return self.position.outcome if not self.open_duties else None


def standing(run: Run) -> Standing:
    """Return where a run stands: two statements beside the run's own."""
    chart = chart_of(run.version)
    answers = list(run.answers.order_by("number").values_list("step", "choice"))
    position = flow.advance(chart, answers)
    now = clock.now()
    duties = tuple(
        DutyLine(chart.duties[row.code], row, bool(row.due_at and row.due_at < now and not row.met_at))
        for row in run.duties.order_by("id")
    )
    step = position.step
    due = due_at(facts.book(run.municipality_id), step.deadline, run.counts_from) if step and step.deadline else None
    return Standing(run.version, chart, position, duties, due)


def due_at(book: Book, deadline: str, start: datetime) -> datetime:
    """Return when a deadline (a fact's code) that counts from a moment runs out."""
    return periods.due(start, book.facts[deadline].kind, book.value(deadline))


def find_rehearsal(viewer: Actor, uid: UUID) -> Run:
    """Return a rehearsal of the viewer's municipality. Raises NotFound, also for a run in earnest."""
    require(policies.may_rehearse(viewer), viewer, "rehearsal")
    run = Run.objects.for_actor(viewer).select_related("version").filter(uid=uid, rehearsal=True).first()
    if run is None:
        raise NotFound(viewer, "rehearsal")
    return run


def last_rehearsed(viewer: Actor) -> dict[str, datetime]:
    """Return kind of routine → when it was last rehearsed to the end in the viewer's municipality."""
    rows = Run.objects.for_actor(viewer).filter(rehearsal=True, ended_at__isnull=False)
    return {
        run.version.kind: run.ended_at for run in rows.select_related("version").order_by("ended_at") if run.ended_at
    }


def rehearsals_past(before: datetime) -> QuerySet[Run]:
    """Return rehearsals to remove: left half-way before a moment, or ended with a later one of the same kind."""
    later = Run.objects.filter(
        rehearsal=True,
        municipality=OuterRef("municipality"),
        version__kind=OuterRef("version__kind"),
        ended_at__gt=OuterRef("ended_at"),
    )
    left = Q(ended_at=None, counts_from__lt=before) | Q(Exists(later), ended_at__isnull=False)
    return Run.objects.filter(left, rehearsal=True)


def overdue_duties(municipality_id: int, now: datetime) -> list[OpenDuty]:
    """Return open duties past their time in real runs."""
    rows = OpenDuty.objects.filter(
        run__municipality_id=municipality_id, run__rehearsal=False, met_at=None, waived_at=None, due_at__lt=now
    )
    return list(rows.annotate(owner=F("run__uid")).order_by("due_at"))
