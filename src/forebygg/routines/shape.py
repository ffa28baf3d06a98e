"""What a chart is: frozen shapes without behaviour.

Everything else of the engine is built on these: reading.py makes them, checking.py judges them, flow.py walks them,
drawing.py and bpmn.py show them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Words = Mapping[str, str]
"""A text per language: {"sv": …, "en": …}."""

StepKind = Literal["ask", "do", "tell", "hand_over", "end"]

DONE = "done"
"""The only answer to a step that is not a question."""


@dataclass(frozen=True)
class Choice:
    """One answer to a question: where it leads, and which duties it opens."""

    code: str
    label: Words
    next: str = ""
    opens: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Step:
    """One place on the path. `opens`: duties opened when it is reached. `deadline` and `door`: keys in facts."""

    code: str
    kind: StepKind
    label: Words
    text: Words
    guidance: Words = field(default_factory=dict)
    why: Words = field(default_factory=dict)
    lane: str
    deadline: str = ""
    door: str = ""
    choices: tuple[Choice, ...] = ()
    next: str = ""
    opens: tuple[str, ...] = ()
    receiver: str = ""
    outcome: str = ""
    locked: bool = False

    @property
    def targets(self) -> tuple[str, ...]:
        """Codes of the steps that may follow, each once, in the order of the choices."""
        found = [choice.next for choice in self.choices] if self.kind == "ask" else [self.next]
        return tuple(dict.fromkeys(code for code in found if code))


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Something that stays open beside the path until it is met, or waived with a reason."""

    code: str
    label: Words
    text: Words
    guidance: Words = field(default_factory=dict)
    lane: str
    deadline: str = ""
    needs_reason_to_waive: bool = True
    locked: bool = False


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A routine as a small graph without circles. `steps` and `duties` keep the order they are read in."""

    code: str
    kind: str
    title: Words
    purpose: Words
    first: str
    steps: Mapping[str, Step]
    duties: Mapping[str, Duty]


@dataclass(frozen=True)
class Position:
    """Where a walk stands. At an end `step` is None, `end` is that step's code and `outcome` its outcome."""

    step: Step | None
    walked: tuple[tuple[str, str], ...] = ()
    opened: tuple[str, ...] = ()
    outcome: str | None = None
    end: str = ""


@dataclass(frozen=True)
class Fault:
    """Something that stops a chart from being published. `step` is "" when it concerns the chart as a whole."""

    step: str
    message: Words

    @classmethod
    def of(cls, step: str, sv: str, en: str) -> Fault:
        """Make a Fault of a sentence in both languages."""
        return cls(step, {"sv": sv, "en": en})


class Said(ValueError):  # noqa: N818 - the house's errors are named by what is the matter
    """An error that carries its sentence in Swedish and English; str() gives the Swedish."""

    def __init__(self, sv: str, en: str) -> None:
        super().__init__(sv)
        self.message: Words = {"sv": sv, "en": en}


class Broken(Said):
    """The data is not a chart at all."""


class WrongAnswer(Said):
    """The answer does not fit the step where the walk stands."""
