"""Coordination cases: tokens, functions, and reviews that cannot be lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from forebygg.cases import actions, jobs, queries
from forebygg.cases.models import Case, Review
from forebygg.kit import calendar, clock
from forebygg.kit.errors import NotAllowed, NotFound, Stale, WrongState
from forebygg.notices.models import Notice
from forebygg.people import queries as people
from forebygg.records import actions as records
from forebygg.secrecy import queries as secrecy
from tests import make
from tests.cast import ROLES, Cast
from tests.conftest import MOMENT


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _open(cast: Cast) -> Case:
    desk = people.get_desk(cast.sven, "reception-under-21")
    door = secrecy.get_door(cast.sven, "consent", "case")
    return actions.open_case(
        desk, support="family", door=door, functions=["Skolkurator, Lindskolan (påhittad)"], by=cast.sven
    )


def test_reviews_are_made_with_the_case(cast: Cast) -> None:
    """At one, three, six and twelve months, from facts."""
    case = _open(cast)
    due = [(r.months, r.due_on) for r in case.reviews.order_by("months")]
    assert due == [
        (1, date(2026, 12, 20)),
        (3, date(2027, 2, 20)),
        (6, date(2027, 5, 20)),
        (12, date(2027, 11, 20)),
    ]


@pytest.mark.parametrize("name", ROLES)
def test_only_the_circle_sees_it(cast: Cast, name: str) -> None:
    """No list across circles."""
    case = _open(cast)
    viewer = getattr(cast, name)
    if name in {"sven", "siv", "hanna"}:
        assert queries.open_case(viewer, case.reference) == case
        return
    assert queries.list_cases(viewer) == []
    with pytest.raises(NotFound):
        queries.open_case(viewer, case.reference)
    with pytest.raises(NotAllowed):
        actions.close_case(case, by=viewer)


def test_a_due_review_stops_the_closing(cast: Cast) -> None:
    """What has fallen due must be met first; what lies ahead need not."""
    case = _open(cast)
    with clock.fixed(calendar.add_days(MOMENT, 40)):
        with pytest.raises(WrongState, match="uppföljning"):
            actions.close_case(case, by=cast.sven)
        assert [r.months for r in queries.waiting_for(cast.sven)] == [1]
        actions.record_review(case, months=1, finding="ends", by=cast.sven)
        with pytest.raises(WrongState):
            actions.record_review(Case.objects.get(), months=1, finding="ends", by=cast.sven)
        actions.close_case(Case.objects.get(), by=cast.sven)
    with pytest.raises(NotFound):
        queries.find(cast.sven, case.reference)


def test_an_overdue_review_is_told_once_and_then_to_the_head(cast: Cast) -> None:
    """The desk hears the day after, the head a week later; never twice."""
    _open(cast)
    with clock.fixed(clock.at(date(2026, 12, 21), 9)):
        assert jobs.remind_about_reviews() == 1
        assert jobs.remind_about_reviews() == 0
    with clock.fixed(clock.at(date(2026, 12, 29), 9)):
        assert jobs.remind_about_reviews() == 1
    assert sorted(Notice.objects.filter(template="cases/review-late").values_list("address", flat=True)) == [
        "hanna@vaxjo.example",
        "sven@vaxjo.example",
    ]


def test_two_at_once(cast: Cast) -> None:
    """The second is told."""
    case = _open(cast)
    seen = Case.objects.get()
    actions.add_participant(case, "Fritidsledare", by=cast.sven)
    with pytest.raises(Stale):
        actions.add_participant(seen, "Mentor", by=cast.siv)


def test_closed_and_gone(cast: Cast) -> None:
    """Thirty days after closing, by the board's decision."""
    actions.close_case(_open(cast), by=cast.sven)
    with clock.fixed(calendar.add_days(MOMENT, 31)):
        assert records.run_disposal() == 1
    assert not Case.objects.exists() and not Review.objects.exists()


def test_the_pages(cast: Cast) -> None:
    """Open, review and close in the browser's way."""
    client = Client()
    client.force_login(cast.user("sven"))
    client.get("/vaxjo/arbete/uppdrag")
    lacking = client.post("/vaxjo/arbete/samverkan/", {"support": "family"})
    assert lacking.status_code == 422 and "minst en funktion" in lacking.content.decode()
    made = client.post(
        "/vaxjo/arbete/samverkan/", {"support": "family", "door": "consent", "functions": "Skolkurator\nFritidsledare"}
    )
    page = client.get(made.headers["Location"]).content.decode()
    assert "Fritidsledare" in page and "Efter 12 månader" in page
