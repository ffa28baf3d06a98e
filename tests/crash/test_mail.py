"""kill -9 between the mail server's yes and the commit: a duplicate with the same Message-ID, nothing lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.crash.stage import Stage
from tests.notices.sink import fake_mail_server

pytestmark = pytest.mark.crash

PREPARE = """
from forebygg.demo import loading
from forebygg.site.install import prepare
prepare()
loading.load_missing()
"""
# One urgent notice and a digest of two, told the day before.
TELL = """
from datetime import timedelta
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.notices import actions
from forebygg.notices.addresses import Address
from forebygg.people import queries as people
by = Actor.system("test", people.towns()[0])
with clock.fixed(clock.now() - timedelta(days=1)):
    for reason, urgent in (("one", True), ("two", False), ("three", False)):
        address = Address("now@x.example" if urgent else "later@x.example")
        actions.tell([address], "concerns/too-old", by=by, reason=reason, urgent=urgent)
"""
# The real loop's job; the process kills itself the moment the server has said yes to a letter to this address.
KILLED = """
import os, signal
from django.core.mail import EmailMessage
from forebygg.site import schedule
send = EmailMessage.send
def and_die(message):
    send(message)
    if message.to == ["{address}"]:
        os.kill(os.getpid(), signal.SIGKILL)
EmailMessage.send = and_die
schedule.deliver_notices()
"""
DELIVER = """
from forebygg.notices.models import Notice
from forebygg.site import schedule
schedule.deliver_notices()
print(Notice.objects.filter(sent_at=None, withdrawn_at=None).count())
"""


@pytest.mark.parametrize("address", ["now@x.example", "later@x.example"])
def test_killed_between_the_servers_yes_and_the_commit(tmp_path: Path, address: str) -> None:
    """One letter comes twice, as the same letter; every other once; nothing is left."""
    with fake_mail_server() as sink:
        stage = Stage(tmp_path, FOREBYGG_SMTP=f"127.0.0.1:{sink.port}", FOREBYGG_MAIL_IN_DEMO="1")
        stage.run(PREPARE)
        stage.run(DELIVER)
        sink.letters.clear()
        stage.run(TELL)
        stage.run(KILLED.format(address=address))
        assert len(sink.received(address)) == 1
        assert stage.run(DELIVER).strip() == "0"
    assert [len(sink.received(a)) for a in ("now@x.example", "later@x.example")].count(2) == 1
    first, again = sink.received(address)
    assert first["Message-ID"] == again["Message-ID"]
    assert first.get_content() == again.get_content()
    assert sorted(Counter(letter["Message-ID"] for letter in sink.letters).values()) == [1, 2]
