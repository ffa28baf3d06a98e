"""PDF, Word, web pages and text into blocks; and every file that cannot be read says why."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from forebygg.files.document import Document
from forebygg.files.formats import refusal, sniffing
from forebygg.files.formats.refusal import Refused
from tests.files.making import PLAN, docx, paragraph, pdf, table


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as told:
        sniffing.read(data)
    return told.value.code


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind == "heading"]


def test_a_pdf_with_contents_headings_table_and_page_furniture() -> None:
    found = sniffing.read(pdf(PLAN))
    assert headings(found) == [
        "Handlingsplan mot våldsbejakande extremism",
        "Syfte",
        "Åtgärder",
        "Uppföljning",
        "Kontakt",
    ]
    rows = [block for block in found.blocks if block.kind == "row"]
    assert [row.cells for row in rows][1] == ("Utbilda fritidsledare i samtal", "Kulturförvaltningen", "2025")
    assert rows[0].page == 2
    assert "Exempelby kommun" not in found.text
    assert found.hints["title"] == "Handlingsplan mot våldsbejakande extremism"


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = (
        "Vänster spalt talar om skolan och dess uppdrag. " * 12,
        "Höger spalt talar om fritid och kultur. " * 12,
    )
    made = pdf(f"#set page(columns: 2)\n#set text(size: 10pt)\n{left}\n#colbreak()\n{right}")
    text = sniffing.read(made).text
    assert text.index("Höger spalt") > text.rindex("Vänster spalt")


def test_a_word_document_with_headings_list_and_table() -> None:
    body = (
        paragraph("Plan mot extremism", "Heading1")
        + paragraph("Antagen av kommunstyrelsen.")
        + paragraph("Åtgärder", "Heading2")
        + table([["Åtgärd", "Ansvarig"], ["Utbilda <alla> & envar", "Skolan"]])
    )
    found = sniffing.read(docx(body))
    assert headings(found) == ["Plan mot extremism", "Åtgärder"]
    assert found.blocks[-1].cells == ("Utbilda <alla> & envar", "Skolan")


def test_a_web_page_without_its_menu_script_and_forms() -> None:
    page = """<!doctype html><html><head><title>Plan – Byn</title><script>var x = "Skript";</script></head><body>
    <nav><ul><li>Meny ett</li></ul></nav><main><h1>Plan mot <em>extremism</em></h1><p>Första <b>stycket</b>.</p>
    <ul><li>att lära</li><li><p>att stödja</p></li></ul>
    <table><tr><th>Åtgärd</th><th>Ansvar</th></tr><tr><td>Utbilda</td><td>Skolan</td></tr></table>
    <form><button>Skicka</button></form></main><footer>Sidfot</footer></body></html>"""
    found = sniffing.read(page.encode())
    assert [(b.kind, b.text) for b in found.blocks] == [
        ("heading", "Plan mot extremism"),
        ("text", "Första stycket."),
        ("item", "att lära"),
        ("item", "att stödja"),
        ("row", "Åtgärd Ansvar"),
        ("row", "Utbilda Skolan"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_in_the_encodings_of_ordinary_programs(encoding: str) -> None:
    assert "Åtgärder för ökad trygghet" in sniffing.read("Åtgärder för ökad trygghet\n\nText.".encode(encoding)).text


def test_a_page_nested_without_end_is_read() -> None:
    page = b"<html><body>" + b"<div>" * 20_000 + b"<p>Innerst.</p>" + b"</div>" * 20_000
    assert sniffing.read(page).text == "Innerst."


def test_a_pdf_of_pictures_has_no_text() -> None:
    assert refused(pdf("#rect(width: 100%, height: 100%)")) == refusal.SCANNED


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Hemligt " * 20))) as plain:
        plain.save(locked, encryption=pikepdf.Encryption(user="lås", owner="ägare"))
    assert refused(locked.getvalue()) == refusal.ENCRYPTED


@pytest.mark.parametrize("data", [b"%PDF-1.7\nbroken", pdf("Text " * 90)[:600]])
def test_a_broken_pdf_says_so(data: bytes) -> None:
    assert refused(data) == refusal.BROKEN


def test_macros_are_refused() -> None:
    assert refused(docx(paragraph("Text"), **{"word/vbaProject__bin": b"x"})) == refusal.MACROS


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refused(docx(paragraph("Text"), **{"word/media__xml": b"0" * 70_000_000})) == refusal.BOMB


def test_a_document_that_declares_entities_is_refused() -> None:
    head = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    assert refused(docx(paragraph("&x;"), head=head)) == refusal.BROKEN


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", refusal.EMPTY),
        (b"  \n ", refusal.EMPTY),
        (b"PK\x03\x04broken", refusal.BROKEN),
        (b"\xd0\xcf\x11\xe0 old Word", refusal.UNKNOWN),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), refusal.ENCRYPTED),
        (b"\x89PNG\r\n\x00\x00", refusal.UNKNOWN),
        (b"<html><body><script>x</script></body></html>", refusal.EMPTY),
        (b"<p>" + b"x" * 9_000_000, refusal.TOO_LARGE),
        (b"a" * 26_000_000, refusal.TOO_LARGE),
    ],
)
def test_what_is_no_document_says_why(data: bytes, code: str) -> None:
    assert refused(data) == code
