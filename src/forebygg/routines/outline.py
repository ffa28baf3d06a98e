"""The drawing's twin for those who listen, and for narrow screens: every step as a row, in the chart's order."""

from __future__ import annotations

from dataclasses import dataclass

from forebygg.routines.faces import words_in
from forebygg.routines.shape import Chart, Position, Step
from forebygg.routines.standing import State, states


@dataclass(frozen=True)
class RowChoice:
    """A choice in words: where it leads, what it opens beside the path, and whether it was taken."""

    code: str
    label: str
    leads_to: str
    leads_to_number: int
    opens: tuple[str, ...]
    is_taken: bool


@dataclass(frozen=True)
class Row:
    """One step in words. `opens` are labels of duties; `deadline` and `door` are keys in facts, `lane` is a code."""

    number: int
    code: str
    kind: str
    label: str
    text: str
    guidance: str
    why: str
    state: State
    choices: tuple[RowChoice, ...]
    leads_to: str
    leads_to_number: int
    opens: tuple[str, ...]
    lane: str
    deadline: str
    door: str
    receiver: str
    outcome: str
    is_locked: bool


def outline(chart: Chart, position: Position | None = None, language: str = "sv") -> list[Row]:
    """Return a row for every step, numbered from 1 in the chart's order."""
    now = states(chart, position)
    taken = dict(position.walked) if position else {}
    return _Outline(chart, language).rows(now, taken)


class _Outline:
    def __init__(self, chart: Chart, language: str) -> None:
        self.chart, self.language = chart, language
        self.numbers = {code: number for number, code in enumerate(chart.steps, 1)}

    def rows(self, now: dict[str, State], taken: dict[str, str]) -> list[Row]:
        return [self._row(step, now[step.code], taken.get(step.code, "")) for step in self.chart.steps.values()]

    def _row(self, step: Step, state: State, taken: str) -> Row:
        label, number = self._target(step.next)
        return Row(
            number=self.numbers[step.code],
            code=step.code,
            kind=step.kind,
            label=words_in(step.label, self.language),
            text=words_in(step.text, self.language),
            guidance=words_in(step.guidance, self.language),
            why=words_in(step.why, self.language),
            state=state,
            choices=self._choices(step, taken),
            leads_to=label,
            leads_to_number=number,
            opens=self._duties(step.opens),
            lane=step.lane,
            deadline=step.deadline,
            door=step.door,
            receiver=step.receiver,
            outcome=step.outcome,
            is_locked=step.locked,
        )

    def _choices(self, step: Step, taken: str) -> tuple[RowChoice, ...]:
        return tuple(
            RowChoice(
                choice.code,
                words_in(choice.label, self.language),
                *self._target(choice.next),
                self._duties(choice.opens),
                choice.code == taken,
            )
            for choice in step.choices
        )

    def _target(self, code: str) -> tuple[str, int]:
        step = self.chart.steps.get(code)
        return (words_in(step.label, self.language), self.numbers[code]) if step else ("", 0)

    def _duties(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        duties = (self.chart.duties.get(code) for code in codes)
        return tuple(words_in(duty.label, self.language) for duty in duties if duty)
