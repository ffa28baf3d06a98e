"""Two at once, on PostgreSQL with real threads: the second deed begins while the first is done and not yet committed.

SQLite has one writer at a time (`kit/sqlite`), so nothing can come in between there.
"""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from forebygg.audit.models import Event
from forebygg.calls import actions as calls
from forebygg.calls.models import CallNote
from forebygg.calls.note import CallAnswers
from forebygg.concerns import actions as concerns
from forebygg.concerns import queries
from forebygg.concerns.models import Concern, InternalNote
from forebygg.kit import calendar, clock
from forebygg.kit.errors import NotFound, Stale, WrongState
from forebygg.notices.models import Notice
from forebygg.oversight import actions as oversight
from forebygg.oversight.models import LogReview
from forebygg.people import actions as people
from forebygg.people.models import Assignment, Unit
from forebygg.records import actions as records
from forebygg.records.models import Certificate, Hold, RegisterRow
from forebygg.reporting import actions as reporting
from forebygg.reporting.models import WelfareReport
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

pytestmark = [
    pytest.mark.django_db(transaction=True, databases="__all__"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]
TEXT = "Ord som inte får synas: vindbrygga"
REFUSED = (NotFound, WrongState, Stale)


@pytest.fixture
def cast() -> Iterator[Cast]:
    _may_empty_the_log(False)
    make.ship()
    yield make.town()
    _may_empty_the_log(True)  # what these tests commit is emptied after each, and the log refuses to be


@pytest.fixture(scope="module", autouse=True)
def _the_log_only_grows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            _may_empty_the_log(False)


def _may_empty_the_log(may: bool) -> None:
    with connection.cursor() as cursor:
        for table in ("audit_event", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} {'DISABLE' if may else 'ENABLE'} TRIGGER USER")


def _is_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return bool(cursor.fetchone()[0])


class Thread(threading.Thread):
    """A deed in a thread of its own, at the test's own moment; what came of it is kept."""

    def __init__(self, deed: Callable[[], Any]) -> None:
        super().__init__()
        self.deed, self.context = deed, contextvars.copy_context()
        self.came: Any = None

    def run(self) -> None:
        try:
            self.came = self.context.run(self.deed)
        except Exception as error:  # what the second meets is what the test asks about
            self.came = error
        finally:
            connections.close_all()


def at_once(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """Do the first deed, and before it is committed begin the second; commit when the second waits, or is done.

    Returns what came of each: a value, or the error.
    """
    begun = threading.Event()
    later = Thread(second)

    def held() -> Any:
        with transaction.atomic():
            came = first()
            begun.set()
            ends = time.monotonic() + 5
            while later.ident is None or (later.is_alive() and not _is_waiting()):
                assert time.monotonic() < ends, "the second neither waits nor ends"
                time.sleep(0.01)
        return came

    earlier = Thread(held)
    earlier.start()
    assert begun.wait(5), earlier.came
    later.start()
    for thread in (earlier, later):
        thread.join(10)
        assert not thread.is_alive()
    if isinstance(earlier.came, Exception):
        raise earlier.came
    return earlier.came, later.came


def _in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user(name))
    client.get("/vaxjo/arbete/uppdrag")
    return client


def test_the_month_is_reviewed_once(cast: Cast) -> None:
    """Two in the data protection function press at once: one review, one line in the log, and a sentence."""
    disa = cast._in("disa")
    with clock.fixed(MOMENT + timedelta(days=20)):
        deeds = [lambda asked=asked: oversight.review_month("2026-11", asked=asked, by=disa) for asked in (0, 0)]
        _first, second = at_once(*deeds)
    assert isinstance(second, WrongState) and "redan granskad" in str(second)
    assert LogReview.objects.count() == Event.objects.filter(code="oversight.reviewed").count() == 1


def test_a_report_is_begun_once_and_finished_once(cast: Cast) -> None:
    """Two tabs: the same reminder; the second "Gjort" is told that there is none left."""
    first, second = at_once(*[lambda: reporting.begin_report(by=cast.lena)] * 2)
    assert first == second and WelfareReport.objects.count() == 1
    _first, second = at_once(*[lambda: reporting.finish_report(at=MOMENT, by=cast.lena)] * 2)
    assert isinstance(second, WrongState)


def test_shut_out_while_writing(cast: Cast) -> None:
    """The head shuts Siv out while she writes: it is not kept; and the other way round the head is told."""
    row = make.concern(cast, what=TEXT)
    siv = cast.user("siv")
    _out, wrote = at_once(
        lambda: concerns.exclude_reader(make.fresh(row), siv, by=cast.hanna),
        partial(concerns.note_work, make.fresh(row), "x", by=cast.siv),
    )
    assert isinstance(wrote, REFUSED) and not InternalNote.objects.exists()
    row = make.concern(cast, what=TEXT)
    _wrote, out = at_once(
        lambda: concerns.note_work(make.fresh(row), "x", by=cast.siv),
        partial(concerns.exclude_reader, make.fresh(row), siv, by=cast.hanna),
    )
    assert isinstance(out, Stale)
    concerns.exclude_reader(make.fresh(row), siv, by=cast.hanna)


def test_shut_out_while_reading(cast: Cast) -> None:
    """Siv opens an unread matter in the moment in which she is shut out: it is not there, nothing of it is shown."""
    row, siv = make.concern(cast, what=TEXT), _in(cast, "siv")
    _out, answer = at_once(
        lambda: concerns.exclude_reader(make.fresh(row), cast.user("siv"), by=cast.hanna),
        lambda: siv.get(f"/vaxjo/arbete/oro/{row.reference}/"),
    )
    assert answer.status_code in (404, 409) and "vindbrygga" not in answer.content.decode()
    assert make.fresh(row).read_at is None


def test_somebody_is_always_left(cast: Cast) -> None:
    """The last two step aside at once: one of them is told that nobody would be left."""
    row = make.concern(cast, what=TEXT)
    concerns.exclude_reader(row, cast.user("hanna"), by=cast.hanna)
    _first, second = at_once(
        lambda: concerns.exclude_reader(make.fresh(row), cast.user("sven"), by=cast.sven),
        lambda: concerns.exclude_reader(make.fresh(row), cast.user("siv"), by=cast.siv),
    )
    assert isinstance(second, REFUSED)
    assert [user.email for user in queries.readers_left(make.fresh(row))] == ["siv@vaxjo.example"]


def test_one_emergency_is_one(cast: Cast) -> None:
    """Pressed twice: let in once, told once."""
    row = make.concern(cast, what=TEXT)
    deed = [lambda: concerns.open_in_emergency(row.reference, reason="x", by=cast.vera)] * 2
    _first, second = at_once(*deed)
    assert isinstance(second, WrongState)
    assert row.circle.members.filter(ends__isnull=False).count() == 1
    assert Notice.objects.filter(template="concerns/emergency-opened").count() == 2  # the head and the reviewer


def test_an_emergency_does_not_open_what_ends(cast: Cast) -> None:
    """It ends in the same moment: nobody is let in, and the text stays closed."""
    row = make.concern(cast, kind="booking", what=TEXT, code="")
    anders = cast._in("anders", "relatives")
    _ended, opened = at_once(
        lambda: concerns.finish_answered(make.fresh(row), by=anders),
        lambda: concerns.open_in_emergency(row.reference, reason="x", by=cast.vera),
    )
    assert isinstance(opened, REFUSED) and not row.circle.members.filter(ends__isnull=False).exists()
    with pytest.raises(NotFound):
        queries.open_concern(cast.vera, row.reference)


def test_an_emergency_does_not_open_for_whoever_is_shut_out(cast: Cast) -> None:
    """Sven steps aside; in the same moment he asks in an emergency: he is not inside, whatever was written."""
    row = make.concern(cast, what=TEXT)
    at_once(
        lambda: concerns.exclude_reader(make.fresh(row), cast.user("sven"), by=cast.sven),
        lambda: concerns.open_in_emergency(row.reference, reason="x", by=cast.sven),
    )
    with pytest.raises(NotFound):
        queries.open_concern(cast.sven, row.reference)


def test_a_role_is_not_approved_when_it_ends(cast: Cast) -> None:
    """Turned down and approved at once, or approved twice: one of them counts, the other is told."""
    unit, desk = Unit.objects.get(municipality=cast.town, code="barn-och-unga"), None
    lena = people.propose_assignment(
        cast.user("lena"), role="reception", unit=unit, desk=desk, rank="member", by=cast.isak
    )
    _ended, approved = at_once(
        lambda: people.end_assignment(lena, by=cast.isak), lambda: people.approve_assignment(lena, by=cast.sara)
    )
    assert isinstance(approved, WrongState) and Assignment.objects.get(pk=lena.pk).approved_by is None


def test_a_new_sign_in_is_answered_once(cast: Cast) -> None:
    """Yes and no at once: the second is told that somebody has answered; there is one password at most."""
    row = people.propose_reset(cast.user("sven"), by=cast._in("isak"))
    _no, yes = at_once(
        lambda: people.refuse_reset(row, by=cast.sara),
        lambda: people.approve_reset(row, knows_person=True, by=cast.sara),
    )
    assert isinstance(yes, WrongState) and "redan svarat" in str(yes)
    assert cast.user("sven").first_password_until is None


def test_a_freeze_wins_over_the_disposal(cast: Cast) -> None:
    """Frozen in the moment in which the hourly disposal comes: it stays. Disposed of first: the freeze is told."""
    anders = cast._in("anders", "relatives")
    row = _ended(cast)
    with clock.fixed(calendar.add_days(MOMENT, 20)):
        at_once(lambda: concerns.hold_concern(make.fresh(row), reason="appeal", by=anders), records.run_disposal)
        assert Concern.objects.filter(pk=row.pk).exists() and Hold.objects.count() == 1
        assert not Certificate.objects.exists()
        other = _ended(cast)
        _gone, held = at_once(
            records.run_disposal,
            partial(concerns.hold_concern, make.fresh(other), reason="appeal", by=anders),
        )
    assert isinstance(held, REFUSED) and Hold.objects.count() == 1


def _ended(cast: Cast) -> Concern:
    with clock.fixed(MOMENT):
        row = make.concern(cast, kind="booking", what=TEXT, code="")
        return make.fresh(concerns.finish_answered(row, by=cast._in("anders", "relatives")))


def test_a_call_is_sent_once(cast: Cast) -> None:
    """ "Skicka" pressed twice: one concern, and an answer for a person instead of a fault."""
    olga = cast._in("olga")
    note = calls.start_call(transferred=True, by=olga)
    answers = CallAnswers(what=TEXT, age="under-18")
    deed = [lambda: calls.send_note(note, answers, as_report=False, function="Mottagningen", by=olga)] * 2
    _first, second = at_once(*deed)
    assert isinstance(second, REFUSED) and Concern.objects.count() == 1 and not CallNote.objects.exists()


def test_numbers_have_no_gap_and_no_twin(cast: Cast) -> None:
    """Two come in at once: two numbers in a row, two references."""
    one, other = at_once(lambda: make.concern(cast), lambda: make.concern(cast))
    assert one.reference != other.reference
    assert sorted(RegisterRow.objects.values_list("number", flat=True)) == [1, 2]


def test_the_harness_does_overlap(cast: Cast) -> None:
    """A planted fault, a count without a lock, is lost: the two do run at once."""
    row = make.concern(cast)

    def careless() -> None:
        seen = Concern.objects.get(pk=row.pk).escalated
        Concern.objects.filter(pk=row.pk).update(escalated=seen + 1)

    at_once(careless, careless)
    assert make.fresh(row).escalated == 1  # two deeds, and one is lost
