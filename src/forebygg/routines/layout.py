"""The geometry of a drawing: boxes in rows that wrap, wires between them, duties beside the path.

It does not depend on where a walk stands, so it is worked out once for each chart and language.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from math import ceil

from forebygg.routines import faces
from forebygg.routines.bands import ENTRY, Band, bands
from forebygg.routines.beside import WORDS_ROOM, Seat, Seats, Wanted
from forebygg.routines.faces import Port, words_in
from forebygg.routines.geometry import BETWEEN, GUTTER, WIDTH, Area, Box, Layout, Letters, Point, Wire
from forebygg.routines.lettering import SMALL, width
from forebygg.routines.placing import Grid, Way, grid
from forebygg.routines.reading import dump, load
from forebygg.routines.routing import DOWN, LEFT, RIGHT, UP, Goal, Lane, Router, corners
from forebygg.routines.shape import Chart

_STUB, _LEVEL, _TURN, _DUTY_WIDTH = 12.0, 10.0, 34.0, 176.0


def layout(chart: Chart, language: str = "sv") -> Layout:
    """Return the geometry of a chart's drawing. Bears charts that are not sound."""
    return _kept(json.dumps(dump(chart), sort_keys=False), language)


@lru_cache(maxsize=64)
def _kept(data: str, language: str) -> Layout:
    return _Builder(load(json.loads(data)), language).build()


class _Builder:
    def __init__(self, chart: Chart, language: str) -> None:
        self.chart, self.language = chart, language
        self.grid: Grid = grid(chart)
        self.leaving: dict[str, list[Way]] = {}
        for way in self.grid.ways:
            self.leaving.setdefault(way.source, []).append(way)
        self.lines, self.bands = self._broken()
        self.band_of = {column: number for number, band in enumerate(self.bands) for column in band.xs}
        self.ports = {key: self._ports(key) for key in self.grid.spots}
        self.boxes: dict[str, Box] = {}
        self.seats: dict[str, Seat] = {}
        self.openers: dict[str, list[str]] = {}
        self.lanes: list[Lane] = []
        self.heights: set[float] = set()
        self.beside: Point | None = None

    def build(self) -> Layout:
        """Put the boxes in place from the top down, then lay the wires."""
        y = 8.0
        for number, band in enumerate(self.bands):
            y = self._stack(number, band, y)
        router = Router(self.lanes, self.heights, self._areas())
        ways = sorted((way for way in self.grid.ways if not way.is_detour), key=self._far)
        wires = [self._vertical(way) for way in self.grid.ways if way.is_detour]
        wires += [self._wire(router, way) for way in ways]
        duty_wires = [self._duty_wire(router, name, key) for name, keys in self.openers.items() for key in keys]
        return Layout(
            WIDTH,
            round(y - BETWEEN + 10, 1),
            tuple(self.boxes.values()),
            tuple(wires),
            tuple(seat.box for seat in self.seats.values()),
            tuple(duty_wires),
            self.beside,
        )

    def _label(self, code: str) -> str:
        item = self.chart.steps.get(code) or self.chart.duties[code]
        return words_in(item.label, self.language)

    def _broken(self) -> tuple[dict[tuple[str, str], tuple[str, ...]], list[Band]]:
        """Break labels and columns: as few bands as there can be, and then labels on one line where they may."""
        found = []
        for room in faces.LABEL_ROOMS:
            self.lines = faces.labels(self.chart, self.grid, self.language, room)
            found.append((self.lines, bands(self.grid, self._widths(), self._zones(), WIDTH)))
        return min(found, key=lambda pair: len(pair[1]))

    def _widths(self) -> dict[int, float]:
        found: dict[int, float] = {}
        for spot in self.grid.spots.values():
            found[spot.column] = max(found.get(spot.column, 0.0), faces.box_width(self._label(spot.code)))
        return found

    def _zones(self) -> dict[int, float]:
        leaving: dict[int, list[Way]] = {}
        for way in self.grid.ways:
            leaving.setdefault(self.grid.spots[way.source].column, []).append(way)
        return {column: faces.zone(ways, self.lines) for column, ways in leaving.items()}

    def _ports(self, key: str) -> tuple[Port, ...]:
        here = self.grid.spots[key]
        ways = self.leaving.get(key, [])
        rank: dict[str, tuple[int, int]] = {}
        for way in ways:
            there = self.grid.spots[way.target]
            drop = there.row - here.row
            wraps = self.band_of[there.column] != self.band_of[here.column]
            side = 0 if wraps and len(ways) == 1 else 1 if wraps else (drop > 0) - (drop < 0)
            rank[way.target] = (side, 99 if wraps else drop if drop else there.column)
        return faces.ports(ways, rank, self.lines)

    def _stack(self, number: int, band: Band, top: float) -> float:
        """Place one band of rows and its duties; return where the next may begin."""
        spots = [spot for spot in self.grid.spots.values() if spot.column in band.xs]
        y = top
        for row in sorted({spot.row for spot in spots}):
            self.heights |= {y + 12, y + 24, y + 36}
            here = {spot.key: faces.reach(self.ports[spot.key]) for spot in spots if spot.row == row}
            line = y + GUTTER + max(above for above, _ in here.values())
            for key, (above, below) in here.items():
                spot, column = self.grid.spots[key], self.grid.spots[key].column
                place = (band.xs[column], line - above, band.widths[column], above + below)
                self.boxes[key] = Box(key, spot.code, *place, line)
                self.heights |= {line, *(line + port.offset for port in self.ports[key])}
            y = line + max(below for _, below in here.values())
        self.heights |= {y + 12, y + 24}
        bottom = self._seat(number, band, [self.boxes[spot.key] for spot in spots], y)
        self.heights |= {bottom + 12, bottom + 22}
        self.lanes += [Lane(x, top, bottom + BETWEEN + GUTTER) for x in band.lanes]
        return bottom + BETWEEN

    def _seat(self, number: int, band: Band, boxes: list[Box], bottom: float) -> float:
        """Place the duties of one band; return how far down it now reaches."""
        seats = Seats(boxes, list(self._level(band)), bottom + GUTTER - 12)
        openers: dict[str, list[Box]] = {}
        for box in sorted(boxes, key=lambda box: (box.x, box.y)):
            for code in self._opened(box.key):
                openers.setdefault(code, []).append(box)
        placed = []
        for code, found in openers.items():
            wide = max(_DUTY_WIDTH, 2.0 * ceil(width(self._label(code)) / 2) + 28)
            is_alone = len(found) == 1 and self.chart.steps[found[0].code].kind != "ask"
            right = band.xs.get(self.grid.spots[found[0].key].column + 1) if is_alone else None
            seat = seats.seat(Wanted(code, tuple(found), wide, right))
            name = f"{code}@{number}"
            seat = Seat(replace(seat.box, key=name), seat.side, seat.ring)
            self.seats[name], self.openers[name] = seat, [box.key for box in found]
            self.lanes.append(Lane(seat.ring[0], seat.box.y - 44, seat.box.bottom + 44))
            placed.append(seat)
        self.beside = self.beside or seats.words(placed)
        return max([bottom, *(seat.box.bottom for seat in placed)])

    def _level(self, band: Band) -> Iterator[Area]:
        """Give the ground of wires that will run level between neighbours in a row."""
        for way in self.grid.ways:
            here, there = self.grid.spots[way.source], self.grid.spots[way.target]
            if here.row == there.row and here.column in band.xs and there.column in band.xs:
                box, end = self.boxes[way.source], self.boxes[way.target]
                yield Area(box.right, box.line - _LEVEL, end.x, box.line + _LEVEL)

    def _opened(self, key: str) -> list[str]:
        step = self.chart.steps[self.grid.spots[key].code]
        codes = [*step.opens, *(code for choice in step.choices for code in choice.opens)]
        return [code for code in dict.fromkeys(codes) if code in self.chart.duties]

    def _areas(self) -> list[Area]:
        found = [Area(box.x - 9, box.y - 9, box.right + 7, box.bottom + 9) for box in self.boxes.values()]
        found += [seat.box.area(13) for seat in self.seats.values()]
        if self.beside:
            x, y = self.beside
            found.append(Area(x - 6, y - 14, x + WORDS_ROOM - 16, y + 24))
        for way in self.grid.ways:
            if way.is_detour:
                x, (top, bottom) = self.boxes[way.source].centre, self._between(way)
                found.append(Area(x - 9, top - 20, x + 9, bottom + 20))
            for line in self._letters(way):
                right = line.x + width(line.text, SMALL)
                found.append(Area(line.x - 5, line.y - 11, right + 3, line.y + 3))
        return found

    def _far(self, way: Way) -> tuple[bool, int, int]:
        here, there = self.grid.spots[way.source], self.grid.spots[way.target]
        wraps = self.band_of[here.column] != self.band_of[there.column]
        return wraps, abs(there.column - here.column), abs(there.row - here.row)

    def _letters(self, way: Way) -> tuple[Letters, ...]:
        box, lines = self.boxes[way.source], self.lines[way.source, way.target]
        if way.is_detour:
            first = sum(self._between(way)) / 2 + 5 - 8 * (len(lines) - 1)
            return tuple(Letters(box.centre + 9, first + 16 * n, line) for n, line in enumerate(lines))
        port = next(port for port in self.ports[way.source] if port.way == way)
        y = box.line + port.offset
        first = y - 5 - 16 * (len(lines) - 1)
        return tuple(Letters(box.right + 8, first + 16 * n, line) for n, line in enumerate(lines))

    def _between(self, way: Way) -> tuple[float, float]:
        box, end = self.boxes[way.source], self.boxes[way.target]
        return (end.bottom, box.y) if end.y < box.y else (box.bottom, end.y)

    def _vertical(self, way: Way) -> Wire:
        box, end = self.boxes[way.source], self.boxes[way.target]
        x, (top, bottom) = box.centre, self._between(way)
        points = ((x, bottom), (x, top)) if end.y < box.y else ((x, top), (x, bottom))
        return Wire(way.source, way.target, _codes(way), points, self._letters(way))

    def _wire(self, router: Router, way: Way) -> Wire:
        box, end = self.boxes[way.source], self.boxes[way.target]
        port = next(port for port in self.ports[way.source] if port.way == way)
        band = self.bands[self.band_of[self.grid.spots[way.source].column]]
        y = box.line + port.offset
        start = (box.right, y)
        goals = self._entries(end, left=True)
        found = router.route(way.target, (band.zones[self.grid.spots[way.source].column], y), RIGHT, goals)
        points = corners([start, *(found or ()), _edge(end, found[-1] if found else start)])
        return Wire(way.source, way.target, _codes(way), points, self._letters(way))

    def _entries(self, box: Box, *, left: bool) -> list[Goal]:
        x, y = box.centre, box.line
        above = max((height for height in self.heights if height <= box.y - _STUB), default=y)
        below = min((height for height in self.heights if height >= box.bottom + _STUB), default=y)
        if left:
            return [Goal((box.x - ENTRY, y), RIGHT), Goal((x, above), DOWN, 30.0), Goal((x, below), UP, 30.0)]
        sideways = [Goal((x, below), heading, _TURN) for heading in (LEFT, RIGHT)]
        return [Goal((x, below), UP), *sideways, Goal((x, above), DOWN, 20.0), Goal((box.x - ENTRY, y), RIGHT, 80.0)]

    def _duty_wire(self, router: Router, name: str, opener: str) -> Wire:
        seat, box = self.seats[name], self.boxes[opener]
        code = seat.box.code
        choices = tuple(choice.code for choice in self.chart.steps[box.code].choices if code in choice.opens)
        x, y = seat.ring
        if seat.side == "left":
            return Wire(opener, name, choices, ((box.right, y), (x, y)))
        net = f"duty {name}" if len(self.openers[name]) > 1 else f"duties of {opener}"
        if seat.side == "top":
            first, heading = max(h for h in self.heights if h <= y - _STUB - 2), UP
        else:
            first, heading = min(h for h in self.heights if h >= y + _STUB + 2), DOWN
        found = router.route(net, (x, first), heading, self._entries(box, left=False))
        points = corners([(x, y), *(found or ()), _edge(box, found[-1] if found else (x, y))])
        return Wire(opener, name, choices, tuple(reversed(points)))


def _codes(way: Way) -> tuple[str, ...]:
    return tuple(choice.code for choice in way.choices)


def _edge(box: Box, last: Point) -> Point:
    """Return where a wire that comes from `last` meets the box."""
    x = box.centre
    if abs(last[0] - x) < 1:
        return (x, box.y) if last[1] < box.line else (x, box.bottom)
    return (box.x, box.line)
