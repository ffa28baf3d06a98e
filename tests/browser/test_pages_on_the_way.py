"""Pages met on the way, with their faults: nothing for axe to find, nothing sticks out. And no page is forgotten."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator

import pytest
from django.urls import URLResolver, get_resolver
from playwright.sync_api import Page

from tests.browser.conftest import sign_in
from tests.browser.test_every_page import DESK, PUBLIC, faults
from tests.browser.test_second_step import LOOKED_AT as SECOND_STEP
from tests.browser.test_single_sign_on import LOOKED_AT as SINGLE_SIGN_ON

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
# Answers that are no page: health, open data, a redirect away, a number that leads to its concern.
NO_PAGE = {"halsa", "halsa/matt", "ut", "arbete/oppna", "arbete/logga-in/nyckel"} | {
    "arbetet/flode.atom",
    "arbetet/katalog.rdf",
}


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, object]]:
    """Yield every address with its view."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, before + str(entry.pattern))
        else:
            yield before + str(entry.pattern), entry.callback


def test_every_address_without_a_number_is_looked_at() -> None:
    """A new page that no browser test opens fails here. What only takes a form has no page."""
    looked = {*SECOND_STEP, *SINGLE_SIGN_ON, *PUBLIC, *(path for paths in DESK.values() for path in paths), *NO_PAGE}
    pages = {
        path
        for path, view in addresses(get_resolver("forebygg.site.urls"))
        if "<" not in path and "@require_POST" not in inspect.getsource(inspect.unwrap(view))  # type: ignore[arg-type]
    }
    assert pages - looked == set()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_handing_over(visit: Visit, base: str, width: int, scheme: str) -> None:
    """Whom to, through which door, what goes along; and the same page when everything is missing."""
    page = visit(width, scheme)
    sign_in(page, base, "sven")
    page.goto(base + "arbete/oro/")
    page.click("tbody a >> nth=0")
    worry = page.url
    page.goto(worry + "jav")
    found = {"conflict": faults(page)}
    page.goto(worry + "samtycke")
    found["consents"] = faults(page)
    page.goto(worry + "vidare?to=police")
    page.click("text=Risk för brott, under 21")
    found["conditions"] = faults(page)
    page.goto(worry + "vidare")
    found["whom"] = faults(page)
    page.goto(worry + "vidare?to=relatives")
    found["how"] = faults(page)
    page.click("main form.narrow button >> nth=-1")
    page.wait_for_selector(".error-summary")
    found["missing"] = faults(page)
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_cases_rehearsals_reports_and_passwords(visit: Visit, base: str, width: int, scheme: str) -> None:
    """A case, a rehearsal, a promised and a made report; a password and a number that do not do."""
    found = {}
    page = visit(width, scheme)
    sign_in(page, base, "siv")
    page.goto(base + "arbete/samverkan/")
    page.check("[name=support][value=family]")
    page.check("[name=door][value=consent]")
    page.fill("[name=functions]", "Fältgruppen\nElevhälsan")
    page.click("main button:has-text('Öppna ärendet')")
    page.wait_for_selector("h1:has-text('SAM-')")
    found["case"] = faults(page)
    page.goto(base + "arbete/losenord")
    page.fill("[name=new]", "kort")
    page.click("main button:has-text('Spara')")
    page.wait_for_selector(".error-summary")
    found["password"] = faults(page)
    page = visit(width, scheme)
    sign_in(page, base, "lena")
    page.goto(base + "arbete/ova/")
    page.click("button[value=under-21-school]")
    found["rehearsal"] = faults(page)
    page.goto(base + "arbete/anmala")
    page.click("main button[value=begin]")
    found["promised"] = faults(page)
    page.fill("[name=at]", "12:40")
    page.click("main button:has-text('Spara')")
    page.wait_for_selector("text=Gjort klockan 12.40")
    found["made"] = faults(page)
    page.click("main button:has-text('Ta bort påminnelsen')")
    page = visit(width, scheme)
    sign_in(page, base, "karin")
    page.goto(base + "arbete/nummer")
    page.click("tbody tr >> nth=0 >> summary")
    page.fill("tbody tr >> nth=0 >> input[name=number]", "ring mig")
    page.click("tbody tr >> nth=0 >> button:has-text('Spara')")
    page.wait_for_selector(".error-summary")
    found["number"] = faults(page)
    assert {name: said for name, said in found.items() if said} == {}


def test_a_proposal_is_approved_by_somebody_who_knows_the_person(visit: Visit, base: str) -> None:
    """IT adds and proposes; the security manager sees who proposed, says that they have talked, and approves."""
    page = visit(1280)
    sign_in(page, base, "isak")
    page.goto(base + "arbete/personal/")
    page.fill("main form:has(button[value=add]) [name=name]", "Nils Exempel")
    page.fill("main form:has(button[value=add]) [name=email]", "nils@vaxjo.example")
    page.click("button[value=add]")
    page.wait_for_selector("text=gäller ett dygn")
    found = {"added": faults(page)}
    page.select_option("[name=person]", label="Nils Exempel")
    page.select_option("[name=role]", value="coordinator")
    page.select_option("[name=place]", value="desk:coordinator")
    page.click("button[value=propose]")
    page = visit(320, "dark")
    sign_in(page, base, "sara")
    page.goto(base + "arbete/personal/")
    found["proposed"] = faults(page)
    page.check("text=Jag har själv talat med personen")
    page.click("button[value=approve]")
    page.wait_for_selector("tbody th:has-text('Nils Exempel')")
    found["approved"] = faults(page)
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_an_incident_and_its_reports(visit: Visit, base: str, width: int, scheme: str) -> None:
    """Nothing chosen, written down, a report marked as sent too early, its draft."""
    page = visit(width, scheme)
    sign_in(page, base, "sara")
    page.goto(base + "arbete/incidenter/")
    page.click("main button:has-text('Skriv upp')")
    page.wait_for_selector(".error-summary")
    found = {"missing": faults(page)}
    page.check("[name=kind][value=lost]")
    page.click("main button:has-text('Skriv upp')")
    page.wait_for_selector("text=Det som ska skickas")
    found["written"] = faults(page)
    page.click("section summary >> nth=0")
    page.fill("[name=at] >> nth=0", "")
    page.click("main button:has-text('Den är skickad') >> nth=0")
    page.wait_for_selector(".error-summary")
    found["no time"] = faults(page)
    page.click("a:has-text('Öppna utkastet') >> nth=0")
    page.wait_for_selector("h1:has-text('Varning')")
    found["draft"] = faults(page)
    assert {name: said for name, said in found.items() if said} == {}
