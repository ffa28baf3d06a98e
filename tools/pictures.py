"""Takes every page as a picture into docs/pictures/: `python tools/pictures.py`. Needs Debian's Chromium."""

from __future__ import annotations

import io
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, FRIDAY, sign_in
from tests.crash.stage import Stage

TEXT = """Handlingsplan mot våldsbejakande extremism

Beslutad av kommunfullmäktige 2019-03-25, § 41

Giltighetstid: 2019-04-01 – 2022-12-31

Syfte

- att alla ska veta vad de ska göra
- att det ska vara lätt att be om råd

Åtgärder

- Utbilda fritidsledare i samtal. Ansvarig: Fritidschefen
- Se över reglerna för lokaler

Uppföljning

Planen följs upp varje år av kommunstyrelsen.

Kontakt

Asta Lind, säkerhetschef, 070-465 00 41
"""

FOLDER = ROOT / "docs" / "pictures"
PUBLIC = {
    "start": "",
    "akut": "akut",
    "ring": "ring",
    "innan": "beratta",
    "annan-lasare": "beratta/annan-lasare",
    "svar": "svar",
    "fraga": "fraga",
    "anhorig": "anhorig",
    "lamna-miljo": "lamna-miljo",
    "forening": "forening",
    "sa-gar-det-till": "sa-gar-det-till",
    "anonym": "anonym",
    "skydda-besoket": "skydda-besoket",
    "personuppgifter": "personuppgifter",
    "orolig": "orolig",
    "ung": "ung",
    "jobb": "jobb",
    "om-dig": "om-dig",
    "handlingar": "handlingar",
    "tillganglighet": "tillganglighet",
    "boka": "anhorig/boka",
    "handelse": "anmal-handelse",
    "kontakt": "kontakt",
    "kort": "kort/",
    "kort-akut": "kort/akut",
    "kort-kontaktcenter": "kort/kontaktcenter",
    "logga-in": "arbete/logga-in",
    "rutiner": "rutiner",
    "rutin-under-21": "rutiner/worry-under-21",
    "arbetet": "arbetet",
    "planen": "arbetet/vaxjos-arbete-mot-valdsbejakande-extremism",
    "planens-del": "arbetet/vaxjos-arbete-mot-valdsbejakande-extremism/del",
    "samrad": "samrad",
    "initiativ": "initiativ",
    "situationer": "situationer",
    "situation": "situationer/symbol",
    "metoder": "metoder",
}
DESK = {
    "sven": {
        "idag": "arbete/",
        "inkommet": "arbete/oro/",
        "samverkan": "arbete/samverkan/",
        "losenord": "arbete/losenord",
        "andra-steget": "arbete/andra-steget/",
        "begaran": "arbete/begaran/",
    },
    "karin": {
        "samordnaren": "arbete/",
        "mandagsbrevet": "arbete/vecka",
        "samordnarens-bord": "arbete/oro/",
        "oppningslista": "arbete/oppning",
        "utkast": "arbete/oppning/utkast/dpia-sn",
        "nummer": "arbete/nummer",
        "ova": "arbete/ova/",
        "skriv-in": "arbete/oro/ny",
        "planer": "arbete/plan/",
        "plan-las-in": "arbete/plan/las-in",
        "plan-ny": "arbete/plan/ny",
        "lagen": "arbete/lagen",
        "samrad-personal": "arbete/samrad/",
        "initiativ-personal": "arbete/initiativ/",
    },
    "hanna": {
        "mottagningar": "arbete/mottagningar",
        "franvaro": "arbete/franvaro",
        "personal": "arbete/personal/",
        "borja-om": "arbete/personal/borja-om",
    },
    "lena": {"anmala": "arbete/anmala"},
    "disa": {"loggen": "arbete/logg?manad=2026-11"},
    "sara": {"incidenter": "arbete/incidenter/"},
}


def main() -> int:
    """Start a server, take the pictures, stop it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    shift = (FRIDAY - datetime.now(UTC)).total_seconds()
    stage = Stage(Path(tempfile.mkdtemp()), FOREBYGG_CLOCK_SHIFT_SECONDS=str(shift))
    stage.start()
    base = f"http://127.0.0.1:{stage.port}/vaxjo/"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
            for width, scheme, kind in ((1280, "light", "desk"), (390, "light", "phone"), (390, "dark", "dark")):
                _public(browser, base, width, scheme, kind)
            _desk(browser, base)
    finally:
        stage.kill()
    return 0


def _page(browser: Browser, width: int, scheme: str) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="sv-SE")  # type: ignore[arg-type]
    return context.new_page()


def _shoot(page: Page, name: str) -> None:
    """A flat page needs few colours: the files stay small enough to live in the repository."""
    raw = io.BytesIO(page.screenshot(full_page=True))
    Image.open(raw).convert("RGB").quantize(64).save(FOLDER / f"{name}.png", optimize=True)


def _public(browser: Browser, base: str, width: int, scheme: str, kind: str) -> None:
    page = _page(browser, width, scheme)
    for name, path in PUBLIC.items():
        if kind == "dark" and name not in ("start", "innan", "ring"):
            continue
        page.goto(base + path)
        _shoot(page, f"{name}-{kind}")
    page.goto(base + "beratta")
    page.click("main form button")
    for name, selector, text in (
        ("fraga-1", "[value=no]", ""),
        ("fraga-2", "textarea", "I lördags visade han en film i mobilen där någon blev slagen."),
        ("fraga-3", "[value=under-18]", ""),
        ("fraga-3b", "[value=sealed]", ""),
        ("fraga-4", "[value=family]", ""),
        ("fraga-5", "[value=code]", ""),
    ):
        page.fill(selector, text) if text else page.check(selector)
        _shoot(page, f"{name}-{kind}")
        if name == "fraga-3b":
            page.check("[value=none]")
        page.click("button.button")
    _shoot(page, f"stammer-{kind}")
    page.click("button.button")
    _shoot(page, f"kvitto-{kind}")


def _desk(browser: Browser, base: str) -> None:
    for who, paths in DESK.items():
        page = _page(browser, 1360, "light")
        sign_in(page, base, who)
        for name, path in paths.items():
            page.goto(base + path)
            _shoot(page, f"{name}-desk")
        if who == "sven":
            page.goto(base + "arbete/oro/")
            page.click("tbody a >> nth=0")
            _shoot(page, "oro-desk")
    _deeds(browser, base)
    _archive(browser, base)
    _plans(browser, base)
    page = _page(browser, 1360, "light")
    sign_in(page, base, "olga")
    page.goto(base + "arbete/samtal/")
    _shoot(page, "ta-emot-samtal-desk")
    page.click("button:has-text('Samtal från stödlinjen')")
    page.wait_for_selector("#what")
    page.check("[value=under-18]")
    page.fill("#what", "Förälder ringer om sitt barn. Har slutat med fotbollen i augusti.")
    page.wait_for_timeout(2500)
    _shoot(page, "samtal-desk")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=Mottagningen skriver själv")
    _shoot(page, "samtal-kopplat-desk")


def _deeds(browser: Browser, base: str) -> None:
    """Pages that are met on the way: handing on, a case, a rehearsal, a promised report, a phone in the dark."""
    page = _page(browser, 1360, "light")
    sign_in(page, base, "sven")
    page.goto(base + "arbete/oro/")
    page.click("tbody a >> nth=0")
    worry = page.url
    page.goto(worry + "vidare")
    _shoot(page, "lamna-vidare-desk")
    page.goto(worry + "vidare?to=relatives")
    _shoot(page, "lamna-vidare-till-desk")
    page.goto(base + "arbete/samverkan/")
    page.check("[name=support][value=family]")
    page.check("[value=consent]")
    page.fill("[name=functions]", "Fältgruppen\nElevhälsan")
    page.click("main button:has-text('Öppna ärendet')")
    _shoot(page, "samverkansarende-desk")
    page.goto(base + "arbete/ova/")
    page.click("button[value=under-21-school]")
    _shoot(page, "ovning-desk")
    page.goto(base + "arbete/anmala")
    page.click("main button:has-text('Jag ska anmäla')")
    _shoot(page, "anmala-nu-desk")
    page.goto(base + "arbete/diariet")
    _shoot(page, "diariet-desk")
    page.goto(base + "finns-inte")
    _shoot(page, "finns-inte-desk")
    phone = _page(browser, 390, "dark")
    sign_in(phone, base, "sven")
    phone.goto(worry)
    _shoot(phone, "oro-dark")
    phone.goto(base + "arbete/oro/")
    _shoot(phone, "inkommet-dark")


def _plans(browser: Browser, base: str) -> None:
    """A plan read in, its gaps, a year followed up; a consultation as resident and moderator; the plan on a phone."""
    page = _page(browser, 1360, "light")
    sign_in(page, base, "karin")
    page.goto(base + "arbete/samrad/")
    page.click("main li a >> nth=0")
    _shoot(page, "samrad-granska-desk")
    page.click("main li a >> nth=0")
    _shoot(page, "samrad-granska-en-desk")
    page.goto(base + "arbete/plan/")
    page.click("main a:has-text('Öppna planen') >> nth=0")
    plan = page.url
    for name, path in {
        "plan": "",
        "plan-saknas": "/saknas",
        "plan-beslut": "/beslut",
        "plan-uppfoljning": "/uppfoljning",
    }.items():
        page.goto(plan + path)
        _shoot(page, f"{name}-desk")
    page.goto(base + "arbete/plan/las-in")
    page.set_input_files(
        "input[type=file]", files=[{"name": "plan.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}]
    )
    page.click("form.narrow button")
    page.wait_for_selector("h1:has-text('Stämmer det här?')")
    _shoot(page, "plan-stammer-desk")
    phone = _page(browser, 390, "dark")
    for name, path in {"planen": "arbetet/vaxjos-arbete-mot-valdsbejakande-extremism", "samrad": "samrad"}.items():
        phone.goto(base + path)
        _shoot(phone, f"{name}-dark")
    phone.click("h2 a")
    _shoot(phone, "samrad-utkastet-dark")
    phone.click("a:has-text('Säg vad du tycker') >> nth=0")
    _shoot(phone, "samrad-synpunkt-dark")


def _archive(browser: Browser, base: str) -> None:
    """Choosing an assignment, the rules of disposal, signing in, and the towns of a demo."""
    page = _page(browser, 1360, "light")
    page.goto(base.replace("/vaxjo/", "/"))
    _shoot(page, "kommuner-desk")
    page.goto(base + "arbete/logga-in")
    _shoot(page, "logga-in-desk")
    sign_in(page, base, "rut")
    page.goto(base + "arbete/uppdrag")
    _shoot(page, "uppdrag-desk")
    page.click("li:has-text('Arkivfunktionen') button")
    page.goto(base + "arbete/gallring")
    _shoot(page, "gallring-desk")
    for town in ("tyreso", "vaggeryd", "malmo", "katrineholm"):
        page.goto(base.replace("/vaxjo/", f"/{town}/"))
        _shoot(page, f"start-{town}")


if __name__ == "__main__":
    sys.exit(main())
