"""Open data: the plan as JSON, its measures as CSV, what changes as Atom, and the catalogue that says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.urls import get_script_prefix, reverse, set_script_prefix
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from forebygg.files import sheets
from forebygg.kit.actor import Actor
from forebygg.plans import catalogue, queries, report
from forebygg.plans.catalogue import Catalogue, Dataset, Distribution
from forebygg.plans.queries import PlanPage
from forebygg.ui import doors


@contextmanager
def _as_published(request: Any) -> Iterator[None]:
    """One language and one address, whichever page led here: what machines gather has no translation."""
    before = get_script_prefix()
    set_script_prefix(request.town_prefix)
    try:
        with override("sv"):
            yield
    finally:
        set_script_prefix(before)


def _open(response: HttpResponse) -> HttpResponse:
    """Let any page on the web read it: it is open data."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@login_not_required
def as_json(request: Any, slug: str) -> HttpResponse:
    """The plan in force, whole: what it says, who decided, how far each measure has come."""
    page = queries.open_plan(Actor.public(request.town), slug=slug)
    with _as_published(request):
        found = queries.published(page)
        found["url"] = request.build_absolute_uri(reverse("plans:open_plan", args=[slug]))
    return _open(JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1}))


@login_not_required
def as_csv(request: Any, slug: str) -> HttpResponse:
    """The measures, a row each."""
    page = queries.open_plan(Actor.public(request.town), slug=slug)
    with _as_published(request):
        sheet = report.measures(queries.published(page))
    return _open(HttpResponse(sheets.comma_separated(sheet), content_type="text/csv; charset=utf-8"))


class _Feed(Atom1Feed):
    """A feed that is as old as what it tells: one without entries does not change either."""

    def latest_post_date(self) -> datetime:
        """Return the day of the newest entry."""
        return super().latest_post_date() if self.items else datetime(1970, 1, 1, tzinfo=UTC)


@login_not_required
def feed(request: Any) -> HttpResponse:
    """What has been decided, done and followed up, the newest first."""
    with _as_published(request):
        told = _Feed(
            title=_("Så arbetar kommunen: %(town)s") % {"town": request.town.name},
            link=request.build_absolute_uri(reverse("plans:open")),
            description="",
            language="sv",
            author_name=str(request.town.name),
            feed_url=request.build_absolute_uri(reverse("plans:feed")),
        )
        for change in queries.latest_changes(Actor.public(request.town)):
            told.add_item(
                title=change.title,
                link=request.build_absolute_uri(reverse("plans:open_plan", args=[change.slug])),
                description=escape(change.text),  # the library says that it is HTML
                unique_id=f"urn:uuid:{change.uid}",
                updateddate=change.at,
                pubdate=change.at,
            )
        return _open(HttpResponse(told.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"))


@login_not_required
def catalogued(request: Any) -> HttpResponse:
    """The catalogue that the national data portal gathers from."""
    pages = queries.list_pages(Actor.public(request.town))
    with _as_published(request):
        found = Catalogue(
            request.build_absolute_uri(reverse("plans:catalogue")),
            _("Öppna data om det förebyggande arbetet i %(town)s") % {"town": request.town.name},
            _("Planer, åtgärder och uppföljning. Inget här handlar om enskilda personer."),
            str(request.town.name),
            request.build_absolute_uri(reverse("plans:open")),
            request.build_absolute_uri(doors.url("kontakt")),
            [_dataset(request, page) for page in pages],
        )
    return _open(HttpResponse(catalogue.write(found), content_type="application/rdf+xml; charset=utf-8"))


def _dataset(request: Any, page: PlanPage) -> Dataset:
    def whole(name: str) -> str:
        return str(request.build_absolute_uri(reverse(name, args=[page.plan.slug])))

    files = [
        Distribution(whole("plans:as_json"), "application/json", _("Planen som JSON")),
        Distribution(whole("plans:as_csv"), "text/csv", _("Åtgärderna som CSV")),
    ]
    words = page.said.summary or _("Vad planen säger, vem som beslutade och hur långt varje åtgärd har kommit.")
    return Dataset(whole("plans:open_plan"), page.said.title, words, queries.changed_on(page).isoformat(), files)
