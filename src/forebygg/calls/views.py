"""The call page: four questions, keyboard only, never a lost word while the tab is open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from forebygg.calls import actions, queries, showing
from forebygg.calls.models import CallNote
from forebygg.calls.note import CallAnswers
from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.kit.text import clean_text
from forebygg.people import queries as people

# A tab that has not saved for this long is not being written in: a crash, or a lunch. Not a rule of law.
_OTHER_TAB_WRITES = timedelta(seconds=20)


def call_list(request: Any) -> HttpResponse:
    """One's own calls not handed over yet, and the button that begins one."""
    if request.method == "POST":
        note = actions.start_call(transferred="direct" not in request.POST, by=request.actor)
        return redirect("calls:call", uid=note.uid)
    return render(request, "calls/list.html", {"calls": queries.list_calls(request.actor)})


def call(request: Any, uid: UUID) -> HttpResponse:
    """The page of one call. Opening it in a second tab makes that one read-only until it takes over."""
    note, answers = queries.open_call(request.actor, uid)
    tab, lately = str(uuid4()), clock.now() - note.saved_at < _OTHER_TAB_WRITES
    open_elsewhere = bool(note.tab) and lately and note.sequence > 0 and "ta-over" not in request.GET
    is_second = open_elsewhere and note.state != CallNote.State.CONNECTED
    if not is_second:
        actions.claim_tab(note, tab, by=request.actor)
    context = showing.page(note, answers, _place(request), tab=tab, is_second=is_second)
    return render(request, "calls/call.html", context)


@require_POST
def autosave(request: Any, uid: UUID) -> HttpResponse:
    """Keep what is written; answers with the clock, or says that another tab writes."""
    note = queries.find_call(request.actor, uid)
    answers = _answers(request)
    kept = actions.save_call(
        note, answers, sequence=_sequence(request), tab=request.POST.get("tab", ""), by=request.actor
    )
    return JsonResponse(
        {
            "kept": kept,
            "at": date_format(clock.local(clock.now()), "G.i.s"),
            "connect": showing.connect_words(_place(request), answers),
        }
    )


@require_POST
def deed(request: Any, uid: UUID) -> HttpResponse:
    """Save, then do what the button says."""
    note = queries.find_call(request.actor, uid)
    answers = _answers(request)
    if "what" in request.POST:
        actions.save_call(note, answers, sequence=_sequence(request), tab="", by=request.actor)
    else:
        answers = queries.open_call(request.actor, uid)[1]
    if not _done(request, note, answers):  # the page that saved goes on writing
        return redirect(
            f"{reverse('calls:call', kwargs={'uid': uid})}?ta-over=1"
        )  # the page that saved goes on writing
    return redirect("calls:list")


def _done(request: Any, note: CallNote, answers: CallAnswers) -> bool:
    """Do what the button says; return whether the call has left the page."""
    wanted, by = request.POST.get("do", "save"), request.actor
    function = clean_text(request.POST.get("function", ""))
    took = {"as_report": request.POST.get("as_report") == "yes", "function": function}
    match wanted:
        case "connected":
            actions.mark_connected(note, _receiver(request), by=by)
            return False
        case "reception-writes":
            actions.leave_to_reception(note, **took, by=by)
        case "send":
            actions.send_note(note, answers, **took, by=by)
        case "send-elsewhere":  # the caller was connected to nobody: those who would have heard should not
            actions.send_note(note, answers.kept_from_somebody(), as_report=False, function="–", by=by)
        case "park" | "cut-off":
            actions.park_call(note, by=by)
        case "hung-up" if answers.what.strip():
            actions.park_call(note, by=by)
        case "drop" | "hung-up":
            actions.drop_call(note, by=by)
        case _:
            return False
    return True


def _receiver(request: Any) -> str:
    """Return the desk the page gave to connect to; anything else that was posted is nobody."""
    code = request.POST.get("receiver", "")
    return code if people.find_desk(request.actor, code) else ""


def _place(request: Any) -> showing.Place:
    return showing.Place(facts.book(request.town.pk), request.town.readers)


def _answers(request: Any) -> CallAnswers:
    return CallAnswers.from_post(request.POST, clean_text(request.POST.get("what", ""))[:20_000])


def _sequence(request: Any) -> int:
    raw = request.POST.get("sequence", "")
    return int(raw) if raw.isdigit() and len(raw) < 12 else 1
