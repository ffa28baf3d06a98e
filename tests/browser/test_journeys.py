"""J1–J3, J5 and the desk in a real Chromium: keyboard only, without script, on a narrow phone, in the dark."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


def press_to(page: Page, selector: str, most: int = 60) -> None:
    """Tab until the wanted control has focus; it must be reachable."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement && document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} was never reached")


def test_j1_two_presses_to_a_human(visit: Visit, base: str) -> None:
    """On a phone the number that answers now stands above the fold, and 112 before everything."""
    page = visit(390)
    page.goto(base)
    first = page.evaluate("document.querySelector('a').href")
    assert first == "tel:112"
    button = page.locator(".button--phone")
    box = button.bounding_box()
    assert box is not None and box["y"] + box["height"] < 800
    assert "0846500410" in (button.get_attribute("href") or "").replace("-", "").replace(" ", "")
    assert "Öppet nu" in page.inner_text(".call-us__open")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_j2_and_j3_by_keyboard_without_script_at_320(visit: Visit, base: str, scheme: str) -> None:
    """The whole form with Tab, Space and Enter; a wrong answer on the way; the code; the thread; the way out."""
    page = visit(320, scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(base + "beratta")
    assert page.context.cookies() == []
    press_to(page, "main form button")
    page.keyboard.press("Enter")
    page.wait_for_selector("legend")
    assert len(page.context.cookies()) == 1
    press_to(page, "form:not(.back-form) button")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert page.title().startswith("Fel:")
    for selector, text in (
        ("[value=no]", ""),
        ("textarea", "Han visade en film på bussen."),
        ("[value=under-18]", ""),
        ("[value=none]", ""),
        ("[value=family]", ""),
        ("[value=code]", ""),
    ):
        _answer(page, selector, text)
    page.wait_for_selector("dl.answers")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    press_to(page, "button.button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".code__digits")
    code = re.sub(r"\D", "", page.inner_text(".code__digits"))
    assert len(code) == 16
    page.reload()
    assert re.sub(r"\D", "", page.inner_text(".code__digits")) == code
    assert all(url.startswith(base.rsplit("/vaxjo/")[0]) for url in asked), asked
    _come_back(visit(320, scheme, False), base, code)


def _answer(page: Page, selector: str, text: str) -> None:
    """Reach one field by Tab, fill it with keys, go on with Enter."""
    page.wait_for_selector(selector)
    if text:
        press_to(page, selector)
        page.keyboard.type(text)
    else:
        press_to(page, "input[type=radio]")
        for _ in range(8):
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                break
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
    press_to(page, "form:not(.back-form) button.button")
    before = page.inner_text("h1")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).not_to_have_text(before)


def _come_back(page: Page, base: str, code: str) -> None:
    """Another day, without script: the code, a wrong one first, the thread, a line more, and out."""
    page.goto(base + "svar")
    page.fill("[name=code]", "1234 5678 9012 3456")
    page.click("main button")
    assert "ingen kod" in page.inner_text("main")
    page.fill("[name=code]", code)
    page.click("main button")
    assert "Mottaget" in page.inner_text("main")
    page.fill("textarea", "Det hände igen i går.")
    page.click("main button")
    assert "Det hände igen" in page.inner_text("main")
    page.route("https://**", lambda route: route.fulfill(body="väder", content_type="text/plain"))
    page.click(".exit")
    page.wait_for_load_state()
    assert page.context.cookies() == []
    page.go_back()
    assert "Det hände igen" not in page.content()


def test_the_whole_form_without_script(visit: Visit, base: str) -> None:
    """The same without a single script, with the browser's back button on the way."""
    page = visit(390, script=False)
    page.goto(base + "beratta")
    page.click("main form button")
    page.check("[value=no]")
    page.click("button.button")
    page.fill("textarea", "Något hände.")
    page.click("button.button")
    page.wait_for_selector("[value='21']")
    page.go_back()
    page.wait_for_selector("h1")
    assert "Något hände" not in page.inner_text("main")  # nothing typed is shown to whoever presses Back
    page.goto(base + "beratta")
    page.check("[value='21']")
    page.click("button.button")
    page.check("[value=sealed]")
    page.click("button.button")
    assert "Skriv vem det gäller" in page.inner_text("[role=alert]")
    page.fill("textarea", "Någon")
    page.click("button.button")
    page.check("[value=skip]")
    page.click("button.button")
    page.check("[value=phone]")
    page.fill("[name=phone]", "08-465 004 99")
    page.click("button.button")
    assert "Någon" not in page.inner_text("dl.answers")
    page.click("button.button")
    page.wait_for_selector(".code__digits")


def test_the_receipt_prints_a_neutral_slip(visit: Visit, base: str) -> None:
    """On paper: the code and the address, nothing else."""
    page = visit()
    page.goto(base + "fraga")
    page.fill("textarea", "När öppnar ni?")
    page.click("main button")
    page.emulate_media(media="print")
    seen = page.evaluate(
        """[...document.querySelectorAll('h1,h2,p,li,a')]
        .filter(e => e.checkVisibility() && e.offsetHeight).map(e => e.innerText)"""
    )
    text = " ".join(seen)
    assert "/svar" in text and "Tack" not in text and "socialjouren" not in text.lower()


def test_j5_a_call_by_keyboard(visit: Visit, base: str) -> None:
    """Begin with Enter, choose by keys, the words are saved by themselves, Ctrl+Enter connects."""
    page = visit(1360)
    sign_in(page, base, "olga")
    page.goto(base + "arbete/samtal/")
    page.wait_for_function("document.activeElement.matches('main button')")  # the page puts the focus there itself
    page.keyboard.press("Enter")
    page.wait_for_selector("#what")
    page.keyboard.press("Space")
    page.check("[value='21']")
    expect(page.locator("[data-connect=number]")).to_contain_text("004 34")
    page.focus("#what")
    page.keyboard.type("Syster ringer om sin bror.")
    page.wait_for_timeout(2500)
    page.reload()
    page.wait_for_selector("#what, [role=status]")
    assert "Syster ringer" in page.input_value("#what")
    page.goto(page.url.split("?")[0] + "?ta-over=1")
    page.focus("#what")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=Mottagningen skriver själv")
    call = page.url.split("/samtal/")[1].strip("/").split("/")[0]
    page.click("button:has-text('Skicka min anteckning')")
    page.wait_for_url("**/samtal/")
    assert call not in page.content()


def test_a_call_loses_nothing_offline_and_signed_out(visit: Visit, base: str) -> None:
    """The line breaks, then the session ends: the words stay in the tab, and are saved when both are back."""
    page = visit(1360)
    sign_in(page, base, "olga")
    page.goto(base + "arbete/samtal/")
    page.click("button:has-text('Samtal från stödlinjen')")
    page.wait_for_selector("#what")
    page.context.set_offline(True)
    page.fill("#what", "Skrivet utan nät.")
    expect(page.locator("#saved")).to_contain_text("Inte sparat")
    page.context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text("Sparat klockan", timeout=20_000)
    url = page.url
    other = page.context.new_page()
    other.goto(base + "arbete/")
    other.click("button:has-text('Logga ut')")
    page.fill("#what", "Skrivet utloggad.")
    expect(page.locator("#saved")).to_contain_text("utloggad", timeout=20_000)
    sign_in(other, base, "olga")
    expect(page.locator("#saved")).to_contain_text("Sparat klockan", timeout=30_000)
    other.goto(url)
    assert other.input_value("#what") == "Skrivet utloggad."


def test_the_desk_by_keyboard(visit: Visit, base: str) -> None:
    """Open the oldest, answer the first step; "Du är här" moves on."""
    page = visit(1360)
    sign_in(page, base, "sven")
    page.goto(base + "arbete/oro/")
    press_to(page, "tbody a")
    page.keyboard.press("Enter")
    page.wait_for_selector(".sealed")
    assert "Är någon i fara" in page.inner_text("main")
    press_to(page, "[name=choice]", 120)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    press_to(page, "form[action$=steg] button")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Hur gammal är")


def test_the_coordinator_sees_figures_never_a_text(visit: Visit, base: str) -> None:
    """Karin: counts; the address of a worry is the same page as a missing one."""
    page = visit(1360)
    sign_in(page, base, "sven")
    page.goto(base + "arbete/oro/")
    reference = page.inner_text("tbody a >> nth=0")
    other = visit(1360)
    sign_in(other, base, "karin")
    assert "Så står det till" in other.inner_text("main")
    answer = other.goto(f"{base}arbete/oro/{reference}/")
    assert answer is not None and answer.status == 404
    assert "eller så har du inte tillgång" in other.inner_text("main")
