"""`/svar`: read our answer with the code, and write more."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from forebygg.concerns import actions, queries
from forebygg.facts import queries as facts
from forebygg.kit import references
from forebygg.kit.kept import kept_fields
from forebygg.mailbox import actions as mailbox
from forebygg.mailbox import cookie
from forebygg.mailbox import queries as threads
from forebygg.mailbox.models import Thread
from forebygg.telling import showing
from forebygg.telling.forms import CodeForm, MoreForm
from forebygg.telling.views import limited
from forebygg.telling.views.tell import see_other


@login_not_required
@csrf_exempt
def thread(request: Any) -> HttpResponse:
    """Ask for the code, show the thread, take more. The code lies in the visit's sealed draft, never in an address."""
    key = threads.draft_key(request.actor, request.COOKIES.get(cookie.NAME))
    visit = threads.open_draft(request.actor, key) or {}
    if request.method == "POST":
        if "text" in request.POST:
            return _write_more(request, visit)
        return _take_code(request, key)
    if "reading" not in visit:
        return render(request, "telling/code.html", {"form": CodeForm()})
    found = threads.thread_by_code(request.actor, visit["reading"])
    if found is None:
        return _unknown(request)
    if "forgiven" not in visit:  # once: the page is shown again, the try was one
        limited.forgive(request, "code")
        mailbox.write_draft(visit | {"forgiven": True}, key, by=request.actor)
    return _show(request, found, visit["reading"], MoreForm(initial={"submission": uuid4()}))


def _take_code(request: Any, key: cookie.DraftKey | None) -> HttpResponse:
    """The answer is the same 303, bytes and statements for a right code and a wrong one."""
    book = facts.book(request.town.pk)
    if limited.is_over(request, "code", book.value("code-tries"), book.value("code-wait-minutes") * 60):
        wait = book.value("code-wait-minutes")
        return render(request, "telling/too_many.html", {"minutes": wait}, status=429)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return render(request, "telling/code.html", {"form": form}, status=422)
    limited.hit(request, "code")
    key = mailbox.write_draft({"reading": form.cleaned_data["code"]}, None, by=request.actor)
    response = see_other("telling:thread")
    response.set_cookie(
        cookie.NAME,
        threads.cookie_value(request.actor, key),
        path=request.town_prefix,
        httponly=True,
        samesite="Strict",
        secure=request.is_secure(),
    )
    return response


def _unknown(request: Any) -> HttpResponse:
    context = {"form": CodeForm(), "unknown": True}
    return render(request, "telling/code.html", context, status=404)


def _show(request: Any, found: Thread, code: str, form: MoreForm, status: int = 200) -> HttpResponse:
    concern = queries.latest_of_thread(request.actor, found.pk)
    messages = threads.messages_of([found], found.board, request.actor.municipality)
    context = showing.thread_context(found, concern, references.digits(code), facts.book(request.town.pk))
    context |= {"form": form, "messages_with_us": messages, "may_write": concern is not None}
    return render(request, "telling/thread.html", context, status=status)


def _write_more(request: Any, visit: dict[str, Any]) -> HttpResponse:
    found = threads.thread_by_code(request.actor, visit.get("reading", ""))
    if found is None:
        return render(request, "telling/expired.html", {"kept": kept_fields(request.POST)}, status=410)
    form = MoreForm(request.POST)
    if not form.is_valid():
        return _show(request, found, visit["reading"], form, status=422)
    data = form.cleaned_data
    actions.add_to_thread(found, data["text"], submission=data["submission"], by=request.actor)
    return see_other("telling:thread")
