"""`/beratta` and `/svar`: no account, no script, one address for all steps."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from forebygg.concerns import actions, queries
from forebygg.concerns.entry import is_open
from forebygg.concerns.reports import NOT_FOR
from forebygg.facts import queries as facts
from forebygg.kit import references
from forebygg.kit.kept import kept_fields
from forebygg.mailbox import actions as mailbox
from forebygg.mailbox import cookie
from forebygg.mailbox import queries as threads
from forebygg.people import queries as people
from forebygg.telling import showing, steps
from forebygg.telling.forms import FORMS, StepForm
from forebygg.telling.views import limited
from forebygg.telling.views.shut import shut


def see_other(view: str) -> HttpResponse:
    """Answer a POST with 303, so that reloading and going back never send twice."""
    response = HttpResponseRedirect(reverse(view))
    response.status_code = 303
    return response


@login_not_required
@csrf_exempt  # The visitor's only cookie is SameSite=Strict and made by the form itself; see docs/threats.md.
def tell(request: Any) -> HttpResponse:
    """Tell us of something that worries you: the same address on every step."""
    key = threads.draft_key(request.actor, request.COOKIES.get(cookie.NAME))
    answers = threads.open_draft(request.actor, key)
    if request.method == "POST":
        return _post(request, key, answers)
    if answers is not None and "receipt" in answers:
        return _receipt(request, answers)
    if not is_open(request.town):
        return shut(request, str((answers or {}).get("what", "")))
    if answers is None:
        return _before(request)
    return _question(request, answers, showing.form_for(answers, _longest(request)))


def _post(request: Any, key: cookie.DraftKey | None, answers: dict[str, Any] | None) -> HttpResponse:
    step = request.POST.get("step", "")
    if answers is None and step not in ("", steps.FIRST):
        return render(request, "telling/expired.html", {"kept": kept_fields(request.POST)}, status=410)
    if answers is not None and "receipt" in answers:
        return see_other("telling:tell")
    answers = answers or fresh()
    if not step and not is_open(request.town):
        return shut(request)
    if not step:
        return keep(request, answers, key)
    if "back" in request.POST or "goto" in request.POST:
        wanted = request.POST.get("goto") or steps.before(step)
        return keep(request, answers | {"at": wanted if wanted in FORMS else steps.FIRST}, key)
    form = FORMS.get(step, FORMS[steps.FIRST])(request.POST, longest=_longest(request))
    if not form.is_valid():
        return _question(request, answers, form, status=422)
    return _accept(request, answers, form, key)


def _accept(request: Any, answers: dict[str, Any], form: StepForm, key: cookie.DraftKey | None) -> HttpResponse:
    """Keep the answer; on the last step register the concern and keep nothing but the receipt."""
    if form.code != "check":
        return keep(request, showing.accept(answers, form, _nudge_words(request)), key)
    report = steps.read(answers | {"send": True})
    if report is None:
        return keep(request, answers | {"at": steps.current(answers)}, key)
    if waiting := limited.slowed(request, answers["submission"]):
        return waiting
    return _onward(
        request, actions.send_draft(report, key, lambda concern: showing.receipt(answers, concern), by=request.actor)
    )


def keep(request: Any, answers: dict[str, Any], key: cookie.DraftKey | None) -> HttpResponse:
    """Keep the draft, and go to the page that shows where it stands."""
    return _onward(request, mailbox.write_draft(answers, key, by=request.actor))


def _onward(request: Any, key: cookie.DraftKey) -> HttpResponse:
    response = see_other("telling:tell")
    response.set_cookie(
        cookie.NAME,
        threads.cookie_value(request.actor, key),
        path=request.town_prefix,
        httponly=True,
        samesite="Strict",
        secure=cookie.NAME.startswith("__") or request.is_secure(),
    )
    return response


def fresh() -> dict[str, Any]:
    """Return a draft in which nothing is answered yet."""
    return {"at": steps.FIRST, "code": references.receipt_code(), "submission": str(uuid4())}


def _longest(request: Any) -> int:
    return facts.book(request.town.pk).value("text-characters")


def _nudge_words(request: Any) -> list[str]:
    return facts.book(request.town.pk).words("nudge-words")


def _before(request: Any) -> HttpResponse:
    children, adults = (people.reader(request.actor, "worry", adult=adult) for adult in (False, True))
    context = showing.before(children, adults, facts.book(request.town.pk))
    return render(request, "telling/before.html", context)


def _question(request: Any, answers: dict[str, Any], form: StepForm, status: int = 200) -> HttpResponse:
    context = showing.question(answers, form, facts.book(request.town.pk))
    if form.code == "check" and NOT_FOR in answers:
        context |= showing.elsewhere(request.actor, "worry", adults=(answers["age"] == "21",)) | {
            "goes_elsewhere": True
        }
    return render(request, f"telling/{context['template']}.html", context, status=status)


def _receipt(request: Any, answers: dict[str, Any]) -> HttpResponse:
    thread = threads.thread_by_code(request.actor, answers["code"])
    concern = queries.hours_of_thread(request.actor, thread.pk) if thread else None
    if thread is None or concern is None:
        return _before(request)
    context = showing.thread_context(thread, concern, answers["code"], facts.book(request.town.pk))
    context["address"] = request.get_host() + reverse("telling:thread")
    return render(request, "telling/receipt.html", context)
