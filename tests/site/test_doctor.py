"""Keys that open nothing are counted and left alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from forebygg.concerns import actions as concerns
from forebygg.kit import calendar, clock, mode
from forebygg.mailbox.models import Thread
from forebygg.records import actions as records
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy.actions import Sealer
from forebygg.secrecy.models import DataKey, ToShred
from forebygg.site import doctor, loop
from tests import make
from tests.cases.test_cases import _open
from tests.cast import Cast
from tests.concerns.test_hand_over import _hand
from tests.concerns.test_steps import TO_THE_WAY
from tests.conftest import MOMENT

MOST = 20


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town(worries=True)


def test_what_is_used_is_no_orphan(cast: Cast) -> None:
    """Worries, notes, threads, a hand-over with its balancing, a case, a call: every key there is has its row."""
    row = make.concern(cast, who="Sixten")
    concerns.write_back(row, "Tack", by=cast.sven)
    _hand(cast, make.fresh(row), "reception-21", "same-board")
    _open(cast)
    ended = make.walk(cast, make.concern(cast), *TO_THE_WAY, "advice")
    concerns.meet_duty(ended, duty="answer", by=cast.sven)
    assert DataKey.objects.count() > 4
    assert doctor.remarks() == []
    with clock.fixed(calendar.add_days(MOMENT, 15)):
        records.run_disposal()
        assert doctor.count_orphans() == 0  # they wait for the sweeper
        secrecy.sweep()
    assert doctor.count_orphans() == 0


def test_a_key_that_only_a_text_names_is_no_orphan(cast: Cast) -> None:
    """The envelope says which key opens it, also when no column beside it does."""
    row = make.concern(cast)
    concerns.write_back(row, "Tack", by=cast.sven)
    Thread.objects.filter(pk=row.thread_id).update(key=None)
    assert doctor.count_orphans() == 0


def test_orphans_are_counted_and_stay(cast: Cast) -> None:
    """Cut off while writing, or left by an older main: said in a remark, no fault, and no job takes them."""
    orphans = {Sealer(cast.town_boards["sn"]).key, Sealer(cast.town_boards["ks"]).key}
    assert doctor.count_orphans() == 2
    assert doctor.remarks()[0].startswith("2 keys open no text here")
    loop.run_due()
    with clock.fixed(MOMENT + timedelta(days=1)):
        loop.run_due()
    assert DataKey.objects.filter(uid__in=orphans).count() == 2
    assert not [fault for fault in doctor.examine() if "keys open" in fault]


def test_a_destroyed_key_that_is_back_is_an_orphan(cast: Cast) -> None:
    """An older store of keys brings it back; main says it is dead, and nothing names it."""
    key = Sealer(cast.town_boards["sn"]).key
    ToShred.objects.create(key=key, asked_at=MOMENT, done_at=MOMENT)
    assert doctor.count_orphans() == 1


def test_it_asks_little(cast: Cast) -> None:
    """One statement a model with sealed texts, however many rows."""
    make.concern(cast)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections["keys"]) as keys:
            doctor.count_orphans()
        counts.append(len(main) + len(keys))
        for _ in range(5):
            make.concern(cast)
    assert counts[0] == counts[1] <= MOST


def test_without_a_list_of_leaked_passwords_it_says_so(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """In live only, and only while there is none."""
    make.ship()
    assert doctor.remarks() == []
    monkeypatch.setattr(mode, "is_demo", lambda: False)
    assert any("leaked passwords" in line for line in doctor.remarks())
    settings.FOREBYGG_KNOWN_PASSWORDS = Path(__file__)
    assert not any("leaked passwords" in line for line in doctor.remarks())


def test_what_leaves_the_machine_in_clear(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """A relay elsewhere without TLS, a database elsewhere whose certificate nobody checks."""
    make.ship()
    monkeypatch.setattr(mode, "is_demo", lambda: False)
    said = "in clear"
    assert not any(said in line for line in doctor.remarks())
    settings.EMAIL_HOST = "post.example"
    assert any(said in line for line in doctor.remarks())
    settings.EMAIL_USE_TLS = True
    assert not any(said in line for line in doctor.remarks())
    monkeypatch.setitem(connections["keys"].settings_dict, "HOST", "db.example")
    assert any("verify-full" in line for line in doctor.remarks())
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert not any("verify-full" in line for line in doctor.remarks())
