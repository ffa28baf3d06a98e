"""Something failed: written down in codes, told to two functions, each report on Idag until it is marked as sent."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation

from forebygg.audit import actions as audit
from forebygg.audit.models import Event
from forebygg.breaches import actions, drafts, jobs, queries
from forebygg.breaches.models import Breach, Filing
from forebygg.facts.models import Fact
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotAllowed, NotFound, Stale, WrongState
from forebygg.notices.models import Notice
from forebygg.people.models import User
from tests import make
from tests.cast import ROLES, Cast
from tests.conftest import MOMENT

PAGE = "/vaxjo/arbete/incidenter/"
FOUND = MOMENT - timedelta(hours=2)


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.fixture
def disa(cast: Cast) -> Actor:
    return cast._in("disa")


def _record(by: Actor, significant: str = "unknown", personal: str = "yes", at: datetime = FOUND) -> Breach:
    return actions.record_breach(kind="lost", discovered_at=at, significant=significant, personal=personal, by=by)


def _unsent(by: Actor, breach: Breach) -> dict[str, datetime]:
    return {report.step.value: report.due for report in queries.get_breach(by, breach.uid).unsent}


def test_four_reports_each_with_its_hour(cast: Cast) -> None:
    """From the hour it was found, in facts; what is not known yet counts as yes."""
    breach = _record(cast.sara)
    assert _unsent(cast.sara, breach) == {
        "warning": FOUND + timedelta(hours=24),
        "notification": FOUND + timedelta(hours=72),
        "supervisory": FOUND + timedelta(hours=72),
        "final": clock.at(clock.local(FOUND).date().replace(month=12, day=23), 11, 20),
    }
    assert Event.objects.filter(code="breach.recorded", detail={"kind": "lost"}).count() == 1


def test_the_final_report_counts_from_when_the_notification_left(cast: Cast) -> None:
    """A month by the calendar, at the same time of day."""
    breach = _record(cast.sara)
    with clock.fixed(MOMENT + timedelta(days=1)):
        actions.mark_sent(breach, "notification", at=MOMENT + timedelta(hours=20), by=cast.sara)
    assert _unsent(cast.sara, breach)["final"] == clock.at(datetime(2026, 12, 21).date(), 9, 20)


@pytest.mark.parametrize(
    ("significant", "personal", "steps"),
    [
        ("no", "no", set()),
        ("no", "unknown", {"supervisory"}),
        ("yes", "no", {"warning", "notification", "final"}),
    ],
)
def test_what_is_held_decides_what_is_sent(cast: Cast, significant: str, personal: str, steps: set[str]) -> None:
    """And it can be held otherwise the next day; what was sent stays."""
    breach = _record(cast.sara, significant, personal)
    assert set(_unsent(cast.sara, breach)) == steps
    actions.reassess_breach(breach, significant="yes", personal="yes", by=cast.sara)
    assert len(_unsent(cast.sara, breach)) == 4
    breach.refresh_from_db()
    actions.mark_sent(breach, "warning", at=MOMENT, by=cast.sara)
    breach.refresh_from_db()
    actions.reassess_breach(breach, significant="no", personal="no", by=cast.sara)
    row = queries.get_breach(cast.sara, breach.uid)
    assert row.unsent == [] and [report.step.value for report in row.reports] == ["warning"]


def test_the_facts_of_that_day(cast: Cast) -> None:
    """The municipality's own hours win; a law that changes later moves no deadline."""
    breach = _record(cast.sara)
    Fact.objects.filter(code="breach-warning-hours").update(valid_until=MOMENT.date())
    old = Fact.objects.get(code="breach-warning-hours")
    Fact.objects.create(
        code=old.code, origin="local", kind="hours", label=old.label, value=1, source="x", valid_from="2026-11-21"
    )
    make.forget()
    with clock.fixed(MOMENT + timedelta(days=3)):
        assert _unsent(cast.sara, breach)["warning"] == FOUND + timedelta(hours=24)
        assert _unsent(cast.sara, _record(cast.sara, at=clock.now()))["warning"] == clock.now() + timedelta(hours=1)


def test_both_are_told_and_reminded_once(cast: Cast) -> None:
    """At once, six hours before, and when it is late; neutral, urgent, not again; sent is silent."""
    breach = _record(cast.sara, personal="no")
    both = {"sara@vaxjo.example", "disa@vaxjo.example"}
    first = Notice.objects.all()
    assert {notice.address for notice in first} == both and all(notice.urgent for notice in first)
    assert jobs.remind_about_filings() == 0
    with clock.fixed(FOUND + timedelta(hours=18)):
        assert [jobs.remind_about_filings(), jobs.remind_about_filings()] == [2, 0]
    with clock.fixed(FOUND + timedelta(hours=25)):
        assert jobs.remind_about_filings() == 2
    with clock.fixed(FOUND + timedelta(hours=26)):
        breach.refresh_from_db()
        actions.mark_sent(breach, "warning", at=clock.now(), by=cast.sara)
    with clock.fixed(FOUND + timedelta(hours=40)):
        assert jobs.remind_about_filings() == 0
    assert {notice.template for notice in Notice.objects.all()} == {"breaches/waits"}


def test_what_may_not_be(cast: Cast) -> None:
    """Not in the future, not before it was found, not twice, not what is not asked for, not on an old page."""
    with pytest.raises(WrongState):
        _record(cast.sara, at=MOMENT + timedelta(minutes=1))
    breach = _record(cast.sara, personal="no")
    for step, at in (("warning", MOMENT + timedelta(1)), ("warning", FOUND - timedelta(1)), ("supervisory", MOMENT)):
        with pytest.raises(WrongState):
            actions.mark_sent(breach, step, at=at, by=cast.sara)
    actions.mark_sent(breach, "warning", at=MOMENT, by=cast.sara)
    with pytest.raises(Stale):
        actions.mark_sent(breach, "notification", at=MOMENT, by=cast.sara)
    breach.refresh_from_db()
    with pytest.raises(WrongState):
        actions.mark_sent(breach, "warning", at=MOMENT, by=cast.sara)
    assert Filing.objects.count() == 1


@pytest.mark.parametrize("name", [name for name in ROLES if name != "sara"])
def test_nobody_else(cast: Cast, name: str) -> None:
    """Not the head, not the coordinator, not IT; and next door it is not there."""
    viewer, breach = getattr(cast, name), _record(cast.sara)
    for deed in (
        lambda: _record(viewer),
        lambda: queries.list_breaches(viewer),
        lambda: queries.get_breach(viewer, breach.uid),
        lambda: actions.reassess_breach(breach, significant="no", personal="no", by=viewer),
        lambda: actions.mark_sent(breach, "warning", at=MOMENT, by=viewer),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_next_door_it_is_not_there(cast: Cast) -> None:
    """The neighbour's security manager neither sees nor changes it."""
    breach, other = _record(cast.sara), make.town("grannby").sara
    assert queries.list_breaches(other) == []
    with pytest.raises(NotFound):
        queries.get_breach(other, breach.uid)
    with pytest.raises(NotAllowed):
        actions.mark_sent(breach, "warning", at=MOMENT, by=other)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_draft_is_filled_and_leaves_the_rest_to_people(cast: Cast, language: str) -> None:
    """No brace left; the authority, the hour and the provision from facts; brackets for what only people know."""
    row = queries.row_of(_record(cast.sara))
    with translation.override(language):
        for step in Filing.Step.values:
            said = str(drafts.draft(row, step, town="Växjö (exempel)"))
            assert not re.search(r"\{\w+\}", said) and "[" in said, step
            assert "(IMY)" in said if step == "supervisory" else "(MCF)" in said
            assert "2025:1506" in said or "33" in said
    assert drafts.draft(row, "diary", town="x") is None


def test_by_page(cast: Cast) -> None:
    """Written down, on Idag of both, marked as sent, gone from there; the draft as PDF; a wrong form says so."""
    sara, disa = make.sign_in(cast, "sara"), make.sign_in(cast, "disa")
    given = {"kind": "lost", "day": "2026-11-20", "at": "11.20", "significant": "unknown", "personal": "yes"}
    assert sara.post(PAGE, given | {"at": "sen"}).status_code == 422
    assert sara.post(PAGE, given | {"kind": "x"}).status_code == 422
    assert sara.post(PAGE, given | {"day": "2026-11-21"}).status_code == 409
    page = sara.post(PAGE, given).headers["Location"]
    assert "Varning ska skickas senast" in disa.get("/vaxjo/arbete/").content.decode()
    version = re.search(r'name="version" value="(\d+)"', sara.get(page).content.decode())
    assert version
    sent = {"version": version.group(1), "do": "warning", "day": "2026-11-20", "at": "13:00"}
    assert sara.post(page, sent | {"at": ""}).status_code == 422
    assert sara.post(page, sent).status_code == 302
    assert sara.post(page, sent).status_code == 409  # somebody has changed it since
    assert "Varning ska" not in disa.get("/vaxjo/arbete/").content.decode()
    with clock.fixed(MOMENT + timedelta(days=4)):
        disa = make.sign_in(cast, "disa", disa)
        assert "Incidentanmälan skulle ha skickats" in disa.get("/vaxjo/arbete/").content.decode()
        assert disa.get(page + "notification?pdf=1").content.startswith(b"%PDF")
        assert disa.get(page + "nothing").status_code == 404
    assert make.sign_in(cast, "isak").get(PAGE).status_code == 404


def test_there_is_no_place_for_a_text(cast: Cast) -> None:
    """Neither in the rows nor on the page: a name has nowhere to be written."""
    page = make.sign_in(cast, "sara").get(PAGE).content.decode()
    assert "<textarea" not in page
    _record(cast.sara)
    columns = [f for model in (Breach, Filing) for f in model._meta.concrete_fields]
    texts = {field.name for field in columns if field.get_internal_type() == "CharField" and not field.choices}
    assert texts == {"recorded_by", "function"}  # functions, never names
    names = User.objects.values_list("name", flat=True)
    assert not any(name in str(list(Breach.objects.values())) for name in names)


def test_what_the_system_knows(cast: Cast) -> None:
    """Versions, the log, counts; few are "fewer than five"; a changed link shows; nothing about anyone."""
    row = make.concern(cast, what="Ord om en granne", who="Sixten")
    while audit.seal_events():
        pass
    sara = make.sign_in(cast, "sara")
    told = json.loads(sara.get(PAGE + "underlag?json=1").content)
    assert told["Det som finns här"]["Ärenden som inte är gallrade"] == "färre än 5"
    assert told["Loggen"]["Länkar som inte stämmer"] == "0" and told["Systemet"]["Läge"] == "demo"
    for _ in range(5):
        make.concern(cast)
    page = sara.get(PAGE + "underlag").content.decode()
    assert "<td>6</td>" in page and sara.get(PAGE + "underlag?pdf=1").content.startswith(b"%PDF")
    for secret in ("Ord om en granne", "Sixten", row.reference, "sven@", "Sven"):
        assert secret not in page and secret not in str(told)
    assert Client().get(PAGE + "underlag").status_code == 302
    assert make.sign_in(cast, "karin").get(PAGE + "underlag").status_code == 404
