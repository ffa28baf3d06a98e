"""The open pages. No session, no cookie, no person in any log."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _lazy

from forebygg.facts import lines
from forebygg.facts import queries as facts
from forebygg.facts.queries import Book
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound
from forebygg.kit.shelf import kept_page
from forebygg.knowledge import queries as knowledge
from forebygg.people import queries as people
from forebygg.plans import parts
from forebygg.plans import queries as plans
from forebygg.public import pages
from forebygg.records import queries as records
from forebygg.records import retention
from forebygg.ui import doors

# Pages whose next step is to write to the desk that answers.
_WRITE = {
    "forening": ("forening_skriv", _lazy("Skriv till kontaktpunkten")),
    "jobb": ("jobb_rad", _lazy("Fråga om råd utan namn")),
    "anhorig": ("anhorig_skriv", _lazy("Skriv till stödet för anhöriga")),
    "lamna-miljo": ("lamna_miljo_skriv", _lazy("Skriv till stödet för den som vill lämna")),
}


_HOW_LONG = "personuppgifter"  # where it stands how long things are kept, under which decisions
_COORDINATOR = ("Samordnaren", "The coordinator")
_RECEPTIONS = ("reception-under-21", "reception-21", "relatives-support", "leaving-support")


@login_not_required
@kept_page
def start(request: Any) -> HttpResponse:
    """The start page: 112, a telephone by the clock, what one may do, honest promises."""
    book, now = facts.book(request.town.pk), clock.now()
    own = book.phone("switchboard")
    answers = lines.first_answering(book, ["switchboard", "social-emergency", "emergency"], now)
    context = {
        "own": own,
        "own_note": lines.hours_words(own, now) if own else "",
        "own_open": bool(own and own.is_open(now)),
        "answers": answers,
        "hours": lines.lines(book, ["switchboard", "social-emergency", "helpline", "police"], now),
        "verified_on": max((p.verified_on for p in book.phones(lines.ALL) if p.verified_on), default=None),
        "same_day_hour": book.value("same-day-hour"),
        "question_days": book.value("question-answer-working-days"),
        "page_owner": _owner(request),
    }
    return render(request, "public/start.html", context)


@login_not_required
@kept_page
def acute(request: Any) -> HttpResponse:
    """Is it urgent? Three situations, the largest type on the site."""
    book = facts.book(request.town.pk)
    phones = {code: book.phone(code) for code in ("emergency", "police")}
    context = {"phones": phones, "social": book.phone("social-emergency"), "page_owner": _owner(request)}
    return render(request, "public/acute.html", context)


@login_not_required
@kept_page
def call(request: Any) -> HttpResponse:
    """Whom can I call? Every number, with hours by the clock."""
    book, now = facts.book(request.town.pk), clock.now()
    rows = lines.lines(book, lines.ALL, now)
    context = {
        "now": [row for row in rows if row.open_now],
        "later": [row for row in rows if not row.open_now],
        "page_owner": _owner(request),
    }
    return render(request, "public/call.html", context)


@login_not_required
@kept_page
def page(request: Any, code: str) -> HttpResponse:
    """One of the written pages."""
    text = pages.read(code, (get_language() or "sv")[:2])
    book = facts.book(request.town.pk)
    body = pages.render(text, lambda kind, argument: _resolve(book, kind, argument))
    owner = _owner(request) if text.owner in _COORDINATOR else text.owner
    context = {"page": text, "body": mark_safe(body), "page_owner": owner, "page_reviewed": text.reviewed}
    if code == _HOW_LONG:
        decided = records.list_in_force(request.actor)
        context["decisions"] = [(row, retention.RULES[row.rule]) for row in decided if row.rule in retention.RULES]
    if code in _WRITE:
        context |= {"write_url": doors.url(_WRITE[code][0]), "write_text": _WRITE[code][1]}
    return render(request, "public/page.html", context)


def _owner(request: Any) -> str:
    """The function that answers for what no page names another owner for: whoever answers questions."""
    return str(people.reader(request.actor, "question", adult=False).name)


@login_not_required
def contact(request: Any) -> HttpResponse:
    """Who answers for the work, inwards and outwards: functions and numbers, no names."""
    book, now = facts.book(request.town.pk), clock.now()
    desk = people.reader(request.actor, "question", adult=False)
    security = people.find_desk(request.actor, "security")
    context = {
        "desk": desk,
        "security": security if security is not None and security.pk != desk.pk else None,
        "calls": lines.lines(book, [desk.phone, "association-contact"], now),
        "receptions": lines.lines(book, _RECEPTIONS, now),
        "page_owner": desk.name,
    }
    return render(request, "public/contact.html", context)


@login_not_required
@kept_page
def situations(request: Any) -> HttpResponse:
    """What an operation may meet, by where it is met."""
    found = knowledge.list_situations()
    places = [(place, [each for each in found if place.code in each.where]) for place in knowledge.list_places()]
    return render(request, "public/situations.html", {"places": places, "page_owner": _owner(request)})


@login_not_required
def situation(request: Any, code: str) -> HttpResponse:
    """One situation: whose responsibility, what to do, what suits, what the municipality's own plan says of it."""
    found = knowledge.find_situation(code)
    if found is None:
        raise NotFound(request.actor, "situation")
    words = {word for place in knowledge.list_places() if place.code in found.where for word in place.words}
    pages = [page for page in plans.list_pages(Actor.public(request.town)) if not page.standing.is_repealed]
    ours = [(page, touched) for page in pages if (touched := parts.touching(page.said, words))]
    context = {"situation": found, "ours": ours, "page_owner": _owner(request)}
    return render(request, "public/situation.html", context)


@login_not_required
@kept_page
def methods(request: Any) -> HttpResponse:
    """Ways of working, and what is known about each."""
    context = {"methods": knowledge.list_methods(), "grades": knowledge.GRADES, "page_owner": _owner(request)}
    return render(request, "public/methods.html", context)


@login_not_required
def sources(request: Any) -> HttpResponse:
    """Words explained: as our plans use them, as the country does, and which milieus there are."""
    pages = plans.list_pages(Actor.public(request.town))
    ours = [page for page in pages if page.said.terms or page.said.milieus]
    context = {"words": knowledge.list_words(), "ours": ours, "page_owner": _owner(request)}
    return render(request, "public/sources.html", context)


def _resolve(book: Book, kind: str, argument: str) -> str:
    if kind == "value":
        return str(book.value(argument))
    if kind == "law":
        provision = book.provision(argument)
        return format_html('<a href="{}" rel="noreferrer">{}</a>', provision.url, provision.name) if provision else ""
    if kind == "link":
        door, text = pages.door_and_text(argument)
        return format_html('<a href="{}">{}</a>', doors.url(door), text)
    if kind == "call":
        return render_to_string(
            "ui/components/call-list.html", {"rows": lines.lines(book, argument.split(","), clock.now())}
        )
    phone = book.phone(argument)
    return format_html('<a class="nowrap num" href="{}">{}</a>', phone.href, phone.number) if phone else ""
