"""What the desk's pages show: prepared here, so that templates ask nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.forms import Form
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebygg.concerns import handovers, periods
from forebygg.concerns.entry import NOT_FOR_KINDS
from forebygg.concerns.forms import AnswerForm, DutyForm, HoldForm, OutsideForm, TextForm
from forebygg.concerns.models import Concern
from forebygg.concerns.page import ConcernPage
from forebygg.concerns.reports import NOT_FOR, NOT_FOR_WHO
from forebygg.facts.queries import Book
from forebygg.facts.values import Provision
from forebygg.kit import calendar, clock
from forebygg.kit.text import Text
from forebygg.people import queries as people
from forebygg.records import queries as records
from forebygg.routines import flow, showing
from forebygg.routines import queries as routines
from forebygg.routines.queries import DutyLine, Standing
from forebygg.secrecy.models import Door
from forebygg.ui.forms import Option


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the inbox, in finished words."""

    url: str
    reference: str
    number: str
    kind: str
    age: str
    waited: str
    due: str
    state: SafeString


@dataclass(frozen=True, slots=True)
class Deadline:
    """A legal clock: share left, in words, until when, and why."""

    label: str
    left: float
    value: str
    unit: str
    due: str
    provision: Provision | None


def inbox(waiting: Iterable[Concern], ended: Iterable[Concern], book: Book) -> dict[str, Any]:
    """Return the context of the inbox."""
    waiting = list(waiting)
    lines = _Lines(book, people.closed_days({concern.desk_id for concern in waiting}))
    return {
        "rows": [lines.row(concern) for concern in waiting],
        "ended": [(concern, HoldForm(initial={"version": concern.version})) for concern in ended],
    }


class _Lines:
    """Makes the lines of one inbox. Words that many lines share are made once: hours, days, labels and states."""

    def __init__(self, book: Book, closed: Mapping[int, frozenset[date]]) -> None:
        self.now, self.book, self.closed = clock.now(), book, closed
        self.address = reverse("concerns:detail", kwargs={"reference": _HOLE})
        self.times = cache(self._times)
        self.kind = cache(lambda kind: str(Concern.Kind(kind).label))
        self.age = cache(lambda age: str(Concern.Age(age).label))
        self.state = cache(_state)

    def row(self, concern: Concern) -> Row:
        closed = self.closed[concern.desk_id]
        due, day, waited = self.times(concern.made_available_at, concern.concerns_child, concern.desk.closes, closed)
        return Row(
            url=self.address.replace(_HOLE, concern.reference),
            reference=concern.reference,
            number=records.number_of(concern.register_row),
            kind=self.kind(concern.kind),
            age=self.age(concern.age_band) if concern.kind == "worry" else "",
            waited=waited,
            due=day,
            state=self.state("read" if concern.read_at else "late" if due < self.now else "unread"),
        )

    def _times(
        self, available: datetime, child: bool, closes: time, closed: frozenset[date]
    ) -> tuple[datetime, str, str]:
        due = _read_by(available, child, closes, self.book, closed)
        return due, date_format(clock.local(due), "j F"), ago(available)


# Stands in an address for the reference that each line puts there.
_HOLE = "reference-of-line"


def _state(state: str) -> SafeString:
    """Return where a line stands, as the component draws it."""
    kind, word, icon = {
        "late": ("danger", _("Över tiden"), ""),
        "read": ("done", _("Läst"), "check"),
        "unread": ("warn", _("Oläst"), ""),
    }[state]
    return render_to_string("ui/components/tag.html", {"kind": kind, "word": word, "icon": icon})


def read_by(concern: Concern, book: Book, closed: Collection[date] = ()) -> datetime:
    """Return when a concern must be read: by the close of its reading day, past the desk's own closed days."""
    return _read_by(concern.made_available_at, concern.concerns_child, concern.desk.closes, book, closed)


def _read_by(available: datetime, child: bool, closes: time, book: Book, closed: Collection[date]) -> datetime:
    hour = book.value("same-day-hour")
    day = periods.reading_day(available, child=child, same_day_hour=hour, closed=closed)
    return clock.at(day, closes.hour, closes.minute)


def ago(moment: datetime) -> str:
    """Say how long something has waited."""
    days = (clock.today() - clock.local(moment).date()).days
    if days == 0:
        return _("i dag klockan %(hour)s") % {"hour": clock.local(moment).hour}
    return _("i går") if days == 1 else _("%(days)s dagar") % {"days": days}


def with_faulty(context: dict[str, Any], forms: Mapping[str, Form]) -> dict[str, Any]:
    """Return a page's context with the form that lacked something in its place, typed words and all."""
    context = context | dict(forms) | {"faulty": next(iter(forms.values()))}
    if duty := forms.get("duty_form"):
        context["duties"] = [
            replace(line, form=duty) if line.code == duty["duty"].value() else line for line in context["duties"]
        ]
    if outside := forms.get("outside_form"):
        wanted = str(outside["handover"].value())
        context["handovers"] = [(row, outside if str(row.uid) == wanted else f) for row, f in context["handovers"]]
    return context


def choices(concern: Concern) -> list[tuple[str, Any]]:
    """Return the choices of the step where a concern's routine stands."""
    if concern.run is None:
        return []
    return step_choices(routines.standing(concern.run))


def step_choices(standing: Standing) -> list[tuple[str, Any]]:
    """Return (code, Option) pairs; an option's hint says where it leads."""
    allowed = flow.allowed(standing.chart, standing.position)
    return [(c.code, Option(str(Text(c.label)), str(Text(standing.chart.steps[c.next].label)))) for c in allowed]


def detail(page: ConcernPage, book: Book) -> dict[str, Any]:
    """Return the context of one concern's page."""
    concern, standing = page.concern, page.standing
    version = {"version": concern.version}
    context: dict[str, Any] = {
        "page": page,
        "concern": concern,
        "number": records.number_of(concern.register_row),
        "title": records.title_of(concern.register_row),
        "deadlines": deadlines(concern, book),
        "back_form": TextForm(initial=version, auto_id="back-%s"),
        "note_form": TextForm(initial=version, auto_id="note-%s"),
        "hold_form": HoldForm(initial=version, auto_id="hold-%s"),
        "messages_outside": _messages(page),
        "notes_inside": [
            {"who": note.function, "when": clock.local(note.at), "text": note.text or _("Gallrad."), "ours": True}
            for note in page.notes
        ],
        "writer": writer_lines(page.writer),
        "disposal": disposal(concern, book),
        "informed": handovers.information(page, book),
        "handovers": [
            (row, OutsideForm(initial=version | {"handover": row.uid}, auto_id=f"out-{row.pk}-%s"))
            for row in page.handovers
        ],
        "document_made": concern.document_at,
    }
    return context | (_routine(page, standing, book) if standing else {})


# What the writer said of the age is laid ready as the answer; the reader decides.
_AGES = {"under-18": "under-18", "18-20": "18-20", "21": "21-or-over", "unknown": "unknown"}


def _routine(page: ConcernPage, standing: Standing, book: Book) -> dict[str, Any]:
    language = (get_language() or "sv")[:2]
    step = standing.position.step
    labels = step_choices(standing)
    form = AnswerForm(
        choices=labels,
        label=str(Text(step.text)) if step else "",
        initial={
            "step": step.code if step else "",
            "version": page.concern.version,
            "choice": _AGES.get(page.concern.age_band, "") if step and step.code == "age" else "",
        },
        auto_id="step-%s",
    )
    notes = ((step.code, date_format(clock.local(standing.due), "j/n G.i")),) if step and standing.due else ()
    pictures = showing.shown(standing.version, standing.position, language, notes)
    return {
        "standing": standing,
        "step": step and StepPage(step.code, Text(step.text), Text(step.guidance), Text(step.why)),
        "step_due": clock.local(standing.due) if standing.due else None,
        "step_provision": book.provision(step.door) if step and step.door else None,
        "answer_form": form,
        "drawing": pictures.drawing,
        "outline": pictures.outline,
        "duties": [_duty(line, page.concern) for line in standing.duties],
    }


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step's texts in the language in use."""

    code: str
    text: Text
    guidance: Text
    why: Text


@dataclass(frozen=True, slots=True)
class DutyPage:
    """A duty with its form."""

    title: str
    guidance: str
    note: str
    done: bool
    late: bool
    form: DutyForm
    code: str


def _duty(line: DutyLine, concern: Concern) -> DutyPage:
    row = line.row
    if row.met_at:
        note = _("Gjort %(when)s") % {"when": date_format(clock.local(row.met_at), "j F")}
    elif row.waived_at:
        note = _("Behövdes inte, skäl finns")
    elif row.due_at:
        note = _("Senast %(when)s") % {"when": date_format(clock.local(row.due_at), "l j F")}
    else:
        note = _("Öppen")
    return DutyPage(
        title=str(Text(line.duty.text)),
        guidance=str(Text(line.duty.guidance)),
        note=note,
        done=not line.is_open,
        late=line.is_late,
        form=DutyForm(initial={"duty": row.code, "version": concern.version}, auto_id=f"duty-{row.code}-%s"),
        code=row.code,
    )


def _messages(page: ConcernPage) -> list[dict[str, Any]]:
    return [
        {
            "who": _("Vi") if line.direction == "out" else _("Den som skrev"),
            "when": clock.local(line.at),
            "text": line.text or _("Gallrad."),
            "ours": line.direction == "out",
        }
        for line in page.messages
    ]


def writer_lines(writer: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what the writer said of themselves, in words."""
    relations = {
        "family": _("Familj eller släkt"),
        "friend": _("Vän eller klasskamrat"),
        "neighbour": _("Granne eller bekant"),
        "work": _("Genom sitt arbete"),
        "other": _("På annat sätt"),
    }
    rows = []
    if writer.get("danger") in ("yes", "unsure"):
        rows.append((_("Fara"), _("Ja, skriver den som skrev") if writer["danger"] == "yes" else _("Vet inte")))
    if writer.get("relation") in relations:
        rows.append((_("Känner personen"), relations[writer["relation"]]))
    if writer.get("phone"):
        rows.append((_("Vill bli uppringd"), writer["phone"]))
    if writer.get("tells") == "call":
        rows.append((_("Vem det gäller"), _("Ringer och säger det")))
    if writer.get("tells") == "service":
        rows.append((_("Vem det gäller"), _("Säger det i e-tjänsten")))
    return rows + _not_for(writer)


def _not_for(writer: Mapping[str, str]) -> list[tuple[str, str]]:
    """Say who should not read, as the writer put it: it stands here and goes no further."""
    words = dict(NOT_FOR_KINDS) | {"unsaid": _("Den som skrev vill inte säga vem")}
    rows = [(_("Ska inte läsa"), str(words[writer[NOT_FOR]]))] if writer.get(NOT_FOR) in words else []
    if writer.get(NOT_FOR_WHO):
        rows.append((_("Vem som inte ska läsa"), writer[NOT_FOR_WHO]))
    if rows:
        rows.append((_("Innan ni lämnar vidare"), _("Stäng ut den det gäller, under Jäv. Det följer med.")))
    return rows


def door_options(doors: Iterable[Door]) -> list[tuple[str, Any]]:
    """Return (code, Option) pairs: a door's name, what it says, and its conditions, which open below it."""
    return [
        (door.code, Option(str(door.name), str(door.wording), more=f"limbs_{door.code}" if door.limbs else ""))
        for door in doors
    ]


def conditions(doors: Iterable[Door]) -> dict[str, list[tuple[str, str]]]:
    """Return door → its conditions as (code, question), for those that have any."""
    return {
        door.code: [(limb["code"], str(Text(sv=limb["sv"], en=limb["en"]))) for limb in door.limbs]
        for door in doors
        if door.limbs
    }


def deadlines(concern: Concern, book: Book) -> list[Deadline]:
    """Return the legal clocks of a concern that may be about a child or someone young."""
    if not concern.concerns_child:
        return []
    wanted = (
        (_("Skyddsbedömning"), "protection-assessment-hours", "sol-20-1"),
        (_("Förhandsbedömning"), "preliminary-assessment-days", "sol-20-2"),
    )
    return [_deadline(label, fact, door, concern, book) for label, fact, door in wanted]


def _deadline(label: str, fact: str, door: str, concern: Concern, book: Book) -> Deadline:
    start = concern.received_at  # when it first reached the municipality, not when it reached this desk
    due = routines.due_at(book, fact, start)
    left = due - clock.now()
    share = max(0.0, left / (due - start))
    hours = left // timedelta(hours=1)
    value, unit = (str(hours // 24), _("dygn")) if hours >= 48 else (str(max(hours, 0)), _("tim"))
    return Deadline(label, share, value, unit, date_format(clock.local(due), "l j F, G.i"), book.provision(door))


def disposal(concern: Concern, book: Book) -> list[tuple[str, str]]:
    """Say in words when a concern disappears, under which decision."""
    decisions = records.decisions_of(concern.board_id)
    entered, closed = decisions.get("concern-entered"), decisions.get("concern-closed")
    if entered is None or closed is None:
        return [(_("Gallras"), _("Inte förrän nämndens gallringsbeslut är inskrivet"))]
    words = {"days": entered.days}
    rows = [
        (_("Gallras"), _("%(days)s dagar efter ”Införd hos oss”") % words),
        (_("Eller"), _("%(days)s dagar efter avslut") % {"days": closed.days}),
    ]
    alarm = calendar.add_days(concern.received_at, book.value("alarm-days"))
    rows.append((_("Om inget görs"), _("Larm till chefen %(day)s") % {"day": date_format(clock.local(alarm), "j F Y")}))
    decision = {"body": entered.body, "day": date_format(entered.decided_on, "j F Y"), "number": entered.paragraph}
    rows.append((_("Regel"), _("%(body)s, beslut %(day)s, %(number)s") % decision))
    return rows
