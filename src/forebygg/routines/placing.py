"""Where on a grid does each step of a drawing stand? Columns follow the path, rows keep branches apart.

An end is drawn once for each column that leads to it, close by, instead of being reached from everywhere. A step that
only makes a loop beside a question (call 112, then go on) stands above or below that question, in the same column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from forebygg.routines.graph import order
from forebygg.routines.shape import Chart, Choice, Step


@dataclass(frozen=True)
class Spot:
    """A step's place. `key` is its code, with a number for each further copy of an end."""

    key: str
    code: str
    column: int
    row: int


@dataclass(frozen=True)
class Way:
    """A way between two spots, with the choices that take it; none when the step is not a question.

    A detour leads straight up or down to the next row of the same column.
    """

    source: str
    target: str
    choices: tuple[Choice, ...] = ()
    is_detour: bool = False


@dataclass(frozen=True)
class Grid:
    """All spots by key, and the ways between them."""

    spots: dict[str, Spot]
    ways: tuple[Way, ...]


def grid(chart: Chart) -> Grid:
    """Place every step of the chart. Bears charts that are not sound."""
    codes = order(chart)
    detours = _detours(chart)
    columns = _columns(chart, codes, detours)
    ways = tuple(_ways(chart, codes, columns))
    where = dict(columns)
    for way in ways:
        where.setdefault(way.target, columns[way.source] + 1)
    reached = {_code(key) for key in where}
    where |= {code: 0 for code in chart.steps if code not in reached}
    rows = _Rows(ways, where, detours).settle(chart.first)
    spots = {key: Spot(key, _code(key), where[key], rows[key]) for key in where}
    return Grid(spots, tuple(replace(way, is_detour=_is_beside(spots, way)) for way in ways))


def _is_beside(spots: dict[str, Spot], way: Way) -> bool:
    here, there = spots[way.source], spots[way.target]
    return here.column == there.column and abs(here.row - there.row) == 1


def _code(key: str) -> str:
    return key.partition("@")[0]


def _detours(chart: Chart) -> dict[str, int]:
    """Return each detour with its side: -1 above for what only passes, 1 below for what asks on."""
    sources: dict[str, set[str]] = {}
    for step in chart.steps.values():
        for target in step.targets:
            sources.setdefault(target, set()).add(step.code)
    found: dict[str, int] = {}
    for step in chart.steps.values():
        free = [-1, 1]
        for code in step.targets:
            there = chart.steps.get(code)
            if there and free and sources[code] == {step.code} and _is_detour(step, there):
                wanted = 1 if there.kind == "ask" else -1
                found[code] = wanted if wanted in free else free[0]
                free.remove(found[code])
    return found


def _is_detour(step: Step, target: Step) -> bool:
    return step.kind == "ask" and target.kind != "end" and bool(set(target.targets) & set(step.targets) - {target.code})


def _columns(chart: Chart, codes: tuple[str, ...], detours: dict[str, int]) -> dict[str, int]:
    columns: dict[str, int] = {}
    turns = {code: turn for turn, code in enumerate(codes)}
    for code in codes:
        here = columns.setdefault(code, 0)
        for target in chart.steps[code].targets:
            if turns.get(target, -1) > turns[code]:
                columns[target] = max(columns.get(target, 0), here + (target not in detours))
    return {code: column for code, column in columns.items() if chart.steps[code].kind != "end"}


def _ways(chart: Chart, codes: tuple[str, ...], columns: dict[str, int]) -> Iterator[Way]:
    for code in codes:
        step = chart.steps[code]
        for target in step.targets:
            if target not in chart.steps:
                continue
            choices = tuple(choice for choice in step.choices if choice.next == target)
            is_end = chart.steps[target].kind == "end"
            yield Way(code, f"{target}@{columns[code]}" if is_end else target, choices)


class _Rows:
    """Gives rows, column by column: the longest branch goes straight on, the others make room above and below."""

    def __init__(self, ways: Iterable[Way], where: dict[str, int], detours: dict[str, int]) -> None:
        self.where, self.detours = where, detours
        self.after: dict[str, list[str]] = {}
        self.before: dict[str, list[str]] = {}
        for way in ways:
            self.after.setdefault(way.source, []).append(way.target)
            self.before.setdefault(way.target, []).append(way.source)
        self.rows: dict[str, int] = {}
        self.taken: set[tuple[int, int]] = set()
        self.lengths: dict[str, int] = {}

    def settle(self, first: str) -> dict[str, int]:
        """Return a row for every key."""
        self._take(first, 0, 1)
        for column in range(max(self.where.values(), default=0) + 1):
            here = [key for key, at in self.where.items() if at == column]
            for key in sorted((k for k in here if k in self.rows), key=lambda k: abs(self.rows[k])):
                self._branch(key)
            for key in here:
                if key not in self.rows:
                    self._take(key, 0, 1)
                    self._branch(key)
        return self.rows

    def _branch(self, key: str) -> None:
        targets = self.after.get(key, [])
        mine = [target for target in targets if target not in self.rows and self._is_last(key, target)]
        if mine:
            main = max(mine, key=self._length)
            at = targets.index(main)
            self._take(main, self.rows[key], 1)
            for target in reversed([t for t in targets[:at] if t in mine]):
                self._take(target, self.rows[key] - 1, -1)
            for target in [t for t in targets[at + 1 :] if t in mine]:
                self._take(target, self.rows[key] + 1, 1)
        for target in targets:
            if target in self.detours and self.where[target] == self.where[key]:
                self._branch(target)

    def _is_last(self, key: str, target: str) -> bool:
        """Place a step when the last of those that lead to it is met, so that it can stand in line with it."""
        here = self.where[target]
        return self.where[key] == max((w for s in self.before[target] if (w := self.where[s]) < here), default=-1)

    def _length(self, key: str) -> int:
        if key not in self.lengths:
            self.lengths[key] = 0
            self.lengths[key] = 1 + max((self._length(target) for target in self.after.get(key, [])), default=0)
        return self.lengths[key]

    def _take(self, key: str, row: int, side: int) -> None:
        column = self.where[key]
        while (column, row) in self.taken:
            row += side
        self.taken.add((column, row))
        self.rows[key] = row
        for target in self.after.get(key, []):
            if target in self.detours and target not in self.rows:
                self._take(target, row + self.detours[target], self.detours[target])
