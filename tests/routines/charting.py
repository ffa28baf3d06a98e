"""Charts for the tests: shipped ones to spoil, and made-up ones that must be accepted."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from forebygg.routines import flow, kinds, shipped

Data = dict[str, Any]
CODES = list(kinds.KINDS)


def words(text: str) -> dict[str, str]:
    return {"sv": text, "en": text}


def data_of(code: str) -> Data:
    return copy.deepcopy(flow.dump(shipped.charts()[code]))


def step_in(data: Data, code: str) -> Data:
    return next(step for step in data["steps"] if step["code"] == code)


def choice_in(data: Data, step: str, code: str) -> Data:
    return next(choice for choice in step_in(data, step)["choices"] if choice["code"] == code)


def sentences(faults: list[flow.Fault]) -> set[tuple[str, str]]:
    return {(fault.step, fault.message["sv"]) for fault in faults}


def _body_step(number: int, kind: str, later: list[str]) -> Data:
    step: Data = {"code": f"body-{number}", "kind": kind, "lane": "coordinator", "why": words("Därför.")}
    step |= {"label": words(f"Steg {number}"), "text": words(f"Gör sak {number}.")}
    if kind == "ask":
        step["choices"] = [
            {"code": f"choice-{n}", "label": words(f"Val {n}"), "next": code} for n, code in enumerate(later)
        ]
    else:
        step["next"] = later[0]
    if kind == "hand_over":
        step["receiver"] = "coordinator"
    return step


@st.composite
def chart_data(draw: st.DrawFn) -> Data:
    """A chart that must be accepted: the gate, then a body where each step leads to later ones, then the ends."""
    kind = draw(st.sampled_from(["worry-21", "consultation", "incident", "relative", "leaving"]))
    ends = [f"end-{outcome}" for outcome in sorted(kinds.values(kind))]
    size = draw(st.integers(1, 7))
    body: list[Data] = []
    duties: list[Data] = []
    for number in range(size):
        after = [f"body-{n}" for n in range(number + 1, size)] or ["end-closed-kindly"]
        extra = draw(st.lists(st.sampled_from([*after, *ends]), min_size=1, max_size=3))
        step = _body_step(number, draw(st.sampled_from(["ask", "do", "tell", "hand_over"])), [after[0], *extra])
        if draw(st.booleans()):
            duty = f"duty-{number}"
            duties.append({"code": duty, "label": words("Uppgift"), "text": words("Gör det."), "lane": "head"})
            (draw(st.sampled_from(step.get("choices") or [step])))["opens"] = [duty]
        body.append(step)
    met = {target for step in body for target in _targets(step)} | {"end-closed-kindly"}
    tail = [
        {"code": end, "kind": "end", "outcome": end.removeprefix("end-"), "lane": "coordinator"}
        | {"label": words("Slut"), "text": words("Det är slut.")}
        for end in ends
        if end in met
    ]
    return shipped.with_gate(
        {"code": "made-up", "kind": kind, "title": words("Påhittat"), "purpose": words("För prov."), "include": "gate"}
        | {"lane": "coordinator", "exits": {"fares-badly": {"no": "end-closed-kindly"}, "without-name": "body-0"}}
        | {"steps": body + tail, "duties": duties}
    )


def _targets(step: Data) -> list[str]:
    return [choice["next"] for choice in step["choices"]] if step["kind"] == "ask" else [step["next"]]
