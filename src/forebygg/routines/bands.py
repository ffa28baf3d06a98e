"""Columns side by side until the width is full, then on in the next band: where to break, and how wide each gap is."""

from __future__ import annotations

from dataclasses import dataclass

from forebygg.routines.faces import STUB
from forebygg.routines.placing import Grid

LEFT = 34.0
ENTRY = 14.0
_TRACK = 10.0
_CROSSING, _ROOMIEST, _LAST_TRACKS = 90.0, 60.0, 30.0
_NEW_BAND = 100_000.0
_LAST = 8.0


@dataclass(frozen=True)
class Band:
    """One row of columns: where each begins, how wide it is, where its label zone ends, and the lanes for wires."""

    xs: dict[int, float]
    widths: dict[int, float]
    zones: dict[int, float]
    lanes: tuple[float, ...]


def bands(grid: Grid, widths: dict[int, float], zones: dict[int, float], room: float) -> list[Band]:
    """Break the columns into as few bands as the room allows, where few ways cross the break."""
    rooms = _Rooms(widths, zones, {column: _TRACK * _tracks(grid, column) + ENTRY for column in widths})
    columns = sorted(widths)
    best: list[tuple[float, list[list[int]]]] = [(0.0, [])]
    for stop in range(1, len(columns) + 1):
        options = []
        for start in range(stop):
            part = columns[start:stop]
            spare = room - rooms.natural(part)
            if spare >= 0 or len(part) == 1:
                price = _NEW_BAND + _CROSSING * _crossing(grid, part[-1]) + spare * spare / room
                options.append((best[start][0] + price, [*best[start][1], part]))
        best.append(min(options, key=lambda option: option[0]))
    return [rooms.band(part, room) for part in best[-1][1]]


def _tracks(grid: Grid, column: int) -> int:
    """How many wires turn in the gap after a column."""
    turning = {
        way.target
        for way in grid.ways
        if not way.is_detour
        and grid.spots[way.source].column <= column < grid.spots[way.target].column
        and (grid.spots[way.source].row != grid.spots[way.target].row or grid.spots[way.source].column < column)
    }
    return min(3, len(turning))


def _crossing(grid: Grid, column: int) -> int:
    spots = grid.spots
    return sum(spots[way.source].column <= column < spots[way.target].column for way in grid.ways)


class _Rooms:
    """How wide the columns are, and what stands after each: the label zone, then room for wires to turn."""

    def __init__(self, widths: dict[int, float], zones: dict[int, float], turns: dict[int, float]) -> None:
        self.widths, self.turns = widths, turns
        self.zones = {column: zones.get(column, STUB) for column in widths}

    def natural(self, part: list[int]) -> float:
        """Return how wide a band of these columns must be."""
        inner = sum(self.zones[column] + self.turns[column] for column in part[:-1])
        return LEFT + sum(self.widths[column] for column in part) + inner + self.zones[part[-1]] + _LAST

    def band(self, part: list[int], room: float) -> Band:
        """Give the columns their places; what room is left goes to the gaps."""
        spare = (room - self.natural(part)) / max(1, len(part) - 1)
        extra = min(_ROOMIEST, max(0.0, spare))
        xs: dict[int, float] = {}
        ends: dict[int, float] = {}
        lanes = [10.0, LEFT - ENTRY]
        x = LEFT
        for column in part:
            xs[column] = x
            right = xs[column] + self.widths[column]
            ends[column] = right + self.zones[column]
            x = float(round(ends[column] + self.turns[column] + extra))
            last = min(ends[column] + _LAST_TRACKS, room - 3)
            lanes += _spread(ends[column], last if column == part[-1] else x - ENTRY)
            lanes.append(xs[column] + self.widths[column] / 2)
        widths = {column: self.widths[column] for column in part}
        return Band(xs, widths, ends, tuple(round(lane, 1) for lane in lanes))


def _spread(start: float, stop: float) -> list[float]:
    """Lanes from start to stop, both included, as close as wires may run."""
    count = max(1, min(5, int((stop - start) / _TRACK)))
    return [start + (stop - start) * n / count for n in range(count + 1)]
