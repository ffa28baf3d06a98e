"""Who sees what: a table of person × deed, and the same page for missing and forbidden."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from forebygg.concerns import actions, queries
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotAllowed, NotFound
from forebygg.people import roles
from tests import make
from tests.cast import ROLES, Cast

SECRET = "Ett mycket hemligt ord: kvastskaft"
INSIDE = {"sven", "siv", "hanna"}


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.mark.parametrize("name", ROLES)
def test_only_the_desk_opens_a_worry_about_a_child(cast: Cast, name: str) -> None:
    """Inside the circle it opens; for everyone else it does not exist."""
    row = make.concern(cast, what=SECRET)
    viewer = getattr(cast, name)
    if name in INSIDE:
        assert queries.open_concern(viewer, row.reference).what == SECRET
        return
    with pytest.raises(NotFound):
        queries.open_concern(viewer, row.reference)
    assert queries.list_open(viewer) == []
    with pytest.raises(NotFound):
        queries.find_ended(viewer, row.reference)


@pytest.mark.parametrize("name", ROLES)
def test_deeds(cast: Cast, name: str) -> None:
    """The same table holds for deeds."""
    row = make.concern(cast)
    viewer = getattr(cast, name)
    if name in INSIDE:
        actions.note_work(row, "Jag ringer.", by=viewer)
        return
    with pytest.raises(NotAllowed):
        actions.note_work(row, "Jag ringer.", by=viewer)
    with pytest.raises(NotAllowed):
        actions.mark_read(row, by=viewer)


def test_another_municipality_sees_nothing(cast: Cast) -> None:
    """The same role next door finds nothing at the same reference."""
    row = make.concern(cast)
    neighbour = make.town("grannby")
    with pytest.raises(NotFound):
        queries.open_concern(neighbour.sven, row.reference)


def test_missing_and_forbidden_are_the_same_page(cast: Cast) -> None:
    """Same status, same bytes, whether the reference exists or not."""
    row = make.concern(cast, what=SECRET)
    client = Client()
    client.post("/vaxjo/arbete/logga-in", {"email": "vera@vaxjo.example", "password": "ova-utan-risk"})
    client.get("/vaxjo/arbete/uppdrag")
    forbidden = client.get(f"/vaxjo/arbete/oro/{row.reference}/")
    missing = client.get("/vaxjo/arbete/oro/ORO-9999-99/")
    assert forbidden.status_code == missing.status_code == 404
    assert _without_token(forbidden.content) == _without_token(missing.content)


def _without_token(page: bytes) -> bytes:
    """The sign-out form's token is masked anew on every page."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", page)


def test_an_adults_worry_goes_to_the_other_desk(cast: Cast) -> None:
    """21 or older is read by the adults' desk, unknown age by the children's."""
    adult = make.concern(cast, age_band="21")
    unknown = make.concern(cast, age_band="unknown")
    assert [c.reference for c in queries.list_open(cast.vera)] == [adult.reference]
    assert [c.reference for c in queries.list_open(cast.sven)] == [unknown.reference]


def test_the_coordinator_sees_three_figures(cast: Cast) -> None:
    """How many, the oldest, what is overdue: no reference, no text."""
    from forebygg.people import queries as people
    from forebygg.site.today import overdue_before

    make.concern(cast)
    rows = {w.desk.code: w for w in queries.count_waiting(cast.karin, people.list_desks(cast.karin), overdue_before())}
    assert (rows["reception-under-21"].number, rows["reception-under-21"].overdue) == (1, 0)
    with pytest.raises(NotAllowed):
        queries.count_waiting(cast.lena, people.list_desks(cast.lena), overdue_before())


def test_every_reading_is_logged(cast: Cast) -> None:
    """Opening writes a reading about the row's uid; the refusal is another event."""
    from forebygg.audit.models import Event

    row = make.concern(cast)
    queries.open_concern(cast.sven, row.reference)
    reading = Event.objects.get(kind="reading")
    assert (reading.about, reading.actor, reading.user_key) == (
        str(row.uid),
        "Mottagningen barn och unga",
        str(cast.sven.user_id),
    )
    assert row.reference not in str(Event.objects.values())


def test_a_timed_job_opens_nothing(cast: Cast) -> None:
    """Whatever rights it borrows to count with: a text is opened by a person."""
    row = make.concern(cast, what=SECRET)
    job = Actor(
        "system",
        "job",
        cast.town.pk,
        cast.town.slug,
        board_id=cast.sven.board_id,
        desk_ids=cast.sven.desk_ids,
        permissions=roles.permissions("reception"),
    )
    with pytest.raises(NotFound):
        queries.open_concern(job, row.reference)
    assert queries.list_open(job) == []
    assert [(line.kind, line.number) for line in queries.count_own(job)] == [("worry", 1)]
    with pytest.raises(NotAllowed):
        actions.mark_read(row, by=job)
