"""A request on its way: written in, tested with covers, refused by another, answered: nothing for axe to find."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import sign_in
from tests.browser.test_every_page import faults

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_request_from_the_counter_to_the_court(visit: Visit, base: str, width: int, scheme: str) -> None:
    """Each page and each fault on the way: nothing here needs a script."""
    found: dict[str, list[str]] = {}
    hanna, sven = visit(width, scheme), visit(width, scheme)
    sign_in(hanna, base, "hanna")
    sign_in(sven, base, "sven")
    hanna.goto(base + "arbete/begaran/")
    hanna.click("main form button:has-text('Registrera')")
    hanna.wait_for_selector(".error-summary")
    found["missing"] = faults(hanna)
    hanna.check("[name=kind][value=record]")
    hanna.check("[name=way][value=address]")
    hanna.fill("[name=address]", "Gatan 1")
    hanna.fill("[name=words]", "Kan jag få läsa?")
    hanna.click("main form button:has-text('Registrera')")
    hanna.wait_for_selector("h1:has-text('BEG-')")
    found["registered"], address = faults(hanna), hanna.url
    sven.goto(address)
    found["to test"] = faults(sven)
    sven.click("main ul a[href*='las?oro='] >> nth=0")
    found["read"] = faults(sven)
    sven.click("main button:has-text('Det här hör till begäran')")
    sven.click("a:has-text('Öppna och pröva')")
    found["test"] = faults(sven)
    sven.check("[name=hidden] >> nth=0")
    sven.check("[name=outcome][value=part]")
    sven.check("[name=grounds] >> nth=0")
    sven.fill("[name=passages]", "finns inte i texten")
    sven.click("main button[value=look]")
    found["misspelt"] = faults(sven)
    sven.fill("[name=passages]", "")
    sven.click("main button[value=look]")
    sven.wait_for_selector(".cover")
    found["seen"] = faults(sven)
    sven.click("main button[value=save]")
    sven.click("main button[value=read]")
    _the_others_have_read(visit, base, address)
    sven.goto(address)
    sven.wait_for_selector("text=Det beslutet fattas av en chef")
    found["tested"] = faults(sven)
    hanna.goto(address)
    hanna.fill("[name=reasons]", "Det rör ett barn.")
    hanna.click("main button[value=decide]")
    hanna.wait_for_selector("text=Hämta beslutet")
    found["decided"] = faults(hanna)
    hanna.click("main button[value=give]")
    hanna.wait_for_selector("text=Kan överklagas till och med")
    hanna.click("summary:has-text('Ett överklagande har kommit')")
    found["answered"] = faults(hanna)
    hanna.click("main button[value=appeal]")
    hanna.wait_for_selector("text=Gallringen är stoppad tills domstolen har svarat")
    found["appealed"] = faults(hanna)
    hanna.click("main button[value=rule]")
    hanna.wait_for_selector(".error-summary")
    found["ruled"] = faults(hanna)
    hanna.check("[name=ruling][value=stands]")
    hanna.click("main button[value=rule]")
    hanna.wait_for_selector("text=Domstolens svar")
    found["closed"] = faults(hanna)
    hanna.goto(base + "arbete/begaran/")
    assert {name: said for name, said in found.items() if said} == {}


def _the_others_have_read(visit: Visit, base: str, address: str) -> None:
    """A request without a number: every desk of the board reads through what it has."""
    for name, places in (("vera", ("",)), ("anders", ("Stödet till anhöriga", "Stödet till den som vill lämna"))):
        page = visit()
        sign_in(page, base, name)
        for place in places:
            if place:
                page.goto(base + "arbete/uppdrag?byt=1")
                page.click(f"li:has(strong:text-is('{place}')) button")
            page.goto(address)
            page.click("main button[value=read]")
