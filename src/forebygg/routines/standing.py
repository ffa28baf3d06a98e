"""How each step and way of a chart stands, seen from a position: behind, here, ahead or no longer on the path."""

from __future__ import annotations

from typing import Literal

from forebygg.routines.graph import reachable
from forebygg.routines.shape import Chart, Position

State = Literal["done", "here", "ahead", "off"]


def states(chart: Chart, position: Position | None) -> dict[str, State]:
    """Return the state of every step by code. Without a position every step lies ahead."""
    if position is None:
        return dict.fromkeys(chart.steps, "ahead")
    here = position.step.code if position.step else position.end
    ahead = reachable(chart, [here])
    walked = {code for code, _ in position.walked}
    return {code: _state(code, here, walked, ahead) for code in chart.steps}


def _state(code: str, here: str, walked: set[str], ahead: frozenset[str]) -> State:
    if code == here:
        return "here"
    if code in walked:
        return "done"
    return "ahead" if code in ahead else "off"
