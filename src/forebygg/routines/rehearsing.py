"""What the page of a rehearsal shows: the call, the way with "Du är här", and the question where it stands."""

from __future__ import annotations

from typing import Any

from forebygg.facts.queries import Book
from forebygg.kit.text import Text
from forebygg.routines import flow, showing
from forebygg.routines.models import Run
from forebygg.routines.queries import Standing
from forebygg.routines.rehearsals import Rehearsal


def page(run: Run, scenario: Rehearsal, standing: Standing | None, book: Book, language: str) -> dict[str, Any]:
    """Return the context. `standing` is None when the rehearsal had ended before this visit."""
    context: dict[str, Any] = {"run": run, "scenario": scenario, "lines": scenario.lines(language), "ended": True}
    if standing is None:
        return context
    position, chart = standing.position, standing.chart
    context["duties"] = [Text(line.duty.text) for line in standing.duties]
    if position.step is None:
        return context | {"end": Text(chart.steps[position.end].text)}
    step = position.step
    return context | {
        "ended": False,
        "step": step.code,
        "text": Text(step.text),
        "guidance": Text(step.guidance),
        "why": Text(step.why),
        "provision": book.provision(step.door) if step.door else None,
        "choices": [(choice.code, Text(choice.label)) for choice in flow.allowed(chart, position)],
        "pictures": showing.shown(run.version, position, language),
    }
