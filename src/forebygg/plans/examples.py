"""Five plans to start from, each in another shape: what such a plan says, and what it says of one place only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from forebygg.plans import content
from forebygg.plans.content import Area, Content, Goal, Line, PlanMeasure, Term

_FOLDER = Path(__file__).parent / "shipped" / "examples"
_LINES = ("purposes", "levels", "groups", "partners", "contacts")
# What is so in one place, or was promised by somebody there: an example says nothing of it elsewhere.
_LOCAL = ("picture", "resources", "steward", "validity", "press")


@lru_cache
def _raw(code: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load((_FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    return found


def codes() -> list[str]:
    """Return the codes of the examples, in order."""
    return sorted(path.stem for path in _FOLDER.glob("*.yaml"))


def whole(code: str) -> Content:
    """Return an example as it stands, for the invented municipality it was written for."""
    return read(_raw(code))


def start(code: str, title: str) -> Content:
    """Return what another municipality may begin with: the shape and the words, without what is so in one place only.

    No functions, days, figures, findings or contacts: each is a gap that is shown until somebody here has filled it.
    """
    found = whole(code)
    goals = tuple(replace(goal, value="", source="") for goal in found.goals)
    areas = tuple(replace(area, responsible="") for area in found.areas)
    promised = {name: "" for name in ("responsible", "cost", "start", "due", "time", "cause", "evidence")}
    measures = tuple(replace(each, **promised, rights=content.Rights()) for each in found.measures)
    blank: dict[str, Any] = dict.fromkeys(_LOCAL, "")
    return replace(
        found, title=title, summary="", goals=goals, areas=areas, measures=measures, milieus=(), contacts=(), **blank
    )


def read(raw: Mapping[str, Any]) -> Content:
    """Return the content of a file, a code for each entry."""
    areas = {key: Area(content.code(), **area) for key, area in raw.get("areas", {}).items()}
    given: dict[str, Any] = {name: value for name, value in raw.items() if isinstance(value, str)}
    given |= {name: tuple(Line(content.code(), text) for text in raw.get(name, ())) for name in _LINES}
    given["terms"] = tuple(Term(content.code(), **row) for row in raw.get("terms", ()))
    given["milieus"] = tuple(Term(content.code(), **row) for row in raw.get("milieus", ()))
    goals = ({"text": row} if isinstance(row, str) else row for row in raw.get("goals", ()))
    given["goals"] = tuple(Goal(content.code(), **row) for row in goals)
    given["areas"] = tuple(areas.values())
    given["measures"] = tuple(
        PlanMeasure(content.code(), **{**row, "area": areas[row["area"]].code}) for row in raw.get("measures", ())
    )
    return Content(**given)
