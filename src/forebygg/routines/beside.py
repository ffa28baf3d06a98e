"""Where do the duties stand? Close to the step that opens them, in a free place of a row, or in a strip below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forebygg.routines.geometry import DUTY_HEIGHT, WIDTH, Area, Box, Point

_ROOM, _EDGE, _RING = 14.0, 4.0, 18.0
_BLOCKED, _ABOVE, _RIGHT = 250.0, 90.0, 40.0
WORDS_ROOM = 200.0


@dataclass(frozen=True)
class Wanted:
    """A duty to place: who opens it (the first is stood close to), and whether it may stand to the right of that."""

    code: str
    openers: tuple[Box, ...]
    width: float
    right: float | None


@dataclass(frozen=True)
class Seat:
    """A placed duty, and where its line ends: "top", "bottom" or "left" of its box."""

    box: Box
    side: str
    ring: Point


class Seats:
    """Places the duties of one band, each in the cheapest free place."""

    def __init__(self, boxes: Sequence[Box], straight: Sequence[Area], strip: float) -> None:
        """`straight` is the ground of wires that will run level between boxes; `strip` the top of the lowest row."""
        self.boxes, self.straight, self.strip = boxes, straight, strip
        self.taken = [box.area(_ROOM) for box in boxes] + list(straight)
        self.lines = sorted({box.line for box in boxes})

    def seat(self, wanted: Wanted) -> Seat:
        """Place one duty."""
        opener = wanted.openers[0]
        found = min(self._options(wanted), key=lambda option: option[0])[1:]
        x, line, side = found
        box = Box("", wanted.code, x, line - DUTY_HEIGHT / 2, wanted.width, DUTY_HEIGHT, line)
        self.taken.append(box.area(_ROOM))
        at = min(max(opener.centre, box.x + _RING), box.right - _RING)
        ring = {"top": (at, box.y), "bottom": (at, box.bottom), "left": (box.x, opener.line - _ROOM)}[side]
        return Seat(box, side, ring)

    def words(self, seats: Sequence[Seat]) -> Point | None:
        """Return where the words about duties find room: to the right of one of them."""
        for seat in seats:
            ground = Area(seat.box.right + _ROOM, seat.box.y + 4, seat.box.right + WORDS_ROOM, seat.box.bottom - 4)
            if ground.right < WIDTH and not any(ground.meets(area) for area in self.taken):
                return seat.box.right + 16, seat.box.y + 22
        return None

    def _options(self, wanted: Wanted) -> Iterator[tuple[float, float, float, str]]:
        opener = wanted.openers[0]
        for line in self.lines:
            if line != opener.line:
                x = self._free(wanted, line)
                if x is not None:
                    is_above = line < opener.line
                    price = abs(line - opener.line) + (_ABOVE if is_above else 0.0)
                    yield price + self._blocked(opener, line), x, line, "bottom" if is_above else "top"
        if wanted.right is not None and self._is_free(wanted.right, opener.line, wanted.width):
            yield _RIGHT, wanted.right, opener.line, "left"
        yield self._in_strip(wanted)

    def _in_strip(self, wanted: Wanted) -> tuple[float, float, float, str]:
        opener, line = wanted.openers[0], self.strip + DUTY_HEIGHT / 2
        x = self._free(wanted, line)
        while x is None:
            x = self._anywhere(wanted, line)
            line += 0 if x is not None else DUTY_HEIGHT + _ROOM
        return line - opener.line + self._blocked(opener, line), x, line, "top"

    def _anywhere(self, wanted: Wanted, line: float) -> float | None:
        """Return the free place in a row that is nearest to the opener."""
        near = wanted.openers[0].centre - wanted.width / 2
        places = [_EDGE, near, *(x for area in self.taken for x in (area.right + 2, area.left - wanted.width - 2))]
        free = [x for x in places if self._is_free(x, line, wanted.width)]
        return min(free, key=lambda x: abs(x - near)) if free else None

    def _free(self, wanted: Wanted, line: float) -> float | None:
        """Return the left side of a free place from which a line leads straight to the opener."""
        centre, width = wanted.openers[0].centre, wanted.width
        places = [centre - 24, centre - width / 2, centre - width + 24, *(area.right + 2 for area in self.taken)]
        within = [min(max(x, _EDGE), WIDTH - _EDGE - width) for x in places]
        straight = [x for x in within if x + _RING <= centre <= x + width - _RING]
        return next((x for x in straight if self._is_free(x, line, width)), None)

    def _is_free(self, x: float, line: float, width: float) -> bool:
        ground = Area(x, line - DUTY_HEIGHT / 2, x + width, line + DUTY_HEIGHT / 2)
        return _EDGE <= x <= WIDTH - _EDGE - width and not any(ground.meets(area) for area in self.taken)

    def _blocked(self, opener: Box, line: float) -> float:
        """Price a box that stands between the opener and the line."""
        low, high = sorted((opener.line, line))
        path = Area(opener.centre - 4, low, opener.centre + 4, high)
        return _BLOCKED if any(box != opener and box.area().meets(path) for box in self.boxes) else 0.0
