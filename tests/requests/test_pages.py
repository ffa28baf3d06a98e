"""The pages, without a script: write in, test, look, save, decide, fetch. And what is masked is not in the document."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pypdf
import pytest
from django.test import Client

from forebygg.audit.models import Event
from forebygg.records.models import RegisterRow
from forebygg.requests.models import RecordRequest
from tests import make
from tests.cast import Cast
from tests.requests.asking import ask, fresh, only

WHAT = "Xerxes Zetterqvist slog Kim i går. Det var vid skolan. Kims mamma ringde xerxes  zetterqvist."


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _open(client: Client, path: str) -> str:
    answer = client.get(f"/vaxjo/arbete/{path}")
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def _whole_pdf(raw: bytes) -> str:
    """Everything a document can say: its text, its metadata, and the bytes of every object in it, unpacked."""
    reader = pypdf.PdfReader(io.BytesIO(raw))
    said = "\n".join(page.extract_text() for page in reader.pages) + str(reader.metadata) + str(reader.xmp_metadata)
    with pikepdf.open(io.BytesIO(raw)) as document:
        for thing in document.objects:
            said += str(thing.to_json()) if hasattr(thing, "to_json") else ""
            if isinstance(thing, pikepdf.Stream):
                said += thing.read_bytes().decode("latin-1")
    return said + raw.decode("latin-1")


def _text(raw: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages).split())


def test_a_request_is_written_in(cast: Cast) -> None:
    row = make.concern(cast)
    number = f"SN {row.register_row.year}:{row.register_row.number}"
    client = make.sign_in(cast, "rut")
    client.post("/vaxjo/arbete/uppdrag", {"assignment": _registrar(cast)})
    assert "Skriv in en begäran" in _open(client, "begaran/")
    form = {"kind": "record", "board": "sn", "numbers": f"{number}\n{number.lower()}", "came_on": "2026-11-20"}
    form |= {"way": "address", "words": "", "address": ""}
    assert client.post("/vaxjo/arbete/begaran/", form).status_code == 422  # an address is missing
    form |= {"way": "desk"}
    wrong = client.post("/vaxjo/arbete/begaran/", form | {"numbers": "SN 2026:999\nKS 2026:1\nKim"})
    assert wrong.status_code == 422 and "SN 2026:999, KS 2026:1, Kim" in wrong.content.decode()
    assert client.post("/vaxjo/arbete/begaran/", form | {"came_on": "2026-11-21"}).status_code == 422
    answer = client.post("/vaxjo/arbete/begaran/", form)
    request = RecordRequest.objects.get()
    assert answer.status_code == 302 and only(request).register_row == row.register_row
    page = _open(client, f"begaran/{request.reference}/")
    assert number in page and "Han visade en film" not in page and "provning/" not in page
    assert RegisterRow.objects.filter(title="request-in").count() == 1
    assert "Tryckfrihetsförordningen" in page


def _registrar(cast: Cast) -> str:
    from forebygg.people import queries as people

    return str(next(a.uid for a in people.assignments_of(cast.user("rut")) if a.role == "registrar"))


def _test(client: Client, request: RecordRequest, **given: Any) -> Any:
    """Look, then save what was seen."""
    path = f"/vaxjo/arbete/provning/{only(request).uid}/"
    form = {"version": str(fresh(request).version), "passages": "", "reason": "Vägt."} | given
    looked = client.post(path, form | {"do": "look"}).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', looked)
    form["seen"] = seen.group(1) if seen else ""
    return looked, client.post(path, form | {"do": "save"})


def test_what_is_masked_is_not_in_the_document(cast: Cast) -> None:
    """The whole way on the pages; the masked words are in no text, metadata, object or byte of the document."""
    request = ask(cast, make.concern(cast, what=WHAT, who="Xerxes Zetterqvist, Sturegatan", writer={}))
    sven, hanna = make.sign_in(cast, "sven"), make.sign_in(cast, "hanna")
    assert "Xerxes" in _open(sven, f"provning/{only(request).uid}/")
    form = {"outcome": "part", "grounds": ["osl-26-1"], "hidden": ["1-0"], "passages": "Xerxes Zetterqvist\nkim"}
    looked, saved = _test(sven, request, **form)
    preview = looked.partition('id="lamnas"')[2]
    assert "Det var vid skolan." in preview and 'class="cover"' in preview
    assert not re.search("xerxes|zetter|kim|sture", preview, re.IGNORECASE)
    assert saved.status_code == 302
    form = {"version": fresh(request).version, "do": "decide", "reasons": "Det rör ett barn.", "reservation": ""}
    assert sven.post(f"/vaxjo/arbete/begaran/{request.reference}/gor", form).status_code == 404
    assert hanna.post(f"/vaxjo/arbete/begaran/{request.reference}/gor", form).status_code == 302
    answer = sven.get(f"/vaxjo/arbete/begaran/{request.reference}/handlingar")
    decision = sven.get(f"/vaxjo/arbete/begaran/{request.reference}/beslut")
    for paper in (answer, decision):
        assert paper["Content-Type"] == "application/pdf"
        assert not re.search("xerxes|zetter|kims|sturegatan", _whole_pdf(paper.content), re.IGNORECASE)
    assert "maskat slog maskat i går. Det var vid skolan. maskat mamma ringde maskat ." in _text(answer.content)
    said = _text(decision.content)
    for words in ("OSL 26 kap. 1 §", "Det rör ett barn.", "kammarrätten", "21 dagar", "Socialnämnden", "på delegation"):
        assert words in said, words
    assert "skolan" not in said
    sven.post(f"/vaxjo/arbete/begaran/{request.reference}/gor", {"version": fresh(request).version, "do": "give"})
    assert "Kan överklagas till och med 11 december 2026" in _open(sven, f"begaran/{request.reference}/")


def test_a_search_of_the_document_finds_what_is_left_in(cast: Cast) -> None:
    """The search above would find it: a record given whole has the words."""
    request = ask(cast, make.concern(cast, what=WHAT))
    sven = make.sign_in(cast, "sven")
    _test(sven, request, outcome="whole")
    sven.post(f"/vaxjo/arbete/begaran/{request.reference}/gor", {"version": fresh(request).version, "do": "decide"})
    answer = sven.get(f"/vaxjo/arbete/begaran/{request.reference}/handlingar")
    assert re.search("xerxes zetterqvist", _whole_pdf(answer.content), re.IGNORECASE)


def test_nothing_is_saved_unseen(cast: Cast) -> None:
    """A mark of something else, or of nothing, saves nothing."""
    request = ask(cast, make.concern(cast, what=WHAT))
    sven, path = make.sign_in(cast, "sven"), f"/vaxjo/arbete/provning/{only(request).uid}/"
    form = {"version": "0", "outcome": "part", "grounds": ["osl-26-1"], "passages": "Kim", "do": "save"}
    for seen in ("", "x" * 64):
        assert sven.post(path, form | {"seen": seen}).status_code != 302
    assert only(request).outcome == "" and "misspelt" not in sven.post(path, form).content.decode()
    page = sven.post(path, form | {"passages": "Kimm", "do": "look"}).content.decode()
    assert "Står inte i texten" in page


def test_each_opening_is_logged(cast: Cast) -> None:
    row = make.concern(cast)
    request = ask(cast, row)
    _open(make.sign_in(cast, "sven"), f"provning/{only(request).uid}/")
    reading = Event.objects.get(kind="reading", about=str(row.uid))
    assert reading.detail == {"what": "request"} and reading.actor == "Mottagningen barn och unga"


def test_what_is_kept_is_read_page_by_page(cast: Cast) -> None:
    """Open and ended, by the desk that has them; a hidden one is a 404."""
    row = make.concern(cast)
    request = ask(cast, kind="extract")
    sven, vera = make.sign_in(cast, "sven"), make.sign_in(cast, "vera")
    assert row.reference in _open(sven, f"begaran/{request.reference}/")
    assert row.reference not in _open(vera, f"begaran/{request.reference}/")
    assert "Han visade en film" in _open(sven, f"begaran/{request.reference}/las?oro={row.reference}")
    assert vera.get(f"/vaxjo/arbete/begaran/{request.reference}/las?oro={row.reference}").status_code == 404
    for do, matter in (("add", row.reference), ("read", "")):
        form = {"version": fresh(request).version, "do": do, "matter": matter}
        assert sven.post(f"/vaxjo/arbete/begaran/{request.reference}/gor", form).status_code == 302
    assert "provning/" in _open(sven, f"begaran/{request.reference}/")


def test_a_late_one_stands_on_idag(cast: Cast) -> None:
    """For the registry, the board's heads and desks; not for another board's people."""
    from datetime import date

    request = ask(cast, make.concern(cast), came_on=date(2026, 11, 2))
    for name in ("sven", "hanna"):
        assert "skulle ha fått svar 4 november" in _open(make.sign_in(cast, name), "")
    rut = make.sign_in(cast, "rut")
    rut.post("/vaxjo/arbete/uppdrag", {"assignment": _registrar(cast)})
    assert request.reference in _open(rut, "")
    for name in ("karin", "sara", "isak", "lena", "disa"):
        assert request.reference not in _open(make.sign_in(cast, name), "")


def test_what_the_writer_chose_stands_in_words(cast: Cast) -> None:
    """A record shows what was said, not the codes it is kept by."""
    writer = {"danger": "no", "relation": "family", "reply": "phone", "phone": "08-465 004 98"}
    request = ask(cast, make.concern(cast, writer=writer))
    page = _open(make.sign_in(cast, "sven"), f"provning/{only(request).uid}/")
    assert "08-465 004 98" in page and "relation: family" not in page and "danger: no" not in page
