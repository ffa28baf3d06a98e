"""The charts that ship with the system, and the gate that opens every chart. Data in `charts/`, read once.

A shipped chart names `include: gate` and says only what is its own: `lane` (who walks it), `exits` (where the gate's
open ends lead), `words` (its own wording and keys for the gate's steps and duties), and `use` for a step of the gate's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from forebygg.routines.kinds import KINDS
from forebygg.routines.reading import load, read_duty, read_step
from forebygg.routines.shape import Broken, Chart, Duty, Step

BEST_INTERESTS = "best-interests"
_NOT_REWORDED = frozenset({"code", "kind", "locked", "opens", "choices", "next", "needs_reason_to_waive"})


@dataclass(frozen=True)
class Gate:
    """The canonical gate: its steps in order, its duties, and the locked step that stands before some hand-overs."""

    steps: tuple[Step, ...]
    duties: tuple[Duty, ...]
    best_interests: Step


@cache
def gate() -> Gate:
    """Return the gate as it ships; an empty `next` in it is an exit that each chart fills."""
    raw = _read("gate")
    lane = {"lane": "reception"}
    return Gate(
        steps=tuple(read_step(lane | step, f"grind, {step['code']}") for step in raw["steps"]),
        duties=tuple(read_duty(lane | duty, f"grind, {duty['code']}") for duty in raw["duties"]),
        best_interests=read_step(lane | raw["safeguards"][0], "grind, barnets bästa"),
    )


@cache
def charts() -> dict[str, Chart]:
    """Return the six shipped charts by code, in the order of the routines (a) to (f)."""
    return {code: load(with_gate(_read(code))) for code in KINDS}


def with_gate(data: Mapping[str, Any]) -> dict[str, Any]:
    """Lay the gate into a chart's data and return data that `load` reads.

    Raises Broken when `include` names something else than the gate, or `exits` and `words` name what the gate lacks.
    """
    chart = dict(data)
    if chart.pop("include", "gate") != "gate":
        raise Broken("Bara grinden kan tas in i ett schema.", "Only the gate can be included in a chart.")
    lane, exits, words = chart.pop("lane"), chart.pop("exits", {}), chart.pop("words", {})
    raw = _read("gate")
    known = {item["code"] for item in [*raw["steps"], *raw["duties"]]}
    if not known >= {*exits, *words}:
        raise Broken("Schemat ändrar något som grinden inte har.", "The chart changes something the gate lacks.")
    opening = [_leads(_worded(step, words), exits.get(step["code"])) for step in raw["steps"]]
    own = [_used(step, raw["safeguards"]) for step in chart["steps"]]
    duties = [_worded(duty, words) for duty in raw["duties"]]
    chart["first"] = opening[0]["code"]
    chart["steps"] = [{"lane": lane} | step for step in [*opening, *own]]
    chart["duties"] = [{"lane": lane} | duty for duty in [*duties, *chart.get("duties", [])]]
    return chart


def _worded(item: dict[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    own: dict[str, Any] = words.get(item["code"], {})
    if _NOT_REWORDED & own.keys():
        raise Broken("Grindens gång kan inte ändras, bara dess ord.", "The gate's path cannot change, only its words.")
    return item | own


def _leads(step: dict[str, Any], exits: Any) -> dict[str, Any]:
    if exits is None:
        return step
    if isinstance(exits, str):
        return step | {"next": exits}
    return step | {"choices": [c | {"next": exits.get(c["code"], c.get("next", ""))} for c in step["choices"]]}


def _used(step: dict[str, Any], safeguards: list[dict[str, Any]]) -> dict[str, Any]:
    if "use" not in step:
        return step
    ready = {item["code"]: item for item in safeguards}
    return ready[step["use"]] | {key: value for key, value in step.items() if key != "use"}


def _read(name: str) -> dict[str, Any]:
    text = (files("forebygg") / "routines" / "charts" / f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found
