"""What differs between two versions, as a reader would mark it with a pen."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebygg.kit.errors import NotFound
from forebygg.plans import actions, comparing, queries
from forebygg.plans.content import Line, PlanMeasure, Rights
from tests import make
from tests.plans.making import plan, said


def _marked(before: str, after: str) -> str:
    signs = {"same": "", "out": "-", "in": "+"}
    return "|".join(f"{signs[piece.kind]}{piece.text}" for piece in comparing.pieces(before, after))


def test_words_not_letters() -> None:
    assert _marked("Skolan ska utbilda lärare", "Skolan ska utbilda alla lärare") == "Skolan ska utbilda |+alla |lärare"
    assert _marked("en gång om året", "två gånger om året") == "-en gång|+två gånger| om året"
    assert _marked("", "Nytt") == "+Nytt" and _marked("Gammalt", "") == "-Gammalt"


@given(st.text(max_size=80), st.text(max_size=80))
def test_each_side_can_be_read_back(before: str, after: str) -> None:
    pieces = list(comparing.pieces(before, after))
    assert "".join(p.text for p in pieces if p.kind != "in") == before
    assert "".join(p.text for p in pieces if p.kind != "out") == after


def test_entries_are_known_again_by_their_codes() -> None:
    one = said()
    moved = replace(one, measures=tuple(reversed(one.measures)))
    assert comparing.compare(one, moved) == []
    changed = replace(
        one,
        title="Ny plan",
        purposes=(*one.purposes, Line("b00009", "att fler frågar")),
        goals=(),
        measures=(replace(one.measures[0], due="2027", rights=Rights(ground="Enkäten")), *one.measures[1:]),
    )
    found = [(c.part, c.name, c.is_new, c.is_gone) for c in comparing.compare(one, changed)]
    assert found == [
        ("head", "title", False, False),
        ("purposes", "text", True, False),
        ("goals", "text", False, True),
        ("measures", "due", False, False),
        ("measures", "ground", True, False),
    ]


def test_two_long_versions_in_a_blink() -> None:
    """Four hundred measures with long texts: some hundred pages."""
    words = "Skolan ska varje år hålla en dag om demokrati för alla elever i årskurs åtta " * 6
    many = tuple(PlanMeasure(f"{n:06x}", f"{words}{n}") for n in range(400))
    one = replace(said(), measures=many)
    other = replace(one, measures=tuple(replace(m, text=f"{m.text} och nio") for m in many))
    began = time.monotonic()
    assert len(comparing.compare(one, other)) == 400
    assert time.monotonic() - began < 5


def test_by_page() -> None:
    """The last two unless asked for; what is not there is not found; a draft is not the public's."""
    make.ship()
    cast = make.town()
    found = plan(cast.karin)
    draft = actions.begin_draft(found, by=cast.karin)
    actions.write_draft(draft, replace(said(), title="Planen mot extremism"), by=cast.karin)
    karin = make.sign_in(cast, "karin")
    page = karin.get(f"/vaxjo/arbete/plan/{found.uid}/skillnad").content.decode()
    assert "Från version 1 till 2" in page and "<del>" in page and "</span>Planen</ins>" in page
    assert karin.get(f"/vaxjo/arbete/plan/{found.uid}/skillnad?fran=1&till=7").status_code == 404
    assert "Inget skiljer." in karin.get(f"/vaxjo/arbete/plan/{found.uid}/skillnad?fran=1&till=1").content.decode()
    with pytest.raises(NotFound):
        queries.compare_versions(cast.nobody, found, 1, 2)


def test_a_change_says_which_entry_it_is_about_and_a_move_is_a_change() -> None:
    before = said()
    moved = replace(before.measures[0], area="a00002", responsible="Rektorerna")
    found = comparing.compare(before, replace(before, measures=(moved, *before.measures[1:])))
    assert {(change.name, change.about) for change in found} == {
        ("responsible", "Utbilda lärare i samtal"),
        ("area", "Utbilda lärare i samtal"),
    }
