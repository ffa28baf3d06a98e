"""Builds the Actor of each request, wraps it in its municipality's scope, and keeps the desk behind sign-in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation

from forebygg.audit import actions as audit
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound
from forebygg.kit.kept import kept_fields
from forebygg.people import queries, second_step
from forebygg.people.models import Assignment, User
from forebygg.people.signing import ASSIGNMENT
from forebygg.people.tenancy import become, scope

_NOBODY = Actor("public", "public")


class StaffRequest(HttpRequest):
    """A request after ActorMiddleware: `town` and `actor` are there."""

    actor: Actor
    town: Any
    assignment: Assignment | None
    user: Any


class PublicScope:
    """Begins each request as the public of its municipality: in its scope, until somebody is recognised."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.assignment = None
        request.actor = Actor.public(request.town) if request.town else _NOBODY
        with scope(request.actor):
            return self.get_response(request)


class ActorMiddleware:
    """Sets `request.actor`: the person in the assignment they chose, or the public."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if request.town and is_desk(request) and request.COOKIES.get(settings.SESSION_COOKIE_NAME):
            self._recognise(request)
            if request.actor.kind == "staff":
                become(request.actor)
        return self.get_response(request)

    def _recognise(self, request: Any) -> None:
        user = request.user
        if not user.is_authenticated or user.municipality_id != request.town.pk:
            return
        translation.activate(user.language)
        if user.first_password_until is not None or second_step.is_missing(request):
            return  # somebody else may know the password: nobody in particular is here yet
        mine = queries.assignments_of(user)
        chosen = request.session.get(ASSIGNMENT)
        request.assignments = mine
        request.assignment = next((a for a in mine if a.pk == chosen), mine[0] if len(mine) == 1 else None)
        if request.assignment is not None:
            request.actor = queries.actor_for(user, request.assignment, request.town.slug)


def is_desk(request: Any) -> bool:
    """On the open pages everyone is the public, also someone who is signed in at the desk in the same browser."""
    return bool(request.path_info.startswith(("/arbete", "/ui")))


class SignInRequired(LoginRequiredMiddleware):
    """Every view needs a person in an assignment, unless it opted out by decorator."""

    def process_view(self, request: Any, view_func: Any, view_args: Any, view_kwargs: Any) -> Any:
        """Send to sign-in, to the choice of assignment, or on. What was typed when the session ended is shown again."""
        if not getattr(view_func, "login_required", True) or request.actor.kind == "staff":
            return None
        user: User = request.user
        if user.is_authenticated:
            if request.town is None or user.municipality_id != request.town.pk:
                audit.refused(NotFound(request.actor, "another municipality"))
                raise Http404
            if getattr(view_func, "own_password", False):
                return None
            if user.first_password_until is not None:
                return redirect("people:choose_password")
            if getattr(view_func, "own_account", False):
                return None
            if second_step.is_missing(request):
                return redirect("mfa_index")
            return None if getattr(view_func, "without_assignment", False) else redirect("people:choose_assignment")
        if request.method == "POST":
            return render(request, "people/signed_out.html", {"kept": kept_fields(request.POST)}, status=401)
        return self.handle_no_permission(request, view_func)


def own_password(view: Any) -> Any:
    """Mark the view where a signed-in person chooses a password, before anything else when somebody else knows it."""
    view.own_password = True
    return view


def own_account(view: Any) -> Any:
    """Mark a page of one's own sign-in: open to whoever is signed in, before the second step is there."""
    view.own_account = True
    return view


def without_assignment(view: Any) -> Any:
    """Mark a view that a signed-in person may open before choosing an assignment."""
    view.without_assignment = True
    return view
