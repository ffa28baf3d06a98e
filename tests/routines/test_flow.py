"""The engine: every chart that is accepted ends; every fault is refused; a walk is what its answers say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forebygg.routines import flow, kinds, shipped
from tests.routines.charting import CODES, Data, chart_data, choice_in, data_of, sentences, step_in, words

quick = settings(max_examples=40, deadline=None)


@quick
@given(chart_data(), st.data())
def test_an_accepted_chart_ends_whatever_is_answered(made: Data, data: st.DataObject) -> None:
    chart = flow.load(made)
    assert flow.check(chart) == []
    answers: list[tuple[str, str]] = []
    for _ in range(len(chart.steps)):
        position = flow.advance(chart, answers)
        if position.step is None:
            break
        answers.append((position.step.code, data.draw(st.sampled_from(flow.allowed(chart, position))).code))
    assert position.outcome in kinds.values(chart.kind)
    assert position.walked == tuple(answers)
    assert flow.allowed(chart, position) == ()
    assert set(position.opened) <= chart.duties.keys()


@quick
@given(chart_data())
def test_a_chart_survives_being_written_and_read(made: Data) -> None:
    chart = flow.load(made)
    assert flow.load(flow.dump(chart)) == chart
    assert list(flow.load(flow.dump(chart)).steps) == list(chart.steps)


def _last_body(data: Data) -> Data:
    return [step for step in data["steps"] if step["code"].startswith("body-")][-1]


def _lead(step: Data, code: str) -> None:
    if step["kind"] == "ask":
        step["choices"][0]["next"] = code
    else:
        step["next"] = code


def _cycle(data: Data) -> None:
    _lead(_last_body(data), "body-0")


def _dangling(data: Data) -> None:
    _lead(_last_body(data), "nowhere")


def _no_receiver(data: Data) -> None:
    step = _last_body(data)
    _lead(step, "end-closed-kindly")
    step.pop("choices", None)
    step |= {"kind": "hand_over", "next": "end-closed-kindly"}
    step.pop("receiver", None)


def _foreign_outcome(data: Data) -> None:
    data["steps"][-1]["outcome"] = "medal"


def _moved_lock(data: Data) -> None:
    steps = data["steps"]
    steps[2], steps[3] = steps[3], steps[2]


def _unlocked(data: Data) -> None:
    step_in(data, "opinion")["locked"] = False


def _stop_word(data: Data) -> None:
    _last_body(data)["text"] = words("Fråga om Religionen i familjen.")


@quick
@given(chart_data(), st.sampled_from([_cycle, _dangling, _no_receiver, _foreign_outcome, _moved_lock, _unlocked]))
def test_a_planted_fault_is_refused(made: Data, spoil: Callable[[Data], None]) -> None:
    spoil(made)
    assert flow.check(flow.load(made))


@quick
@given(chart_data())
def test_a_stop_word_is_refused_in_any_ending(made: Data) -> None:
    _stop_word(made)
    assert flow.check(flow.load(made)) == []
    found = flow.check(flow.load(made), stop_words=["religion", "tro"])
    assert [fault.step for fault in found] == [_last_body(made)["code"]] * 2


def _set(step: str, **values: object) -> Callable[[Data], None]:
    return lambda data: step_in(data, step).update(values)


def _drop_step(code: str) -> Callable[[Data], None]:
    return lambda data: data.update(steps=[step for step in data["steps"] if step["code"] != code])


def _drop_duty(code: str) -> Callable[[Data], None]:
    return lambda data: data.update(duties=[duty for duty in data["duties"] if duty["code"] != code])


def _choice(step: str, code: str, **values: object) -> Callable[[Data], None]:
    return lambda data: choice_in(data, step, code).update(values)


FAULTS: list[tuple[str, Callable[[Data], None], str, str]] = [
    ("relative", lambda d: d.update(kind="unknown"), "", "Schemats slag är inte känt."),
    ("relative", lambda d: d.update(first="nowhere"), "", "Schemat saknar ett första steg."),
    ("relative", _set("offer", next="refer"), "offer", "I en fråga leder valen vidare, inte steget."),
    ("relative", _set("offer", choices=[]), "offer", "En fråga behöver minst två val."),
    ("relative", _choice("offer", "talk", next=""), "offer", "Valet ”Samtal hos oss” leder ingenstans."),
    (
        "relative",
        _choice("offer", "talk", next="x"),
        "offer",
        "Valet ”Samtal hos oss” leder till ett steg som inte finns.",
    ),
    ("relative", _set("refer", next=""), "refer", "Steget leder ingenstans."),
    ("relative", _set("refer", next="x"), "refer", "Steget leder till ett steg som inte finns."),
    ("relative", _set("refer", receiver="police"), "refer", "Bara en överlämning har en mottagare."),
    ("relative", _set("refer", outcome="advice-given"), "refer", "Bara ett slut har ett utfall."),
    ("relative", _set("refer", opens=["x"]), "refer", "Uppgiften x finns inte."),
    ("relative", _set("refer", lane="x"), "refer", "Funktionen är inte känd."),
    ("relative", _set("to-younger", receiver=""), "to-younger", "Överlämningen har ingen mottagare."),
    ("relative", _set("advice-given", next="refer"), "advice-given", "Ett slut leder inte vidare."),
    ("relative", _set("advice-given", opens=["follow-up"]), "advice-given", "Ett slut kan inte öppna en uppgift."),
    ("relative", _set("refer", next="offer"), "offer", "Vägen går i en cirkel."),
    ("relative", _choice("offer", "elsewhere", next="appointment"), "refer", "Ingen väg leder hit."),
    ("relative", _set("refer", why={}), "refer", "En text på svenska saknas."),
    ("relative", _set("refer", text={"sv": "Hej"}), "refer", "En text på engelska saknas."),
    ("relative", _set("refer", label=words("M" * 19)), "refer", f"”{'M' * 19}” är för långt för ritningen."),
    ("relative", _set("danger", locked=False), "danger", "Ett låst steg är ändrat."),
    ("relative", _choice("crime", "yes", opens=[]), "crime", "Ett låst steg är ändrat."),
    ("relative", _choice("opinion", "yes", next="rights"), "opinion", "Ett låst steg leder till fel steg."),
    ("relative", _set("best-interests", locked=False), "best-interests", "Ett låst steg är ändrat."),
    ("relative", _set("tell-first", next="to-younger"), "to-younger", "Barnets bästa ska prövas före överlämningen."),
    (
        "relative",
        _drop_duty("police-question"),
        "police-question",
        "En låst uppgift vid sidan saknas eller är ändrad.",
    ),
    (
        "relative",
        _drop_step("age"),
        "",
        "De låsta stegen ska stå först: fara, ålder, brott, åsikt, rättigheter, råd utan namn.",
    ),
    (
        "worry-21",
        _choice("age", "unknown", next="child-near"),
        "age",
        "En ålder som hör till en annan rutin ska lämnas över till den, inget annat.",
    ),
    (
        "worry-21",
        _choice("age", "unknown", next="handed-on"),
        "age",
        "En ålder som hör till en annan rutin ska lämnas över till den, inget annat.",
    ),
    (
        "worry-21",
        _choice("fares-badly", "no", next="way"),
        "fares-badly",
        "Är det bara en åsikt och ingen far illa ska vägen avslutas vänligt.",
    ),
    (
        "worry-under-21",
        _choice("way", "nothing", next="closed-kindly"),
        "",
        "Gäller det någon under 21 ska en andra person vara med innan ni avslutar vänligt.",
    ),
    (
        "worry-under-21",
        _set("protection", next="way"),
        "to-relatives",
        "Barnets bästa ska prövas före överlämningen.",
    ),
]


@pytest.mark.parametrize(("code", "spoil", "step", "sentence"), FAULTS)
def test_each_fault_is_named_where_it_is(code: str, spoil: Callable[[Data], None], step: str, sentence: str) -> None:
    data = data_of(code)
    spoil(data)
    assert (step, sentence) in sentences(flow.check(flow.load(data)))


def test_a_passage_with_choices_is_refused() -> None:
    data = data_of("relative")
    step_in(data, "refer")["choices"] = step_in(data, "offer")["choices"]
    assert ("refer", "Bara en fråga har val.") in sentences(flow.check(flow.load(data)))


def test_a_duty_that_nothing_opens_is_refused() -> None:
    data = data_of("relative")
    data["duties"].append({"code": "lost", "label": words("Bort"), "text": words("Bort."), "lane": "head"})
    assert ("lost", "Inget steg öppnar uppgiften.") in sentences(flow.check(flow.load(data)))


def test_receivers_and_facts_must_be_known_when_given() -> None:
    chart = shipped.charts()["relative"]
    found = sentences(flow.check(chart, receivers=["relatives"], facts=["sol-19-1"]))
    assert ("to-younger", "Mottagaren är inte känd här.") in found
    assert ("appointment", "Faktauppgiften sol-14-4 finns inte.") in found


def test_the_gate_may_be_reworded() -> None:
    data = data_of("relative")
    step_in(data, "danger")["text"] = words("Behöver någon hjälp nu genast?")
    assert flow.check(flow.load(data)) == []


def test_only_an_exact_gate_text_may_name_what_is_stopped() -> None:
    chart = shipped.charts()["relative"]
    assert flow.check(chart, stop_words=["tro", "klädsel"]) == []
    data = data_of("relative")
    step_in(data, "opinion")["text"] = words("Handlar det bara om tro?")
    assert {fault.step for fault in flow.check(flow.load(data), stop_words=["tro"])} == {"opinion"}


BROKEN: list[Callable[[Data], object]] = [
    lambda d: d.update(expression="1 + 1"),
    lambda d: d.pop("title"),
    lambda d: d.update(code="Åsikt"),
    lambda d: d.update(code=7),
    lambda d: d.update(title="En rubrik"),
    lambda d: d.update(title={"sv": 1}),
    lambda d: d.update(title={"svenska": "x"}),
    lambda d: d.update(purpose=words("x" * 2001)),
    lambda d: d.update(steps={}),
    lambda d: d.update(steps=[d["steps"][0]] * 201),
    lambda d: d["steps"].append(d["steps"][0]),
    lambda d: d["steps"].append("danger"),
    lambda d: d["steps"][0].update(script="print()"),
    lambda d: d["steps"][0].update(kind="script"),
    lambda d: d["steps"][0].update(kind=["ask"]),
    lambda d: d["steps"][0].update(locked="ja"),
    lambda d: d["steps"][0].update(opens="answer"),
    lambda d: d["steps"][0].update(label=words("x" * 61)),
    lambda d: d["steps"][0]["choices"][0].update(condition="x"),
    lambda d: d["steps"][0]["choices"].append(d["steps"][0]["choices"][0]),
    lambda d: d["steps"][0].pop("lane"),
    lambda d: d["duties"].append(d["duties"][0]),
]


@pytest.mark.parametrize("spoil", BROKEN)
def test_what_is_not_a_chart_is_refused_with_a_sentence(spoil: Callable[[Data], object]) -> None:
    data = data_of("incident")
    spoil(data)
    with pytest.raises(flow.Broken) as caught:
        flow.load(data)
    assert str(caught.value).endswith(".")
    assert caught.value.message["en"].endswith(".")


@pytest.mark.parametrize("data", [None, [], "chart", {}])
def test_what_is_not_even_a_mapping_is_refused(data: object) -> None:
    with pytest.raises(flow.Broken):
        flow.load(data)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "answers",
    [
        [("age", "under-18")],
        [("danger", "maybe")],
        [("danger", "yes"), ("call-112", "yes")],
        [("danger", "no"), ("danger", "no")],
    ],
)
def test_an_answer_that_does_not_fit_is_refused(answers: list[tuple[str, str]]) -> None:
    with pytest.raises(flow.WrongAnswer):
        flow.advance(shipped.charts()["incident"], answers)


def test_nothing_can_be_answered_after_the_end() -> None:
    chart = shipped.charts()["worry-21"]
    whole = next(flow.paths(chart))
    with pytest.raises(flow.WrongAnswer):
        flow.advance(chart, [*whole, ("handed-on", "done")])


def test_a_way_that_leads_nowhere_is_a_wrong_answer() -> None:
    data = data_of("relative")
    step_in(data, "call-112")["next"] = ""
    with pytest.raises(flow.WrongAnswer):
        flow.advance(flow.load(data), [("danger", "yes"), ("call-112", "done")])


def test_paths_refuse_a_circle_and_too_many() -> None:
    data = data_of("relative")
    step_in(data, "refer")["next"] = "offer"
    with pytest.raises(flow.Broken):
        list(flow.paths(flow.load(data)))
    with pytest.raises(flow.Broken):
        list(flow.paths(shipped.charts()["relative"], limit=3))


def test_duties_open_when_a_step_is_reached_and_when_a_choice_is_made() -> None:
    chart = shipped.charts()["worry-21"]
    assert flow.advance(chart, []).opened == ("answer",)
    assert flow.advance(chart, [("danger", "yes")]).opened == ("answer", "tell-head")
    on = [("danger", "no"), ("age", "21-or-over"), ("crime", "unknown")]
    assert flow.advance(chart, on).opened == ("answer", "police-question")


@pytest.mark.parametrize("code", CODES)
def test_a_step_that_is_no_question_is_answered_done(code: str) -> None:
    chart = shipped.charts()[code]
    position = flow.advance(chart, [("danger", "yes")])
    assert [choice.code for choice in flow.allowed(chart, position)] == [flow.DONE]


def test_a_chart_cannot_change_the_gate_through_its_file() -> None:
    own = {"lane": "head", "steps": [], "duties": []}
    with pytest.raises(flow.Broken):
        shipped.with_gate({**own, "include": "something"})
    with pytest.raises(flow.Broken):
        shipped.with_gate({**own, "exits": {"somewhere": "x"}})
    with pytest.raises(flow.Broken):
        shipped.with_gate({**own, "words": {"danger": {"choices": []}}})


def test_progress_bears_its_outcome() -> None:
    progress = kinds.Progress(kinds.ConcernOutcome.TAKEN_OVER, None)
    assert progress.outcome is kinds.ConcernOutcome.TAKEN_OVER
    assert progress.open_duties == ()
    assert kinds.values("unknown") == frozenset()
