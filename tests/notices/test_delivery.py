"""The post room over real SMTP: neutral words, once per reason, one digest a day, and a server that is down."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from forebygg.cases.models import Review
from forebygg.concerns import actions as concerns
from forebygg.concerns.models import Concern
from forebygg.kit import calendar, clock
from forebygg.notices import actions
from forebygg.notices.addresses import Address
from forebygg.notices.models import Notice
from forebygg.records.models import Certificate
from forebygg.site import loop, messages, schedule
from tests import make
from tests.cast import Cast
from tests.concerns.test_hand_over import _hand
from tests.concerns.test_steps import TO_THE_WAY
from tests.conftest import MOMENT
from tests.make import DAY
from tests.notices.sink import Sink, fake_mail_server

SECRET = "Sixten visade en film på bussen"
SVEN, VERA, KARIN = "sven@vaxjo.example", "vera@vaxjo.example", "karin@vaxjo.example"
HOUR = 7  # as shipped


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    with fake_mail_server() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        yield found


def _tell(cast: Cast, reason: str, *, urgent: bool = False, to: str = KARIN, language: str = "sv") -> None:
    address = [Address(to, language)]
    actions.tell(address, "concerns/too-old", by=cast.karin, reason=reason, urgent=urgent)


def _on(days: int, hour: int, minute: int = 0) -> object:
    return clock.fixed(clock.at(DAY + timedelta(days=days), hour, minute))


def test_a_worry_about_a_child_is_told_at_once_in_neutral_words(cast: Cast, sink: Sink) -> None:
    """The letter names nobody, no text, no reference, no number."""
    row = make.concern(cast, what=SECRET, who="Sixten, Lindskolan")
    assert schedule.deliver_notices() == 1
    (letter,) = sink.letters
    assert (letter["To"], letter["Message-ID"]) == (SVEN, f"<{Notice.objects.get().uid}@localhost>")
    text = f"{letter['Subject']} {letter.get_content()}"
    assert "Något nytt väntar" in text
    whole = f"{dict(letter.items())} {text}".lower().replace("förebygg", "")
    words = {"Sixten", "film", "bussen", "Lindskolan", "oro", "barn", "mottagning", row.reference, str(row.uid)}
    assert not {word for word in words if word.lower() in whole}
    assert not re.search(r"\d", text)
    assert schedule.deliver_notices() == 0


def test_what_is_not_urgent_waits_for_one_digest(cast: Cast, sink: Sink) -> None:
    """A worry about an adult, a question and an alarm: nothing today, one letter each address tomorrow."""
    make.concern(cast, age_band=Concern.Age.FROM_21)
    make.concern(cast, kind="question")
    _tell(cast, "one")
    _tell(cast, "two")
    assert schedule.deliver_notices() == 0
    with _on(1, HOUR - 1, 59):
        assert schedule.deliver_notices() == 0
    with _on(1, HOUR):
        assert schedule.deliver_notices() == 4
        assert schedule.deliver_notices() == 0
    assert sorted(letter["To"] for letter in sink.letters) == [KARIN, VERA]
    (letter,) = sink.received(KARIN)
    assert (letter["Subject"], letter.get_content().split(".")[0]) == ("Något väntar", "3 saker väntar i Förebygg")


def test_one_digest_a_day_and_what_came_later_in_the_next(cast: Cast, sink: Sink) -> None:
    """Told after the hour, also in the same hour by the public whose times are cut to it: tomorrow's letter."""
    _tell(cast, "one")
    with _on(1, HOUR, 1):
        assert schedule.deliver_notices() == 1
        make.concern(cast, kind="question")
        assert schedule.deliver_notices() == 0
    with _on(1, HOUR, 30):
        _tell(cast, "two")
        assert schedule.deliver_notices() == 0
    with _on(2, HOUR):
        assert schedule.deliver_notices() == 2
    assert len({letter["Message-ID"] for letter in sink.received(KARIN)}) == len(sink.letters) == 2


def test_a_straggler_does_not_make_a_second_digest(cast: Cast, sink: Sink) -> None:
    """A deed that began before the hour and was committed after it waits a day."""
    _tell(cast, "one")
    with _on(1, HOUR, 1):
        schedule.deliver_notices()
    with _on(1, HOUR - 1, 59):
        _tell(cast, "two")
    with _on(1, HOUR, 2):
        assert schedule.deliver_notices() == 0
    with _on(2, HOUR, 1):
        assert schedule.deliver_notices() == 1


def test_the_digest_speaks_the_readers_language(cast: Cast, sink: Sink) -> None:
    """English for who reads English; one thing is one thing."""
    messages.compile_all()
    _tell(cast, "one", language="en")
    with _on(1, HOUR):
        schedule.deliver_notices()
    assert sink.letters[0].get_content().startswith("One thing waits")


def test_what_was_withdrawn_is_in_no_digest(cast: Cast, sink: Sink) -> None:
    """Read before the hour: nobody is told that it waits."""
    row = make.concern(cast, kind="question")
    concerns.mark_read(row, by=cast.karin)
    with _on(1, HOUR):
        assert schedule.deliver_notices() == 0
    assert sink.letters == []


def test_a_mail_server_that_is_down_loses_nothing(cast: Cast, settings: Any) -> None:
    """Rows stay with the fault's type, and go when it is back: the same letters, whole."""
    make.concern(cast)
    _tell(cast, "one")
    with fake_mail_server() as gone:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", gone.port
    for days in (0, 1, 2):
        with _on(days, HOUR + 7):
            assert schedule.deliver_notices() == 0
            _tell(cast, f"more {days}")
    worst = Notice.objects.get(urgent=True)
    assert (worst.attempts, worst.last_error, worst.sent_at) == (3, "ConnectionRefusedError", None)
    with fake_mail_server(gone.port) as back, _on(3, HOUR):
        schedule.deliver_notices()
        schedule.deliver_notices()
        assert not Notice.objects.filter(sent_at=None).exists()
        assert [len(back.received(a)) for a in (SVEN, KARIN)] == [1, 2]
        assert re.match(r"2 saker", back.received(KARIN)[1].get_content())


def test_no_transaction_is_open_while_the_server_is_spoken_to(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow mail server would otherwise hold the one write lock of SQLite, and a worry could not be stored."""
    make.concern(cast)
    send, around = actions._hand_to_server, len(connection.savepoint_ids)
    found = []

    def look(letter: list[Notice]) -> None:
        found.append(len(connection.savepoint_ids) - around)
        send(letter)

    monkeypatch.setattr(actions, "_hand_to_server", look)
    assert schedule.deliver_notices() == 1
    assert found == [0]


def test_a_server_that_never_answers_is_left_alone_until_next_round(cast: Cast, settings: Any) -> None:
    """Ten letters wait: some are tried, the rest is not, and next round begins with those not tried yet."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.05
        for number in range(10):
            _tell(cast, f"{number}", urgent=True)
        for _ in range(3):
            assert schedule.deliver_notices() == 0
    tries = list(Notice.objects.order_by("id").values_list("attempts", flat=True))
    assert tries == [1] * 9 + [0]


def test_a_yes_that_was_never_noted_is_said_again_as_the_same_letter(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault after the server's yes: the digest goes again with the same Message-ID, also when a day has passed."""
    _tell(cast, "one")
    _tell(cast, "two")
    send = actions._hand_to_server

    def and_die(letter: list[Notice]) -> None:
        send(letter)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, _on(1, HOUR), pytest.raises(KeyboardInterrupt):
        patched.setattr(actions, "_hand_to_server", and_die)
        schedule.deliver_notices()
    with _on(2, HOUR + 1):
        _tell(cast, "three")
        assert schedule.deliver_notices() == 2
    first, again = sink.received(KARIN)
    assert (first["Message-ID"], first.get_content()) == (again["Message-ID"], again.get_content())


def _everything_late(cast: Cast) -> None:
    """Something for every kind of deadline: unread, unacknowledged, a review, and an ended concern."""
    from tests.cases.test_cases import _open

    make.concern(cast)
    read = make.concern(cast)
    concerns.mark_read(read, by=cast.sven)
    _hand(cast, read, "reception-21", "same-board")
    case = _open(cast)
    Review.objects.filter(pk=case.reviews.order_by("months")[0].pk).update(due_on=DAY + timedelta(days=1))
    ended = make.walk(cast, make.concern(cast), *TO_THE_WAY, "advice")
    concerns.meet_duty(ended, duty="answer", by=cast.sven)


@pytest.mark.parametrize("away", [15, 7])
def test_the_clock_moved_and_everything_due_goes_out_once(cast: Cast, sink: Sink, away: int) -> None:
    """No loop for a week, or two: each reason once to each address, one digest each, one certificate: not seven."""
    _everything_late(cast)
    for minute in range(3):
        with clock.fixed(calendar.add_days(MOMENT, away) + timedelta(minutes=6 * minute)):
            loop.run_due()
    told = Notice.objects.values_list("template", "reason", "address").order_by("template", "id")
    assert len(told) == len(set(told))
    kinds = [template for template, _, _ in told]
    assert kinds.count("concerns/concern-unread") == 6  # one here, one handed over: deputy, head, red line
    assert kinds.count("concerns/not-acknowledged") == 1
    assert kinds.count("cases/review-late") >= 1
    assert not Notice.objects.filter(sent_at=None, withdrawn_at=None, urgent=True).exists()
    assert Certificate.objects.count() == (1 if away == 15 else 0)
    letters = len(sink.letters)
    for minute in range(3):
        with clock.fixed(calendar.add_days(MOMENT, away) + timedelta(hours=1, minutes=6 * minute)):
            loop.run_due()
    assert (Notice.objects.count(), len(sink.letters)) == (len(told), letters)
    assert Certificate.objects.count() == (1 if away == 15 else 0)
    _nothing_but_the_digest_next_day(sink, away)


def _nothing_but_the_digest_next_day(sink: Sink, away: int) -> None:
    """What is not urgent was found that day, and goes in the next morning's letter: one an address."""
    before = len(sink.letters)
    with clock.fixed(calendar.add_days(MOMENT, away + 1)):
        loop.run_due()
    after = sink.letters[before:]
    assert len({letter["To"] for letter in after}) == len(after) > 0
    assert all(letter["Subject"] == "Något väntar" for letter in after)
    assert not Notice.objects.filter(sent_at=None, withdrawn_at=None).exists()
