"""What the two base templates need on every page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebygg.facts import queries as facts
from forebygg.facts.queries import Book
from forebygg.kit import mode
from forebygg.people import roles
from forebygg.site import navigation
from forebygg.ui import stylesheet, theme
from forebygg.ui.stylesheet import Face


@dataclass(frozen=True, slots=True)
class Who:
    """The person's assignment, shown in the header: function and place, never a name."""

    function: str
    place: str
    switch_url: str


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The same page in the other language."""

    code: str
    name: str
    url: str


@lru_cache(maxsize=512)
def _look(colour: str) -> str:
    return theme.css(theme.tokens(colour))


def stylesheets(slug: str, colour: str) -> dict[str, str]:
    """Return the address of each face's stylesheet in a municipality's colour."""
    look = _look(colour)
    faces: tuple[Face, ...] = ("public", "desk")
    return {
        face: reverse(
            "site:stylesheet", kwargs={"slug": slug, "face": face, "digest": stylesheet.bundle(face, look)[1]}
        )
        for face in faces
    }


def frame(request: Any) -> dict[str, Any]:
    """Give the base templates town, mode, stylesheets, emergency numbers, menu and assignment."""
    town = getattr(request, "town", None)
    if town is None:
        return {"demo": mode.is_demo(), "stylesheets": stylesheets("start", "#0b5351")}
    book = facts.book(town.pk)
    context: dict[str, Any] = {
        "town": town,
        "demo": mode.is_demo(),
        "stylesheets": stylesheets(town.slug, town.colour),
        "emergency": _emergency(book),
        "other_language": _other_language(request),
    }
    actor = getattr(request, "actor", None)
    if actor is not None and actor.kind == "staff":
        path = request.town_prefix + request.path_info.lstrip("/")
        context["menu"] = SimpleLazyObject(lambda: navigation.menu(actor, path))  # public pages never ask for it
        context["who"] = Who(str(roles.title(actor.role)), _place(request), reverse("people:choose_assignment"))
    return context


@dataclass(frozen=True, slots=True)
class Emergency:
    """A line of the row that stands first on every public page: words that go on from "Ring 112"."""

    label: str
    number: str
    href: str


def _emergency(book: Book) -> list[Emergency]:
    words = {"emergency": _("om någon är i fara just nu."), "police": _("Inte akut, men du misstänker brott:")}
    return [Emergency(words[phone.code], phone.number, phone.href) for phone in book.phones(words)]


def _place(request: Any) -> str:
    assignment = request.assignment
    return str(assignment.desk.name if assignment.desk else assignment.unit.name)


def _other_language(request: HttpRequest) -> OtherLanguage:
    prefix = getattr(request, "town_prefix", "/")
    rest = request.path_info.lstrip("/")
    if (get_language() or "sv").startswith("en"):
        return OtherLanguage("sv", "Svenska", prefix + rest)
    return OtherLanguage("en", "English", f"{prefix}en/{rest}")
