"""Words that a plan is warned of, and words that only look like them: whom it chooses, reports, signs, whose it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forebygg.facts import queries as facts
from forebygg.plans import lint, listing, parts
from forebygg.plans.content import Content, Goal, PlanMeasure
from forebygg.plans.lint import Known
from forebygg.plans.standing import Standing
from tests import make
from tests.conftest import MOMENT
from tests.plans.making import said

NOW = Standing(None, None, None, is_repealed=False, prolonged_by_other=None, today=MOMENT.date())


def _codes(content: Content, known: Known = lint.NOTHING) -> set[str]:
    return {gap.code for gap in lint.check(content, NOW, known)}


@pytest.fixture
def forbidden() -> list[str]:
    make.ship()
    return facts.book(None).words("never-whom")


@pytest.mark.parametrize(
    "group",
    [
        "Unga muslimer", "unga judar", "kristna ungdomar", "romer", "somaliska pojkar", "invandrare",
        "personer som är utrikes födda", "Nyanlända från Syrien", "Sverigedemokrater", "Troende", "samiska elever",
        "moskéns besökare", "Medlemmar i ett parti", "unga med utländsk bakgrund",
    ],
)  # fmt: skip
def test_nobody_is_chosen_by_these(group: str, forbidden: list[str]) -> None:
    assert lint.names(group, forbidden)


@pytest.mark.parametrize(
    "group",
    [
        "Skolor där judehat förekommit", "Elever med partiell skolnärvaro", "Unga som är lediga", "Alla invånare",
        "Trots allt alla elever", "Romaner i skolan", "Unga vid kristallkyrkans torg", "Platser med särskilda problem",
        "Personer som utsatts för islamofobi", "Den som själv söker hjälp",
    ],
)  # fmt: skip
def test_these_choose_nobody_so(group: str, forbidden: list[str]) -> None:
    assert not lint.names(group, forbidden)


def test_a_measure_that_names_people_so_is_told_and_one_that_names_a_congregation_is_not(forbidden: list[str]) -> None:
    known = Known(frozenset(forbidden))
    one = PlanMeasure("d00001", "Samtala med muslimska ungdomar på fritidsgården")
    other = PlanMeasure("d00001", "Bjud in judiska och muslimska församlingar till samråd")
    assert "faith-or-origin" in _codes(replace(said(), measures=(one,)), known)
    assert "faith-or-origin" not in _codes(replace(said(), measures=(other,)), known)


@pytest.mark.parametrize(
    "goal",
    [
        Goal("c00001", "Bättre läge", "Antal orosanmälningar till socialtjänsten", "", "12", "30"),
        Goal("c00001", "Bättre läge", "Antal orosanmälningar ska öka"),
        Goal("c00001", "Bättre läge", "Ökad anmälningsbenägenhet"),
        Goal("c00001", "Fler orosanmälningar", "Enkäten"),
        Goal("c00001", "Bättre läge", "Antal identifierade individer"),
    ],
)
def test_a_goal_that_wants_more_reports(goal: Goal) -> None:
    assert "more-reports" in _codes(replace(said(), goals=(goal,)))


@pytest.mark.parametrize(
    "goal",
    [
        Goal("c00001", "Bättre läge", "Inte fler anmälningar om hot"),
        Goal("c00001", "Bättre läge", "högre trygghet och färre anmälningar"),
        Goal("c00001", "Bättre läge", "Fler som känner till hur man lämnar tips"),
        Goal("c00001", "Bättre läge", "Antal anmälningar om hot mot förtroendevalda", "", "12", "4"),
    ],
)
def test_a_goal_that_does_not(goal: Goal) -> None:
    assert "more-reports" not in _codes(replace(said(), goals=(goal,)))


@pytest.mark.parametrize(
    "text",
    ["Ta fram en lista med varningstecken", "Kartlägg unga med skägg", "Lär ut tecken på att en elev radikaliseras"],
)
def test_lists_of_signs(text: str) -> None:
    assert "signs" in _codes(replace(said(), measures=(PlanMeasure("d00001", text),)))
    assert "signs" in _codes(replace(said(), picture=text))


@pytest.mark.parametrize(
    "text",
    [
        "Vi använder inga listor med tecken på radikalisering hos unga.",
        "Ta bort alla checklistor med tecken på radikalisering.",
        "Sätt upp tecken på att lokalen är öppen",
    ],
)
def test_what_warns_of_them_is_none(text: str) -> None:
    assert "signs" not in _codes(replace(said(), measures=(PlanMeasure("d00001", text),)))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Barn- och utbildningsförvaltningen", ["Barn- och utbildningsförvaltningen"]),
        ("Säkerhets- och trygghetschef", ["Säkerhets- och trygghetschef"]),
        ("Skolan och socialtjänsten", ["Skolan", "Socialtjänsten"]),
        ("Skolan, fritid samt I/O-gruppen", ["Fritid", "I/O-gruppen", "Skolan"]),
    ],
)
def test_whose_part_it_is(words: str, names: list[str]) -> None:
    content = replace(said(), areas=(), measures=(PlanMeasure("d00001", "Gör något", responsible=words),))
    assert [each.name for each in parts.operations(content)] == names


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("Klar", "done"), ("klart.", "done"), ("Är genomförd", "done"), ("Pågår", "under-way"),
        ("påbörjad", "under-way"), ("Delvis klar", "under-way"), ("Inte börjat", "not-begun"),
        ("ej påbörjad", "not-begun"), ("Planerad", "not-begun"), ("Avbruten", "stopped"),
        ("utgår", "stopped"), ("Done", "done"),
        ("Klar senast dec 2027", ""), ("Färdigställs 2027", ""), ("Genomförd till hälften", ""), ("Klar? nej", ""),
        ("Påbörjas 2027", ""), ("Försenad", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_cell_says_how_far_or_nothing(cell: str, status: str) -> None:
    """What is not understood is a fault to look at, never a measure that is done."""
    found = listing.match(
        [["Åtgärdsområde", "Åtgärd", "Läge"], ["X", "Utbilda", cell]], [PlanMeasure("d00001", "Utbilda")]
    )
    assert [row.status for row in found.rows] == ([status] if status else [])
    assert [why for _line, _text, why in found.faults] == ([] if status else ["status"])


def test_a_table_from_elsewhere_loses_who_it_was() -> None:
    row = ["Utbilda", "Klar", "Elev Anna Hassan 20100512-1234 deltog, ring 070-123 45 67", "asta@post.example"]
    table = [["Åtgärd", "Läge", "Resultat", "Underlag"], row]
    found = listing.match(table, [PlanMeasure("d00001", "Utbilda")]).rows[0]
    assert (found.result, found.proof) == ("Elev [namn] [personnummer] deltog, ring [telefon]", "[e-post]")
