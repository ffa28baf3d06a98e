"""The data protection function sees who opened what: a sample each month, one matter at a time; never a text."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from forebygg.audit import actions as audit
from forebygg.audit.models import Event
from forebygg.concerns import queries as concerns
from forebygg.facts.models import Fact
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotAllowed, NotFound, WrongState
from forebygg.notices.models import Notice
from forebygg.oversight import actions, jobs, queries
from forebygg.oversight.models import LogReview
from tests import make
from tests.cast import ROLES, Cast
from tests.conftest import MOMENT

SECRET = "Ord om en granne"
PAGE = "/vaxjo/arbete/logg"
NEXT = MOMENT + timedelta(days=20)  # in December


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.fixture
def disa(cast: Cast) -> Actor:
    return cast._in("disa")


def _read(cast: Cast, times: int = 1) -> str:
    row = make.concern(cast, what=SECRET, who="Sixten")
    for _ in range(times):
        concerns.open_concern(cast.sven, row.reference, with_who=True)
    while audit.seal_events():
        pass
    return row.reference


def test_who_opened_one_matter(cast: Cast, disa: Actor) -> None:
    """Name, function, hour, what of it; and that somebody asked is in the log too."""
    reference = _read(cast)
    found = actions.trace_matter(reference, by=disa)
    assert [(row.person, row.what, row.reference) for row in found] == [("Sven Exempel", "who", reference)]
    assert Event.objects.filter(code="oversight.traced").count() == 1
    with pytest.raises(NotFound):
        actions.trace_matter("ORO-AAAA-11", by=disa)
    client = Client()
    client.force_login(cast.user("disa"))
    client.get("/vaxjo/arbete/uppdrag")
    assert client.get(PAGE, {"nummer": "ORO-AAAA-11"}).status_code == 404
    assert Event.objects.filter(kind="refusal", user_key=str(disa.user_id)).count() == 1  # asking in vain is seen too
    with pytest.raises(NotFound):
        concerns.open_concern(disa, reference)  # whoever reviews who read does not read


@pytest.mark.parametrize("name", [name for name in ROLES if name != "disa"])
def test_nobody_else(cast: Cast, name: str) -> None:
    """Not the head, not IT: who looks at colleagues is the data protection function."""
    viewer = getattr(cast, name)
    if viewer.role == "data-protection":
        return
    for deed in (
        lambda: queries.sample(viewer, "2026-11"),
        lambda: queries.list_reviews(viewer),
        lambda: concerns.trace(viewer, "x"),
        lambda: queries.readings_of_matter(viewer, "x"),
        lambda: actions.review_month("2026-10", asked=0, by=viewer),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_another_towns_readings_are_not_there(cast: Cast) -> None:
    """Neither in the sample nor by number."""
    reference = _read(cast)
    other = make.town("grannby")._in("disa")
    assert queries.sample(other, "2026-11") == []
    with pytest.raises(NotFound):
        queries.readings_of_matter(other, reference)


def test_a_sample_is_drawn_and_the_same_tomorrow(cast: Cast, disa: Actor) -> None:
    """As many as the fact says, by the hashes of the chain: nobody chooses, and it does not change."""
    _read(cast, 30)
    first = queries.sample(disa, "2026-11")
    assert len(first) == 20 and queries.sample(disa, "2026-11") == first
    keys = [row.key for row in first]
    assert keys == sorted(keys) and keys != list(range(keys[0], keys[0] + 20))
    Fact.objects.filter(code="log-review-sample").update(value=5)
    make.forget()
    assert len(queries.sample(disa, "2026-11")) == 5


def test_once_a_month_when_it_is_over(cast: Cast, disa: Actor) -> None:
    """Only how many are kept: no person, no matter."""
    _read(cast, 3)
    with pytest.raises(WrongState, match="inte slut"):
        actions.review_month("2026-11", asked=1, by=disa)
    with clock.fixed(NEXT):
        assert jobs.remind_about_review() == 1 and jobs.remind_about_review() == 0
        assert Notice.objects.get(template="oversight/review-due").address == "disa@vaxjo.example"
        assert queries.is_due(disa)
        review = actions.review_month("2026-11", asked=99, by=disa)
        assert (review.readings, review.asked) == (3, 3)
        with pytest.raises(WrongState, match="redan"):
            actions.review_month("2026-11", asked=0, by=disa)
        assert not queries.is_due(disa)
    assert "Sven" not in str(list(LogReview.objects.values()))


def test_by_page(cast: Cast) -> None:
    """Idag says that it waits; tick, sign; a number that is gone says so; the text is on no page."""
    reference = _read(cast, 3)
    with clock.fixed(NEXT):
        client = make.sign_in(cast, "disa")
        assert "stickprov ur loggen är inte granskat" in client.get("/vaxjo/arbete/").content.decode()
        page = client.get(PAGE).content.decode()
        assert page.count("Sven Exempel") >= 3 and SECRET not in page and "Sixten" not in page and reference in page
        assert client.post(PAGE, {"period": "2026-11", "ask": ["1"]}).status_code == 302
        assert "2026-11: 3 läsningar, 1 frågor" in client.get(PAGE).content.decode()
        assert "inte granskat" not in client.get("/vaxjo/arbete/").content.decode()
        assert client.post(PAGE, {"period": "nu"}).status_code == 404
        traced = client.get(PAGE, {"nummer": reference.lower()})
        assert traced.status_code == 200 and "Sven Exempel" in traced.content.decode()
        gone = client.get(PAGE, {"nummer": "ORO-AAAA-11"})
        assert gone.status_code == 404 and "leder tillbaka" in gone.content.decode()
        assert client.get(PAGE, {"manad": "igår"}).status_code == 404
