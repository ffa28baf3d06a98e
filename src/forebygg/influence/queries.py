"""Opinions and initiatives as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from forebygg.influence import policies
from forebygg.influence.models import Comment, Consultation, Initiative
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound, require
from forebygg.people.models import Board
from forebygg.plans import content
from forebygg.plans import queries as plans
from forebygg.plans.content import LISTS, Content
from forebygg.plans.models import PlanVersion
from forebygg.plans.queries import MeasureRow, PlanPage
from forebygg.secrecy import queries as secrecy
from forebygg.secrecy.queries import Place

HEAD = "head"
PARTS = (HEAD, *LISTS)


@dataclass(frozen=True, slots=True)
class Hearing:
    """A consultation with the text it is about, as it stood then, and the comments that are shown."""

    consultation: Consultation
    slug: str
    said: Content
    shown: list[Comment]

    @property
    def is_open(self) -> bool:
        """May one say something today?"""
        one = self.consultation
        return one.closed_at is None and one.opens_on <= clock.today() <= one.closes_on

    def of(self, part: str) -> list[Comment]:
        """Return the shown comments on a part."""
        return [comment for comment in self.shown if comment.part == part]


def list_consultations(viewer: Actor) -> list[Consultation]:
    """Return the consultations that have begun, the newest first; those who moderate see coming ones too."""
    found = Consultation.objects.for_actor(viewer).select_related("version_of__plan").order_by("-opens_on", "-id")
    return list(found if policies.may_moderate(viewer) else found.filter(opens_on__lte=clock.today()))


def open_hearing(viewer: Actor, uid: UUID) -> Hearing:
    """Return a consultation as anybody reads it. Raises NotFound."""
    one = next((each for each in list_consultations(viewer) if each.uid == uid), None)
    if one is None:
        raise NotFound(viewer, "consultation")
    shown = one.comments.filter(state=Comment.State.SHOWN).order_by("came_on", "id")
    return Hearing(one, one.version_of.plan.slug, content.read(one.content), list(shown))


def list_moderated(hearing: Hearing) -> list[Comment]:
    """Return what has been moderated, without texts: the open log."""
    rows = hearing.consultation.comments.exclude(state=Comment.State.UNSEEN).defer("text", "shown", "answer")
    return list(rows.order_by("moderated_on", "id"))


@dataclass(frozen=True, slots=True)
class Read:
    """A comment as whoever moderates reads it: what was sent in while nobody has decided, then what is shown."""

    comment: Comment
    hearing: Hearing
    text: str


@dataclass(frozen=True, slots=True)
class Opinions:
    """A consultation with something to read, to answer or to close."""

    consultation: Consultation
    title: str
    unseen: int
    unanswered: int

    @property
    def is_over(self) -> bool:
        """Are its days over?"""
        return self.consultation.closes_on < clock.today()


def list_comments(viewer: Actor, consultation: Consultation, state: str) -> list[Comment]:
    """Return the comments that are in a state, the oldest first, without what was sent in."""
    require(policies.may_moderate(viewer), viewer, "consultation")
    return list(consultation.comments.filter(state=state).defer("text").order_by("came_on", "id"))


def open_comment(viewer: Actor, uid: UUID) -> Read:
    """Return a comment, opened when it is not read yet. Raises NotFound. Logged by the caller."""
    require(policies.may_moderate(viewer), viewer, "consultation")
    rows = Comment.objects.for_actor(viewer).select_related("consultation", "board")
    if (comment := rows.filter(uid=uid).first()) is None:
        raise NotFound(viewer, "consultation")
    is_unseen = comment.state == Comment.State.UNSEEN
    hearing = open_hearing(viewer, comment.consultation.uid)
    return Read(comment, hearing, text_of(viewer, comment) if is_unseen else comment.shown)


def text_of(viewer: Actor, comment: Comment) -> str:
    """Return a comment's text as it came, for the deed that needs it; "" when its key is gone. Logged by the deed."""
    spot = place(viewer, comment)
    return (secrecy.unseal(comment.board.uid, {spot: comment.text})[spot] or "") if comment.text else ""


def due_closed(board: Board, before: datetime) -> QuerySet[Comment]:
    """Return the comments whose sealed text has run out: those of consultations closed before a moment."""
    rows = Comment.objects.filter(board=board, consultation__closed_at__lt=before, text__isnull=False).defer("text")
    return rows.select_related("municipality").order_by("id")


def place(viewer: Actor, comment: Comment) -> Place:
    """Return where a comment's seal belongs."""
    return Place(viewer.municipality, "influence.Comment.text", comment.uid)


def waiting_for(viewer: Actor, pages: list[PlanPage]) -> list[Opinions]:
    """Return the consultations that want something of whoever keeps the plans. Asks nothing when no draft is out."""
    out = {page.draft.pk: page for page in pages if page.draft and page.draft.state == PlanVersion.State.OUT}
    if not out or not policies.may_moderate(viewer):
        return []
    rows = Consultation.objects.for_actor(viewer).filter(version_of__in=out, closed_at=None).order_by("closes_on")
    unseen = Count("comments", Q(comments__state=Comment.State.UNSEEN))
    unanswered = Count("comments", Q(comments__state=Comment.State.SHOWN, comments__outcome=""))
    found = []
    for row in rows.annotate(unseen=unseen, unanswered=unanswered):
        waiting = Opinions(row, row.content["title"], row.unseen, row.unanswered)
        if waiting.unseen or waiting.unanswered or waiting.is_over:
            found.append(waiting)
    return found


@dataclass(frozen=True, slots=True)
class Tracked:
    """An initiative with its way so far, the measures it led to, and how many of them no plan holds any longer."""

    initiative: Initiative
    rows: list[tuple[str, MeasureRow]]
    gone: int = 0

    @property
    def stage(self) -> str:
        """How far: came, assigned, reported, measures, done. One that was struck from its plan is not done."""
        one = self.initiative
        if self.rows and not self.gone and all(row.look in ("done", "stopped") for _slug, row in self.rows):
            return "done"
        return "measures" if one.measures else "reported" if one.reported else "assigned" if one.assigned else "came"

    @property
    def done(self) -> int:
        """How many of its measures are done."""
        return sum(row.look == "done" for _slug, row in self.rows)


def list_initiatives(viewer: Actor) -> list[Tracked]:
    """Return the initiatives, the newest first, each with the measures that are in plans the viewer may see."""
    initiatives = list(Initiative.objects.for_actor(viewer).order_by("-came", "-id"))
    known = measures(viewer) if initiatives else {}
    return [_tracked(each, known) for each in initiatives]


def _tracked(initiative: Initiative, known: dict[str, tuple[str, MeasureRow]]) -> Tracked:
    found = [known[code] for code in initiative.measures if code in known]
    return Tracked(initiative, found, len(initiative.measures) - len(found))


def open_initiative(viewer: Actor, uid: UUID) -> Tracked:
    """Return an initiative. Raises NotFound."""
    found = next((each for each in list_initiatives(viewer) if each.initiative.uid == uid), None)
    if found is None:
        raise NotFound(viewer, "initiative")
    return found


def measures(viewer: Actor) -> dict[str, tuple[str, MeasureRow]]:
    """Return the measures of the plans the viewer may see, by plan and code, with the plan's address word."""
    return {
        f"{page.plan.uid}:{row.measure.code}": (page.plan.slug, row)
        for page in plans.list_pages(viewer)
        for area in page.areas
        for row in area.rows
    }
