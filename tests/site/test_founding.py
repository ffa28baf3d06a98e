"""`forebygg found FILE`: a real municipality from a file; clear sentences when it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from django.test import Client

from forebygg.concerns import queries
from forebygg.concerns.models import Concern
from forebygg.demo import loading
from forebygg.facts import queries as facts
from forebygg.kit import clock, mode
from forebygg.kit.errors import NotFound
from forebygg.people import queries as people
from forebygg.people.models import Municipality, User
from forebygg.records.models import DisposalDecision
from forebygg.routines.models import Version
from forebygg.site import founding
from tests import make
from tests.cast import Cast


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make.ship()
    monkeypatch.setattr(mode, "is_demo", lambda: False)
    path = tmp_path / "town.yaml"
    path.write_text(yaml.safe_dump(next(iter(loading.files())), allow_unicode=True))
    return path


def test_it_founds_shut_and_without_a_worry(file: Path) -> None:
    """Organisation, staff, numbers and routines; no decision, no worry; shut; numbers not yet tried."""
    accounts = founding.found(file)
    town = Municipality.objects.get(slug="vaxjo")
    assert not town.intake_open and not Concern.objects.exists() and not DisposalDecision.objects.exists()
    assert Version.objects.count() == 6
    make.forget()
    assert facts.count_due_numbers(town.pk) == facts.count_numbers(town.pk) > 10
    assert len({password for _, password in accounts}) == len(accounts) == User.objects.count()
    email, password = accounts[0]
    client = Client()
    assert client.post("/vaxjo/arbete/logga-in", {"email": email, "password": password}).status_code == 302
    assert Client().post("/vaxjo/arbete/logga-in", {"email": email, "password": loading.PASSWORD}).status_code == 422


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- a\n- b", "not a town file"),
        ("town: {slug: x}", "`town` lacks name"),
        ("{", "cannot be read"),
        ("town: 3", "lacks the part `town`"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(file: Path, text: str, sentence: str) -> None:
    """Nothing is founded half."""
    file.write_text(text)
    with pytest.raises(founding.Refused, match=sentence):
        founding.found(file)
    assert not Municipality.objects.exists()


def test_twice_is_refused(file: Path) -> None:
    """A municipality is founded once."""
    founding.found(file)
    make.forget()
    with pytest.raises(founding.Refused, match="already"):
        founding.found(file)


def test_where_nobody_is_named_the_heads_read_instead(file: Path) -> None:
    """A desk of the board's heads, for every desk of it that reads; none where no head is."""
    data = yaml.safe_load(file.read_text())
    del data["town"]["other_readers"]
    file.write_text(yaml.safe_dump(data, allow_unicode=True))
    founding.found(file)
    make.forget()
    cast = Cast(Municipality.objects.get(slug="vaxjo"))
    Municipality.objects.update(intake_open=True)
    make.forget()
    row = make.concern(cast, writer={"not_for": "unsaid"})
    assert (
        str(row.desk.name) == "Enhetscheferna (Socialnämnden)"
        and people.reads_instead(cast.nobody, "question", adult=False) is None
    )
    hanna = next(a for a in people.assignments_of(cast.user("hanna")) if a.desk == row.desk)
    assert queries.open_concern(people.actor_for(cast.user("hanna"), hanna, "vaxjo"), row.reference)
    for viewer in (cast.hanna, cast.sven):
        with pytest.raises(NotFound):
            queries.open_concern(viewer, row.reference)
        shown = queries.count_waiting(viewer, people.list_desks(viewer), clock.now())
        assert sum(line.number for line in shown) == 0


def test_another_board_may_not_read_instead(file: Path) -> None:
    """Secrecy runs between boards: the file is refused, and nothing is founded."""
    data = yaml.safe_load(file.read_text())
    data["town"]["other_readers"] = {"reception-under-21": "coordinator"}
    file.write_text(yaml.safe_dump(data, allow_unicode=True))
    with pytest.raises(founding.Refused, match="another board"):
        founding.found(file)
    assert not Municipality.objects.exists()
