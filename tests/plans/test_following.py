"""A year's follow-up, measure by measure; the report; what was closed stays as it was."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import docx
import openpyxl
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from forebygg.files import sheets, word
from forebygg.files.formats.refusal import Refused
from forebygg.kit import clock
from forebygg.kit.errors import NotAllowed, NotFound, WrongState
from forebygg.plans import actions, listing, queries, report
from forebygg.plans.actions.deciding import Decided
from forebygg.plans.actions.following import Held
from forebygg.plans.actions.progress import Come
from forebygg.plans.content import Goal
from forebygg.plans.models import FollowUp, Plan, PlanVersion, Progress
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.files.making import docx as made_docx
from tests.files.making import paragraph
from tests.plans.making import plan, said

BASE = "/vaxjo/arbete/plan"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.fixture
def found(cast: Cast) -> Plan:
    goal = Goal("c00001", "färre unga värvas", "Andel trygga i elevenkäten", "Enkäten", "80 %", "90 %")
    return plan(cast.karin, content_of=replace(said(), goals=(goal,)))


def _year(found: Plan, cast: Cast) -> FollowUp:
    found.refresh_from_db()
    return actions.begin_follow_up(found, by=cast.karin)


def _closed(found: Plan, cast: Cast) -> FollowUp:
    year = _year(found, cast)
    actions.answer_follow_up(year, Held("partly", "Lagen har ändrats."), {"c00001": "82 %"}, by=cast.karin)
    year.refresh_from_db()
    actions.close_follow_up(year, by=cast.karin)
    year.refresh_from_db()
    return year


def test_a_closed_year_stays_as_it_was(found: Plan, cast: Cast) -> None:
    with clock.fixed(MOMENT - timedelta(days=400)):
        first = _closed(found, cast)
    found.refresh_from_db()
    actions.record_progress(found, "d00001", Come("done", "Alla har gått."), by=cast.karin)
    second = _closed(found, cast)
    page = queries.open_plan(cast.karin, uid=found.uid)
    shot, before = queries.shots(page, second)
    assert [row["look"] for row in first.frozen["measures"]] != [row["look"] for row in shot["measures"]]
    assert before == first.frozen and shot["goals"][0]["series"] == "2025: 82 %, 2026: 82 %"
    lines = report.compose(shot, before).parts[0].lines
    assert lines[1] == "Klara sedan uppföljningen 2025: 1." and lines[2] == "– Utbilda lärare i samtal"
    with pytest.raises(WrongState):
        actions.answer_follow_up(second, Held("yes"), {}, by=cast.karin)
    with pytest.raises(WrongState):
        actions.close_follow_up(second, by=cast.karin)


def test_what_cannot_be_followed_up(cast: Cast) -> None:
    with pytest.raises(WrongState):
        _year(plan(cast.karin, decided=None), cast)
    held = plan(cast.karin)
    with pytest.raises(NotAllowed):
        actions.begin_follow_up(held, by=cast.sven)
    year = _year(held, cast)
    held.refresh_from_db()
    with pytest.raises(WrongState):
        actions.begin_follow_up(held, by=cast.karin)
    with pytest.raises(WrongState):
        actions.close_follow_up(year, by=cast.karin)
    with pytest.raises(WrongState):
        actions.answer_follow_up(year, Held("kanske"), {}, by=cast.karin)
    page = queries.open_plan(cast.nobody, slug=held.slug)
    with pytest.raises(NotFound):
        queries.open_follow_up(cast.nobody, page.plan, year.year)


def test_by_page_measure_by_measure(found: Plan, cast: Cast) -> None:
    """Begun, each measure asked in turn, the document answered, closed; then everybody can read it."""
    karin, address = make.sign_in(cast, "karin"), f"{BASE}/{found.uid}/uppfoljning"
    assert karin.post(address, {"version": found.version}).headers["Location"].endswith("/2026")
    year = f"{address}/2026"
    page = karin.get(f"{year}/d00001").content.decode()
    assert "Åtgärd 1 av 3" in page
    for code, then in (("d00001", "d00002"), ("d00002", "d00003"), ("d00003", "2026")):
        found.refresh_from_db()
        said = {"status": "under-way", "result": f"Om {code}", "version": found.version}
        assert karin.post(f"{year}/{code}", said).headers["Location"].endswith(then)
    assert "3 av 3 besvarade i år." in karin.get(year).content.decode()
    assert karin.post(year, {"version": 0}).status_code == 422
    answer = {"holds": "yes", "networks": "Skolchefernas möte", "goal-c00001": "84 %", "version": 0}
    assert karin.post(year, answer).status_code == 302
    assert karin.post(year, {"do": "close", "version": 1}).status_code == 302
    for client, where in ((karin, year), (Client(), f"/vaxjo/arbetet/{found.slug}/uppfoljning/2026")):
        read = client.get(where).content.decode()
        assert "Tillfrågade: Skolchefernas möte" in read and "2026: 84 %" in read and "Om d00002" in read
    assert Client().get(f"/vaxjo/arbetet/{found.slug}/uppfoljning/2025").status_code == 404
    assert make.sign_in(cast, "sven").post(year, answer).status_code == 404


def test_the_report_as_pdf_word_and_excel(found: Plan, cast: Cast) -> None:
    """Read back: the PDF's structure tree, Word's headings and tables, Excel's cells as text."""
    version = PlanVersion.objects.get(plan=found)
    version.content["measures"][0]["text"] = '=HYPERLINK("http://x")'
    version.save(update_fields=["content"])
    _closed(found, cast)
    karin, year = make.sign_in(cast, "karin"), f"{BASE}/{found.uid}/uppfoljning/2026"
    with pikepdf.open(io.BytesIO(karin.get(f"{year}/rapport.pdf").content)) as pdf:
        kinds = str(pdf.Root.StructTreeRoot.K)
        assert pdf.Root.MarkInfo.Marked and pdf.Root.Lang == "sv"
        said = pdf.open_metadata()
        assert (said["pdfuaid:part"], said["pdfaid:part"], said["pdfaid:conformance"]) == ("1", "2", "A")
        tags = {
            str(each.S)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/S" in each and "/P" in each
        }
        assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= tags, kinds[:100]
    told = docx.Document(io.BytesIO(karin.get(f"{year}/rapport.docx").content))
    headings = [p.text for p in told.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert headings[:3] == ["Uppföljning 2026: Plan mot extremism", "Kort sagt", "Stämmer planen fortfarande?"]
    assert ["Mål", "Hur det märks", "Var uppgiften finns", "Läget nu", "Målvärde"] in [
        [cell.text for cell in table.rows[0].cells] for table in told.tables
    ]
    book = openpyxl.load_workbook(io.BytesIO(karin.get(f"{year}/rapport.xlsx").content))
    first = book.worksheets[0]
    assert [cell.value for cell in first[1]][:3] == ["Kod", "Åtgärd", "Fokusområde"]
    assert first["B2"].value == '=HYPERLINK("http://x")' and first["B2"].data_type == "s"
    assert karin.get(f"{year}/rapport.exe").status_code == 404


def test_progress_from_a_table_nobody_keys_twice(found: Plan, cast: Cast) -> None:
    """Read, shown with what was not understood, and taken in when somebody has seen it."""
    _year(found, cast)
    karin, read = make.sign_in(cast, "karin"), f"{BASE}/{found.uid}/uppfoljning/2026/las-in"
    table = (
        "Åtgärd;Status;Kommentar\nutbilda lärare i samtal.;Klar;Alla gick\nGå trygghetsvandringar;kanske;\nNytt;Klar;\n"
    )
    page = karin.post(read, {"file": SimpleUploadedFile("lage.csv", table.encode("cp1252"))}).content.decode()
    assert "Rad 3, Gå trygghetsvandringar: Vi förstår inte ordet" in page and "Rad 4" in page and "Spara en rad" in page
    assert not Progress.objects.exists()
    rows = '[{"code": "d00001", "text": "", "status": "done", "result": "Alla gick", "learnt": "", "proof": ""}]'
    found.refresh_from_db()
    assert karin.post(read, {"do": "take", "rows": rows, "version": found.version}).status_code == 302
    assert Progress.objects.get().result == "Alla gick"
    found.refresh_from_db()
    for wrong in (
        '[{"code": "x"}]',
        "inget",
        '[{"code": "zzzzzz", "status": "done", "result": "", "learnt": "", "proof": ""}]',
    ):
        assert karin.post(read, {"do": "take", "rows": wrong, "version": found.version}).status_code == 409
    assert Progress.objects.count() == 1


def test_our_own_excel_can_be_read_back(found: Plan, cast: Cast) -> None:
    page = queries.open_plan(cast.karin, uid=found.uid)
    shot = queries.snapshot(page, _year(found, cast))
    table = sheets.read_apart(sheets.excel("x", report.sheets(shot)))
    listed = listing.match(table, page.said.measures)
    assert [row.code for row in listed.rows] == ["d00001", "d00002", "d00003"] and listed.faults == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b" ", "empty"),
        (b"\xd0\xcf\x11\xe0 xls", "unknown"),
        (b"PK\x03\x04 none", "broken"),
        (b"a\n" * 6_000, "too-large"),
    ],
)
def test_tables_that_cannot_be_read(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        sheets.read_apart(data)
    assert refused.value.code == code


def test_csv_cells_are_never_run() -> None:
    table = sheets.Sheet("x", ["A"], [["=1+1"], ["-5"], ["@x"], ["å"]])
    assert sheets.comma_separated(table).split() == ["A", "'=1+1", "-5", "'@x", "å"]


HOSTILE = "{{ ''.__class__.__mro__[1].__subclasses__() }}"


@pytest.mark.parametrize(
    "words", [HOSTILE, "{% for x in range(100000000) %}x{% endfor %}", "{{ parts.nothing.at.all }}", "{% if %}"]
)
def test_a_hostile_word_template_does_nothing_and_the_old_one_stays(words: str, cast: Cast) -> None:
    karin, address = make.sign_in(cast, "karin"), f"{BASE}/rapportmall"
    sent = karin.post(address, {"file": SimpleUploadedFile("mall.docx", made_docx(paragraph(words)))})
    assert sent.status_code == 422 and "Den gamla är kvar." in sent.content.decode()
    assert not queries.has_own_template(cast.karin)


def test_a_template_that_needs_a_table_everywhere_is_refused_when_it_is_tried(cast: Cast) -> None:
    """A real report begins with a part that has none: what would fail then fails now."""
    made = made_docx(paragraph("{{ parts[0].rows[0][0] }}"))
    with pytest.raises(WrongState):
        actions.keep_template(made, by=cast.karin)


def test_an_own_template_is_used_and_can_be_taken_away(found: Plan, cast: Cast) -> None:
    karin, address = make.sign_in(cast, "karin"), f"{BASE}/rapportmall"
    own = made_docx(paragraph("Vår kommun: {{ title }}"))
    assert karin.post(address, {"file": SimpleUploadedFile("mall.docx", own)}).status_code == 302
    made = word.fill(queries.report_template(cast.karin), report.trial())
    assert [p.text for p in docx.Document(io.BytesIO(made)).paragraphs if p.text] == ["Vår kommun: Uppföljning"]
    assert karin.get(address + "?hamta").content == own
    assert queries.report_template(cast.nobody) == own
    karin.post(address, {"do": "drop"})
    assert not queries.has_own_template(cast.karin)


def test_the_laws_clock_warns_early_then_presses_then_is_overdue(found: Plan, cast: Cast) -> None:
    """From the decision of 2024-02-26: 18, 22 and 24 months; a closed year begins it anew; the public sees overdue."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    def stage(day: str) -> str:
        with clock.fixed(datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo("Europe/Stockholm"))):
            clocked = queries.follow_up_clock(queries.open_plan(cast.karin, uid=found.uid))
            return clocked.stage if clocked else "none"

    days = ("2025-08-25", "2025-08-26", "2025-12-26", "2026-02-26", "2026-02-27")
    assert [stage(day) for day in days] == ["", "early", "pressing", "pressing", "overdue"]
    assert "minst vartannat år." in Client().get(f"/vaxjo/arbetet/{found.slug}").content.decode()
    pages = queries.list_pages(cast.karin)
    assert queries.waiting_for(cast.karin, pages)[0].clock is not None and queries.waiting_for(cast.sven, pages) == []
    _closed(found, cast)
    assert stage("2026-11-30") == "" and stage("2028-11-30") == "overdue"


def test_a_plan_older_than_the_law_is_clocked_from_the_law(cast: Cast) -> None:
    """Adopted in 2017: nobody was obliged to follow it up before July 2023."""
    found = plan(cast.karin, decided=Decided("adopted", "kommunfullmäktige", "2017-02-20"))
    clocked = queries.follow_up_clock(queries.open_plan(cast.karin, uid=found.uid))
    assert clocked is not None and clocked.due == date(2025, 7, 1) and clocked.stage == "overdue"


def test_the_five_points(found: Plan, cast: Cast) -> None:
    karin, address = make.sign_in(cast, "karin"), f"{BASE}/{found.uid}/forvaltarskap"
    assert karin.get(address).content.decode().count("Dags att se efter") == 5
    found.refresh_from_db()
    said = {"point": "watched", "note": "Ny lag i januari", "version": found.version}
    assert karin.post(address, said).status_code == 302
    page = karin.get(address).content.decode()
    assert page.count("Dags att se efter") == 4 and "Ny lag i januari" in page
    assert karin.post(address, said | {"point": "annat"}).status_code == 422
    with clock.fixed(MOMENT + timedelta(days=370)):
        assert all(point.is_due for point in queries.list_points(found))
    assert make.sign_in(cast, "sven").post(address, said).status_code == 404


def test_an_open_version_goes_to_those_who_decide_and_back(found: Plan, cast: Cast) -> None:
    """Nobody writes on a text that others read; a version moves only as it may."""
    draft = actions.begin_draft(found, by=cast.karin)
    karin, address = make.sign_in(cast, "karin"), f"{BASE}/{found.uid}"
    assert karin.post(address, {"do": "propose", "draft": draft.version}).status_code == 302
    draft.refresh_from_db()
    with pytest.raises(WrongState):
        actions.write_draft(draft, said(), by=cast.karin)
    with pytest.raises(WrongState):
        actions.move_version(draft, "out", by=cast.karin)
    assert re.search(r'aria-current="step">[^/]*Förslag', karin.get(address).content.decode())
    assert karin.post(address, {"do": "back", "draft": draft.version}).status_code == 302
    draft.refresh_from_db()
    actions.write_draft(draft, said("Ny titel"), by=cast.karin)
    draft.refresh_from_db()
    actions.move_version(draft, "proposed", by=cast.karin)
    found.refresh_from_db()
    actions.record_decision(found, Decided("revised", "kommunfullmäktige", "2026-11-02"), by=cast.karin)
    draft.refresh_from_db()
    with pytest.raises(WrongState):
        actions.move_version(draft, "draft", by=cast.karin)


def test_what_the_document_is(found: Plan, cast: Cast) -> None:
    karin, address = make.sign_in(cast, "karin"), f"{BASE}/{found.uid}/om"
    about = {"kind": "Riktlinje", "owner": "Kommunen", "parent": "Brottsförebyggande policy", "towns": "Växjö, Alvesta"}
    assert karin.post(address, about | {"version": found.version}).status_code == 302
    read = Client().get(f"/vaxjo/arbetet/{found.slug}").content.decode()
    assert "Brottsförebyggande policy" in read and "Växjö, Alvesta" in read
