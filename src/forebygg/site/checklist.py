"""The checklist of lag (2023:196), § by §, over the rooms that exist, with the evidence. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forebygg.facts import queries as facts
from forebygg.kit import calendar, clock
from forebygg.kit.actor import Actor
from forebygg.people import queries as people
from forebygg.plans import queries as plans
from forebygg.plans.queries import PlanPage


@dataclass(frozen=True, slots=True)
class Line:
    """One demand: § of the law, what it asks, whether it is met here, and by what. `met` None is kept elsewhere.

    `is_partly`: what stands here speaks for it and does not show it; whether it is enough somebody must judge.
    """

    paragraph: str
    asks: str
    met: bool | None
    evidence: str
    url: str = ""
    is_partly: bool = False


def compose(actor: Actor) -> list[Line]:
    """Return the lines for an assignment's municipality."""
    pages = [page for page in plans.list_pages(actor) if page.decisions and not page.standing.is_repealed]
    return [each for write in _LINES for each in write(actor, pages)]


def _knowledge(_actor: Actor, pages: list[PlanPage]) -> list[Line]:
    rows = [row.measure for page in pages for area in page.areas for row in area.rows]
    known = sum(bool(row.evidence or row.method) for row in rows)
    said = _("%(known)s av %(all)s åtgärder säger vad man vet om dem.") % {"known": known, "all": len(rows)}
    return [Line("3", _("Insatserna vilar på kunskap"), bool(rows) and known == len(rows), said, _plan(pages))]


def _picture(_actor: Actor, pages: list[PlanPage]) -> list[Line]:
    written = [page for page in pages if page.said.picture]
    said = _("Planen säger vilken lägesbild den vilar på.") if written else _("Ingen plan säger vad problemet är här.")
    said += " " + _("Om bilden är den som lagen ber om avgör ni.") if written else ""
    asks = _("En lägesbild över brottsligheten i kommunen")
    return [Line("4", asks, False, said, _plan(pages), is_partly=bool(written))]


def _decided(_actor: Actor, pages: list[PlanPage]) -> list[Line]:
    made = next((each for page in pages for each in reversed(page.decisions) if each.action == "adopted"), None)
    said = _("Ingen plan är beslutad.")
    if made:
        said = _("Antagen av %(body)s %(day)s.") % {"body": made.body, "day": made.day}
    lapsed = any(page.standing.has_lapsed for page in pages)
    said += " " + _("Planens tid har gått ut.") if lapsed else ""
    said += " " + _("Om den är kommunens åtgärdsplan enligt lagen avgör ni.") if made else ""
    holds = made is not None and not lapsed
    return [Line("5", _("En åtgärdsplan är beslutad"), False, said, _plan(pages), is_partly=holds)]


def _clock(_actor: Actor, pages: list[PlanPage]) -> list[Line]:
    clocks = [clock for page in pages if (clock := plans.follow_up_clock(page))]
    last = min(clocks, key=lambda each: each.due, default=None)
    said = _("Beslutsdagen saknas, så nästa datum går inte att räkna ut.")
    if last:
        said = _("Nästa uppföljning ska vara klar senast %(day)s.") % {"day": date_format(last.due, "j F Y")}
    met = last is not None and last.stage != "overdue"
    return [Line("6", _("Lägesbild och plan ses över minst vartannat år"), met, said, _plan(pages, "plans:follow_ups"))]


def _together(_actor: Actor, pages: list[PlanPage]) -> list[Line]:
    parents = [page.plan.parent for page in pages if page.plan.parent]
    said = _("Planen står under: %(what)s.") % {"what": ", ".join(parents)} if parents else _("Ingen plan säger det.")
    return [Line("7", _("Arbetet hänger ihop med annan planering"), bool(parents), said, _plan(pages))]


def _elsewhere(_actor: Actor, _pages: list[PlanPage]) -> list[Line]:
    said = _("Förs inte här än.")
    return [
        Line("8–9", _("Skriftliga överenskommelser om samverkan"), None, said),
        Line("10", _("Ett strategiskt råd som kommunen leder"), None, said),
    ]


def _coordination(actor: Actor, _pages: list[PlanPage]) -> list[Line]:
    desk = people.reader(actor, "question", adult=False)
    staffed = people.staffing([desk])[desk.pk].is_staffed()
    said = _("%(who)s, med en öppen kontaktsida.") % {"who": desk.name}
    said += "" if staffed else " " + _("Ingen läser där i dag.")
    asks = _("En samordningsfunktion som alla når")
    return [Line("11–12", asks, staffed, said, reverse("public:contact"))]


def _reported(actor: Actor, pages: list[PlanPage]) -> list[Line]:
    years = [year for page in pages for year in plans.list_follow_ups(page.plan) if year.closed_at]
    last = max(years, key=lambda each: each.year, default=None)
    said, fresh = _("Ingen uppföljning är avslutad."), False
    if last and last.closed_at:
        said = _("Uppföljningen %(year)s är avslutad och kan läsas av alla.") % {"year": last.year}
        said += " " + _("Om fullmäktige har fått den står i diariet.")
        most = facts.book(actor.municipality_id).value("plan-follow-up-months")
        fresh = calendar.add_months(clock.local(last.closed_at).date(), most) >= clock.today()
    asks = _("Kommunstyrelsen rapporterar till kommunfullmäktige")
    return [Line("13", asks, False, said, _plan(pages, "plans:follow_ups"), is_partly=fresh)]


def _plan(pages: list[PlanPage], view: str = "plans:plan") -> str:
    return reverse(view, args=[pages[0].plan.uid]) if pages else reverse("plans:list")


_LINES: list[Callable[[Actor, list[PlanPage]], list[Line]]] = [
    _knowledge,
    _picture,
    _decided,
    _clock,
    _together,
    _elsewhere,
    _coordination,
    _reported,
]


def summed(lines: list[Line]) -> dict[str, Any]:
    """Return how many demands are met, of those that are kept here."""
    return {"met": sum(line.met is True for line in lines), "all": sum(line.met is not None for line in lines)}
