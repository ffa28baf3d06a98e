"""What a plan lacks: a table, a rule a row; and a plan that lacks nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from forebygg.plans import gaps, lint, standing
from forebygg.plans.content import Area, Content, Goal, Line, PlanMeasure, Rights, Term
from forebygg.plans.lint import Known
from tests import make
from tests.plans.making import plan

TODAY = date(2026, 11, 20)
RIGHTS = Rights("enkät", "efter plats", "liten", "samtal först", "Säkerhetschefen", "2026-01-01")
MEASURE = PlanMeasure(
    "d00001",
    "Utbilda lärare i samtal om våld och demokrati på skolorna",
    area="a00001",
    group="Elever på gymnasiet",
    gender="Fler pojkar; vi följer båda",
    responsible="Skolchefen",
    due="2027-06",
    cause="Klotter vid skolorna",
    evidence="Prövad, se utvärderingen 2024",
    rights=RIGHTS,
)
GOAL = Goal("c00001", "Unga vet vart de vänder sig", "Andel i enkäten", "Skolenkäten", "4 av 10", "7 av 10")
WHOLE = Content(
    title="Plan",
    picture="Klotter vid två skolor, se lägesbilden 2026.",
    resources="100 000 kronor och 30 procent av en tjänst.",
    steward="Säkerhetschefen",
    follow_how="Avstämning med nätverken",
    follow_when="varje år i mars",
    terms=(Term("e00001", "våldsbejakande extremism", "Våld för en idé."),),
    purposes=(Line("b00001", "att alla vet vad de ska göra"),),
    goals=(GOAL,),
    areas=(Area("a00001", "Skolan", "Skolchefen"),),
    measures=(MEASURE,),
    contacts=(Line("f00001", "Kontaktpunkten 08-465 004 17"),),
)


def stands(until: str = "2027-12-31", body: str = "kommunfullmäktige", extended: str = "") -> standing.Standing:
    def row(action: str, by: str, day: str) -> Any:
        return SimpleNamespace(action=action, body=by, day=day, paragraph="", valid_from="", valid_to=until)

    rows = [row("adopted", body, "2024-02-26"), *([row("extended", extended, "2026-01-01")] if extended else [])]
    return standing.of(rows, TODAY)


def codes(said: Content, at: standing.Standing | None = None, known: Known = lint.NOTHING) -> list[str]:
    return [gap.code for gap in lint.check(said, at or stands(), known)]


def test_a_plan_that_lacks_nothing() -> None:
    assert codes(WHOLE) == []


def _measure(**changes: Any) -> Content:
    return replace(WHOLE, measures=(replace(MEASURE, **changes),))


def _goal(**changes: Any) -> Content:
    return replace(WHOLE, goals=(replace(GOAL, **changes),))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (replace(WHOLE, picture=""), "picture"),
        (replace(WHOLE, steward=""), "steward"),
        (replace(WHOLE, resources=""), "resources"),
        (replace(WHOLE, terms=()), "definition"),
        (replace(WHOLE, follow_how="", follow_when=""), "follow-up"),
        (replace(WHOLE, follow_when=""), "follow-up-when"),
        (replace(WHOLE, goals=()), "goals"),
        (replace(WHOLE, measures=(), areas=()), "measures"),
        (_goal(indicator="", value="", target=""), "no-indicator"),
        (_goal(indicator="Antal anmälda", target="fler orosanmälningar"), "more-reports"),
        (_goal(target=""), "no-target"),
        (_measure(responsible=""), "no-owner"),
        (_measure(due=""), "no-due"),
        (_measure(evidence=""), "no-evidence"),
        (_measure(rights=replace(RIGHTS, least="")), "no-rights"),
        (_measure(cause=""), "no-cause"),
        (_measure(gender=""), "no-gender"),
        (_measure(due="2029"), "due-after-end"),
        (_measure(group="Unga muslimer"), "faith-or-origin"),
        (_measure(text="Lära personalen tecken på att en elev radikaliseras"), "signs"),
        (replace(WHOLE, areas=(*WHOLE.areas, Area("a00009", "Tomt"))), "empty-area"),
        (replace(WHOLE, groups=(Line("a00008", "Medlemmar i ett parti"),)), "faith-or-origin"),
    ],
)
def test_each_gap_alone(said: Content, code: str) -> None:
    known = Known(frozenset({"muslim", "parti"}))
    assert codes(said, known=known) == [code]


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (stands("2025-12-31"), "lapsed"),
        (stands("2027-01-31"), "lapses-soon"),
        (stands(""), "no-end"),
        (stands(extended="kommunstyrelsen"), "other-body"),
    ],
)
def test_gaps_of_the_decisions(at: standing.Standing, code: str) -> None:
    short = _measure(due="2025")
    assert codes(short, at, Known(warn_days=180)) == [code]


def test_a_method_with_a_grade_says_what_is_known_and_one_that_is_advised_against_is_told() -> None:
    """What is known follows from the list of methods; the list's own warning is said of the measure."""
    known = Known(methods={"stärk det som skyddar": "tried", "avskräckning": "advised-against"})
    assert codes(_measure(evidence="", method="Stärk det som skyddar."), known=known) == []
    assert codes(_measure(evidence="", method="Egen metod"), known=known) == ["no-evidence"]
    assert codes(_measure(method="avskräckning"), known=known) == ["advised-against"]


def test_lines_that_another_plan_has_and_numbers_that_are_wrong() -> None:
    known = Known(elsewhere=frozenset(lint.lines(WHOLE)), dead=frozenset({"0846500417"}))
    assert codes(WHOLE, known=known) == ["shared", "dead-contact"]


def test_every_gap_has_words_and_every_word_a_gap() -> None:
    assert set(gaps.WORDS) == set(lint.CODES)
    assert all(str(title) and str(mend).endswith(".") for title, mend in gaps.WORDS.values())


def test_by_page_with_the_towns_own_lists() -> None:
    """The gaps of the draft where there is one; faith in the words that facts hold."""
    make.ship()
    cast = make.town()
    found = plan(cast.karin, content_of=_measure(group="Unga muslimer"))
    karin = make.sign_in(cast, "karin")
    page = karin.get(f"/vaxjo/arbete/plan/{found.uid}/saknas").content.decode()
    assert "pekar ut tro, ursprung eller åsikt" in page and "Börja på en ny version" in page
    assert "En sak saknas" in karin.get(f"/vaxjo/arbete/plan/{found.uid}").content.decode()
    plan(cast.karin, content_of=WHOLE)
    assert "Samma mening står i en annan plan" in karin.get(f"/vaxjo/arbete/plan/{found.uid}/saknas").content.decode()
