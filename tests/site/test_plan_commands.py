"""Plans from the command line: what two documents differ in; a published plan and its report, and no more."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from forebygg.plans import actions, comparing
from forebygg.plans.actions.following import Held
from forebygg.plans.content import Content, Line
from forebygg.plans.models import FollowUp, Plan
from forebygg.site import cli
from tests import make
from tests.cast import Cast
from tests.plans.making import TEXT, plan


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.fixture
def found(cast: Cast) -> Plan:
    return plan(cast.karin)


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(["plan", *words]) == 0
    return capsys.readouterr().out


def _refused(*words: str) -> str:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["plan", *words])
    return str(stopped.value)


def test_what_two_documents_differ_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Entries are known again by their words; only what changed is said."""
    (tmp_path / "old.txt").write_text(TEXT, encoding="utf-8")
    later = TEXT.replace("Utbilda fritidsledare i samtal", "Utbilda fritidsledare i svåra samtal")
    (tmp_path / "new.txt").write_text(later, encoding="utf-8")
    said = _run(capsys, "diff", str(tmp_path / "old.txt"), str(tmp_path / "new.txt"))
    assert "measures.text: Utbilda fritidsledare i {+svåra +}samtal" in said
    assert len(said.splitlines()) == 1
    assert _run(capsys, "diff", str(tmp_path / "old.txt"), str(tmp_path / "old.txt")) == ""


def test_entries_in_another_order_are_the_same() -> None:
    """Each is taken once; one without a fellow is new."""
    before = Content(purposes=(Line("a", "öka kunskapen om våld"), Line("b", "stödja anhöriga till unga")))
    after = Content(
        purposes=(
            Line("x", "stödja alla anhöriga till unga"),
            Line("y", "öka kunskapen om våld"),
            Line("z", "mer ljus"),
        )
    )
    same = comparing.aligned(before, after)
    assert [line.code for line in same.purposes] == ["b", "a", "z"]
    assert {(change.code, change.is_new) for change in comparing.compare(before, same)} == {("b", False), ("z", True)}


def test_a_published_plan_is_exported(found: Plan, cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(_run(capsys, "export", "vaxjo", found.slug))
    assert data["says"]["title"] == "Plan mot extremism" and len(data["measures"]) == 3
    rows = list(csv.reader(io.StringIO(_run(capsys, "export", "vaxjo", found.slug, "--csv"))))
    assert len(rows) == 4 and "Utbilda lärare i samtal" in rows[1]
    draft = plan(cast.karin, decided=None)
    assert "no plan called" in _refused("export", "vaxjo", draft.slug)
    assert "no municipality" in _refused("export", "ankeborg", found.slug)


def test_a_closed_year_is_written_to_a_file(found: Plan, cast: Cast, tmp_path: Path) -> None:
    """PDF, Word, Excel by the name's ending; a year that is still open is nobody's yet."""
    year = actions.begin_follow_up(found, by=cast.karin)
    words = ("report", "vaxjo", found.slug, str(year.year))
    assert "no follow-up" in _refused(*words, str(tmp_path / "r.pdf"))
    actions.answer_follow_up(year, Held("yes", ""), {}, by=cast.karin)
    actions.close_follow_up(FollowUp.objects.get(), by=cast.karin)
    for kind, begins in (("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK")):
        assert cli.main(["plan", *words, str(tmp_path / f"r.{kind}")]) == 0
        assert (tmp_path / f"r.{kind}").read_bytes().startswith(begins)
    assert "ends in" in _refused(*words, str(tmp_path / "r.odt"))
    assert "No such file" in _refused(*words, str(tmp_path / "nowhere" / "r.pdf"))


def test_what_a_document_lacks_with_the_words_that_ship(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is asked of a store: a plan is linted on a machine that has none."""
    (tmp_path / "plan.txt").write_text(TEXT.replace("Utbilda fritidsledare", "Kartlägg muslimska ungdomar"), "utf-8")
    said = _run(capsys, "lint", str(tmp_path / "plan.txt"))
    assert "faith-or-origin" in said and "picture" in said and "no-owner" not in said
