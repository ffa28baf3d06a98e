"""What the public pages of `/beratta` and `/svar` show: prepared here, so that templates ask nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forebygg.concerns.models import Concern
from forebygg.facts import lines
from forebygg.facts import queries as facts
from forebygg.facts.queries import Book
from forebygg.kit import calendar, clock
from forebygg.kit.actor import Actor
from forebygg.mailbox import queries as threads
from forebygg.mailbox.models import Thread
from forebygg.people import queries as people
from forebygg.people.models import Desk
from forebygg.people.staffing import Staffing
from forebygg.telling import steps
from forebygg.telling.forms import FORMS, StepForm

CALL = ("emergency", "reception-under-21", "reception-21", "social-emergency")
# Nobody at the municipality's own desks among them.
ELSEWHERE = ("emergency", "ivo", "police", "social-emergency", "switchboard")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: done, here or later."""

    title: str
    note: str
    state: str


def form_for(answers: dict[str, Any], longest: int) -> StepForm:
    """Return the unbound form of the step a draft stands at, filled with what was answered before (never `who`)."""
    step = steps.current(answers)
    kept = answers.get(step)
    initial: dict[str, Any] = {}
    if step == "who" and kept:
        initial = {"who": kept["who"]}
    elif isinstance(kept, dict):
        initial = dict(kept)
    elif kept is not None:
        initial = {step: kept}
    return FORMS[step](initial=initial, longest=longest)


def accept(answers: dict[str, Any], form: StepForm, nudge_words: list[str]) -> dict[str, Any]:
    """Return the draft with a step's answer. The soft nudge stops once, on the text, and never again."""
    kept = answers | {form.code: form.answer()}
    if form.code == "what" and not answers.get("nudged") and steps.wordlist_hits(kept["what"], nudge_words):
        return kept | {"at": "what", "nudged": True, "nudge": True}
    kept.pop("nudge", None)
    return kept | {"at": "check" if steps.is_complete(kept) else steps.after(form.code)}


def receipt(answers: dict[str, Any], concern: Concern) -> dict[str, Any]:
    """Return what is left of a draft once it is sent: the receipt, no text."""
    return {"receipt": True, "code": answers["code"], "submission": answers["submission"]}


def question(answers: dict[str, Any], form: StepForm, book: Book) -> dict[str, Any]:
    """Return the context of one question."""
    step = form.code
    now = clock.now()
    return {
        "template": step if step in ("check", "what", "who") else "question",
        "form": form,
        "field": form[step] if step in form.fields else None,
        "step": step,
        "number": steps.QUESTION.get(step, 0),
        "questions": steps.QUESTIONS,
        "continued": step == "who",
        "is_first": step == steps.FIRST,
        "nudge": bool(answers.get("nudge")) and step == "what",
        "rows": summary(answers) if step == "check" else [],
        "danger": answers.get("danger"),
        "is_duty_bound": answers.get("relation") == "work",
        "calls": lines.lines(book, CALL, now),
        "service": book.link("social-services-form"),
    }


def summary(answers: dict[str, Any]) -> list[tuple[str, Any, str]]:
    """Return (step, label, answer) rows of "Stämmer det här?". Who it is about is never shown again."""
    rows: list[tuple[str, Any, str]] = []
    for step in steps.STEPS[:-1]:
        form = FORMS[step]()
        label = form.fields[step].label
        kept = answers[step]
        if step == "what":
            shown = kept
        elif step == "who":
            shown = _("Förseglat för socialtjänsten") if kept["who_text"] else _choice(form, step, kept["who"])
        elif step == "reply":
            shown = " ".join(filter(None, [_choice(form, step, kept["reply"]), kept["phone"]]))
        else:
            shown = _choice(form, step, kept)
        rows.append((step, label, shown))
    return rows


def _choice(form: StepForm, name: str, value: str) -> str:
    choices = dict(form.fields[name].choices)  # type: ignore[attr-defined]
    return str(choices.get(value, value))


def before(children_desk: Desk, adults_desk: Desk, book: Book) -> dict[str, Any]:
    """Return the context of "Innan du börjar": who reads and when, whom to call, or numbers when nobody reads."""
    now = clock.now()
    staffed = people.staffing({children_desk.pk: children_desk, adults_desk.pk: adults_desk}.values())
    children, adults = staffed[children_desk.pk], staffed[adults_desk.pk]
    return {
        "calls": lines.lines(book, CALL, now),
        "shown_now": clock.local(now),
        "reads_today": reads_today(children, book, now),
        "next_reading": children.next_opening(now),
        "opens": children.opens,
        "closes": children.closes,
        "same_day_hour": book.value("same-day-hour"),
        "age_child": book.value("age-child"),
        "age_split": book.value("age-split"),
        "is_closed": not (children.is_staffed() or adults.is_staffed()),
        "social_emergency": book.phone("social-emergency"),
    }


def elsewhere(actor: Actor, kind: str, *, adults: tuple[bool, ...] = (False,)) -> dict[str, Any]:
    """Return who reads a kind when somebody here should not, and whom to call when nobody else may."""
    book, now = facts.book(actor.municipality_id), clock.now()
    found = [people.reads_instead(actor, kind, adult=adult) for adult in adults]
    desks = [row.desk for row in found if row is not None]
    staffed = people.staffing(desks)
    return {
        "instead": desks if len(desks) == len(found) else [],
        "instead_is_there": all(staffed[desk.pk].is_staffed() for desk in desks),
        "instead_calls": lines.lines(book, ELSEWHERE, now),
    }


def reads_today(desk: Staffing, book: Book, now: datetime) -> bool:
    """Say whether a child's worry sent now is read today."""
    shown = clock.local(now)
    return desk.reads_on(shown.date()) and shown.hour < book.value("same-day-hour")


def answer_by(concern: Concern, book: Book) -> datetime:
    """Return when the writer has word that it is read, at the latest."""
    days, closed = book.value("reader-answer-working-days"), people.closed_days([concern.desk_id])[concern.desk_id]
    day = calendar.add_working_days(clock.local(concern.received_at).date(), days, closed)
    return clock.at(day, concern.desk.closes.hour, concern.desk.closes.minute)


def thread_context(thread: Thread, concern: Concern | None, code: str, book: Book) -> dict[str, Any]:
    """Return the context of the receipt and of the thread page."""
    due = clock.local(answer_by(concern, book)) if concern else None
    return {
        "code": code,
        "thread": thread,
        "last_day": clock.local(threads.last_day(thread)),
        "answer_by": due,
        "path": status_path(thread, due),
        "social_emergency": book.phone("social-emergency"),
        "may_write": True,
    }


def status_path(thread: Thread, due: datetime | None) -> list[Step]:
    """Return the writer's path: Mottaget · Läst · Klart or Överlämnat. Times are cut to the hour."""
    order = [Thread.Status.RECEIVED, Thread.Status.READ, Thread.Status.DONE]
    here = (
        2
        if thread.status in (Thread.Status.DONE, Thread.Status.HANDED_OVER)
        else order.index(Thread.Status(thread.status))
    )
    received = hour_words(thread.received_at)
    read = hour_words(thread.read_at) if thread.read_at else ""
    if due and not read:
        read = _("Du ser det här senast %(day)s.") % {"day": date_format(due, "l j F")}
    handed = thread.status == Thread.Status.HANDED_OVER
    last = _("Överlämnat") if handed else (_("Klart") if here == 2 else _("Klart eller överlämnat"))
    note = _("Vi har läst det och lämnat det till dem som ska bedöma det.") if handed else ""
    rows = [(_("Mottaget"), received), (_("Läst"), read), (last, note or _("Längre kan du inte följa det."))]
    return [Step(title, text, _state(index, here)) for index, (title, text) in enumerate(rows)]


def _state(index: int, here: int) -> str:
    if index < here or (index == here == 2):
        return "done" if index < here else "here"
    return "here" if index == here else "later"


def hour_words(moment: datetime) -> str:
    """Say an hour: "Fredag 20 november, mellan klockan 14 och 15"."""
    shown = clock.local(moment)
    words = {"day": date_format(shown, "l j F"), "from": shown.hour, "to": (shown.hour + 1) % 24}
    return (_("%(day)s, mellan klockan %(from)s och %(to)s") % words).capitalize()
