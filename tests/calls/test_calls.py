"""A transferred helpline call: two routines by age, an own note, two ways to end, and nothing left behind."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from forebygg.audit.models import Event
from forebygg.calls import actions, queries
from forebygg.calls.models import CallNote
from forebygg.calls.note import CallAnswers
from forebygg.concerns import queries as concerns
from forebygg.concerns.models import Concern
from forebygg.kit import clock
from forebygg.kit.errors import NotAllowed, NotFound, WrongState
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy.models import Circle, DataKey
from forebygg.situation.models import Counter
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

WORDS = "Förälder ringer. I lördags visade barnet en film."


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.fixture
def olga(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.user("olga"))
    client.get("/vaxjo/arbete/uppdrag")
    return client


def _begin(olga: Client) -> str:
    return olga.post("/vaxjo/arbete/samtal/").headers["Location"]


def _write(olga: Client, url: str, age: str = "under-18", wish: str = "anonymous", **more: str) -> None:
    desk = "reception-21" if age == "21" else "reception-under-21"
    data = {"danger": "no", "age": age, "what": WORDS, "wish": wish, "sequence": "5", "receiver": desk}
    olga.post(url + "gor", data | {"do": "connected"} | more)


def test_the_number_follows_age_and_clock(cast: Cast, olga: Client) -> None:
    """Under 21 and unknown to the children's reception, 21 to the adults', the emergency service when it is shut."""
    url = _begin(olga)
    page = olga.get(url).content.decode()
    assert "08-465 004 31" in page and "Innan du säger några namn" in page
    for age, number in (("21", "08-465 004 34"), ("unknown", "08-465 004 31"), ("18-20", "08-465 004 31")):
        data = {"age": age, "what": "x", "sequence": str(CallNote.objects.get().sequence + 1)}
        said = olga.post(url + "spara", data).json()
        assert said["kept"] and said["connect"]["number"] == number
    with clock.fixed(MOMENT + timedelta(hours=8)):
        make.sign_in(cast, "olga", olga)
        data = {"age": "21", "what": "x", "sequence": "99"}
        assert olga.post(url + "spara", data).json()["connect"]["number"] == "08-465 004 20"


@pytest.mark.parametrize(("age", "desk", "kind"), [("under-18", "sven", "worry-under-21"), ("21", "vera", "worry-21")])
def test_sending_ones_note(cast: Cast, olga: Client, age: str, desk: str, kind: str) -> None:
    """Sealed for the receiving board, registered, on its own routine; the writer can no longer open it."""
    url = _begin(olga)
    _write(olga, url, age=age)
    sent = olga.post(url + "gor", {"do": "send", "as_report": "yes", "function": "Mottagningssekreteraren"})
    assert sent.status_code == 302
    row = Concern.objects.get()
    assert (row.channel, row.run.version.kind) == ("transferred-call", kind)
    assert concerns.open_concern(getattr(cast, desk), row.reference).what == WORDS
    assert not CallNote.objects.exists()
    assert olga.get(url).status_code == 404
    taken = Event.objects.get(code="call.taken")
    assert taken.detail == {"as_report": True, "function": "Mottagningssekreteraren", "sent": True}
    assert Counter.objects.get(measure="call").number == 1


def test_what_is_posted_as_receiver_is_a_desk(olga: Client) -> None:
    """A long or unknown code connects to nobody: it neither breaks the page nor reaches the log."""
    url = _begin(olga)
    for receiver, kept in (("x" * 400, ""), ("reception-21", "reception-21")):
        _write(olga, url, receiver=receiver)
        assert CallNote.objects.get().receiver == kept


def test_the_reception_writes_itself(olga: Client) -> None:
    """The draft goes, the count stays, and its key dies."""
    url = _begin(olga)
    _write(olga, url)
    key = CallNote.objects.get().key
    olga.post(url + "gor", {"do": "reception-writes", "as_report": "no", "function": "Socialjouren"})
    assert not Concern.objects.exists() and not CallNote.objects.exists()
    assert Counter.objects.get(measure="call").number == 1
    secrecy.sweep()
    assert not DataKey.objects.filter(uid=key).exists()
    assert not Circle.objects.filter(purpose="call-note").exists()


def test_who_took_it_must_be_said(olga: Client) -> None:
    """One line: yes or no, function, time. Without a function nothing is thrown away."""
    url = _begin(olga)
    _write(olga, url)
    refused = olga.post(url + "gor", {"do": "reception-writes", "function": " "})
    assert refused.status_code == 409
    assert CallNote.objects.exists()


def test_an_older_save_never_wins_and_one_tab_writes(cast: Cast, olga: Client) -> None:
    """Sequence numbers only rise; a second tab is told that it may only read."""
    _begin(olga)
    note = CallNote.objects.get()
    olga_ = cast._in("olga")
    assert actions.save_call(note, CallAnswers(what="ny"), sequence=7, tab="a", by=olga_)
    assert not actions.save_call(note, CallAnswers(what="gammal"), sequence=6, tab="a", by=olga_)
    assert not actions.save_call(note, CallAnswers(what="annan flik"), sequence=8, tab="b", by=olga_)
    assert queries.open_call(olga_, note.uid)[1].what == "ny"


def test_nobody_else_opens_a_note(cast: Cast, olga: Client) -> None:
    """Not the reception, not the coordinator, not the operator's own head: one assignment only."""
    _begin(olga)
    note = CallNote.objects.get()
    for who in (cast.sven, cast.hanna, cast.karin, cast.isak, cast.nobody):
        with pytest.raises(NotFound):
            queries.open_call(who, note.uid)
        with pytest.raises(NotAllowed):
            actions.drop_call(note, by=who)


def test_an_unsent_note_is_gone_after_the_next_working_day(cast: Cast, olga: Client) -> None:
    """Friday's note lives over Monday and no longer."""
    _begin(olga)
    with clock.fixed(MOMENT + timedelta(days=3)):
        assert actions.sweep_calls() == 0
    with clock.fixed(MOMENT + timedelta(days=4)):
        assert actions.sweep_calls() == 1


def test_a_session_that_ended_loses_nothing(olga: Client) -> None:
    """Signed out in the middle: the answer shows the text again and a token to send it with."""
    url = _begin(olga)
    olga.logout()
    answer = olga.post(url + "spara", {"what": WORDS, "sequence": "3"})
    assert answer.status_code == 401
    assert WORDS in answer.content.decode()


def test_half_written_cannot_be_sent(cast: Cast, olga: Client) -> None:
    """Age and words first; the sentence says so."""
    _begin(olga)
    note = CallNote.objects.get()
    with pytest.raises(WrongState, match="Välj ålder"):
        actions.send_note(note, CallAnswers(what="text"), as_report=False, function="x", by=cast._in("olga"))


def test_a_note_that_has_gone_is_said_so(cast: Cast) -> None:
    """ "Skicka" pressed twice: the second finds no note, and says it in a sentence, whatever the button."""
    by = cast._in("olga")
    note = actions.start_call(transferred=True, by=by)
    answers = CallAnswers(what="text", age="under-18")
    actions.send_note(note, answers, as_report=False, function="x", by=by)
    for deed in (
        lambda: actions.send_note(note, answers, as_report=False, function="x", by=by),
        lambda: actions.save_call(note, answers, sequence=9, tab="", by=by),
        lambda: actions.drop_call(note, by=by),
        lambda: actions.park_call(note, by=by),
    ):
        with pytest.raises(WrongState, match="borttagen"):
            deed()
    assert Concern.objects.count() == 1


def test_a_caller_who_wants_a_code(olga: Client) -> None:
    """Read out during the call, stored nowhere; it opens the thread once the note is sent."""
    url = _begin(olga)
    code = "".join(re.findall(r"<span>(\d{4})</span>", olga.get(url).content.decode()))
    assert len(code) == 16
    _write(olga, url, wish="code")
    olga.post(url + "gor", {"do": "send", "as_report": "no", "function": "Mottagningssekreteraren"})
    visitor = Client()
    visitor.post("/vaxjo/svar", {"code": code})
    assert "Mottaget" in visitor.get("/vaxjo/svar").content.decode()


def test_whoever_saves_goes_on_writing(olga: Client) -> None:
    """Without script: "Spara utkast", and the page that comes back is not taken for another tab; nor after Kopplat."""
    url = _begin(olga)
    olga.get(url)
    saved = olga.post(url + "gor", {"do": "save", "what": "Halvvägs", "age": "21", "sequence": "3"}, follow=True)
    page = saved.content.decode()
    assert "Halvvägs" in page and "annan flik. Här kan du bara läsa" not in page
    _write(olga, url)
    assert "annan flik. Här kan du bara läsa" not in olga.get(url).content.decode()
