"""Signing in, choosing an assignment, desks and absences."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.mfa.webauthn.views import remove_webauthn
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebygg.kit import clock
from forebygg.kit.errors import NotFound
from forebygg.people import actions, policies, queries, roles, second_step, signing, single_sign_on, sitting
from forebygg.people.forms import AbsenceForm, DayForm, PasswordForm, SignInForm
from forebygg.people.middleware import own_account, own_password, without_assignment
from forebygg.people.models import Desk
from forebygg.ui import doors

# How often a wrong password may be tried. Facts stand above this room; the municipality's own come with stronger
# sign-in in a later issue.
_TRIES = 5
_WAIT = timedelta(minutes=15)


@login_not_required
def sign_in(request: Any) -> HttpResponse:
    """Password sign-in for this municipality's staff."""
    form = SignInForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        user = signing.sign_in(request, data["email"], data["password"], town=request.town, tries=_TRIES, wait=_WAIT)
        if user is not None and not signing.first_password_is_over(user):
            return signing.go_on(request, user, to=_safe_next(request, data["next"]))
        over = _("Det första lösenordet gäller inte längre. Be om ett nytt av den som lade till dig.")
        form.add_error(
            None,
            over
            if user is not None
            else _("Adressen eller lösenordet stämmer inte. Efter några försök låses kontot en stund."),
        )
    context = {"form": form, "provider": single_sign_on.door(request)}
    return render(request, "people/sign_in.html", context, status=422 if form.errors else 200)


def _safe_next(request: Any, address: str) -> str:
    if address and url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return address
    return reverse("people:choose_assignment")


@login_not_required
@require_POST
def sign_out(request: Any) -> HttpResponse:
    """Sign out and show the sign-in page; the browser is asked to forget what it has kept of ours."""
    signing.sign_out(request)
    answer = redirect("people:sign_in")
    answer.headers["Clear-Site-Data"] = '"cache","storage"'
    return answer


@own_account
@require_POST
def sign_out_elsewhere(request: Any) -> HttpResponse:
    """End every session of one's own but this one."""
    sitting.end_others(request)
    return redirect("mfa_index")


@own_password
def choose_password(request: Any) -> HttpResponse:
    """A password of one's own; the first thing to do with one that somebody else has seen."""
    form = PasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        signing.choose_password(request, form.cleaned_data["new"])
        return redirect("people:choose_assignment")
    return render(request, "people/choose_password.html", {"form": form}, status=422 if form.errors else 200)


def remove_key(request: Any, pk: int) -> HttpResponse:
    """Take one of one's own keys away; somebody else's is not there, whoever has confirmed what."""
    if not second_step.has_key(request.user, pk):
        raise NotFound(request.actor, "key")
    answer: HttpResponse = remove_webauthn(request, pk=pk)
    return answer


@without_assignment
def choose_assignment(request: Any) -> HttpResponse:
    """One assignment at a time: walls run between boards."""
    mine = getattr(request, "assignments", [])
    if request.method == "POST":
        chosen = next((a for a in mine if str(a.uid) == request.POST.get("assignment")), None)
        if chosen is None:
            raise NotFound(request.actor, "assignment")
        signing.choose(request, chosen)
        return redirect(_home())
    if len(mine) == 1 and "byt" not in request.GET:
        signing.choose(request, mine[0])
        return redirect(_home())
    rows = [(a, roles.title(a.role), a.desk.name if a.desk else a.unit.name, a.unit.board.name) for a in mine]
    return render(request, "people/choose_assignment.html", {"rows": rows})


def _home() -> str:
    return doors.url("desk_home")


def desks(request: Any) -> HttpResponse:
    """Whether each desk is staffed, and its closed days."""
    found = queries.list_desks(request.actor)
    staffed = queries.staffing(found)
    names = {desk.code: desk.name for desk in found}
    instead = {code: names.get(other) for code, other in request.town.other_readers.items()}
    rows = [(desk, staffed[desk.pk], _day_form(request, desk), instead.get(desk.code)) for desk in found]
    return render(request, "people/desks.html", {"rows": rows, "today": clock.today()})


def _day_form(request: Any, desk: Desk) -> DayForm | None:
    if not policies.may_manage_desk(request.actor, desk):
        return None
    return DayForm(initial={"version": desk.version}, auto_id=f"desk-{desk.code}-%s")


@require_POST
def close_day(request: Any, code: str) -> HttpResponse:
    """Close a desk on a day, or open it again."""
    form = DayForm(request.POST)
    desk = queries.get_desk(request.actor, code)
    if not form.is_valid():
        return redirect("people:desks")
    desk.version = form.cleaned_data["version"]
    act = actions.reopen_desk if "reopen" in request.POST else actions.close_desk
    act(desk, day=form.cleaned_data["day"], by=request.actor)
    return redirect("people:desks")


def absences(request: Any) -> HttpResponse:
    """One's own days away."""
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.report_absence(request.user, **form.cleaned_data, by=request.actor)
        return redirect("people:absences")
    context = {"form": form, "absences": queries.list_absences(request.actor)}
    return render(request, "people/absences.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw_absence(request: Any, uid: Any) -> HttpResponse:
    """Take back days away."""
    absence = next((a for a in queries.list_absences(request.actor) if a.uid == uid), None)
    if absence is None:
        raise NotFound(request.actor, "absence")
    actions.withdraw_absence(absence, by=request.actor)
    return redirect("people:absences")
