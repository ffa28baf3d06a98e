"""Writing more with a code: pressed twice it is one message, whoever is at the desk."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from forebygg.concerns import actions
from forebygg.mailbox.models import Message
from forebygg.notices.models import Notice
from forebygg.people.models import Absence
from forebygg.records.models import RegisterRow
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def test_pressed_twice_while_nobody_is_there(cast: Cast) -> None:
    """Nobody at the desk can be told today: the second press is still the same message, and one number."""
    thread = make.concern(cast).thread
    assert thread is not None
    for name in ("sven", "siv", "hanna"):
        days = {"first_day": MOMENT.date(), "last_day": MOMENT.date() + timedelta(days=1)}
        Absence.objects.create(municipality=cast.town, user=cast.user(name), **days)
    before, submission = RegisterRow.objects.count(), uuid4()
    for _ in range(2):
        actions.add_to_thread(thread, "Mer att säga.", submission=submission, by=cast.nobody)
    assert Message.objects.count() == 1 and RegisterRow.objects.count() == before + 1
    assert not Notice.objects.filter(reason__startswith="addition").exists()
    actions.add_to_thread(thread, "Något annat.", submission=uuid4(), by=cast.nobody)
    assert Message.objects.count() == 2
