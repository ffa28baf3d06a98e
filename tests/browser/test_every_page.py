"""Every page: axe finds nothing, nothing overflows on a narrow phone, every stop shows its focus, weights are kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PUBLIC = (
    "",
    "akut",
    "ring",
    "beratta",
    "beratta/annan-lasare",
    "svar",
    "fraga",
    "forening/skriv",
    "jobb/rad",
    "anhorig/skriv",
    "anhorig/boka",
    "lamna-miljo/skriv",
    "anmal-handelse",
    "kontakt",
    "situationer",
    "situationer/symbol",
    "situationer/threat",
    "metoder",
    "kallor",
    "en/kallor",
    "kort/",
    "kort/akut",
    "kort/kontaktcenter",
    "en/kort/skola",
    "en/anmal-handelse",
    "anhorig",
    "lamna-miljo",
    "forening",
    "sa-gar-det-till",
    "anonym",
    "skydda-besoket",
    "personuppgifter",
    "orolig",
    "ung",
    "jobb",
    "om-dig",
    "tillganglighet",
    "handlingar",
    "en/handlingar",
    "rutiner",
    "rutiner/worry-under-21",
    "arbetet",
    "samrad",
    "initiativ",
    "arbetet/vaxjos-arbete-mot-valdsbejakande-extremism",
    "en/arbetet",
    "en/",
    "en/beratta",
    "en/beratta/annan-lasare",
    "finns-inte",
    "arbete/logga-in",
)
DESK = {
    "sven": (
        "arbete/",
        "arbete/oro/",
        "arbete/oro/ny",
        "arbete/nodoppning",
        "arbete/samverkan/",
        "arbete/mottagningar",
        "arbete/franvaro",
        "arbete/diariet",
        "arbete/diariet/ut",
        "arbete/begaran/",
        "arbete/losenord",
        "arbete/andra-steget/",
        "arbete/uppdrag?byt=1",
    ),
    "olga": ("arbete/samtal/",),
    "hanna": ("arbete/begaran/", "arbete/mottagningar", "arbete/personal/", "arbete/personal/borja-om"),
    "karin": (
        "arbete/",
        "arbete/vecka",
        "arbete/lagen",
        "arbete/oppning",
        "arbete/oppning/utkast/dpia-sn",
        "arbete/oppning/utkast/processing-register",
        "arbete/oppning/utkast/numbers",
        "arbete/nummer",
        "arbete/oro/",
        "en/arbete/vecka",
        "arbete/plan/",
        "arbete/samrad/",
        "arbete/initiativ/",
        "arbete/initiativ/nytt",
        "arbete/plan/las-in",
        "arbete/plan/ny",
        "arbete/plan/rapportmall",
        "en/arbete/plan/ny",
    ),
    "disa": ("arbete/", "arbete/gallring", "arbete/oppning", "arbete/logg", "arbete/incidenter/"),
    "sara": ("arbete/", "arbete/incidenter/", "arbete/incidenter/underlag", "en/arbete/incidenter/"),
    "lena": ("arbete/anmala", "arbete/ova/"),
    "rut": ("arbete/uppdrag", "ui/", "ui/?face=public"),
}


def faults(page: Page) -> list[str]:
    """Return what axe finds, and what sticks out."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    said = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found.response["violations"]]
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*said, *([f"{width} px too wide"] if width > 0 else [])]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_public_pages(visit: Visit, base: str, width: int, scheme: str) -> None:
    """0 violations, 0 px."""
    page = visit(width, scheme)
    found = {}
    for path in PUBLIC:
        page.goto(base + path)
        if said := faults(page):
            found[path] = said
    assert found == {}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_form_steps(visit: Visit, base: str, width: int, scheme: str) -> None:
    """Each step, the error summary, the check page and the receipt."""
    page = visit(width, scheme)
    page.goto(base + "beratta")
    page.click("main form button")
    found = {"error": (page.click("button.button"), faults(page))[1]}
    for name, selector, text in (
        ("danger", "[value=yes]", ""),
        ("what", "textarea", "Han röstar och slår."),
        ("nudge", "textarea", "Han röstar och slår."),
        ("age", "[value=unknown]", ""),
        ("who", "[value=sealed]", "Sixten"),
        ("relation", "[value=work]", ""),
        ("reply", "[value=phone]", ""),
    ):
        found[name] = faults(page)
        if text and selector == "textarea":
            page.fill(selector, text)
        else:
            page.check(selector)
        if name == "who":
            page.fill("textarea", text)
        if name == "reply":
            page.fill("[name=phone]", "08-465 004 98")
        page.click("button.button")
    found["check"] = faults(page)
    page.click("button.button")
    page.wait_for_selector(".code__digits")
    found["receipt"] = faults(page)
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_desk_pages(visit: Visit, base: str, width: int, scheme: str) -> None:
    """The desk's own pages, one worry, a call and the gallery."""
    found = {}
    for name, paths in DESK.items():
        page = visit(width, scheme)
        sign_in(page, base, name)
        if name == "rut":
            page.click("button:has-text('Välj') >> nth=0")
        for path in paths:
            page.goto(base + path)
            if said := faults(page):
                found[path] = said
        if name == "sven":
            page.goto(base + "arbete/oro/")
            page.click("tbody a >> nth=0")
            found |= {"detail": faults(page)}
        if name == "olga":
            page.goto(base + "arbete/samtal/")
            page.click("button:has-text('Samtal från stödlinjen')")
            page.wait_for_selector("#what")
            found |= {"call": faults(page)}
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize("town", ["tyreso", "vaggeryd", "malmo", "katrineholm"])
def test_the_other_towns_in_their_colours(visit: Visit, base: str, town: str) -> None:
    """Each colour keeps its contrast, in light and dark, outside and at the desk."""
    found = {}
    for scheme in ("light", "dark"):
        page = visit(1280, scheme)
        for path in ("", "beratta", "kontakt", "rutiner/worry-under-21", "arbete/logga-in"):
            page.goto(base.replace("/vaxjo/", f"/{town}/") + path)
            if said := faults(page):
                found[scheme, path] = said
    assert found == {}


def test_every_stop_shows_its_focus(visit: Visit, base: str) -> None:
    """Tab through the start page and a question: every stop is seen and not covered."""
    page = visit(1280)
    for path in ("", "beratta", "anhorig"):
        page.goto(base + path)
        stops = page.evaluate("document.querySelectorAll('a[href],button,input,textarea,summary').length")
        for _ in range(stops):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                """() => { const e = document.activeElement; if (e === document.body) return true;
                const s = getComputedStyle(e), r = e.getBoundingClientRect();
                const top = document.elementFromPoint(r.x + r.width / 2, r.y + Math.min(r.height / 2, 10));
                const shown = parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none';
                return shown && (!top || e.contains(top) || top.contains(e)); }"""
            )
            assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


@pytest.mark.parametrize(
    ("path", "kilobytes", "requests", "elements"),
    [
        ("", 30, 4, 400),
        ("anhorig", 30, 4, 400),
        ("ring", 30, 4, 400),
        ("beratta", 20, 4, 250),
        ("kort/akut", 30, 4, 400),
    ],
)
def test_weights(visit: Visit, base: str, path: str, kilobytes: int, requests: int, elements: int) -> None:
    """What a phone fetches of a page it has not seen: bytes as sent, requests, elements."""
    page = visit(390)
    taken, brought = _fetched(page, base + path)
    assert taken <= requests and brought <= kilobytes * 1024, (taken, brought)
    assert page.evaluate("document.querySelectorAll('*').length") <= elements


def test_weights_at_the_desk(visit: Visit, base: str) -> None:
    """Lists and one worry within 80 KB and six requests; a call within 60."""
    page = visit(1360)
    sign_in(page, base, "sven")
    page.goto(base + "arbete/oro/")
    worry = page.get_attribute("tbody a >> nth=0", "href") or ""
    for path in ("arbete/", "arbete/oro/", worry.removeprefix("/vaxjo/")):
        fresh = page.context.new_page()
        taken, brought = _fetched(fresh, base + path)
        assert taken <= 6 and brought <= 80 * 1024, (path, taken, brought)
    other = visit(1360)
    sign_in(other, base, "olga")
    other.goto(base + "arbete/samtal/")
    other.click("button:has-text('Samtal från stödlinjen')")
    other.wait_for_selector("#what")
    taken, brought = _fetched(other.context.new_page(), other.url.split("?")[0])
    assert taken <= 6 and brought <= 60 * 1024, (taken, brought)


def _fetched(page: Page, url: str) -> tuple[int, int]:
    """Return how many requests a page took, and how many bytes they brought."""
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(url)
    page.wait_for_load_state("networkidle")
    return len(sizes), sum(sizes)
