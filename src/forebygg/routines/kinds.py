"""The kinds of charts, and how each may end. The owner of a run decides what an outcome means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from forebygg.routines.shape import Step


class ConcernOutcome(Enum):
    """How a worry, a relative's wish for support or a wish to leave may end."""

    CLOSED_KINDLY = "closed-kindly"
    ADVICE_GIVEN = "advice-given"
    HANDED_ON = "handed-on"
    TAKEN_OVER = "taken-over"


class ConsultationOutcome(Enum):
    """A question without a name is never taken over: it holds no person to take over."""

    CLOSED_KINDLY = "closed-kindly"
    ADVICE_GIVEN = "advice-given"
    HANDED_ON = "handed-on"


class IncidentOutcome(Enum):
    """An incident is recorded by place and type, handed on when it turns out to be about a person, or closed kindly."""

    CLOSED_KINDLY = "closed-kindly"
    RECORDED = "recorded"
    HANDED_ON = "handed-on"


OUTCOMES: dict[str, type[Enum]] = {
    "worry-under-21": ConcernOutcome,
    "worry-21": ConcernOutcome,
    "consultation": ConsultationOutcome,
    "incident": IncidentOutcome,
    "relative": ConcernOutcome,
    "leaving": ConcernOutcome,
}
KINDS: tuple[str, ...] = tuple(OUTCOMES)

LANES: frozenset[str] = frozenset(
    {"reception", "head", "coordinator", "security", "reporter", "site-manager", "relatives", "leaving"}
)

# In these the writer asks for their own sake, so "only an opinion" must not shut the door on them.
OWN_REQUEST: frozenset[str] = frozenset({"relative", "leaving"})

# A worry about someone under 21 is never closed by one person alone.
BEFORE_OUTCOME: dict[tuple[str, str], str] = {("worry-under-21", "closed-kindly"): "second-reader"}

_FOR_CHILDREN = "reception-under-21"
_FOR_ADULTS = "reception-21"

O = TypeVar("O", bound=Enum)  # noqa: E741 - the name the house uses for an outcome


@dataclass(frozen=True)
class Progress(Generic[O]):
    """What a run answers its owner: the outcome once the path has ended and no duty is open, else what waits."""

    outcome: O | None
    step: Step | None
    open_duties: tuple[str, ...] = ()


def values(kind: str) -> frozenset[str]:
    """Return the outcomes a kind of chart may have, as stored; empty for an unknown kind."""
    return frozenset(str(member.value) for member in OUTCOMES.get(kind, ()))


def concerns_child(kind: str, receiver: str) -> bool:
    """Tell whether a hand-over from this kind of chart to this receiver is, or may be, about a child."""
    if kind == "worry-under-21":
        return receiver != _FOR_ADULTS
    return receiver == _FOR_CHILDREN
