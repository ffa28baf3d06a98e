"""A plan from document to public page, by hand in a browser: the two source plans' forms, written afresh."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import sign_in
from tests.browser.test_every_page import faults
from tests.files.making import docx, paragraph, pdf

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]

# In the form of the two plans that are sources: a box of decisions with an extension; levels and goals in prose.
BOXED = pdf("""
#set document(title: "Handlingsplan mot våldsbejakande extremism")
= Handlingsplan mot våldsbejakande extremism
Antagen av kommunfullmäktige 2017-02-20, § 9

Giltighetstid 2021-01-01 – 2021-12-31
= Beslutshistorik
Antagen av kommunfullmäktige 2017-02-20, § 9

Förlängd giltighetstid beslutad av kommunstyrelsen 2020-12-09 § 188
= Förvaltarskap
Säkerhetschefens funktion
= Uppföljning
Hur: Nätverken stämmer av om planen stämmer.

När: Varje år
= Innehåll i arbetet
Arbetet har följande fokusområden:
- Samverkan
- Stöd till anhöriga
= Samverkan
Säkerhetschefen ska bjuda in föreningarna två gånger om året.
= Stöd till anhöriga
Anhörigstödet har öppet varje vardag.
""")
PROSE = docx(
    paragraph("Handlingsplan mot våldsbejakande extremism", "Heading1")
    + paragraph("Kommunfullmäktige beslutar om planen. Kommunstyrelsen är ansvarig för att arbetet samordnas.")
    + paragraph("Syfte", "Heading2")
    + paragraph("Syftet är att öka kunskapen och att tydliggöra ansvaret.")
    + paragraph("Mål", "Heading2")
    + paragraph("Målet är att färre dras in i våldsamma grupper.")
    + paragraph("Generella insatser", "Heading2")
    + paragraph("De generella insatserna riktas till samtliga invånare.")
    + paragraph("Individinriktade insatser", "Heading2")
    + paragraph("Socialtjänsten ska erbjuda stöd till den unge och de anhöriga.")
)


def _send(page: Page, base: str, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    page.goto(base + "arbete/plan/las-in")
    page.set_input_files("input[type=file]", tmp_path / name)
    page.click("form.narrow button")
    page.wait_for_selector("h1:has-text('Stämmer det här?')")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_plan_with_a_history_is_confirmed_and_read(
    visit: Visit, base: str, width: int, scheme: str, tmp_path: Path
) -> None:
    """Sent in as PDF, a mistake told and nothing lost, confirmed; its gaps; the public page; axe finds nothing."""
    found: dict[str, list[str]] = {}
    page = visit(width, scheme)
    sign_in(page, base, "karin")
    _send(page, base, tmp_path, "plan.pdf", BOXED)
    found["confirm"] = faults(page)
    assert page.input_value("[name=day]") == "2017-02-20" and page.input_value("[name=valid_to]") == "2021-12-31"
    page.click("a[href^='#b'] >> nth=0")
    assert page.evaluate("document.querySelector(':target') !== null")
    page.fill("[name=title]", f"Vår plan {width}")
    page.fill("[name=day]", "i våras")
    page.click("button:has-text('Det stämmer')")
    page.wait_for_selector(".error-summary")
    found["wrong day"] = faults(page)
    assert page.input_value("[name=title]") == f"Vår plan {width}"
    page.fill("[name=day]", "2017-02-20")
    page.click("button:has-text('Det stämmer')")
    page.wait_for_selector(f"h1:has-text('Vår plan {width}')")
    found["plan"] = faults(page)
    assert page.is_visible("text=Hade kommunstyrelsen rätt att förlänga den?")
    page.click("a:has-text('Visa allt, och hur det åtgärdas')")
    found["gaps"] = faults(page)
    page.go_back()
    page.click("a:has-text('Säkerhetschefen ska bjuda in')")
    found["measure"] = faults(page)
    page.check("[name=status][value=done]")
    page.click("form.narrow button")
    page.wait_for_selector("text=Klar")
    page.goto(base + f"arbetet/var-plan-{width}")
    found["public"] = faults(page)
    assert page.is_visible("text=Planens tid gick ut 31 december 2021") and page.is_visible("text=1 av 1 klara")
    assert {where: said for where, said in found.items() if said} == {}


def test_a_plan_in_prose_is_confirmed_and_goes_on_as_a_draft(visit: Visit, base: str, tmp_path: Path) -> None:
    """Sent in as Word without a decision's day; laid up; a new version is begun and written by hand."""
    page = visit(1280, "light")
    sign_in(page, base, "karin")
    _send(page, base, tmp_path, "plan.docx", PROSE)
    assert page.input_value("[name=body]") == "kommunfullmäktige" and page.input_value("[name=steward]")
    assert page.locator("[name^=purposes-][name$=-keep]").count() == 2
    page.fill("[name=title]", "Planen i prosa")
    page.click("button:has-text('Det stämmer')")
    page.wait_for_selector("h1:has-text('Planen i prosa')")
    page.click("button:has-text('Börja på en ny version')")
    page.wait_for_selector("h1:has-text('Utkast till version 2')")
    said = faults(page)
    page.click("a:has-text('Lägg till: Åtgärd')")
    said += faults(page)
    page.fill("[name=text]", "Håll öppet på lov")
    page.fill("[name=group]", "Unga muslimer")
    page.click("form.narrow button:has-text('Spara')")
    page.wait_for_selector(".error-summary")
    said += faults(page)
    page.fill("[name=group]", "Unga som är lediga")
    page.click("form.narrow button:has-text('Spara')")
    page.wait_for_selector("a:has-text('Håll öppet på lov')")
    assert said == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_draft_is_commented_on_moderated_answered_and_closed(
    visit: Visit, base: str, width: int, scheme: str
) -> None:
    """A resident without script, told when an address is in the text; a moderator; what became of it; axe is quiet."""
    found: dict[str, list[str]] = {}
    title, words = f"Planen på samråd {width}", f"Fler vuxna vid stationen på fredagar {width}."
    desk = visit(width, scheme)
    sign_in(desk, base, "karin")
    desk.goto(base + "arbete/plan/ny")
    desk.fill("[name=title]", title)
    desk.click("form.narrow button")
    desk.wait_for_selector("h1:has-text('Utkast till version 1')")
    desk.goto(base + "arbete/samrad/")
    found["drafts"] = faults(desk)
    desk.click(f"a:has-text('Öppna ett samråd'):has-text('{title}')")
    desk.fill("[name=question]", "Vad saknas i planen?")
    desk.click("button:has-text('Öppna samrådet')")
    desk.wait_for_selector(".error-summary")
    found["open"] = faults(desk)
    assert desk.input_value("[name=question]") == "Vad saknas i planen?"
    desk.fill("[name=opens_on]", "2026-11-20")
    desk.fill("[name=closes_on]", "2026-12-20")
    desk.fill("[name=decided_where]", "kommunfullmäktige i mars")
    desk.click("button:has-text('Öppna samrådet')")
    desk.wait_for_selector("text=Inget att läsa eller svara på just nu")

    resident = visit(width, scheme, script=False)
    resident.goto(base + "arbetet")
    resident.click("a:has-text('Säg vad du tycker om planen')")
    resident.click(f"a:has-text('{title}')")
    resident.click("a:has-text('Säg vad du tycker') >> nth=0")
    resident.fill("[name=text]", f"{words} Skriv till asta@post.example")
    resident.click("main form button:has-text('Skicka')")
    resident.wait_for_selector(".error-summary")
    assert words in resident.input_value("[name=text]")
    resident.fill("[name=text]", words)
    resident.click("main form button:has-text('Skicka')")
    resident.wait_for_selector("text=Någon läser din synpunkt innan den syns här")
    resident.click("a:has-text('‹')")
    assert not resident.is_visible(f"text={words}")
    out = resident.url

    desk.goto(base + "arbete/")
    desk.click("a:has-text('En synpunkt att läsa')")
    found["unseen"] = faults(desk)
    desk.click("main ol a >> nth=0")
    found["one"] = faults(desk)
    desk.click("button[value=publish]")
    desk.wait_for_selector("h2:has-text('En synpunkt att svara på')")
    desk.click(f"a:has-text('{words[:20]}')")
    desk.click("button[value=answer]")
    desk.wait_for_selector(".error-summary")
    found["answer"] = faults(desk)
    desk.check("[name=outcome][value=changed]")
    desk.fill("[name=answer]", "Vi skriver in det.")
    desk.click("button[value=answer]")
    desk.wait_for_selector("h2:has-text('Besvarade')")
    desk.fill("[name=summary]", "Ni ville ha fler vuxna ute. Det skriver vi in.")
    desk.click("button[value=close]")
    desk.wait_for_selector("text=Ni ville ha fler vuxna ute")
    found["closed"] = faults(desk)

    reader = visit(width, scheme)
    reader.goto(out)
    found["public"] = faults(reader)
    assert reader.is_visible(f"text={words}") and reader.is_visible("text=Vi skriver in det.")
    assert reader.is_visible("text=Ni ville ha fler vuxna ute")
    assert {where: said for where, said in found.items() if said} == {}


def test_a_year_is_followed_up_measure_by_measure_and_reported(visit: Visit, base: str, tmp_path: Path) -> None:
    """Begun, one measure said, held, closed; the report downloaded in three forms."""
    page = visit(1280, "light")
    sign_in(page, base, "karin")
    _send(page, base, tmp_path, "plan.pdf", BOXED)
    page.fill("[name=title]", "Planen som följs upp")
    page.click("button:has-text('Det stämmer')")
    page.wait_for_selector("h1:has-text('Planen som följs upp')")
    page.click("main a[href$='/uppfoljning']")
    said = faults(page)
    page.click("button:has-text('Börja årets uppföljning')")
    page.wait_for_selector("text=0 av 1 besvarade i år")
    said += faults(page)
    page.click("a:has-text('Säkerhetschefen ska bjuda in')")
    said += faults(page)
    page.check("[name=status][value=done]")
    page.fill("[name=result]", "Sex föreningar kom.")
    page.click("form.narrow button >> nth=0")
    page.goto(page.url.partition("/uppfoljning")[0] + "/uppfoljning/2026")
    page.wait_for_selector("text=1 av 1 besvarade i år")
    for kind, begins in (("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK")):
        with page.expect_download() as download:
            page.click(f"a[href$='rapport.{kind}']")
        assert Path(download.value.path()).read_bytes().startswith(begins), kind
    page.check("[name=holds][value=yes]")
    page.click("form.narrow button:has-text('Spara')")
    page.click("button:has-text('Avsluta uppföljningen')")
    page.wait_for_selector("text=Sex föreningar kom.")
    said += faults(page)
    page.goto(base + "arbetet/planen-som-foljs-upp/uppfoljning/2026")
    said += faults(page)
    assert page.is_visible("text=Sex föreningar kom.")
    assert said == []
