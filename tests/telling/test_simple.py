"""One text to the desk that answers it: question, association, advice without a name, relative, leaving."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import models, router
from django.test import Client

from forebygg.concerns import actions, queries
from forebygg.concerns.models import Concern
from forebygg.kit.errors import NotFound, WrongState
from forebygg.situation.models import Counter
from tests import make
from tests.cast import Cast


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _send(page: str, text: str = "Kan ni komma till vår förening?") -> str:
    client = Client()
    shown = client.get(f"/vaxjo/{page}").content.decode()
    found = re.search(r'name="submission" value="([^"]+)"', shown)
    assert found
    data = {"submission": found.group(1), "text": text}
    assert client.post(f"/vaxjo/{page}", data).status_code == 303
    client.post(f"/vaxjo/{page}", data)
    receipt = client.get("/vaxjo/beratta").content.decode()
    return "".join(re.findall(r"<span>(\d{4})</span>", receipt))


@pytest.mark.parametrize(
    ("page", "kind", "desk"),
    [
        ("fraga", "question", "coordinator"),
        ("forening/skriv", "association", "coordinator"),
        ("jobb/rad", "consultation", "coordinator"),
        ("anhorig/skriv", "relative", "relatives"),
        ("lamna-miljo/skriv", "leaving", "leaving"),
    ],
)
def test_it_reaches_its_desk_once(cast: Cast, page: str, kind: str, desk: str) -> None:
    """Sent twice by a double press: one concern, one receipt."""
    code = _send(page)
    row = Concern.objects.get()
    assert (row.kind, row.desk.code) == (kind, desk)
    assert len(code) == 16


def test_a_question_is_answered_and_done(cast: Cast) -> None:
    """No routine, but never without an answer; the one who asked reads it with the code."""
    code = _send("fraga", "När öppnar ni?")
    row = Concern.objects.get()
    with pytest.raises(WrongState, match="Svara först"):
        actions.finish_answered(row, by=cast.karin)
    actions.write_back(row, "Klockan åtta.", by=cast.karin)
    actions.finish_answered(make.fresh(row), by=cast.karin)
    visitor = Client()
    visitor.post("/vaxjo/svar", {"code": code})
    assert "Klockan åtta" in visitor.get("/vaxjo/svar").content.decode()
    assert Counter.objects.get(measure="kind").category == "question"


def test_the_coordinator_reads_questions_and_never_worries(cast: Cast) -> None:
    """What reaches the coordinator's desk opens there; a relative's text does not."""
    _send("forening/skriv")
    _send("anhorig/skriv", "Min bror.")
    ours = Concern.objects.get(kind="association")
    theirs = Concern.objects.get(kind="relative")
    assert queries.open_concern(cast.karin, ours.reference).what
    with pytest.raises(NotFound):
        queries.open_concern(cast.karin, theirs.reference)


def test_empty_and_huge(cast: Cast) -> None:
    """A clear sentence, and what was typed stands there."""
    client = Client()
    empty = client.post("/vaxjo/fraga", {"submission": "0c7a9c9e-3d0f-4df8-9e44-3d3f2b1a0c11", "text": "  "})
    assert empty.status_code == 422 and "Skriv något" in empty.content.decode()
    huge = client.post("/vaxjo/fraga", {"submission": "0c7a9c9e-3d0f-4df8-9e44-3d3f2b1a0c11", "text": "ord " * 2000})
    assert huge.status_code == 422 and "för lång" in huge.content.decode() and "ord ord" in huge.content.decode()


def test_what_lies_in_the_database_shows_nobody_a_code(cast: Cast) -> None:
    """A receipt code follows from the form's own number. Whoever reads the tables, or a back-up of them, and sends
    every number they find there once more, is not shown the code of anyone."""
    codes = [_send(page) for page in ("fraga", "lamna-miljo/skriv")]
    found = set[str]()
    for model in (m for m in apps.get_models() if m.__module__.startswith("forebygg.")):
        store = router.db_for_read(model) or "default"
        columns = [c.attname for c in model._meta.concrete_fields if isinstance(c, models.UUIDField)]
        for row in model._base_manager.using(store).values_list(*columns) if columns else ():
            found |= {str(value) for value in row if value}
    assert len(found) > 20
    for place, number in enumerate(found):
        thief = Client(REMOTE_ADDR=f"203.0.113.{place % 250}")
        assert thief.post("/vaxjo/fraga", {"submission": number, "text": "x"}).status_code == 303
        shown = "".join(re.findall(r"<span>(\d{4})</span>", thief.get("/vaxjo/beratta").content.decode()))
        assert shown not in codes
