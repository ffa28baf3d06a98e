"""Somebody asks: registered, frozen, tested by those who may read, decided by another, answered, appealed, let go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from forebygg.audit.models import Event
from forebygg.concerns import actions as concerns
from forebygg.concerns.models import Concern
from forebygg.kit import calendar, clock
from forebygg.kit.errors import NotAllowed, NotFound, Stale, WrongState
from forebygg.notices.models import Notice
from forebygg.people import queries as people
from forebygg.records import actions as records
from forebygg.records.models import Hold, RegisterRow
from forebygg.requests import actions, jobs, queries
from forebygg.requests.models import RecordRequest
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy.models import Disclosure
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.requests.asking import answered, ask, fresh, only, test_it


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _ended(cast: Cast) -> Concern:
    """A worry that has ended and waits for its disposal."""
    from tests.concerns.test_steps import TO_THE_WAY

    row = make.walk(cast, make.concern(cast, what="Lo slog Kim. Det var i går."), *TO_THE_WAY, "advice")
    concerns.meet_duty(row, duty="answer", by=cast.sven)
    return make.fresh(row)


def _later(days: int) -> None:
    with clock.fixed(calendar.add_days(MOMENT, days)):
        records.run_disposal()
        secrecy.sweep()


def _open_holds(row: Concern) -> list[str]:
    return list(Hold.objects.filter(about=row.uid, released_at=None).values_list("reason", flat=True))


def test_it_freezes_by_itself(cast: Cast) -> None:
    """What is asked for stays, long after it would have gone; the same worry beside it goes."""
    asked, other = _ended(cast), _ended(cast)
    request = ask(cast, asked)
    assert _open_holds(asked) == ["records-request"] and _open_holds(other) == []
    _later(60)
    assert Concern.objects.filter(pk=asked.pk).exists() and not Concern.objects.filter(pk=other.pk).exists()
    answered(cast, request)
    assert _open_holds(asked) == [] and fresh(request).closed_at is not None
    _later(60)
    assert not Concern.objects.filter(pk=asked.pk).exists()


def test_an_answer_an_addition_and_a_hand_over_freeze_their_matter(cast: Cast) -> None:
    """Each row of the register leads to what it belongs to, and to nothing once that is gone."""
    row = make.concern(cast, kind="question", age_band="unknown")
    concerns.write_back(row, "Vi svarar dig.", by=cast.karin)
    concerns.add_to_thread(make.fresh(row).thread, "En sak till.", submission=row.uid, by=cast.nobody)  # type: ignore[arg-type]
    rows = {r.title: r for r in RegisterRow.objects.filter(board=row.board)}
    for title, said in (("answer-out", "Vi svarar dig."), ("addition-in", "En sak till.")):
        request = ask(cast, rows[title], board="ks")
        assert _open_holds(row) == ["records-request"]
        opened = queries.open_test(cast.karin, only(request).uid)
        assert [part.text for part in opened.parts] == [said]
        test_it(only(request), "whole", by=cast.karin)
        actions.decide_request(fresh(request), by=cast.karin)
        actions.give_answer(fresh(request), by=cast.karin)
        assert _open_holds(row) == []


def test_nobody_lets_go_of_it_by_hand(cast: Cast) -> None:
    """The desk's own freeze can be taken back; the request's cannot, and each request lets go of its own only."""
    row = make.concern(cast)
    first, second = ask(cast, row), ask(cast, row)
    with pytest.raises(WrongState):
        concerns.release_concern(make.fresh(row), by=cast.sven)
    concerns.hold_concern(make.fresh(row), reason="supervision", by=cast.sven)
    answered(cast, first)
    assert sorted(_open_holds(row)) == ["records-request", "supervision"]
    concerns.release_concern(make.fresh(row), by=cast.sven)
    assert _open_holds(row) == ["records-request"]
    answered(cast, second)
    assert _open_holds(row) == []


def test_a_refusal_waits_for_the_appeal(cast: Cast) -> None:
    """Nothing goes while it can be appealed; the clock lets go of it the day after the last one."""
    row = _ended(cast)
    request = answered(cast, ask(cast, row), "refused")
    until = MOMENT + timedelta(days=21)
    with clock.fixed(until):
        jobs.watch_requests()
        assert _open_holds(row) == ["records-request"] and fresh(request).closed_at is None
    with clock.fixed(until + timedelta(days=1)):
        jobs.watch_requests()
        assert _open_holds(row) == [] and fresh(request).closed_at is not None
    _later(23)
    assert not Concern.objects.filter(pk=row.pk).exists()


def test_an_appeal_holds_until_the_court_has_answered(cast: Cast) -> None:
    row = _ended(cast)
    request = answered(cast, ask(cast, row), "refused")
    actions.record_appeal(fresh(request), came_on=clock.today(), by=cast.rut)
    assert _open_holds(row) == ["appeal"]
    with clock.fixed(calendar.add_days(MOMENT, 400)):
        jobs.watch_requests()
        records.run_disposal()
        assert Concern.objects.filter(pk=row.pk).exists()
        actions.record_ruling(fresh(request), "stands", by=cast.rut)
        assert _open_holds(row) == [] and fresh(request).closed_at is not None


def test_a_changed_decision_is_tested_anew(cast: Cast) -> None:
    """What was held back is open again, still frozen; another decision follows."""
    row = _ended(cast)
    request = answered(cast, ask(cast, row), "refused")
    actions.record_appeal(fresh(request), came_on=clock.today(), by=cast.hanna)
    actions.record_ruling(fresh(request), "changed", by=cast.hanna)
    assert _open_holds(row) == ["records-request"]
    assert only(request).outcome == "" and fresh(request).decided_at is None
    answered(cast, fresh(request))
    assert _open_holds(row) == [] and fresh(request).closed_at is not None


def test_a_court_answers_once(cast: Cast) -> None:
    """Pressed twice, the second ruling is refused: the request is closed, and nothing is registered or reopened."""
    request = answered(cast, ask(cast, _ended(cast)), "refused")
    actions.record_appeal(fresh(request), came_on=clock.today(), by=cast.rut)
    actions.record_ruling(fresh(request), "stands", by=cast.rut)
    page = make.sign_in(cast, "hanna").get(f"/vaxjo/arbete/begaran/{request.reference}/").content.decode()
    assert "Domstolens svar:</strong> Beslutet står fast." in page and 'name="ruling"' not in page
    rows = RegisterRow.objects.count()
    for ruling in ("stands", "changed"):
        with pytest.raises(WrongState):
            actions.record_ruling(fresh(request), ruling, by=cast.rut)
    assert RegisterRow.objects.count() == rows


def test_a_late_appeal_freezes_what_is_left(cast: Cast) -> None:
    """Whether it came in time the board says; what is here meanwhile stays."""
    row = _ended(cast)
    request = answered(cast, ask(cast, row))
    actions.record_appeal(fresh(request), came_on=clock.today(), by=cast.rut)
    assert _open_holds(row) == ["appeal"] and fresh(request).closed_at is None


@pytest.mark.parametrize("who", ["vera", "anders", "karin", "sara", "rut", "archive", "isak", "lena"])
def test_only_the_desk_that_may_read_tests(cast: Cast, who: str) -> None:
    """Another desk of the same board, another board, the registry, IT: the record is not there for them."""
    request = ask(cast, make.concern(cast, who="Sixten"))
    by = getattr(cast, who)
    if who in ("vera", "anders"):  # of the same board: they see the request, and no way to its record
        assert [line.may_test for line in queries.open_request(by, request.reference).records] == [False]
    with pytest.raises(NotFound):
        queries.open_test(by, only(request).uid)
    opened = queries.open_test(cast.sven, only(request).uid)
    with pytest.raises(NotAllowed):
        actions.test_record(opened, actions.Tested("refused", ("osl-26-1",)), by=by)
    assert only(request).outcome == ""


def test_whoever_is_shut_out_neither_tests_decides_nor_gives(cast: Cast) -> None:
    """Conflict of interest; and an emergency's hours open no test."""
    row = make.concern(cast)
    concerns.exclude_reader(row, cast.user("siv"), by=cast.hanna)
    request = ask(cast, row)
    with pytest.raises(NotFound):
        queries.open_test(cast.siv, only(request).uid)
    concerns.open_in_emergency(row.reference, reason="Nu.", by=cast.vera)
    with pytest.raises(NotFound):
        queries.open_test(cast.vera, only(request).uid)
    test_it(only(request), "whole", by=cast.sven)
    for deed in (lambda: actions.decide_request(fresh(request), by=cast.siv),):
        with pytest.raises(NotAllowed):
            deed()
    actions.decide_request(fresh(request), by=cast.sven)
    with pytest.raises(NotAllowed):
        actions.give_answer(fresh(request), by=cast.siv)
    with pytest.raises(NotAllowed):
        queries.open_answer(cast.siv, request.reference)


def test_a_no_takes_a_second_person_with_delegation(cast: Cast) -> None:
    """Not the tester, not a colleague without it, not somebody from another board; a head who tested finds another."""
    request = ask(cast, make.concern(cast))
    test_it(only(request), "refused", by=cast.sven)
    for by in (cast.sven, cast.vera, cast.rut):
        with pytest.raises(NotAllowed):
            actions.decide_request(fresh(request), by=by)
    actions.decide_request(fresh(request), by=cast.hanna)
    other = ask(cast, make.concern(cast))
    test_it(only(other), "part", passages=["film"], by=cast.hanna)
    with pytest.raises(WrongState):
        actions.decide_request(fresh(other), by=cast.hanna)
    actions.decide_request(fresh(other), by=cast._in("valter", "head"))


def test_a_yes_needs_nobody_else_and_a_reservation_does(cast: Cast) -> None:
    request = ask(cast, make.concern(cast))
    test_it(only(request), "whole", by=cast.sven)
    with pytest.raises(NotAllowed):
        actions.decide_request(fresh(request), reservation="Sprid inte.", by=cast.sven)
    actions.decide_request(fresh(request), reservation="Sprid inte.", by=cast.hanna)
    actions.give_answer(fresh(request), by=cast.sven)
    assert fresh(request).closed_at is None  # a reservation can be appealed


def test_a_test_must_be_whole(cast: Cast) -> None:
    """No ground, a ground that is none, nothing covered, a word that is not there, unseen, gone though it is here."""
    request = ask(cast, make.concern(cast, what="Lo slog Kim."))
    opened = queries.open_test(cast.sven, only(request).uid)
    masks = queries.Masks(passages=("Kim",))
    seen = queries.digest(queries.masked(opened.parts, masks))
    for tested in (
        actions.Tested("refused"),
        actions.Tested("refused", ("osl-99",)),
        actions.Tested("part", ("osl-26-1",), seen=queries.digest(opened.parts)),
        actions.Tested("part", ("osl-26-1",), queries.Masks(passages=("Kimm",)), seen=queries.digest(opened.parts)),
        actions.Tested("part", ("osl-26-1",), masks),
        actions.Tested("whole", seen=seen),
        actions.Tested("gone"),
    ):
        with pytest.raises(WrongState):
            actions.test_record(opened, tested, by=cast.sven)
    actions.test_record(opened, actions.Tested("part", ("osl-26-1",), masks, seen=seen), by=cast.sven)
    with pytest.raises(Stale):
        actions.test_record(opened, actions.Tested("refused", ("osl-26-1",)), by=cast.sven)


def test_what_is_gone_is_said_honestly(cast: Cast) -> None:
    """The row stands in the register, and leads nowhere: any of the board's says so, and there is nothing to freeze."""
    row = _ended(cast)
    number = row.register_row
    _later(60)
    request = ask(cast, number)
    assert not Hold.objects.filter(released_at=None).exists()
    assert queries.open_test(cast.vera, only(request).uid).parts == []
    assert [line.may_test for line in queries.open_request(cast.vera, request.reference).records] == [True]
    test_it(only(request), "gone", by=cast.vera)
    actions.decide_request(fresh(request), by=cast.vera)
    actions.give_answer(fresh(request), by=cast.vera)
    assert fresh(request).closed_at is not None and not Disclosure.objects.exists()


def test_what_leaves_is_written_down_with_the_matter(cast: Cast) -> None:
    row = make.concern(cast)
    answered(cast, ask(cast, row))
    given = Disclosure.objects.get(circle=row.circle)
    assert (given.door, given.receiver, given.purpose) == ("public-record", "asker", "request")
    assert given.function == "Mottagningen barn och unga"


def test_what_is_kept_about_me(cast: Cast) -> None:
    """Every desk of the board reads by hand; what concerns the asker is frozen when it is found, and nothing else."""
    mine, other = _ended(cast), make.concern(cast)
    request = ask(cast, kind="extract", words="Jag heter Kim.")
    assert not Hold.objects.exists() and request.readings.count() == 4
    kept = queries.open_request(cast.sven, request.reference).kept
    assert {row.reference for row in kept} == {mine.reference, other.reference}
    assert queries.open_request(cast.anders, request.reference).kept == []
    _concern, parts = queries.read_kept(cast.sven, request, mine.reference)
    assert "Lo slog Kim" in parts[0].text
    with pytest.raises(NotFound):
        queries.read_kept(cast.vera, request, mine.reference)
    record = actions.add_record(fresh(request), mine.reference, by=cast.sven)
    assert _open_holds(mine) == ["extract"] and _open_holds(other) == []
    test_it(record, "part", passages=["Lo"], grounds=["gdpr-15-4"], by=cast.sven)
    with pytest.raises(WrongState):  # not every desk has read
        actions.decide_request(fresh(request), by=cast.hanna)
    for by in (cast.sven, cast.vera, cast.anders, cast._in("anders", "leaving")):
        actions.say_read(fresh(request), by=by)
    actions.decide_request(fresh(request), by=cast.hanna)
    actions.give_answer(fresh(request), by=cast.sven)
    assert Disclosure.objects.get().door == "own-extract"


def test_nothing_is_left_about_me(cast: Cast) -> None:
    """Read through, nothing found: decided without a second person, and closed."""
    request = ask(cast, kind="extract")
    for by in (cast.sven, cast.vera, cast.anders, cast._in("anders", "leaving")):
        actions.say_read(fresh(request), by=by)
    actions.decide_request(fresh(request), by=cast.sven)
    actions.give_answer(fresh(request), by=cast.sven)
    assert fresh(request).closed_at is not None


def test_a_request_nobody_can_point_at_is_answered_too(cast: Cast) -> None:
    """Without a number the desks look; what they find is added and frozen, or the answer is that there is none."""
    request, other = ask(cast, words="Brevet från i våras."), ask(cast, words="Något som inte finns.")
    row = make.concern(cast)
    with clock.fixed(MOMENT + timedelta(hours=1)):
        late = ask(cast, words="Ett till.")
        actions.add_record(fresh(late), row.reference, by=cast.sven)
    assert _open_holds(row) == ["records-request"]
    for by in (cast.sven, cast.vera, cast.anders, cast._in("anders", "leaving")):
        actions.say_read(fresh(other), by=by)
    with pytest.raises(WrongState):
        actions.decide_request(fresh(request), by=cast.sven)
    actions.decide_request(fresh(other), by=cast.sven)
    actions.give_answer(fresh(other), by=cast.sven)
    assert fresh(other).closed_at is not None


def test_who_registers(cast: Cast) -> None:
    """The registry for any board, a head for their own; nobody else, and never turned away for what is unclear."""
    for by in (cast.sven, cast.karin, cast.sara, cast.isak, cast.lena, cast.archive):
        with pytest.raises(NotAllowed):
            ask(cast, by=by)
    with pytest.raises(NotAllowed):
        ask(cast, board="ks", by=cast.hanna)
    assert ask(cast, by=cast.hanna, words="Allt om allt.").records.count() == 0
    row = make.concern(cast, kind="question", age_band="unknown")
    with pytest.raises(WrongState):
        ask(cast, row)  # the other board's number


def test_another_town_has_nothing_to_do_with_it(cast: Cast) -> None:
    request = ask(cast, make.concern(cast))
    other = make.town("grannby")
    for by in (other.rut, other.sven, other.hanna):
        with pytest.raises(NotFound):
            queries.find(by, request.reference)
        with pytest.raises(NotFound):
            queries.open_test(by, only(request).uid)


def test_another_town_is_refused_an_answer_that_is_asked_for(cast: Cast) -> None:
    """A record that is not a matter's own row is refused to the neighbour like any other: no crash."""
    row = make.concern(cast, kind="question", age_band="unknown")
    concerns.write_back(row, "Vi svarar dig.", by=cast.karin)
    request = ask(cast, RegisterRow.objects.get(board=row.board, title="answer-out"), board="ks")
    opened = queries.open_test(cast.karin, only(request).uid)
    with pytest.raises(NotAllowed):
        actions.test_record(opened, actions.Tested("refused", ("osl-26-1",)), by=make.town("grannby").karin)


def test_the_registry_sees_that_and_when_never_what(cast: Cast) -> None:
    request = ask(cast, make.concern(cast), words="Jag vill se Kims papper.", way="address", address="Gatan 1")
    page = queries.open_request(cast.rut, request.reference)
    assert (page.words, page.address, page.kept, page.may_work) == (None, None, [], False)
    assert not any(line.may_test for line in page.records)
    assert queries.open_request(cast.sven, request.reference).words == "Jag vill se Kims papper."
    for by in (cast.karin, cast.sara, cast.isak, cast.lena):
        with pytest.raises(NotFound):
            queries.find(by, request.reference)


def test_the_askers_words_are_in_no_letter_and_no_log(cast: Cast) -> None:
    request = ask(cast, make.concern(cast), words="Jag heter Xerxes.", way="address", address="Xerxesgatan 1")
    test_it(only(request), "refused", by=cast.sven)
    actions.decide_request(fresh(request), reasons="Xerxes får inte.", by=cast.hanna)
    with clock.fixed(calendar.add_days(MOMENT, 40)):
        jobs.watch_requests()
    from forebygg.site import schedule

    schedule.deliver_notices()
    said = str([vars(row) for row in (*Event.objects.all(), *Notice.objects.all())])
    said += "".join(letter.message().as_string() for letter in mail.outbox)
    assert len(mail.outbox) >= 2 and "Xerxes" not in said and request.reference not in said


def test_who_hears_of_it(cast: Cast) -> None:
    """The desk where it lies, at once; whoever may decide when it is a no; heads and registry when it is late."""
    request = ask(cast, make.concern(cast))
    told = Notice.objects.filter(about=str(request.uid))
    assert set(told.values_list("address", flat=True)) == {"sven@vaxjo.example"}
    test_it(only(request), "refused", by=cast.sven)
    assert {"hanna@vaxjo.example", "valter@vaxjo.example"} <= set(told.values_list("address", flat=True))
    assert "sara@vaxjo.example" not in told.values_list("address", flat=True)
    with clock.fixed(calendar.add_days(MOMENT, 5)):
        assert jobs.watch_requests() == 3 and jobs.watch_requests() == 0
    assert "rut@vaxjo.example" in told.values_list("address", flat=True)
    assert [line.is_late for line in queries.waiting_for(cast.hanna)] == [False]


def test_it_is_disposed_of_with_its_words(cast: Cast) -> None:
    """Some days after it was closed, by the board's own decision; its key goes too."""
    from forebygg.secrecy.models import DataKey

    request = answered(cast, ask(cast, make.concern(cast), words="Hej."))
    assert DataKey.objects.filter(uid=request.key).exists()
    _later(89)
    assert RecordRequest.objects.exists()
    _later(92)
    assert not RecordRequest.objects.exists() and not DataKey.objects.filter(uid=request.key).exists()
    assert people.towns()
