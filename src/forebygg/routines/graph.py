"""Looking up in a chart as a graph. Bears charts that are not sound: an unknown step simply leads nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from forebygg.routines.shape import Chart


def reachable(chart: Chart, starts: Iterable[str], *, without: Collection[str] = ()) -> frozenset[str]:
    """Return the steps that can be reached from `starts` (themselves included), never passing a step of `without`."""
    found: set[str] = set()
    waiting = [code for code in starts if code not in without]
    while waiting:
        code = waiting.pop()
        if code in found or code not in chart.steps:
            continue
        found.add(code)
        waiting.extend(target for target in chart.steps[code].targets if target not in without)
    return frozenset(found)


def circle(chart: Chart) -> tuple[str, ...]:
    """Return the steps that a walk could come back to, in the chart's order; empty when every path ends."""
    return tuple(code for code, step in chart.steps.items() if code in reachable(chart, step.targets))


def order(chart: Chart) -> tuple[str, ...]:
    """Return every step so that each stands after all that lead to it, as far as circles allow."""
    met: set[str] = set()
    late: list[str] = []
    for root in (chart.first, *chart.steps):
        _visit(chart, root, met, late)
    return tuple(reversed(late))


def _visit(chart: Chart, root: str, met: set[str], late: list[str]) -> None:
    stack = [(root, False)]
    while stack:
        code, is_left = stack.pop()
        if is_left:
            late.append(code)
        elif code not in met and code in chart.steps:
            met.add(code)
            stack.append((code, True))
            stack.extend((target, False) for target in chart.steps[code].targets)
