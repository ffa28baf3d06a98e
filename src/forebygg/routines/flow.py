"""The chart engine: is this chart sound, and what comes next?

Pure. A chart holds no expressions and no scripts, so an uploaded one can never run code: walking is looking up codes.
`load`, `dump` and `check` live in modules of their own and are given out here, the one door to the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forebygg.routines.checking import check
from forebygg.routines.reading import dump, load
from forebygg.routines.shape import (
    DONE,
    Broken,
    Chart,
    Choice,
    Duty,
    Fault,
    Position,
    Step,
    StepKind,
    Words,
    WrongAnswer,
)

__all__ = [
    "DONE",
    "Broken",
    "Chart",
    "Choice",
    "Duty",
    "Fault",
    "Position",
    "Step",
    "StepKind",
    "Words",
    "WrongAnswer",
    "advance",
    "allowed",
    "check",
    "dump",
    "load",
    "paths",
]

_DONE_LABELS: dict[str, Words] = {
    "do": {"sv": "Gjort", "en": "Done"},
    "tell": {"sv": "Berättat", "en": "Told"},
    "hand_over": {"sv": "Kvitterat", "en": "Acknowledged"},
}


def advance(chart: Chart, answers: Sequence[tuple[str, str]]) -> Position:
    """Walk the chart by the answers so far and say where that leads.

    `answers` are (step code, choice code) in order; the choice of a step that is not a question is "done".
    Raises WrongAnswer when an answer does not belong to the step where the walk then stands.
    """
    step = _step(chart, chart.first)
    opened: dict[str, None] = dict.fromkeys(step.opens)
    walked: list[tuple[str, str]] = []
    for step_code, choice_code in answers:
        choice = _choice(step, step_code, choice_code)
        walked.append((step_code, choice_code))
        opened |= dict.fromkeys(choice.opens)
        step = _step(chart, choice.next)
        opened |= dict.fromkeys(step.opens)
    ended = step.kind == "end"
    return Position(
        step=None if ended else step,
        walked=tuple(walked),
        opened=tuple(opened),
        outcome=step.outcome if ended else None,
        end=step.code if ended else "",
    )


def allowed(chart: Chart, position: Position) -> tuple[Choice, ...]:
    """Return what may be answered now: the question's choices, or the one "done" of any other step. Empty at an end."""
    step = position.step
    if step is None:
        return ()
    return _choices(chart.steps[step.code])


def paths(chart: Chart, limit: int = 50_000) -> Iterator[tuple[tuple[str, str], ...]]:
    """Give every complete sequence of answers, first choices first. Raises Broken past `limit` and on a circle."""
    count = 0
    waiting: list[tuple[str, tuple[tuple[str, str], ...]]] = [(chart.first, ())]
    while waiting:
        code, walked = waiting.pop()
        step = _step(chart, code)
        if len(walked) > len(chart.steps):
            raise Broken("Schemat går i en cirkel.", "The chart goes in a circle.")
        if step.kind == "end":
            count += 1
            if count > limit:
                raise Broken("Schemat har för många vägar.", "The chart has too many paths.")
            yield walked
            continue
        waiting.extend((choice.next, (*walked, (code, choice.code))) for choice in reversed(_choices(step)))


def _choices(step: Step) -> tuple[Choice, ...]:
    if step.kind == "ask":
        return step.choices
    return (Choice(DONE, _DONE_LABELS[step.kind], step.next),)


def _choice(step: Step, step_code: str, choice_code: str) -> Choice:
    if step.kind == "end":
        raise WrongAnswer("Vägen är redan slut.", "The path has already ended.")
    if step_code != step.code:
        raise WrongAnswer(
            f"Svaret gäller steget {step_code}, men vägen står vid {step.code}.",
            f"The answer is for the step {step_code}, but the path stands at {step.code}.",
        )
    for choice in _choices(step):
        if choice.code == choice_code:
            return choice
    raise WrongAnswer(
        f"{choice_code} är inget val i steget {step.code}.", f"{choice_code} is not a choice of the step {step.code}."
    )


def _step(chart: Chart, code: str) -> Step:
    try:
        return chart.steps[code]
    except KeyError:
        raise WrongAnswer(f"Steget {code or '?'} finns inte.", f"There is no step {code or '?'}.") from None
