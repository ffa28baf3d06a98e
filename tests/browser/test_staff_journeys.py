"""J6, J7 and the rehearsal in a real Chromium: by keyboard, and without script where a page has none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_journeys import press_to

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


def test_j6_a_teacher_reports_and_confirms(visit: Visit, base: str) -> None:
    """The fork, the duty in plain words, the e-service, "Gjort klockan …"; nothing about a pupil can be typed."""
    page = visit(390, script=False)
    sign_in(page, base, "lena")
    page.goto(base + "arbete/anmala")
    assert "Vill du ha råd eller anmäla?" in page.inner_text("h1")
    assert page.locator("textarea").count() == 0
    page.click("main button:has-text('Jag ska anmäla')")
    assert page.get_attribute("a:has-text('Öppna e-tjänsten')", "href") == "https://socialtjansten.example/oro"
    page.fill("[name=at]", "")
    page.click("main button:has-text('Spara')")
    assert "Skriv vilken tid du anmälde" in page.inner_text("main")
    page.fill("[name=at]", "00:01")
    page.click("main button:has-text('Spara')")
    assert "Gjort klockan 0.01" in page.inner_text("main")
    page.click("main button:has-text('Klart')")
    assert "Vill du ha råd eller anmäla?" in page.inner_text("h1")


def test_j7_the_coordinators_week_by_keyboard(visit: Visit, base: str) -> None:
    """Måndagsbrevet, then the own desk: a question read, answered and ended; no text about a person anywhere."""
    writer = visit(390, script=False)
    writer.goto(base + "fraga")
    writer.fill("textarea", "Ordnar ni en träff om demokrati?")
    writer.click("main button")
    page = visit(1360)
    sign_in(page, base, "karin")
    page.goto(base + "arbete/vecka")
    rows = page.locator("ul.todo > li").count()
    assert 0 <= rows <= 3 and "Antal. Texter om personer ser du aldrig." in page.inner_text("main")
    page.goto(base + "arbete/oro/")
    reference = page.inner_text("tr:has-text('Fråga') >> nth=-1 >> a")
    page.goto(base + f"arbete/oro/{reference}/")
    press_to(page, "#back-text", 120)
    page.keyboard.type("Ja, i januari. Välkommen.")
    press_to(page, "form[action$=svar] button", 5)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Välkommen")
    page.click("button:has-text('Besvarad, klart')")
    page.wait_for_url("**/arbete/oro/")
    assert reference not in page.inner_text("table")


def test_an_incident_from_a_phone_to_both_desks(visit: Visit, base: str) -> None:
    """Reported without script; the coordinator and the security manager both see it."""
    page = visit(320, script=False)
    page.goto(base + "anmal-handelse")
    page.click("main form button")
    assert "Skriv var det är" in page.inner_text("[role=alert]")
    page.check("[value=poster]")
    page.check("[value=street]")
    page.fill("[name=where]", "Torget, vid busskuren")
    page.check("[value=none]")
    page.click("main form button")
    assert page.locator(".code__digits").count() == 1
    for name in ("karin", "sara"):
        desk = visit(1360)
        sign_in(desk, base, name)
        desk.goto(base + "arbete/oro/")
        desk.click("tr:has-text('Händelse') >> nth=-1 >> a")
        assert "vid busskuren" in desk.inner_text("main")


def test_a_rehearsal_by_keyboard(visit: Visit, base: str) -> None:
    """An invented call, answered with the keys to an end; nothing is kept."""
    page = visit(1360)
    sign_in(page, base, "olga")
    page.goto(base + "arbete/ova/")
    press_to(page, "button[value=adult-brother]", 80)
    page.keyboard.press("Enter")
    for _ in range(25):
        page.wait_for_selector("h1")
        if page.locator("button[name=choice]").count() == 0:
            break
        assert "Du är här" in page.content()
        press_to(page, "button[name=choice]", 80)
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    assert "Prata om efteråt" in page.inner_text("main")


def test_a_card_prints_on_one_sheet(visit: Visit, base: str) -> None:
    """On paper: lines, numbers, routine; no menu, no exit, no footer; one A4."""
    page = visit(794)
    page.goto(base + "kort/kontaktcenter")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollHeight") <= 1123
    assert not page.locator(".exit").is_visible() and not page.locator("footer").is_visible()
    assert page.locator("text=08-465 004 31").is_visible()
