"""Doors: a name in a template, a view in `site`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import override_settings
from django.urls import path

from forebygg.ui import doors


def page(request: HttpRequest, code: str = "") -> HttpResponse:
    return HttpResponse(code)


urlpatterns = [path("bort/", page, name="away"), path("sprak/<code>/", page, name="tongue")]


@pytest.fixture(autouse=True)
def empty_house(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(doors, "_doors", {})
    with override_settings(ROOT_URLCONF=__name__):
        yield


def test_a_door_leads_to_its_view() -> None:
    doors.register("ut", "away")
    doors.register("language", "tongue", code="en")
    assert doors.url("ut").endswith("/bort/")
    assert doors.url("language").endswith("/sprak/en/")
    assert doors.names() == ["language", "ut"]


def test_an_unknown_door_is_told_with_the_known_ones() -> None:
    doors.register("ut", "away")
    with pytest.raises(LookupError, match="'in'; registered: ut"):
        doors.url("in")


def test_the_same_twice_is_harmless_but_not_two_views() -> None:
    doors.register("ut", "away")
    doors.register("ut", "away")
    with pytest.raises(ValueError, match="already leads"):
        doors.register("ut", "tongue", code="en")


def test_the_tag() -> None:
    doors.register("ut", "away")
    html = Template("{% load ui %}{% door 'ut' %} {% door 'ut' as x %}[{{ x }}]").render(Context())
    assert html.endswith("/bort/]")
    assert html.count("/bort/") == 2
