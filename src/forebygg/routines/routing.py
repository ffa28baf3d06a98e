"""Wires between boxes: straight pieces on a few possible lines, few bends, few crossings, never through a box.

A shortest-path search over the crossings of possible lines. Wires with the same net may share pieces (they meet at the
same box); others may cross but never run on top of each other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from forebygg.routines.geometry import Area, Point

RIGHT, LEFT, DOWN, UP = (1, 0), (-1, 0), (0, 1), (0, -1)
_BEND, _CROSSING, _TOUCH, _SHARED = 34.0, 22.0, 90.0, 0.4
_ACROSS, _ALONG = 1, 2

Cell = tuple[int, int]
Heading = tuple[int, int]
State = tuple[Cell, Heading]


@dataclass(frozen=True)
class Lane:
    """A vertical line that wires may follow, and between which heights."""

    x: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Goal:
    """A crossing where a wire may end, the heading it must then have, and what that costs beyond the best goal."""

    at: Point
    heading: Heading
    cost: float = 0.0


class Router:
    """Finds wires one by one; what is laid stays, and later wires go around it."""

    def __init__(self, lanes: Iterable[Lane], heights: Iterable[float], areas: Iterable[Area]) -> None:
        spans: dict[float, list[tuple[float, float]]] = {}
        for lane in lanes:
            spans.setdefault(round(lane.x, 1), []).append((lane.top, lane.bottom))
        self.xs = sorted(spans)
        self.ys = sorted({round(height, 1) for height in heights})
        self.shut: set[tuple[Cell, int]] = set()
        self.laid: dict[tuple[Cell, int], set[str]] = {}
        self.marks: dict[Cell, dict[str, int]] = {}
        for area in areas:
            self._shut(area)
        for i, x in enumerate(self.xs):
            for j, (y1, y2) in enumerate(zip(self.ys, self.ys[1:], strict=False)):
                if not any(top <= y1 and y2 <= bottom for top, bottom in spans[x]):
                    self.shut.add(((i, j), _ALONG))

    def route(self, net: str, start: Point, heading: Heading, goals: Sequence[Goal]) -> tuple[Point, ...] | None:
        """Lay one wire from `start` to the cheapest goal and return its corners, or None when there is no way."""
        ends = {(self._cell(goal.at), goal.heading): goal.cost for goal in goals}
        first = (self._cell(start), heading)
        best: dict[State, float] = {first: 0.0}
        came: dict[State, State] = {}
        queue: list[tuple[float, float, State]] = [(0.0, 0.0, first)]
        finished: tuple[float, State] | None = None
        while queue:
            guess, cost, state = heappop(queue)
            if finished and guess >= finished[0]:
                break
            if cost > best[state]:
                continue
            if state in ends and (finished is None or cost + ends[state] < finished[0]):
                finished = (cost + ends[state], state)
            for after, price in self._steps(net, state):
                total = cost + price
                if total < best.get(after, float("inf")):
                    best[after], came[after] = total, state
                    heappush(queue, (total + self._rest(after[0], goals), total, after))
        return self._lay(net, finished[1], came) if finished else None

    def _cell(self, point: Point) -> Cell:
        return bisect_left(self.xs, round(point[0], 1)), bisect_left(self.ys, round(point[1], 1))

    def _rest(self, cell: Cell, goals: Sequence[Goal]) -> float:
        x, y = self.xs[cell[0]], self.ys[cell[1]]
        return _SHARED * min(abs(goal.at[0] - x) + abs(goal.at[1] - y) for goal in goals)

    def _shut(self, area: Area) -> None:
        inner_x = range(bisect_right(self.xs, area.left), bisect_left(self.xs, area.right))
        inner_y = range(bisect_right(self.ys, area.top), bisect_left(self.ys, area.bottom))
        for j in inner_y:
            self.shut |= {((i, j), _ACROSS) for i in range(inner_x.start - 1, inner_x.stop)}
        for i in inner_x:
            self.shut |= {((i, j), _ALONG) for j in range(inner_y.start - 1, inner_y.stop)}

    def _steps(self, net: str, state: State) -> Iterator[tuple[State, float]]:
        cell, heading = state
        for way in (RIGHT, DOWN, UP, LEFT):
            if way == (-heading[0], -heading[1]):
                continue
            after = (cell[0] + way[0], cell[1] + way[1])
            if not (0 <= after[0] < len(self.xs) and 0 <= after[1] < len(self.ys)):
                continue
            piece = _piece(cell, after, way)
            others = self.laid.get(piece, set())
            if piece in self.shut or others - {net}:
                continue
            length = abs(self.xs[after[0]] - self.xs[cell[0]]) + abs(self.ys[after[1]] - self.ys[cell[1]])
            price = length * (_SHARED if net in others else 1.0)
            if way != heading:
                price += _BEND + (_TOUCH if self._others(net, cell) else 0.0)
            yield (after, way), price + self._meeting(net, after, _ALONG if way[0] == 0 else _ACROSS)

    def _others(self, net: str, cell: Cell) -> bool:
        return any(other != net for other in self.marks.get(cell, ()))

    def _meeting(self, net: str, cell: Cell, axis: int) -> float:
        return sum(
            _TOUCH if mask & axis else _CROSSING for other, mask in self.marks.get(cell, {}).items() if other != net
        )

    def _lay(self, net: str, state: State, came: dict[State, State]) -> tuple[Point, ...]:
        cells = [state[0]]
        while state in came:
            before = came[state]
            piece = _piece(before[0], state[0], state[1])
            self.laid.setdefault(piece, set()).add(net)
            for cell in (before[0], state[0]):
                masks = self.marks.setdefault(cell, {})
                masks[net] = masks.get(net, 0) | piece[1]
            state = before
            cells.append(state[0])
        return corners((self.xs[i], self.ys[j]) for i, j in reversed(cells))


def _piece(cell: Cell, after: Cell, way: Heading) -> tuple[Cell, int]:
    return min(cell, after), _ALONG if way[0] == 0 else _ACROSS


def corners(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return only the points where a wire begins, bends and ends."""
    kept: list[Point] = []
    for point in points:
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    return tuple(kept)
