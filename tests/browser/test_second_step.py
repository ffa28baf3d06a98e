"""The second step in a real browser: an app's code, a passkey, and signing in with nothing but the passkey."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page

from tests.browser.conftest import sign_in
from tests.browser.test_every_page import faults

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
# Every page of the second step is looked at below, where it is met.
LOOKED_AT = {
    f"arbete/andra-steget/{page}"
    for page in (
        "kod",
        "bekrafta",
        "bekrafta/losenord",
        "app",
        "app/bort",
        "reservkoder",
        "reservkoder/nya",
        "nyckel",
        "nyckel/bekrafta",
    )
}


@pytest.fixture
def local(base: str) -> str:
    """The same town under a name: a passkey belongs to a domain, and an address in digits is none."""
    return base.replace("127.0.0.1", "localhost")


def _key(page: Page) -> None:
    """Give the browser a key of its own that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def _confirm(page: Page) -> None:
    page.fill("[name=password]", "ova-utan-risk")
    page.click("main button:has-text('Fortsätt')")


def test_a_passkey_signs_in_by_itself(visit: Visit, local: str) -> None:
    """Added once, then one press at sign-in; the password alone is not enough any more; removed it is gone."""
    page = visit(1280)
    _key(page)
    sign_in(page, local, "siv")
    page.goto(local + "arbete/andra-steget/")
    found = {"index": faults(page)}
    page.click("main a.button:has-text('Lägg till en nyckel')")
    _confirm(page)
    page.fill("[name=name]", "Datorn på jobbet")
    page.check("[name=passwordless]")
    found["add"] = faults(page)
    page.click("#mfa_webauthn_add")
    page.wait_for_selector("h1:has-text('Reservkoder')")
    found["codes"] = faults(page)
    page.click("button:has-text('Logga ut')")
    page.wait_for_url("**/logga-in")
    page.goto(local.replace("/vaxjo/", "/tyreso/") + "arbete/logga-in")
    page.click("#passkey_login")
    page.wait_for_timeout(1500)
    assert "/tyreso/arbete/logga-in" in page.url  # a key says who, not where
    page.goto(local + "arbete/logga-in")
    page.click("#passkey_login")
    page.wait_for_url("**/arbete/")
    assert "Idag" in page.inner_text("h1")
    page.click("button:has-text('Logga ut')")
    page.wait_for_url("**/logga-in")
    page.fill("[name=email]", "siv@vaxjo.example")
    page.fill("[name=password]", "ova-utan-risk")
    page.click("main button:text-is('Logga in')")
    page.wait_for_url("**/andra-steget/kod")
    found["asked"] = faults(page)
    page.goto(local + "arbete/oro/")
    page.wait_for_url("**/logga-in**")
    page.goto(local + "arbete/andra-steget/kod")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/arbete/")
    page.goto(local + "arbete/andra-steget/nyckel/bekrafta")
    found["again"] = faults(page)
    page.goto(local + "arbete/andra-steget/")
    page.click("main a:has-text('Ta bort')")
    _confirm(page)
    page.wait_for_selector("h1:has-text('Ta bort nyckeln')")
    found["remove"] = faults(page)
    page.click("main button:has-text('Ta bort')")
    page.wait_for_selector("text=Du har inget andra steg än")
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_an_app_with_codes(visit: Visit, local: str, width: int, scheme: str) -> None:
    """Added by its square or by hand, asked for at the next sign-in, removed again."""
    page = visit(width, scheme)
    sign_in(page, local, "vera" if width > 400 else "rut")
    page.goto(local + "arbete/andra-steget/app")
    found = {"confirm": faults(page)}
    _confirm(page)
    secret = page.inner_text("main strong.num")
    found["square"] = faults(page)
    page.fill("[name=code]", str(format_hotp_value(hotp_value(secret, int(time.time()) // 30))))
    page.click("main button:has-text('Lägg till')")
    page.wait_for_selector("h1:has-text('Reservkoder')")
    spare = page.inner_text("main ul.num li >> nth=0")
    page.context.clear_cookies()
    page.goto(local + "arbete/logga-in")
    page.fill("[name=email]", "vera@vaxjo.example" if width > 400 else "rut@vaxjo.example")
    page.fill("[name=password]", "ova-utan-risk")
    page.click("main button:text-is('Logga in')")
    page.fill("[name=code]", "000000")
    page.click("main button:text-is('Logga in')")
    page.wait_for_selector(".error-summary")
    found["wrong"] = faults(page)
    page.fill("[name=code]", spare)
    page.click("main button:text-is('Logga in')")
    page.wait_for_url("**/arbete/**")
    page.goto(local + "arbete/andra-steget/bekrafta")
    found["code again"] = faults(page)
    page.goto(local + "arbete/andra-steget/reservkoder")
    found["shown already"] = faults(page)
    page.goto(local + "arbete/andra-steget/reservkoder/nya")
    _confirm(page)
    page.wait_for_selector("h1:has-text('Nya reservkoder')")
    found["new codes"] = faults(page)
    page.goto(local + "arbete/andra-steget/app/bort")
    found["away"] = faults(page)
    page.click("main button:has-text('Ta bort')")
    page.wait_for_selector("text=Du har inget andra steg än")
    assert {name: said for name, said in found.items() if said} == {}
