"""The parts of a drawing with their places: boxes, wires, letters. No behaviour beyond small sums."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]

WIDTH = 1120.0
GUTTER, DUTY_HEIGHT, BETWEEN = 48.0, 52.0, 34.0


@dataclass(frozen=True)
class Area:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area) -> bool:
        """Tell whether the two share any ground."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True)
class Box:
    """A drawn step, end or duty. `code` is its code in the chart, `key` tells copies of an end or a duty apart.

    `line` is the height of its row, where wires come in: the middle, but for a question with many ways to one side.
    """

    key: str
    code: str
    x: float
    y: float
    width: float
    height: float
    line: float

    @property
    def centre(self) -> float:
        """Half-way between its sides."""
        return self.x + self.width / 2

    @property
    def right(self) -> float:
        """Its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.y + self.height

    def area(self, margin: float = 0.0) -> Area:
        """The ground it covers, with a margin around."""
        return Area(self.x - margin, self.y - margin, self.right + margin, self.bottom + margin)


@dataclass(frozen=True)
class Letters:
    """A line of text at a place. `starts` says that it begins there; else it is centred."""

    x: float
    y: float
    text: str
    starts: bool = True


@dataclass(frozen=True)
class Wire:
    """A drawn way, or the line from a step to a duty. `choices` are the codes that take it; none means any answer."""

    source: str
    target: str
    choices: tuple[str, ...]
    points: tuple[Point, ...]
    label: tuple[Letters, ...] = ()


@dataclass(frozen=True)
class Layout:
    """Everything that is drawn, with places. `beside` is where the words about duties stand, or None without room."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]
    duties: tuple[Box, ...]
    duty_wires: tuple[Wire, ...]
    beside: Point | None
