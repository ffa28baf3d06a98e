"""Each column knows how it is handled; the papers say so."""

from __future__ import annotations

import re
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from forebygg.kit import handling
from tests.house import reading


def _house() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("forebygg.")]


def test_every_column_is_handled() -> None:
    """No model without Handling, no column without a kind, no secret that is not sealed."""
    assert [problem for model in _house() for problem in handling.problems(model)] == []


def _planted(**inner: object) -> SimpleNamespace:
    text, number = models.TextField(), models.IntegerField()
    text.name, number.name = "text", "number"
    meta = SimpleNamespace(concrete_fields=[text, number])
    return type("Planted", (), {"Handling": type("Handling", (), inner), "_meta": meta})  # type: ignore[return-value]


def test_planted_columns_are_found() -> None:
    """Forgotten, unsealed, gone, twice, without retention."""
    forgotten = handling.problems(_planted(open={"text"}, retention="kept"))
    assert any("number is in no kind" in fault for fault in forgotten)
    unsealed = handling.problems(_planted(open={"number"}, secret={"text"}, retention="kept"))
    assert any("SealedText" in fault for fault in unsealed)
    gone = handling.problems(_planted(open={"text", "number", "old"}, retention="kept"))
    assert any("no longer exists" in fault for fault in gone)
    twice = handling.problems(_planted(open={"text", "number"}, staff={"text"}))
    assert any("twice" in fault for fault in twice) and any("retention" in fault for fault in twice)


def test_no_kind_for_identities() -> None:
    """There is no kind `identity`, and no column named as if there were."""
    assert "identity" not in handling.KINDS
    names = {field.name for model in _house() for field in model._meta.concrete_fields}
    assert not names & {"personnummer", "person_number", "ideology", "religion", "risk", "score", "level_of_risk"}


def test_the_handling_paper_is_fresh() -> None:
    """docs/handling.md is what the models say today."""
    made = subprocess.run(
        [sys.executable, "tools/handling.py", "--print"], cwd=reading.ROOT, capture_output=True, text=True, check=True
    )
    assert made.stdout == (reading.ROOT / "docs" / "handling.md").read_text(encoding="utf-8")


def test_every_model_stands_in_the_glossary() -> None:
    """One word, one meaning; a planted model is missed."""
    words = set(re.findall(r"\b[A-Z]\w+", (reading.ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")))
    assert {model.__name__ for model in _house()} - words == set()
    assert "Planted" not in words


@pytest.mark.django_db(databases="__all__")
def test_migrations_are_whole_named_and_linear() -> None:
    """Nothing is missing, each has a name given by hand, one leaf a room."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    for room in reading.rooms():
        names = sorted(path.stem for path in (reading.SOURCE / room / "migrations").glob("0*.py"))
        assert not [name for name in names if "_auto_" in name]
        assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
