"""A municipality opens, from nothing, in a real browser over TLS: founded from a file, each function enters what is
theirs, two approve, a third opens; the public form that was shut takes a worry, and the desk reads it."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, BrowserContext, Page

from forebygg.demo import loading
from tests.browser.test_every_page import faults
from tests.crash.stage import Stage
from tests.fakes.fake_tls_proxy import FakeTlsProxy
from tests.postgres import KEY_SETTINGS, Cluster
from tests.seeds import SOAK

pytestmark = pytest.mark.browser
RULES = ("concern-closed", "concern-entered", "thread", "case", "request", "comment")
_AT = ("reception-under-21", "reception-21", "relatives", "leaving")
_ROLE = ("reception", "reception", "relatives", "leaving")
# Who reads where. The security manager has nobody to stand in: that line cannot be met until somebody is let in.
STAFF: dict[str, list[dict[str, str]]] = {
    "sven": [{"role": role, "desk": desk} for role, desk in zip(_ROLE, _AT, strict=True)],
    "hanna": [{"role": "head", "desk": desk, "rank": "head"} for desk in _AT],
    "karin": [{"role": "coordinator", "desk": "coordinator"}],
    "sara": [
        {"role": "security", "desk": "security"},
        {"role": "coordinator", "desk": "coordinator", "rank": "deputy"},
    ],
    "rut": [{"role": "archive", "unit": "arkiv"}],
    "disa": [{"role": "data-protection", "unit": "kommunledning"}],
    "isak": [{"role": "it", "unit": "kommunledning"}],
}
READERS = ("sven", "hanna", "karin", "sara")
PAPERS = (
    ("disa", "Konsekvensbedömning, Socialnämnden", "SN 2026:102"),
    ("disa", "Konsekvensbedömning, Kommunstyrelsen", "KS 2026:10"),
    ("karin", "Register över behandlingar", "KS 2026:11"),
    ("karin", "Delegationsbeslut", "KS 2026:12"),
    ("sara", "Biträdesavtal, om driften är köpt", "Driften är egen"),
    ("sara", "Så svarar vi när någon begär ut en handling", "KS 2026:13"),
)
PHONES = ("switchboard", "social-emergency", "reception-under-21", "reception-21", "coordinator")
PHONES += ("relatives-support", "leaving-support")
TEXT = "Han visade en film på bussen: myrstack."


def _file(folder: Path) -> Path:
    """Write the file a municipality founds itself from: the first example's organisation, with fewer people."""
    data = next(iter(loading.files()))
    people = [
        {"name": f"{name.title()} Exempel", "email": f"{name}@vaxjo.example", "assignments": jobs}
        for name, jobs in STAFF.items()
    ]
    phones = {code: data["phones"][code] for code in PHONES}
    kept = {"phones": phones, "links": data["links"], "routines": data["routines"]}
    path = folder / "town.yaml"
    path.write_text(yaml.safe_dump(kept | {"town": data["town"] | {"staff": people}}, allow_unicode=True))
    return path


# What somebody does who knows the page's inside.
FORGED = """deed => {
    const form = document.querySelector("form[action$='/oppning/gor']"), button = document.createElement("button");
    Object.assign(button, {id: "forged", name: "do", value: deed, textContent: deed});
    form.append(button);
}"""


class House:
    """A live installation behind TLS, and a browser of their own for each who works there."""

    def __init__(self, chromium: Browser, folder: Path, **database: str) -> None:
        home = folder / "home"
        secret = {"FOREBYGG_SECRET_KEY": secrets.token_hex(40), "FOREBYGG_MASTER_KEY": secrets.token_hex(32)}
        nowhere = {"FOREBYGG_SMTP": "127.0.0.1:9", "FOREBYGG_HOSTS": "localhost,127.0.0.1"}
        self.stage = Stage(home, FOREBYGG_MODE="live", **secret, **nowhere, **database)
        made = self.stage.forebygg("found", str(_file(folder)))
        assert made.returncode == 0, made.stderr
        self.first = dict(re.findall(r"^\s+(\w+)@vaxjo\.example\s+(\S+)$", made.stdout, re.MULTILINE))
        self.stage.start("serve")
        self.proxy = FakeTlsProxy(self.stage.port, folder)
        self.base = f"{self.proxy.address}/vaxjo/"
        self.chromium, self.contexts, self.pages = chromium, list[BrowserContext](), dict[str, Page]()
        self.secrets: dict[str, str] = {}
        self.found: dict[str, list[str]] = {}

    def visitor(self, **more: Any) -> Page:
        """Return a fresh browser."""
        context = self.chromium.new_context(ignore_https_errors=True, locale="sv-SE", **more)
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        """Take it all down."""
        for context in self.contexts:
            context.close()
        self.proxy.stop()
        self.stage.kill()

    def of(self, name: str) -> Page:
        """Return somebody's browser, where they have come in: first password, their own, and an app with codes."""
        if name not in self.pages:
            self.pages[name] = page = self.visitor()
            self._come_in(page, name)
        return self.pages[name]

    def _come_in(self, page: Page, name: str) -> None:
        page.goto(self.base + "arbete/logga-in")
        self._sign(page, name, self.first[name])
        page.wait_for_selector("h1:has-text('Välj ett eget lösenord')")
        page.fill("[name=new]", own(name))
        page.click("main button:has-text('Spara lösenordet')")
        page.click("main a:has-text('Lägg till en app')")
        page.fill("[name=password]", own(name))
        page.click("main button:has-text('Fortsätt')")
        self.secrets[name] = page.inner_text("main strong.num")
        page.fill("[name=code]", self.code(name))
        page.click("main button:has-text('Lägg till')")
        page.wait_for_selector("h1:has-text('Reservkoder')")
        page.click("main a:has-text('Till arbetet')")
        self._choose(page)

    def _sign(self, page: Page, name: str, password: str) -> None:
        page.fill("[name=email]", f"{name}@vaxjo.example")
        page.fill("[name=password]", password)
        page.click("main button:text-is('Logga in')")

    def again(self, name: str) -> Page:
        """Sign in a second time, in a fresh browser: password, then the code the app shows next."""
        page = self.visitor()
        page.goto(self.base + "arbete/logga-in")
        self._sign(page, name, own(name))
        page.wait_for_url("**/andra-steget/kod")
        page.fill("[name=code]", self.code(name, later=1))
        page.click("main button:text-is('Logga in')")
        self._choose(page)
        return page

    def _choose(self, page: Page) -> None:
        """Choose the first assignment, for whoever has several."""
        page.wait_for_url(re.compile("arbete/(uppdrag)?$"))
        if page.url.endswith("uppdrag"):
            page.click("main button:has-text('Välj') >> nth=0")
        page.wait_for_selector("h1:has-text('Idag')")

    def code(self, name: str, *, later: int = 0) -> str:
        """Return what somebody's app shows; a code is good once, so the one after it for whoever has just used one."""
        return str(format_hotp_value(hotp_value(self.secrets[name], int(time.time()) // 30 + later)))

    def list_of(self, name: str) -> str:
        """Return the opening list as somebody sees it."""
        self.of(name).goto(self.base + "arbete/oppning")
        return self.of(name).inner_text("main")

    def enter(self, name: str, title: str, document: str) -> None:
        """Enter one line of the list as somebody."""
        self.list_of(name)
        line = self.of(name).locator(f"details:has(summary:text-is('{title}'))")
        line.locator("summary").click()
        line.locator("[name=document]").fill(document)
        line.locator("[name=dated]").fill(date.today().isoformat())
        line.locator("[name=function]").fill("Förvaltningschefen")
        if line.locator("[name=needless]").count():
            line.locator("[name=needless]").check()
        line.locator("button").click()
        self.of(name).wait_for_selector(f"td:has-text('{document}')")

    def press(self, name: str, button: str) -> None:
        """Press a button of the list as somebody."""
        self.list_of(name)
        self.of(name).click(f"button:has-text('{button}')")
        self.of(name).wait_for_load_state()

    def force(self, name: str, deed: str) -> str:
        """Send what no button on the page sends; return what comes back."""
        self.list_of(name)
        page = self.of(name)
        page.evaluate(FORGED, deed)
        page.click("#forged")
        page.wait_for_url("**/oppning/gor")
        return page.inner_text("main")


def own(name: str) -> str:
    """Return the password somebody chooses."""
    return f"höstlöv-{name}-tågräls"


@pytest.fixture(params=["sqlite", "postgresql"] if SOAK else ["sqlite"])
def house(chromium: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    """On SQLite; in the soak also on two clusters, under row security."""
    clusters, database = [], {}
    if request.param == "postgresql":
        clusters = [main, keys] = [Cluster("main"), Cluster("keys", options=KEY_SETTINGS)]
        accounts = {"FOREBYGG_DATABASE_URL": main.application(), "FOREBYGG_OWNER_DATABASE_URL": main.url()}
        database = {**accounts, "FOREBYGG_KEYS_DATABASE_URL": keys.url()}
    made = House(chromium, tmp_path, **database)
    yield made
    made.close()
    for cluster in clusters:
        cluster.stop()


def test_a_municipality_opens(house: House) -> None:
    """From the file to the desk that reads; and at every turn, what is missing is said and nothing opens."""
    outside = house.visitor()
    for form in ("beratta", "fraga", "anmal-handelse"):
        outside.goto(house.base + form)
        assert "Formuläret är stängt" in outside.inner_text("h1") and outside.locator("main form").count() == 0
        assert outside.locator("main a[href^='tel:']").count() > 1
    house.found["shut"] = faults(outside)
    page = house.list_of("karin")
    assert "1 av 11 rader är klara" in page and "Säkerhetschefen saknar ställföreträdare" in page
    assert (
        "Socialnämnden saknar 6 beslut" in page and re.search(r"\b0 av \d+ nummer", page) and "1 av 4 som läser" in page
    )
    assert "Listan kan godkännas när alla rader är klara" in page
    house.found["nothing yet"] = faults(house.of("karin"))
    assert "Två funktioner ska godkänna listan som den står" not in house.list_of("hanna")
    for who, title, document in PAPERS:
        house.enter(who, title, document)
    _decide(house)
    _try_numbers(house)
    assert "Alla rader är inte klara" in house.force("karin", "open")
    for name in READERS:
        house.of(name)
    _let_in(house)
    assert "11 av 11 rader är klara" in house.list_of("karin")
    _approve(house)
    _open_and_tell(house, outside)
    assert {name: said for name, said in house.found.items() if said} == {}


def _decide(house: House) -> None:
    """The archive function enters each board's decisions; the coordinator meets no page that is not theirs."""
    assert house.of("karin").locator("a:has-text('Skriv in beslut')").count() == 0
    page = house.of("rut")
    page.goto(house.base + "arbete/gallring")
    for board in ("sn", "ks"):
        for rule in RULES:
            page.select_option("[name=board]", board)
            page.select_option("[name=rule]", rule)
            page.fill("[name=body]", "Nämnden")
            page.fill("[name=decided_on]", date.today().isoformat())
            page.fill("[name=paragraph]", "§ 61")
            page.fill("[name=days]", "30")
            page.click("main button:has-text('Skriv in beslutet')")
    page.wait_for_selector("table tbody tr >> nth=7")


def _try_numbers(house: House) -> None:
    """The coordinator tries every number but the last; the line says how many, until that one is tried too."""
    page = house.of("karin")
    page.goto(house.base + "arbete/nummer")
    left = page.locator("text=Dags att provringa").count()
    for number in range(left):
        if number == left - 1:
            assert f"{left - 1} av {left} nummer" in house.list_of("karin")
            page.goto(house.base + "arbete/nummer")
        page.click("tr:has-text('Dags att provringa') button:has-text('Provringt i dag') >> nth=0")
    page.wait_for_selector("table")
    assert page.locator("text=Dags att provringa").count() == 0


def _let_in(house: House) -> None:
    """A desk without a deputy keeps the list from being whole; one proposes, another approves."""
    page = house.list_of("karin")
    assert "10 av 11 rader är klara" in page and "saknar ställföreträdare" in page
    assert "Godkänn listan" not in house.list_of("hanna")
    assert "Någon har ändrat" in house.force("hanna", "approve")  # of a list nobody has been shown to approve
    it, boss = house.of("isak"), house.of("sara")
    it.goto(house.base + "arbete/personal/")
    it.select_option("[name=person]", label="Karin Exempel")
    it.select_option("[name=role]", "security")
    it.select_option("[name=place]", "desk:security")
    it.select_option("[name=rank]", "deputy")
    it.click("main button:has-text('Föreslå')")
    assert "saknar ställföreträdare" in house.list_of("karin")  # proposed is not let in
    boss.goto(house.base + "arbete/personal/")
    boss.click("main button:has-text('Godkänn')")
    boss.wait_for_selector("text=Uppdrag som gäller")


def _approve(house: House) -> None:
    """One is short; one person twice is one; a line changed since it was seen, or since it was approved, undoes it."""
    assert "Två funktioner ska godkänna listan" in house.force("karin", "open")
    house.list_of("hanna")
    house.enter("karin", "Delegationsbeslut", "KS 2026:14")
    house.of("hanna").click("button:has-text('Godkänn listan')")
    assert "Någon har ändrat" in house.of("hanna").inner_text("main")
    twice = house.of("hanna").context.new_page()
    twice.goto(house.base + "arbete/oppning")
    house.press("hanna", "Godkänn listan")
    assert "Godkänd av Enhetschefen" in house.of("hanna").inner_text("main")
    assert house.of("hanna").locator("button:has-text('Godkänn listan')").count() == 0
    twice.click("button:has-text('Godkänn listan')")
    assert "Du har redan godkänt listan" in twice.inner_text("main")
    page = house.list_of("karin")
    assert "En funktion till ska godkänna" in page
    assert house.of("karin").locator("button:has-text('Öppna för riktiga')").count() == 0
    assert "Två funktioner ska godkänna listan" in house.force("karin", "open")
    house.enter("karin", "Delegationsbeslut", "KS 2026:15")
    assert "Godkänd av" not in house.list_of("disa")
    house.press("disa", "Godkänn listan")
    assert "Två funktioner ska godkänna listan" in house.force("karin", "open")
    house.press("hanna", "Godkänn listan")


def _open_and_tell(house: House, outside: Page) -> None:
    """The coordinator opens; the form takes a worry; the desk signs in anew and reads it; shut again it says so."""
    house.press("karin", "Öppna för riktiga uppgifter")
    assert "Öppen för riktiga uppgifter" in house.of("karin").inner_text("main")
    house.found["open"] = faults(house.of("karin"))
    _write(house, outside)
    steps = ("[value=under-18]", "[value=none]", "[value=family]", "[value=code]")
    for selector in steps:
        outside.check(selector)
        outside.click("button.button")
    outside.click("button.button:has-text('Skicka')")
    outside.wait_for_selector(".code__digits")
    desk = house.again("sven")
    desk.goto(house.base + "arbete/oro/")
    desk.click("tbody a >> nth=0")
    assert TEXT in desk.inner_text("main")
    late = house.visitor()
    _write(house, late)
    house.press("karin", "Stäng formuläret nu")
    late.goto(house.base + "beratta")
    assert "Formuläret är stängt" in late.inner_text("h1") and late.input_value("#kept") == TEXT


def _write(house: House, page: Page) -> None:
    """Begin, and write what one worries about."""
    page.goto(house.base + "beratta")
    page.click("main form button:has-text('Börja')")
    page.check("[value=no]")
    page.click("button.button")
    page.fill("textarea", TEXT)
    page.click("button.button")
    page.wait_for_selector("[value=under-18]")
