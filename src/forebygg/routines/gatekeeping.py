"""The locked steps: the gate first and unchanged but for its words, the child's best interests before a hand-over.

Codes, kinds, choices, order and duties of the gate are compared with the one that ships; wording, lane, deadline and
legal provision belong to each chart.
"""

from __future__ import annotations

from collections.abc import Iterator

from forebygg.routines.graph import reachable
from forebygg.routines.kinds import BEFORE_OUTCOME, OWN_REQUEST, concerns_child
from forebygg.routines.shape import Chart, Choice, Fault, Step
from forebygg.routines.shipped import BEST_INTERESTS, gate

_AGE, _OPINION_ONLY = "age", "fares-badly"
_CLOSED = "closed-kindly"


def faults(chart: Chart) -> Iterator[Fault]:
    """Give a Fault for every way in which the chart departs from what is locked."""
    yield from _order(chart)
    for locked in gate().steps:
        step = chart.steps.get(locked.code)
        if step is not None:
            yield from _unchanged(chart, step, locked)
    yield from _duties(chart)
    yield from _leaves_early(chart)
    yield from _only_opinion(chart)
    yield from _child_first(chart)
    yield from _before_outcome(chart)


def is_best_interests(code: str) -> bool:
    """Tell whether a code names the step that considers the child's best interests: itself, or a numbered sibling."""
    return code == BEST_INTERESTS or code.startswith(f"{BEST_INTERESTS}-")


def _order(chart: Chart) -> Iterator[Fault]:
    wanted = [step.code for step in gate().steps]
    if list(chart.steps)[: len(wanted)] != wanted or chart.first != wanted[0]:
        yield Fault.of(
            "",
            "De låsta stegen ska stå först: fara, ålder, brott, åsikt, rättigheter, råd utan namn.",
            "The locked steps stand first: danger, age, crime, opinion, rights, advice without a name.",
        )


def _unchanged(chart: Chart, step: Step, locked: Step) -> Iterator[Fault]:
    same = (step.kind, step.opens, step.locked) == (locked.kind, locked.opens, True)
    answers = [(choice.code, choice.opens) for choice in step.choices]
    if not same or answers != [(choice.code, choice.opens) for choice in locked.choices]:
        yield Fault.of(step.code, "Ett låst steg är ändrat.", "A locked step has been changed.")
        return
    ways = zip(_ways(step), _ways(locked), strict=True)
    if any(wanted.next not in ("", way.next) and step.code != _AGE for way, wanted in ways):
        yield Fault.of(step.code, "Ett låst steg leder till fel steg.", "A locked step leads to the wrong step.")


def _ways(step: Step) -> tuple[Choice, ...]:
    return step.choices or (Choice("", {}, step.next),)


def _duties(chart: Chart) -> Iterator[Fault]:
    for locked in gate().duties:
        duty = chart.duties.get(locked.code)
        if duty is None or not duty.locked or duty.needs_reason_to_waive != locked.needs_reason_to_waive:
            yield Fault.of(
                locked.code,
                "En låst uppgift vid sidan saknas eller är ändrad.",
                "A locked duty beside the path is missing or changed.",
            )


def _ends(chart: Chart, starts: list[str], without: set[str] | None = None) -> set[str]:
    met = reachable(chart, starts, without=without or ())
    return {chart.steps[code].outcome for code in met if chart.steps[code].kind == "end"}


def _leaves_early(chart: Chart) -> Iterator[Fault]:
    """An age that belongs to another chart may leave the gate, and then only to be handed on to its own reception."""
    age = chart.steps.get(_AGE)
    away = [choice.next for choice in age.choices if choice.next != "crime"] if age else []
    handed = {code for code, step in chart.steps.items() if step.kind == "hand_over"}
    if away and (_ends(chart, away) != {"handed-on"} or _ends(chart, away, handed)):
        yield Fault.of(
            _AGE,
            "En ålder som hör till en annan rutin ska lämnas över till den, inget annat.",
            "An age that belongs to another routine is handed on to it, nothing else.",
        )


def _only_opinion(chart: Chart) -> Iterator[Fault]:
    """Only an opinion and nobody under 21 fares badly: nothing is kept. Who asks for themselves is still helped."""
    step = chart.steps.get(_OPINION_ONLY)
    if step is None or chart.kind in OWN_REQUEST:
        return
    nobody = [choice.next for choice in step.choices if choice.code == "no"]
    met = reachable(chart, nobody)
    if _ends(chart, nobody) != {_CLOSED} or any(chart.steps[code].kind == "hand_over" for code in met):
        yield Fault.of(
            step.code,
            "Är det bara en åsikt och ingen far illa ska vägen avslutas vänligt.",
            "When it is only an opinion and nobody fares badly, the path is closed kindly.",
        )


def _child_first(chart: Chart) -> Iterator[Fault]:
    checked = {code for code in chart.steps if is_best_interests(code)}
    for code in checked:
        step = chart.steps[code]
        if step.kind != "do" or not step.locked:
            yield Fault.of(code, "Ett låst steg är ändrat.", "A locked step has been changed.")
    met = reachable(chart, [chart.first], without=checked)
    for code, step in chart.steps.items():
        if step.kind == "hand_over" and code in met and concerns_child(chart.kind, step.receiver):
            yield Fault.of(
                code,
                "Barnets bästa ska prövas före överlämningen.",
                "The child's best interests are considered before the hand-over.",
            )


def _before_outcome(chart: Chart) -> Iterator[Fault]:
    for (kind, outcome), needed in BEFORE_OUTCOME.items():
        if kind == chart.kind and outcome in _ends(chart, [chart.first], {needed}):
            yield Fault.of(
                "",
                "Gäller det någon under 21 ska en andra person vara med innan ni avslutar vänligt.",
                "When someone under 21 is concerned, a second person takes part before closing kindly.",
            )
