"""Around every request: headers, which municipality, which language, and what a refusal looks like."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix
from django.utils import translation

from forebygg.audit import actions as audit
from forebygg.facts import queries as facts
from forebygg.kit import clock, mode, shelf
from forebygg.kit.errors import NotFound, Stale, WrongState
from forebygg.people import queries as people
from forebygg.people import sitting
from forebygg.people.middleware import is_desk
from forebygg.site import errors, logs

Handler = Callable[[HttpRequest], HttpResponseBase]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}

METHODS = ("GET", "HEAD", "POST")


def _is_length(said: str) -> bool:
    """Whether it is a number a body can have in bytes; Django reads it as one, without asking, at the first field."""
    return len(said) < 20 and said.isascii() and said.isdigit()


class RequestId:
    """Outermost: an id for the process log, in the answer too, so that somebody who meets a fault can quote it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with logs.request() as number:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = number
            return response


class SecurityHeaders:
    """The same strict headers on every answer, and nothing kept in any cache unless a view says so. What neither reads
    nor sends is refused."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in METHODS:
            response: HttpResponseBase = HttpResponseNotAllowed(METHODS)
        elif not _is_length(request.META.get("CONTENT_LENGTH") or "0"):
            response = HttpResponseBadRequest()
        else:
            response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        if request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        return response


class Town:
    """Finds the municipality by host, or by a path prefix that is cut off before routing.

    The prefix is set as script prefix on every request, so that no URLconf knows it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        request.town = None
        prefix = "/"
        towns = people.towns()
        host = request.get_host().partition(":")[0]
        by_host = next((town for town in towns if host in town.hosts), None)
        first, _, rest = request.path_info.lstrip("/").partition("/")
        by_path = next((town for town in towns if town.slug == first), None)
        if by_host is not None:
            request.town = by_host
        elif by_path is not None:
            request.town, prefix = by_path, f"/{first}/"
            request.path_info = "/" + rest
        elif len(towns) == 1 and not mode.is_demo():
            request.town = towns[0]
        request.town_prefix = prefix
        if request.town is None:
            request.urlconf = "forebygg.site.townless_urls"
        set_script_prefix(prefix)
        return self.get_response(request)


class Language:
    """Swedish, unless the path says /en/: no cookie, no guessing from what the browser tells."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.codes = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]

    def __call__(self, request: Any) -> HttpResponseBase:
        first, _, rest = request.path_info.lstrip("/").partition("/")
        language = settings.LANGUAGE_CODE
        if first in self.codes:
            language = first
            request.path_info = "/" + rest
            set_script_prefix(f"{request.town_prefix}{first}/")
        with translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response


class KeptPages:
    """Answers a bare reading of an open page from memory, before session, actor and transaction are made.

    A page is made of the municipality and of its facts as they lie in memory, and tells of one minute; a change of any
    of them makes it anew, so a kept page is never older than the facts on it. A cookie of any kind passes by.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.shelf = shelf.Shelf()

    def __call__(self, request: Any) -> HttpResponseBase:
        if request.town is None or not shelf.asks_for_nothing_more(request):
            return self.get_response(request)
        minute = clock.now().replace(second=0, microsecond=0)
        place = (request.town.pk, request.town_prefix, translation.get_language(), request.path_info, mode.is_demo())
        book = facts.in_memory(request.town.pk)
        if book is None:  # nobody has asked for five seconds; what is made now may outlive what it is made of
            return self.get_response(request)
        made_of = (request.town, book)
        found = self.shelf.find(place, made_of, minute)
        if found is not None:
            return found
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and shelf.may_be_kept(request, response):
            self.shelf.put(place, made_of, minute, response)
        return response


class Sitting:
    """Ends a session at the desk that nobody has touched for a while, or that has lasted too long: facts say how long.

    It stands here because facts lie above the room that keeps the sessions.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        if request.town is not None and is_desk(request) and request.COOKIES.get(settings.SESSION_COOKIE_NAME):
            book = facts.book(request.town.pk)
            idle = timedelta(minutes=book.value("desk-idle-minutes"))
            sitting.watch(request, idle=idle, longest=book.span("desk-session-hours"))
        return self.get_response(request)


class Refusals:
    """Turns domain errors into pages, and writes refusals to the log after the deed was rolled back."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info or "\0" in unquote(request.META.get("QUERY_STRING", "")):
            return errors.not_found(request)  # PostgreSQL holds no such text, so nothing has that name
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for the errors the rooms raise; anything else is a fault of the house (500, `errors.broken`)."""
        if isinstance(error, NotFound):
            audit.refused(error)
            return errors.not_found(request)
        if isinstance(error, WrongState):
            return errors.wrong_state(request, str(error))
        if isinstance(error, Stale):
            return errors.stale(request)
        return None
