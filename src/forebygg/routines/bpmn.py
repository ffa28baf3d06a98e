"""A chart as BPMN 2.0, for tools and engines elsewhere. Export only.

A question is a user task and then an exclusive gateway with one named flow for each choice. What is done, told or
handed over is a task. An end is an end event, once for each place where the drawing shows it. A duty is a
non-interrupting boundary event on the step that opens it, with its own task. Everything lies where our drawing has it.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from forebygg.routines.faces import words_in
from forebygg.routines.geometry import Box, Layout, Point, Wire
from forebygg.routines.layout import layout
from forebygg.routines.shape import Chart, Choice, Step, Words

ANSWER = "answer"
"""The variable that an engine sets to the code of the choice before it leaves a user task."""

_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TASKS = {"ask": "userTask", "do": "manualTask", "tell": "manualTask", "hand_over": "task"}
_SHIFT, _EVENT, _GATE, _GATE_GAP = 60.0, 36.0, 30.0, 4.0


def export(chart: Chart, language: str = "sv") -> str:
    """Return the chart as a BPMN 2.0 document with a diagram. The chart must be sound; its codes become the ids.

    A duty's boundary event waits for a signal named after the duty; the flow of a choice has the condition that
    `answer` equals the choice's code.
    """
    return _Writer(chart, language).document()


class _Writer:
    def __init__(self, chart: Chart, language: str) -> None:
        self.chart, self.language = chart, language
        self.plan: Layout = layout(chart, language)
        self.boxes = {box.key: box for box in self.plan.boxes}
        self.root = ET.Element(f"{{{_BPMN}}}definitions", {"id": f"chart-{chart.code}", "targetNamespace": "forebygg"})
        self.process = self._part(self.root, "process", id=f"process-{chart.code}", isExecutable="true")
        self.process.set("name", self._words(chart.title))
        diagram = ET.Element(f"{{{_DI}}}BPMNDiagram", {"id": "diagram"})
        self.plane = ET.SubElement(
            diagram, f"{{{_DI}}}BPMNPlane", {"id": "plane", "bpmnElement": f"process-{chart.code}"}
        )
        self.diagram = diagram

    def document(self) -> str:
        for prefix, name in (("bpmn", _BPMN), ("bpmndi", _DI), ("dc", _DC), ("di", _DD), ("xsi", _XSI)):
            ET.register_namespace(prefix, name)
        self._note(self.process, self.chart.purpose)
        self._start()
        for box in self.plan.boxes:
            self._box(box)
        for wire in self.plan.wires:
            self._wire(wire)
        for duty in self.plan.duties:
            self._duty(duty)
        self.root.append(self.diagram)
        ET.indent(self.root)
        return ET.tostring(self.root, encoding="unicode", xml_declaration=True)

    def _words(self, words: Words) -> str:
        return words_in(words, self.language)

    def _part(self, parent: ET.Element, tag: str, **values: str) -> ET.Element:
        return ET.SubElement(parent, f"{{{_BPMN}}}{tag}", values)

    def _note(self, parent: ET.Element, *texts: Words) -> None:
        text = "\n".join(self._words(words) for words in texts if words)
        if text:
            self._part(parent, "documentation").text = text

    def _start(self) -> None:
        first = self.boxes[self.chart.first]
        self._part(self.process, "startEvent", id="start")
        self._event("start", 8.0, first.line - _EVENT / 2)
        self._flow("flow-start", "start", _id(first))
        self._edge("flow-start", [(8.0 + _EVENT, first.line), (first.x + _SHIFT, first.line)])

    def _box(self, box: Box) -> None:
        step = self.chart.steps[box.code]
        tag = _TASKS.get(step.kind, "endEvent")
        element = self._part(self.process, tag, id=_id(box), name=self._words(step.label))
        self._note(element, step.text, step.guidance, step.why)
        if step.kind == "end":
            self._event(_id(box), box.x + _SHIFT, box.line - _EVENT / 2)
            return
        self._shape(_id(box), box.x + _SHIFT, box.y, box.width, box.height)
        if step.kind == "ask":
            self._part(self.process, "exclusiveGateway", id=_gate(box), name=self._words(step.label))
            self._shape(_gate(box), *self._gate_place(box), _GATE, _GATE)
            self._flow(f"to-{_gate(box)}", _id(box), _gate(box))
            self._edge(f"to-{_gate(box)}", [(box.right + _SHIFT, box.line), (self._gate_place(box)[0], box.line)])

    def _gate_place(self, box: Box) -> Point:
        return box.right + _SHIFT + _GATE_GAP, box.line - _GATE / 2

    def _wire(self, wire: Wire) -> None:
        step, target = self.chart.steps[self.boxes[wire.source].code], self.boxes[wire.target]
        points = [(x + _SHIFT, y) for x, y in wire.points]
        if step.kind != "ask":
            name = f"flow-{_id(self.boxes[wire.source])}"
            self._flow(name, _id(self.boxes[wire.source]), _id(target))
            self._edge(name, points)
            return
        source = self.boxes[wire.source]
        start = self._gate_start(source, points[0])
        for choice in step.choices:
            if choice.code in wire.choices:
                name = f"flow-{_id(source)}-{choice.code}"
                self._choice(name, source, target, choice)
                self._edge(name, [*start, *points[1:]])

    def _gate_start(self, source: Box, first: Point) -> list[Point]:
        """Return how a way gets from the gateway to where the drawing's own way begins."""
        x, y = self._gate_place(source)
        if first[0] != source.right + _SHIFT:
            return [(x + _GATE / 2, y if first[1] < source.line else y + _GATE), (x + _GATE / 2, first[1]), first]
        middle = x + _GATE / 2
        if abs(first[1] - source.line) <= 1:
            return [(x + _GATE, source.line)]
        return [(middle, y if first[1] < source.line else y + _GATE), (middle, first[1])]

    def _choice(self, name: str, source: Box, target: Box, choice: Choice) -> None:
        flow = self._flow(name, _gate(source), _id(target))
        flow.set("name", self._words(choice.label))
        condition = self._part(flow, "conditionExpression")
        condition.set(f"{{{_XSI}}}type", "bpmn:tFormalExpression")
        condition.text = f'{ANSWER} == "{choice.code}"'

    def _flow(self, name: str, source: str, target: str) -> ET.Element:
        return self._part(self.process, "sequenceFlow", id=name, sourceRef=source, targetRef=target)

    def _duty(self, box: Box) -> None:
        duty = self.chart.duties[box.code]
        task = f"duty-{box.key.replace('@', '-')}"
        element = self._part(self.process, "task", id=task, name=self._words(duty.label))
        self._note(element, duty.text, duty.guidance)
        self._shape(task, box.x + _SHIFT, box.y, box.width, box.height)
        self._signal(duty.code, self._words(duty.label))
        for wire in self.plan.duty_wires:
            if wire.target == box.key:
                self._boundary(wire, task, duty.code)
        done = f"{task}-done"
        self._part(self.process, "endEvent", id=done)
        self._event(done, box.right + _SHIFT + 20, box.line - _EVENT / 2)
        self._flow(f"flow-{done}", task, done)
        self._edge(f"flow-{done}", [(box.right + _SHIFT, box.line), (box.right + _SHIFT + 20, box.line)])

    def _signal(self, code: str, label: str) -> None:
        name = f"signal-{code}"
        if self.root.find(f"{{{_BPMN}}}signal[@id='{name}']") is None:
            element = ET.Element(f"{{{_BPMN}}}signal", {"id": name, "name": code})
            self._note(element, {"sv": label})
            self.root.insert(0, element)

    def _boundary(self, wire: Wire, task: str, code: str) -> None:
        host = self.boxes[wire.source]
        name = f"opens-{_id(host)}-{code}"
        element = self._part(self.process, "boundaryEvent", id=name, attachedToRef=_id(host), cancelActivity="false")
        self._note(element, self._opened_by(self.chart.steps[host.code], wire))
        self._part(element, "signalEventDefinition", id=f"{name}-signal", signalRef=f"signal-{code}")
        self._flow(f"flow-{name}", name, task)
        points = [(x + _SHIFT, y) for x, y in wire.points]
        self._event(name, points[0][0] - _EVENT / 2, points[0][1] - _EVENT / 2)
        self._edge(f"flow-{name}", points)

    def _opened_by(self, step: Step, wire: Wire) -> Words:
        found = [self._words(choice.label) for choice in step.choices if choice.code in wire.choices]
        return {"sv": ", ".join(found)} if found else {}

    def _event(self, name: str, x: float, y: float) -> None:
        self._shape(name, x, y, _EVENT, _EVENT)

    def _shape(self, name: str, x: float, y: float, wide: float, high: float) -> None:
        shape = ET.SubElement(self.plane, f"{{{_DI}}}BPMNShape", {"id": f"{name}-shape", "bpmnElement": name})
        place = {"x": x, "y": y, "width": wide, "height": high}
        ET.SubElement(shape, f"{{{_DC}}}Bounds", {key: f"{value:.1f}" for key, value in place.items()})

    def _edge(self, name: str, points: list[Point]) -> None:
        edge = ET.SubElement(self.plane, f"{{{_DI}}}BPMNEdge", {"id": f"{name}-edge", "bpmnElement": name})
        for x, y in points:
            ET.SubElement(edge, f"{{{_DD}}}waypoint", {"x": f"{x:.1f}", "y": f"{y:.1f}"})


def _id(box: Box) -> str:
    return f"step-{box.key.replace('@', '-')}"


def _gate(box: Box) -> str:
    return f"choose-{box.key}"
