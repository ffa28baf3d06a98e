"""Is a chart sound? Every path ends, every choice leads on, the locked steps stand first, every word is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from forebygg.routines import gatekeeping, wording
from forebygg.routines.graph import circle, reachable
from forebygg.routines.kinds import LANES, OUTCOMES, values
from forebygg.routines.shape import Chart, Choice, Duty, Fault, Step


def check(
    chart: Chart,
    *,
    stop_words: Collection[str] = (),
    receivers: Collection[str] | None = None,
    facts: Collection[str] | None = None,
) -> list[Fault]:
    """Return everything that stops the chart from being published; an empty list means that it is sound.

    `stop_words` are words that no text may hold, in any of their endings. `receivers` and `facts` are the codes known
    here; when they are None, any code will do.
    """
    faults = [*_whole(chart)]
    for step in chart.steps.values():
        faults += _shape(chart, step)
        faults += _codes(step, receivers, facts)
    for duty in chart.duties.values():
        faults += _codes(duty, receivers, facts)
    faults += _ways(chart)
    faults += gatekeeping.faults(chart)
    faults += wording.faults(chart, stop_words)
    return faults


def _whole(chart: Chart) -> Iterator[Fault]:
    if chart.kind not in OUTCOMES:
        yield Fault.of("", "Schemats slag är inte känt.", "The chart's kind is not known.")
    if chart.first not in chart.steps:
        yield Fault.of("", "Schemat saknar ett första steg.", "The chart has no first step.")
    opened = {duty for step in chart.steps.values() for duty in _opened(step)}
    for duty in chart.duties:
        if duty not in opened:
            yield Fault.of(duty, "Inget steg öppnar uppgiften.", "No step opens the duty.")


def _opened(step: Step) -> Iterator[str]:
    yield from step.opens
    for choice in step.choices:
        yield from choice.opens


def _shape(chart: Chart, step: Step) -> Iterator[Fault]:
    yield from {"ask": _question, "end": _end}.get(step.kind, _passage)(chart, step)
    for duty in _opened(step):
        if duty not in chart.duties:
            yield Fault.of(step.code, f"Uppgiften {duty} finns inte.", f"There is no duty {duty}.")
    if step.receiver and step.kind != "hand_over":
        yield Fault.of(step.code, "Bara en överlämning har en mottagare.", "Only a hand-over has a receiver.")
    if step.outcome and step.kind != "end":
        yield Fault.of(step.code, "Bara ett slut har ett utfall.", "Only an end has an outcome.")


def _question(chart: Chart, step: Step) -> Iterator[Fault]:
    if len(step.choices) < 2:
        yield Fault.of(step.code, "En fråga behöver minst två val.", "A question needs at least two choices.")
    if step.next:
        yield Fault.of(step.code, "I en fråga leder valen vidare, inte steget.", "In a question the choices lead on.")
    for choice in step.choices:
        yield from _leads_on(chart, step, choice)


def _leads_on(chart: Chart, step: Step, choice: Choice) -> Iterator[Fault]:
    name = choice.label.get("sv", choice.code)
    if not choice.next:
        yield Fault.of(step.code, f"Valet ”{name}” leder ingenstans.", f"The choice “{name}” leads nowhere.")
    elif choice.next not in chart.steps:
        yield Fault.of(
            step.code,
            f"Valet ”{name}” leder till ett steg som inte finns.",
            f"The choice “{name}” leads to a step that is not there.",
        )


def _passage(chart: Chart, step: Step) -> Iterator[Fault]:
    if step.choices:
        yield Fault.of(step.code, "Bara en fråga har val.", "Only a question has choices.")
    if not step.next:
        yield Fault.of(step.code, "Steget leder ingenstans.", "The step leads nowhere.")
    elif step.next not in chart.steps:
        yield Fault.of(
            step.code, "Steget leder till ett steg som inte finns.", "The step leads to one that is not there."
        )
    if step.kind == "hand_over" and not step.receiver:
        yield Fault.of(step.code, "Överlämningen har ingen mottagare.", "The hand-over has no receiver.")


def _end(chart: Chart, step: Step) -> Iterator[Fault]:
    if step.next or step.choices:
        yield Fault.of(step.code, "Ett slut leder inte vidare.", "An end does not lead on.")
    if step.opens:
        yield Fault.of(step.code, "Ett slut kan inte öppna en uppgift.", "An end cannot open a duty.")
    if step.outcome not in values(chart.kind):
        yield Fault.of(
            step.code, "Utfallet hör inte till schemats slag.", "The outcome does not belong to the chart's kind."
        )


def _codes(item: Step | Duty, receivers: Collection[str] | None, facts: Collection[str] | None) -> Iterator[Fault]:
    if item.lane not in LANES:
        yield Fault.of(item.code, "Funktionen är inte känd.", "The function is not known.")
    if isinstance(item, Step) and item.receiver and receivers is not None and item.receiver not in receivers:
        yield Fault.of(item.code, "Mottagaren är inte känd här.", "The receiver is not known here.")
    for key in (item.deadline, item.door if isinstance(item, Step) else ""):
        if key and facts is not None and key not in facts:
            yield Fault.of(item.code, f"Faktauppgiften {key} finns inte.", f"There is no fact {key}.")


def _ways(chart: Chart) -> Iterator[Fault]:
    for code in circle(chart):
        yield Fault.of(code, "Vägen går i en cirkel.", "The path goes in a circle.")
    met = reachable(chart, [chart.first])
    for code in chart.steps:
        if code not in met:
            yield Fault.of(code, "Ingen väg leder hit.", "No path leads here.")
