"""The six shipped charts: sound, walked to every end, in both languages, in plain words."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from forebygg.routines import flow, kinds, shipped
from forebygg.routines.gatekeeping import is_best_interests
from tests.routines.charting import CODES

RECEIVERS = {"reception-under-21", "reception-21", "relatives", "leaving", "coordinator", "security", "police"}
STOP_WORDS = ["religion", "muslim", "islam", "kristen", "kyrka", "parti", "ursprung", "etnisk", "ideologi", "jude"]
AVOIDED = ["radikaliser", "extremist", "misstänkt", "avhoppar", "anmälare", "riskzon", "identifierad"]
YOUNG = {"under-18", "18-20", "unknown"}
LONGEST_SENTENCE = 22


def _texts(code: str, language: str) -> list[str]:
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if set(value) <= {"sv", "en"} and value:
                found.append(value[language])
            else:
                for part in value.values():
                    walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(flow.dump(shipped.charts()[code]))
    return found


@pytest.mark.parametrize("code", CODES)
def test_it_is_sound(code: str) -> None:
    chart = shipped.charts()[code]
    assert flow.check(chart, stop_words=STOP_WORDS, receivers=RECEIVERS) == []
    assert chart.code == chart.kind == code


@pytest.mark.parametrize("code", CODES)
def test_every_sequence_of_answers_ends_with_a_legal_outcome(code: str) -> None:
    chart = shipped.charts()[code]
    ends: Counter[str] = Counter()
    met: set[str] = set()
    for answers in flow.paths(chart):
        position = flow.advance(chart, answers)
        assert position.step is None
        assert position.outcome in kinds.values(code)
        assert "answer" in position.opened
        ends[position.outcome or ""] += 1
        met |= {step for step, _ in answers} | {position.end}
    assert met == set(chart.steps)
    assert {chart.steps[step].outcome for step in chart.steps if chart.steps[step].kind == "end"} == set(ends)


@pytest.mark.parametrize("code", CODES)
def test_a_crime_or_doubt_always_opens_the_question_to_the_police_and_no_never(code: str) -> None:
    chart = shipped.charts()[code]
    for answers in flow.paths(chart):
        crime = dict(answers).get("crime")
        assert ("police-question" in flow.advance(chart, answers).opened) == (crime in ("yes", "unknown"))


@pytest.mark.parametrize("code", CODES)
def test_danger_always_calls_112_first(code: str) -> None:
    for answers in flow.paths(shipped.charts()[code]):
        if answers[0] == ("danger", "yes"):
            assert answers[1] == ("call-112", "done")


@pytest.mark.parametrize("code", CODES)
def test_someone_young_or_of_unknown_age_never_ends_at_only_an_opinion(code: str) -> None:
    chart = shipped.charts()[code]
    for answers in flow.paths(chart):
        given = dict(answers)
        if given.get("opinion") != "yes" or given["age"] not in YOUNG:
            continue
        assert "fares-badly" in given, "the opinion question alone ended the path"
        if given["fares-badly"] != "no":
            assert {"rights", "without-name"} <= given.keys(), "a child who fares badly was closed as an opinion"
        elif code == "worry-under-21":
            assert "second-reader" in given


@pytest.mark.parametrize("code", sorted(set(CODES) - kinds.OWN_REQUEST))
def test_an_opinion_where_nobody_fares_badly_becomes_no_case(code: str) -> None:
    chart = shipped.charts()[code]
    for answers in flow.paths(chart):
        if dict(answers).get("fares-badly") == "no":
            assert flow.advance(chart, answers).outcome == "closed-kindly"


@pytest.mark.parametrize("code", CODES)
def test_a_child_is_thought_of_before_a_hand_over(code: str) -> None:
    chart = shipped.charts()[code]
    for answers in flow.paths(chart):
        thought = False
        for step, _ in answers:
            thought = thought or is_best_interests(step)
            here = chart.steps[step]
            if here.kind == "hand_over" and kinds.concerns_child(code, here.receiver):
                assert thought


@pytest.mark.parametrize("code", CODES)
def test_rights_and_advice_without_a_name_come_before_anything_is_done(code: str) -> None:
    chart = shipped.charts()[code]
    for answers in flow.paths(chart):
        given = dict(answers)
        outcome = flow.advance(chart, answers).outcome
        if outcome not in ("closed-kindly", "handed-on") or given.get("opinion") == "no":
            assert {"rights", "without-name"} <= given.keys()


def test_the_police_are_never_a_step_on_the_path() -> None:
    for chart in shipped.charts().values():
        assert all(step.receiver != "police" for step in chart.steps.values())
        assert chart.duties["police-question"].needs_reason_to_waive


def test_leaving_tells_before_contact() -> None:
    for answers in flow.paths(shipped.charts()["leaving"]):
        steps = [step for step, _ in answers]
        if "contact" in steps:
            assert steps.index("rights") < steps.index("contact")
            assert "own-safety" in steps


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("code", CODES)
def test_every_text_is_there_and_short(code: str, language: str) -> None:
    for text in _texts(code, language):
        assert text.strip() == text
        for sentence in re.split(r"(?<=[.?!:])\s", text):
            assert len(sentence.split()) <= LONGEST_SENTENCE + 4 * (language == "en"), sentence


@pytest.mark.parametrize("code", CODES)
def test_the_words_are_kind(code: str) -> None:
    whole = " ".join(_texts(code, "sv")).lower()
    assert [word for word in AVOIDED if word in whole] == []


@pytest.mark.parametrize("code", CODES)
def test_no_length_of_time_and_no_number_of_law_stands_in_a_text(code: str) -> None:
    whole = " ".join(_texts(code, "sv") + _texts(code, "en")).lower()
    assert not re.search(r"\b\d+ (timmar|dagar|veckor|hours|days|weeks|kap|§)|§", whole)


@pytest.mark.parametrize("code", CODES)
def test_every_hand_over_asks_what_was_seen(code: str) -> None:
    for step in shipped.charts()[code].steps.values():
        if step.kind == "hand_over":
            assert "Vad såg eller hörde du själv?" in step.guidance["sv"]
            assert step.deadline
