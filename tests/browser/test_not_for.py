"""Somebody here should not read, on a phone without script; and the pages of who was told, and of the archive."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import sign_in
from tests.browser.test_every_page import faults

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


@pytest.mark.parametrize("script", [False, True])
def test_the_whole_way_on_a_phone(visit: Visit, base: str, script: bool) -> None:
    """From the link before the first question to the receipt: one page more. It needs no script; whoever looks for
    faults does."""
    page, found = visit(320, "light", script), {}

    def look(name: str) -> None:
        if script:
            found[name] = faults(page)

    page.goto(base + "beratta")
    page.click("a:has-text('Är det någon hos oss som inte ska läsa det här?')")
    look("asked")
    page.click("button:has-text('Låt någon annan läsa')")
    page.wait_for_selector(".error-summary")
    look("missing")
    page.check("[value=elected]")
    page.fill("[name=not_for_who]", "En påhittad person")
    page.click("button:has-text('Låt någon annan läsa')")
    page.wait_for_selector("text=Är någon i fara just nu?")
    for selector, text in (
        ("[value=no]", ""), ("textarea", "I lördags."), ("[value=under-18]", ""), ("[value=none]", ""),
        ("[value=family]", ""), ("[value=code]", ""),
    ):  # fmt: skip
        page.fill(selector, text) if text else page.check(selector)
        page.click("button.button")
    page.wait_for_selector("text=Mottagningen vuxna läser i stället för dem som brukar.")
    assert "påhittad person" not in page.content()
    look("check")
    page.click("button.button")
    page.wait_for_selector("h1:has-text('Tack för att du hörde av dig')")
    page.goto(base + "fraga")
    page.click("summary:has-text('Är det någon hos oss')")
    look("folded out")
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_told_and_disposed_of(visit: Visit, base: str, width: int, scheme: str) -> None:
    """Whether the person was told, right and wrong; the archive function's page."""
    page, found = visit(width, scheme), {}
    sign_in(page, base, "sven")
    page.goto(base + "arbete/oro/")
    page.click("tbody a >> nth=0")
    worry = page.url
    found["worry"] = faults(page)
    page.goto(worry + "informera")
    found["told"] = faults(page)
    page.click("main button:text-is('Skriv in')")
    page.wait_for_selector(".error-summary")
    found["missing"] = faults(page)
    page = visit(width, scheme)
    sign_in(page, base, "rut")
    page.goto(base + "arbete/uppdrag?byt=1")
    page.click("li:has-text('Arkivfunktionen') button")
    page.goto(base + "arbete/gallring")
    page.wait_for_selector("text=Gallras nu")
    found["archive"] = faults(page)
    assert {name: said for name, said in found.items() if said} == {}


def test_a_call_with_the_fold_open(visit: Visit, base: str) -> None:
    """The operator's page, at the width it is used in."""
    page, found = visit(1280, "light"), {}
    sign_in(page, base, "olga")
    page.goto(base + "arbete/samtal/")
    page.click("button:has-text('Samtal från stödlinjen')")
    page.click("summary:has-text('Någon hos oss ska inte läsa')")
    found["call"] = faults(page)
    assert found == {"call": []}
