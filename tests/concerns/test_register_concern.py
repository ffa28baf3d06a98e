"""Registering: stored, sealed, numbered; once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connections
from django.test.utils import CaptureQueriesContext

from forebygg.concerns import actions, queries
from forebygg.concerns.models import Concern
from forebygg.kit import clock, mode
from forebygg.kit.errors import NotAllowed, WrongState
from forebygg.mailbox import actions as mailbox
from forebygg.mailbox import queries as threads
from forebygg.notices import actions as notices
from forebygg.notices.addresses import Address
from forebygg.notices.models import Notice
from forebygg.people.models import Absence, Municipality
from forebygg.records.models import RegisterRow
from forebygg.secrecy.models import DataKey
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def test_it_works(cast: Cast) -> None:
    """A worry lies with the right board, with a number, a run and a way back."""
    row = make.concern(cast, who="Sixten")
    assert (row.board.code, row.desk.code, row.status) == ("sn", "reception-under-21", "waiting")
    assert row.run is not None and row.run.version.kind == "worry-under-21"
    assert RegisterRow.objects.get() == row.register_row
    assert row.thread is not None


def test_the_same_draft_twice(cast: Cast) -> None:
    """Sending twice gives the same concern."""
    submission = uuid4()
    one, other = make.concern(cast, submission=submission), make.concern(cast, submission=submission)
    assert one.pk == other.pk
    assert Concern.objects.count() == RegisterRow.objects.count() == 1


def test_numbers_without_gaps(cast: Cast) -> None:
    """Ten worries, ten numbers in a row, ten references."""
    rows = [make.concern(cast) for _ in range(10)]
    assert [row.register_row.number for row in rows] == list(range(1, 11))
    assert len({row.reference for row in rows}) == 10


def test_a_failure_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the notice cannot be written there is no concern, no number, no thread."""

    def fail(*_: object, **__: object) -> None:
        raise DatabaseError("outbox")

    monkeypatch.setattr("forebygg.notices.actions.tell", fail)
    with pytest.raises(DatabaseError):
        make.concern(cast)
    assert not Concern.objects.exists() and not RegisterRow.objects.exists()
    monkeypatch.undo()
    assert make.concern(cast).register_row.number == 1


def test_text_and_way_back_have_keys_of_their_own_made_in_one_commit(cast: Cast) -> None:
    """Each can be destroyed without the other; the store of keys flushes once for both."""
    make.concern(cast)
    with CaptureQueriesContext(connections["keys"]) as asked:
        row = make.concern(cast)
    assert row.thread is not None and row.thread.key not in (None, row.key)
    assert sum("INSERT" in query["sql"] for query in asked) == 1
    assert DataKey.objects.filter(uid__in=[row.key, row.thread.key]).count() == 2


def test_without_a_way_back_there_is_one_key(cast: Cast) -> None:
    before = DataKey.objects.count()
    assert make.concern(cast, code="").thread is None
    assert DataKey.objects.count() == before + 1


def test_sent_and_receipt_are_kept_together_or_not_at_all(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A receipt that cannot be kept takes the concern back: the writer still has the draft and sends it again."""
    draft, report = mailbox.write_draft({"what": "x"}, None, by=cast.nobody), make.report()

    def fail(*_: object, **__: object) -> None:
        raise DatabaseError("draft")

    with monkeypatch.context() as patch, pytest.raises(DatabaseError):
        patch.setattr("forebygg.mailbox.actions.write_draft", fail)
        actions.send_draft(report, draft, lambda concern: {"receipt": True}, by=cast.nobody)
    assert not Concern.objects.exists()
    assert threads.open_draft(cast.nobody, draft) == {"what": "x"}

    for _ in range(2):
        same = actions.send_draft(report, draft, lambda concern: {"receipt": concern.reference}, by=cast.nobody)
    assert same == draft
    assert threads.open_draft(cast.nobody, draft) == {"receipt": Concern.objects.get().reference}


def test_a_draft_that_is_gone_gets_a_new_key(cast: Cast) -> None:
    """A key whose draft has been swept, or was another municipality's, is not taken up again."""
    draft = mailbox.write_draft({"what": "x"}, None, by=cast.nobody)
    assert mailbox.write_draft({"what": "y"}, draft, by=cast.nobody) == draft
    with clock.fixed(MOMENT + timedelta(hours=2)):
        assert mailbox.write_draft({"what": "z"}, draft, by=cast.nobody) != draft
    mailbox.forget_draft(draft, by=cast.nobody)
    assert mailbox.write_draft({"what": "z"}, draft, by=cast.nobody) != draft


def test_told_once_per_reason_and_address(cast: Cast) -> None:
    one, other = Address("a@x.example", "sv"), Address("b@x.example", "sv")
    said = {"template": "concerns/concern-waiting", "by": cast.nobody, "reason": "r"}
    assert notices.tell([one, one], **said) == 1
    assert notices.tell([one, other], **said) == 1
    assert notices.tell([one, other], **said) == 0
    assert Notice.objects.filter(reason="r").count() == 2


def test_staff_without_the_right_may_not(cast: Cast) -> None:
    """A teacher registers nothing here: the duty is met in the social services' own e-service."""
    with pytest.raises(NotAllowed):
        actions.register_concern(make.report(), by=cast.lena)


def test_live_intake_stays_shut_until_opened(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """In live mode nothing is taken in before the opening list has opened it."""
    monkeypatch.setattr(mode, "is_demo", lambda: False)
    with pytest.raises(WrongState):
        make.concern(cast)
    Municipality.objects.update(intake_open=True)
    assert make.concern(cast).pk


def test_who_is_told(cast: Cast) -> None:
    """The member present; when away, the deputy; never the one who is away."""
    Absence.objects.create(
        municipality=cast.town, user=cast.user("sven"), first_day=MOMENT.date(), last_day=MOMENT.date()
    )
    make.concern(cast)
    assert [n.address for n in Notice.objects.all()] == ["siv@vaxjo.example"]


def test_stored_times_are_cut_to_the_hour(cast: Cast) -> None:
    """Nothing that stems from the public holds a finer time."""
    row = make.concern(cast)
    stored = [row.received_at, row.made_available_at, row.register_row.at, row.circle.starts, row.thread.received_at]
    stored += [Notice.objects.get().made_at, row.run.counts_from]
    assert all((t.minute, t.second, t.microsecond) == (0, 0, 0) for t in stored)


def test_hostile_texts_come_out_as_they_were_written(cast: Cast) -> None:
    """Markup is text; what turns the reading direction is taken away by the form, never the words."""
    from forebygg.kit.text import clean_text

    text = "<script>alert(1)</script> \u202eabc\u0000 'OR 1=1"
    cleaned = clean_text(text)
    assert "\u202e" not in cleaned and "\u0000" not in cleaned and "<script>" in cleaned
    row = make.concern(cast, what=cleaned)
    assert queries.open_concern(cast.sven, row.reference).what == cleaned
