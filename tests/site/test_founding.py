"""`forebygg found FILE`: a real municipality from a file; clear sentences when it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from django.test import Client

from forebygg.concerns.models import Concern
from forebygg.demo import loading
from forebygg.facts import queries as facts
from forebygg.kit import mode
from forebygg.people.models import Municipality, User
from forebygg.records.models import DisposalDecision
from forebygg.routines.models import Version
from forebygg.site import founding
from tests import make


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
