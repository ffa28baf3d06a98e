"""The main story, as the people in it live it: told, registered, read, closed kindly, answered, counted, gone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from forebygg.concerns.models import Concern
from forebygg.kit import calendar, clock
from forebygg.mailbox.models import Message, Thread
from forebygg.notices.models import Notice
from forebygg.records import actions as records
from forebygg.records.models import Certificate, RegisterRow
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy.models import DataKey
from forebygg.situation.models import Counter
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

SECRET = "Sixten visade en film med våld på bussen"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def tell(client: Client, *, age: str = "under-18", what: str = SECRET) -> str:
    """Walk the public form to the receipt and return the code."""
    client.post("/vaxjo/beratta")
    for data in (
        {"step": "danger", "danger": "no"},
        {"step": "what", "what": what},
        {"step": "age", "age": age},
        {"step": "who", "who": "sealed", "who_text": "Sixten, Lindskolan"},
        {"step": "relation", "relation": "family"},
        {"step": "reply", "reply": "code", "phone": ""},
    ):
        answer = client.post("/vaxjo/beratta", data)
        assert answer.status_code == 303, answer.content.decode()
    check = client.get("/vaxjo/beratta").content.decode()
    assert what in check
    assert "Lindskolan" not in check  # who it is about is never shown again
    assert client.post("/vaxjo/beratta", {"step": "check"}).status_code == 303
    page = client.get("/vaxjo/beratta").content.decode()
    found = re.findall(r"<span>(\d{4})</span>", page)
    assert len(found) == 4, page
    return "".join(found)


def sign_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.post("/vaxjo/arbete/logga-in", {"email": f"{name}@vaxjo.example", "password": "ova-utan-risk"})
    client.get("/vaxjo/arbete/uppdrag")
    return client


def answer(desk: Client, reference: str, choice: str) -> None:
    page = desk.get(f"/vaxjo/arbete/oro/{reference}/").content.decode()
    step = re.search(r'name="step" value="([^"]+)"', page)
    version = re.search(r'name="version" value="(\d+)"', page)
    assert step and version, page
    data = {"step": step.group(1), "version": version.group(1), "choice": choice, "reason": ""}
    reply = desk.post(f"/vaxjo/arbete/oro/{reference}/steg", data)
    assert reply.status_code in (302, 303), reply.content.decode()


def test_the_whole_story(cast: Cast) -> None:
    """A worry about a child: from the phone in the hand to the certificate."""
    mother = Client()
    code = tell(mother)
    concern = Concern.objects.get()
    assert concern.received_at == clock.hour(MOMENT)
    assert SECRET.encode() not in bytes(concern.what_happened.body)
    row = RegisterRow.objects.get()
    assert (row.title, row.number, row.board.series) == ("worry-in", 1, "SN")
    assert [n.address for n in Notice.objects.all()] == ["sven@vaxjo.example"]

    sven = sign_in(cast, "sven")
    assert concern.reference in sven.get("/vaxjo/arbete/oro/").content.decode()
    page = sven.get(f"/vaxjo/arbete/oro/{concern.reference}/").content.decode()
    assert SECRET in page and "Du är här" in page
    assert "Lindskolan" not in page
    assert "Lindskolan" in sven.get(f"/vaxjo/arbete/oro/{concern.reference}/?vem=1").content.decode()

    for choice in ("no", "under-18", "no", "no", "done", "done", "done", "done", "nothing"):
        answer(sven, concern.reference, choice)
    _write_back(sven, concern.reference, "Tack. Vi har läst.")
    _meet(sven, concern.reference, "answer")
    _second_person_closes(cast, sven, concern.reference)

    assert "Vi har läst" in _read_with_code(code)
    assert Counter.objects.get(measure="outcome").category == "closed-kindly"
    key = concern.key
    assert DataKey.objects.filter(uid=key).exists()
    with clock.fixed(calendar.add_days(MOMENT, 15)):
        assert records.run_disposal() == 1
        secrecy.sweep()
    assert not Concern.objects.exists() and not Message.objects.exists()
    assert not DataKey.objects.filter(uid=key).exists()
    assert Certificate.objects.get().number == 1
    assert RegisterRow.objects.filter(direction="in").count() == 1
    assert Counter.objects.get(measure="disposed").category == "on-time"
    with clock.fixed(calendar.add_days(MOMENT, 120)):
        records.run_disposal()
    assert not Thread.objects.exists()


def _version(desk: Client, reference: str) -> str:
    page = desk.get(f"/vaxjo/arbete/oro/{reference}/").content.decode()
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found.group(1)


def _write_back(desk: Client, reference: str, text: str) -> None:
    data = {"version": _version(desk, reference), "text": text}
    assert desk.post(f"/vaxjo/arbete/oro/{reference}/svar", data).status_code == 303


def _meet(desk: Client, reference: str, duty: str) -> None:
    data = {"version": _version(desk, reference), "duty": duty, "meet": "1"}
    assert desk.post(f"/vaxjo/arbete/oro/{reference}/uppgift", data).status_code in (302, 303)


def _second_person_closes(cast: Cast, sven: Client, reference: str) -> None:
    """Closing kindly takes a second person when it may be about a child."""
    version = _version(sven, reference)
    data = {"step": "second-reader", "version": version, "choice": "done", "reason": ""}
    refused = sven.post(f"/vaxjo/arbete/oro/{reference}/steg", data)
    assert refused.status_code == 409 and "annan person" in refused.content.decode()
    hanna = sign_in(cast, "hanna")
    answer(hanna, reference, "done")
    assert hanna.get(f"/vaxjo/arbete/oro/{reference}/").status_code == 404  # read-locked at once


def _read_with_code(code: str) -> str:
    visitor = Client()
    assert visitor.post("/vaxjo/svar", {"code": code}).status_code == 303
    page = visitor.get("/vaxjo/svar").content.decode()
    assert "Klart" in page
    return page


def test_a_wrong_code_is_answered_alike(cast: Cast) -> None:
    """The answer to the POST is the same 303, bytes and cookie for a right code and a wrong one."""
    code = tell(Client())
    right, wrong = Client(), Client()
    one = right.post("/vaxjo/svar", {"code": code})
    other = wrong.post("/vaxjo/svar", {"code": "1234 5678 9012 3456"})
    assert (one.status_code, one.content, one.headers["Location"]) == (303, other.content, other.headers["Location"])
    assert len(one.cookies["besok"].value) == len(other.cookies["besok"].value)
    assert "ingen kod" in wrong.get("/vaxjo/svar").content.decode()


def test_sent_twice_is_one_worry_and_the_same_receipt(cast: Cast) -> None:
    """A double press registers once."""
    client = Client()
    tell(client)
    client.post("/vaxjo/beratta", {"step": "check"})
    assert Concern.objects.count() == 1
    assert "Kvitto" in client.get("/vaxjo/beratta").content.decode()


def test_an_addition_reaches_the_desk(cast: Cast) -> None:
    """More, written with the code while the worry is open, lands in its thread; after closing, as a new record."""
    code = tell(Client())
    visitor = Client()
    visitor.post("/vaxjo/svar", {"code": code})
    page = visitor.get("/vaxjo/svar").content.decode()
    submission = re.search(r'name="submission" value="([^"]+)"', page)
    assert submission
    for _ in range(2):  # a double press
        visitor.post("/vaxjo/svar", {"text": "I går hände det igen.", "submission": submission.group(1)})
    assert Message.objects.count() == 1
    assert Concern.objects.count() == 1
    assert RegisterRow.objects.filter(title="addition-in").count() == 1
    assert Notice.objects.filter(template="concerns/addition-waiting").count() == 1


def test_leaving_fast_forgets_the_draft(cast: Cast) -> None:
    """`/ut` answers 303 with the cookie gone and the draft removed."""
    client = Client()
    client.post("/vaxjo/beratta")
    client.post("/vaxjo/beratta", {"step": "danger", "danger": "no"})
    gone = client.get("/vaxjo/ut")
    assert gone.status_code == 303
    assert gone.headers["Clear-Site-Data"] == '"cache","storage"'
    assert gone.cookies["besok"]["max-age"] == 0
    assert "Innan du börjar" in client.get("/vaxjo/beratta").content.decode()


def test_an_expired_draft_shows_what_was_just_typed(cast: Cast) -> None:
    """Earlier steps are gone for safety; the text just posted stands on the page."""
    client = Client()
    client.post("/vaxjo/beratta")
    with clock.fixed(MOMENT + timedelta(hours=2)):
        reply = client.post("/vaxjo/beratta", {"step": "what", "what": "Det jag just skrev och inte vill förlora nu"})
    assert reply.status_code == 410
    assert "Det jag just skrev" in reply.content.decode()


def test_someone_signed_in_at_the_desk_is_the_public_on_open_pages(cast: Cast) -> None:
    """The social secretary who writes on the open page is met as anyone is."""
    sven = sign_in(cast, "sven")
    assert len(tell(sven)) == 16
    assert Concern.objects.count() == 1
