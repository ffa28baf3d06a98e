"""Emergency access: one matter of one's own board, by its number, with a reason, for some hours; the head is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from forebygg.audit.models import Event
from forebygg.concerns import actions, queries
from forebygg.kit import clock
from forebygg.kit.errors import NotAllowed, NotFound, WrongState
from forebygg.notices.models import Notice
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

SECRET = "Han har ringt och hotat"
WHY = "Fadern är på väg till skolan."


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def test_for_some_hours_and_the_head_is_told(cast: Cast) -> None:
    """Vera reads for adults in the same board: she opens a child's matter, and after four hours it is gone for her."""
    row = make.concern(cast, what=SECRET)
    with pytest.raises(NotFound):
        queries.open_concern(cast.vera, row.reference)
    before = Notice.objects.filter(template="concerns/emergency-opened").count()
    actions.open_in_emergency(row.reference, reason=WHY, by=cast.vera)
    assert queries.open_concern(cast.vera, row.reference).what == SECRET
    told = set(Notice.objects.filter(template="concerns/emergency-opened").values_list("address", "urgent"))
    assert before == 0 and told == {("hanna@vaxjo.example", True), ("disa@vaxjo.example", True)}
    with clock.fixed(MOMENT + timedelta(hours=4, minutes=1)):
        with pytest.raises(NotFound):
            queries.open_concern(cast.vera, row.reference)
        assert row.reference not in {found.reference for found in queries.list_open(cast.vera)}
        with pytest.raises(NotAllowed):
            actions.note_work(make.fresh(row), "x", by=cast.vera)


def test_the_reason_is_sealed_and_both_are_logged(cast: Cast) -> None:
    """The log says that, not why; the reading afterwards is logged as any."""
    row = make.concern(cast, what=SECRET)
    actions.open_in_emergency(row.reference, reason=WHY, by=cast.vera)
    queries.open_concern(cast.vera, row.reference)
    codes = list(Event.objects.filter(about=str(row.uid)).values_list("code", flat=True))
    assert "concern.emergency" in codes and Event.objects.filter(about=str(row.uid), kind="reading").exists()
    assert "skolan" not in str(list(Event.objects.values())) and "skolan" not in str(list(Notice.objects.values()))
    kept = row.reasons.get()
    assert kept.step == "emergency" and b"skolan" not in bytes(kept.text.body)


@pytest.mark.parametrize("name", ["karin", "sara", "olga", "disa", "isak", "lena", "rut"])
def test_not_everybody(cast: Cast, name: str) -> None:
    """Another board, a count's reader, IT, the reviewer: the number opens nothing, nor says that it is there."""
    row = make.concern(cast, what=SECRET)
    with pytest.raises(NotFound):
        actions.open_in_emergency(row.reference, reason=WHY, by=cast._in(name))


def test_missing_and_forbidden_look_alike(cast: Cast) -> None:
    """No such number, another municipality's, one's own conflict of interest, an ended one: the same answer."""
    row, other = make.concern(cast, what=SECRET), make.town("grannby")
    theirs = [make.concern(other, what=SECRET) for _ in range(2)][1]  # references are counted in each municipality
    actions.exclude_reader(row, cast.user("sven"), by=cast.sven)
    for reference, by in (("ORO-AAAA-11", cast.vera), (theirs.reference, cast.vera), (row.reference, cast.sven)):
        with pytest.raises(NotFound):
            actions.open_in_emergency(reference, reason=WHY, by=by)
    elsewhere = replace(cast.vera, board_id=cast.karin.board_id)  # the same right, at another board
    with pytest.raises(NotFound):
        actions.open_in_emergency(row.reference, reason=WHY, by=elsewhere)
    assert not row.circle.members.filter(ends__isnull=False).exists()


def test_another_desks_head_reads_and_does_not_choose_readers(cast: Cast) -> None:
    """Let in for an emergency, a head shuts nobody out, nor learns who is; themselves they may leave."""
    row = make.concern(cast, what=SECRET)
    actions.exclude_reader(row, cast.user("siv"), by=cast.siv)
    valter = cast._in("valter", "head")
    actions.open_in_emergency(row.reference, reason=WHY, by=valter)
    with pytest.raises(NotAllowed):
        actions.exclude_reader(make.fresh(row), cast.user("sven"), by=valter)
    with pytest.raises(NotAllowed):
        actions.readmit_reader(make.fresh(row), cast.user("siv").uid, by=valter)
    with pytest.raises(NotAllowed):
        queries.shut_out(valter, make.fresh(row))
    actions.exclude_reader(make.fresh(row), cast.user("valter"), by=valter)
    with pytest.raises(NotFound):
        queries.open_concern(valter, row.reference)


def test_the_head_who_is_told_can_end_it(cast: Cast) -> None:
    """On the same page as a conflict of interest, at once; it does not open a second time."""
    row = make.concern(cast, what=SECRET)
    actions.open_in_emergency(row.reference, reason=WHY, by=cast.vera)
    hanna, page = Client(), f"/vaxjo/arbete/oro/{row.reference}/jav"
    hanna.force_login(cast.user("hanna"))
    hanna.get("/vaxjo/arbete/uppdrag")
    assert "Vera Exempel" in hanna.get(page).content.decode()
    given = {"do": "out", "person": str(cast.user("vera").uid), "version": str(make.fresh(row).version)}
    assert hanna.post(page, given).status_code == 302
    for opens in (lambda: queries.open_concern(cast.vera, row.reference), lambda: _again(cast, row.reference)):
        with pytest.raises(NotFound):
            opens()


def _again(cast: Cast, reference: str) -> None:
    actions.open_in_emergency(reference, reason=WHY, by=cast.vera)


def test_nobody_is_inside_without_an_assignment(cast: Cast) -> None:
    """An actor in no assignment and at no desk matches no row of a circle: not those of the desks, which have none."""
    row = make.concern(cast, what=SECRET)
    with pytest.raises(NotFound):
        queries.open_concern(replace(cast.sven, assignment_id=None, desk_ids=frozenset()), row.reference)


def test_by_page(cast: Cast) -> None:
    """A number and a reason; without the reason a sentence, and the number stays; whoever may read needs none."""
    row = make.concern(cast, what=SECRET)
    vera, sven, karin = Client(), Client(), Client()
    for client, name in ((vera, "vera"), (sven, "sven"), (karin, "karin")):
        client.force_login(cast.user(name))
        client.get("/vaxjo/arbete/uppdrag")
    page = "/vaxjo/arbete/nodoppning"
    lacking = vera.post(page, {"reference": row.reference, "reason": ""})
    assert lacking.status_code == 422 and row.reference in lacking.content.decode()
    assert vera.post(page, {"reference": "ORO-AAAA-11", "reason": WHY}).status_code == 404
    opened = vera.post(page, {"reference": row.reference.lower(), "reason": WHY}, follow=True)
    assert SECRET in opened.content.decode()
    assert sven.post(page, {"reference": row.reference, "reason": WHY}).status_code == 409
    assert karin.get(page).status_code == 404
    with pytest.raises(WrongState):
        actions.open_in_emergency(row.reference, reason=" ", by=cast.hanna)
