"""The BPMN export: an independent engine walks the same paths, and the diagram says where everything lies."""

from __future__ import annotations

import itertools
import random
import warnings
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forebygg.routines import bpmn, flow, shipped
from tests.routines.charting import CODES, Data, chart_data

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
    from SpiffWorkflow.bpmn.parser import BpmnParser
    from SpiffWorkflow.bpmn.specs.event_definitions import SignalEventDefinition
    from SpiffWorkflow.util.task import TaskState

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"


def _ready(workflow: Any) -> dict[str, Any]:
    return {task.task_spec.name: task for task in workflow.get_tasks(state=TaskState.READY)}


class Engine:
    """The other engine, walking the exported chart."""

    def __init__(self, chart: flow.Chart) -> None:
        parser = BpmnParser()
        parser.add_bpmn_str(bpmn.export(chart).encode())
        self.workflow = BpmnWorkflow(parser.get_spec(f"process-{chart.code}"))
        self.workflow.do_engine_steps()

    def step(self) -> str:
        found = [name for name in _ready(self.workflow) if name.startswith("step-")]
        return found[0].removeprefix("step-") if found else ""

    def duties(self) -> set[str]:
        return {name.removeprefix("duty-").rpartition("-")[0] for name in _ready(self.workflow) if "duty-" in name}

    def open(self, duty: str) -> None:
        self.workflow.catch(BpmnEvent(SignalEventDefinition(duty)))
        self.workflow.do_engine_steps()

    def answer(self, choice: str) -> None:
        task = _ready(self.workflow)[f"step-{self.step()}"]
        task.data[bpmn.ANSWER] = choice
        task.run()
        self.workflow.do_engine_steps()

    def end(self) -> str:
        done = self.workflow.get_tasks(state=TaskState.COMPLETED)
        ends = [task.task_spec.name for task in done if type(task.task_spec).__name__ == "EndEvent"]
        steps = [name for name in ends if name.startswith("step-")]
        return steps[0].removeprefix("step-") if steps else ""


def _same_walk(chart: flow.Chart, answers: tuple[tuple[str, str], ...]) -> None:
    engine = Engine(chart)
    opened: set[str] = set()
    for number, (step, choice) in enumerate(answers):
        position = flow.advance(chart, answers[:number])
        assert position.step is not None
        assert engine.step() == position.step.code == step
        after = set(flow.advance(chart, answers[: number + 1]).opened)
        mine = {*chart.steps[step].opens, *(d for c in chart.steps[step].choices if c.code == choice for d in c.opens)}
        for duty in sorted((mine & after) - opened):
            engine.open(duty)
        opened |= mine
        assert engine.duties() == opened
        engine.answer(choice)
    assert engine.step() == ""
    assert engine.end().rpartition("-")[0] == flow.advance(chart, answers).end
    assert set(flow.advance(chart, answers).opened) == opened


@pytest.mark.parametrize("code", CODES)
def test_the_other_engine_walks_the_same_path(code: str) -> None:
    chart = shipped.charts()[code]
    whole = list(flow.paths(chart))
    for answers in random.Random(7).sample(whole, 25):
        _same_walk(chart, answers)


@pytest.mark.parametrize("code", CODES)
def test_every_step_is_visited_by_the_other_engine(code: str) -> None:
    chart = shipped.charts()[code]
    missing = set(chart.steps)
    for answers in flow.paths(chart):
        steps = {step for step, _ in answers} | {flow.advance(chart, answers).end}
        if steps & missing:
            _same_walk(chart, answers)
            missing -= steps
    assert not missing


@settings(max_examples=15, deadline=None)
@given(chart_data(), st.data())
def test_any_accepted_chart_walks_the_same_in_both(made: Data, data: st.DataObject) -> None:
    chart = flow.load(made)
    answers: list[tuple[str, str]] = []
    position = flow.advance(chart, answers)
    while position.step:
        answers.append((position.step.code, data.draw(st.sampled_from(flow.allowed(chart, position))).code))
        position = flow.advance(chart, answers)
    _same_walk(chart, tuple(answers))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("code", CODES)
def test_the_diagram_shows_every_element_once(code: str, language: str) -> None:
    root = ET.fromstring(bpmn.export(shipped.charts()[code], language))
    process = root.find(f"{MODEL}process")
    assert process is not None
    nodes = {item.get("id") for item in process if item.get("id") and not item.tag.endswith("sequenceFlow")}
    flows = {item.get("id") for item in process.iter(f"{MODEL}sequenceFlow")}
    shapes = [shape.get("bpmnElement") for shape in root.iter(f"{DI}BPMNShape")]
    edges = [edge.get("bpmnElement") for edge in root.iter(f"{DI}BPMNEdge")]
    assert sorted(shapes, key=str) == sorted(nodes, key=str)
    assert sorted(edges, key=str) == sorted(flows, key=str)
    ids = [item.get("id") for item in root.iter() if item.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("code", CODES)
def test_flows_join_what_exists_and_duties_do_not_interrupt(code: str) -> None:
    root = ET.fromstring(bpmn.export(shipped.charts()[code]))
    known = {item.get("id") for item in root.iter()}
    for item in root.iter(f"{MODEL}sequenceFlow"):
        assert {item.get("sourceRef"), item.get("targetRef")} <= known
    boundaries = list(root.iter(f"{MODEL}boundaryEvent"))
    assert boundaries
    assert all(item.get("cancelActivity") == "false" and item.get("attachedToRef") in known for item in boundaries)


def test_edges_are_drawn_with_two_points_or_more() -> None:
    for code, language in itertools.product(CODES, ["sv", "en"]):
        root = ET.fromstring(bpmn.export(shipped.charts()[code], language))
        assert all(len(edge) >= 2 for edge in root.iter(f"{DI}BPMNEdge"))
