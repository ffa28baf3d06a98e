"""The desk: inbox, one concern, and each deed on it. Views fetch, call an action and redirect; they catch nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from forebygg.concerns import actions, desk, policies, queries
from forebygg.concerns.forms import AnswerForm, DutyForm, HoldForm, TextForm
from forebygg.concerns.models import Concern
from forebygg.facts import queries as facts
from forebygg.kit import references
from forebygg.kit.errors import WrongState
from forebygg.kit.kept import whole


def see(concern: Concern, *, stays: bool = True) -> HttpResponse:
    """Go back to the concern, or to the inbox when it is no longer here."""
    if not (concern.is_open and stays):
        return redirect("concerns:inbox")
    response = HttpResponseRedirect(reverse("concerns:detail", kwargs={"reference": concern.reference}))
    response.status_code = 303
    return response


def _as_read(request: Any, reference: str, form: Any) -> Concern:
    """Return the concern with the version the person saw, so that the action can tell whether it changed since."""
    concern = queries.find(request.actor, reference)
    concern.version = form.cleaned_data["version"]
    return concern


@require_GET
def inbox(request: Any) -> HttpResponse:
    """What came in to this assignment's desk."""
    waiting, ended = queries.list_open(request.actor), queries.list_ended(request.actor)
    context = desk.inbox(waiting, ended, facts.book(request.town.pk))
    context["may_emergency"] = policies.may_open_in_emergency(request.actor)
    return render(request, "concerns/desk/inbox.html", context)


@require_GET
def open_reference(request: Any) -> HttpResponse:
    """Open an exact reference. There is no search."""
    reference = references.tidy(request.GET.get("reference", ""))
    queries.find(request.actor, reference)
    return redirect("concerns:detail", reference=reference)


@require_GET
def detail(request: Any, reference: str) -> HttpResponse:
    """One concern, opened: the reading is logged."""
    page = queries.open_concern(request.actor, reference, with_who="vem" in request.GET)
    if page.concern.read_at is None:
        actions.mark_read(page.concern, by=request.actor)
        page.concern.refresh_from_db(fields=["version", "read_at", "status"])
    return render(request, "concerns/desk/detail.html", desk.detail(page, facts.book(request.town.pk)))


@require_POST
def answer(request: Any, reference: str) -> HttpResponse:
    """Answer the step where the routine stands."""
    page = queries.find(request.actor, reference)
    form = AnswerForm(request.POST, choices=desk.choices(page))
    if not form.is_valid():
        return again(request, reference, answer_form=form)
    data = form.cleaned_data
    concern = _as_read(request, reference, form)
    concern = actions.answer_step(
        concern, step=data["step"], choice=data["choice"], reason=data["reason"], by=request.actor
    )
    return see(concern)


@require_POST
def duty(request: Any, reference: str) -> HttpResponse:
    """Close a duty beside the path: done, or not needed because …"""
    form = DutyForm(request.POST, auto_id=f"duty-{request.POST.get('duty', '')[:40]}-%s")
    if not form.is_valid():
        return again(request, reference, duty_form=form)
    concern, data = _as_read(request, reference, form), form.cleaned_data
    if "waive" in request.POST:
        return see(actions.waive_duty(concern, duty=data["duty"], reason=data["reason"], by=request.actor))
    return see(actions.meet_duty(concern, duty=data["duty"], by=request.actor))


@require_POST
def write_back(request: Any, reference: str) -> HttpResponse:
    """Write something the one outside may read."""
    form = TextForm(request.POST)
    if not form.is_valid():
        return again(request, reference, back_form=form)
    concern = _as_read(request, reference, form)
    actions.write_back(concern, form.cleaned_data["text"], by=request.actor)
    return see(concern)


@require_POST
def note(request: Any, reference: str) -> HttpResponse:
    """Write a note about the work."""
    form = TextForm(request.POST)
    if not form.is_valid():
        return again(request, reference, note_form=form)
    concern = _as_read(request, reference, form)
    actions.note_work(concern, form.cleaned_data["text"], by=request.actor)
    return see(concern)


@require_POST
def finish(request: Any, reference: str) -> HttpResponse:
    """End what has no routine: a question or a message that has its answer."""
    concern = queries.find(request.actor, reference)
    concern.version = whole(request.POST, "version", concern.version)
    return see(actions.finish_answered(concern, by=request.actor))


@require_POST
def hold(request: Any, reference: str) -> HttpResponse:
    """ "Frys" or let go."""
    form, ended = HoldForm(request.POST, auto_id="hold-%s"), "ended" in request.POST
    if not form.is_valid() and ended:
        raise WrongState(_("Välj varför gallringen ska frysas."))
    if not form.is_valid():
        return again(request, reference, hold_form=form)
    concern = (queries.find_ended if ended else queries.find)(request.actor, reference)
    concern.version = form.cleaned_data["version"]
    if "release" in request.POST:
        actions.release_concern(concern, by=request.actor)
    else:
        actions.hold_concern(concern, reason=form.cleaned_data["reason"], by=request.actor)
    return see(concern)


def again(request: Any, reference: str, **forms: Any) -> HttpResponse:
    """Show the page again with a form that lacked something; nothing typed is lost."""
    page = queries.open_concern(request.actor, reference)
    context = desk.with_faulty(desk.detail(page, facts.book(request.town.pk)), forms)
    return render(request, "concerns/desk/detail.html", context, status=422)
