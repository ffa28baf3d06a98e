"""How large is each box of a drawing, and where do its wires leave it?"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from forebygg.routines.lettering import SMALL, narrowest, width, wrap
from forebygg.routines.placing import Grid, Way
from forebygg.routines.shape import Chart, Words

HEIGHT = 72.0
LABEL_ROOMS = (150.0, 118.0, 88.0)
_NARROW, _WIDE, _PADDING = 98.0, 176.0, 20.0
_PITCH, _LINE = 23.0, 16.0
_OTHERWISE = {"sv": "annars", "en": "otherwise"}
_MANY = 3
_HELD = "\u00a0"
STUB = 10.0


@dataclass(frozen=True)
class Port:
    """Where a way leaves the right side of a box: `offset` from its middle, and the label's lines."""

    way: Way
    offset: float
    lines: tuple[str, ...]


def words_in(words: Words, language: str) -> str:
    """Return the text in a language, or the Swedish where it lacks."""
    return words.get(language) or words.get("sv", "")


def joined(labels: list[str]) -> str:
    """Return labels of choices as one text: "Nej, vet inte"."""
    return ", ".join([*labels[:1], *(label[:1].lower() + label[1:] for label in labels[1:])])


def _choice_text(way: Way, language: str, room: float) -> str:
    """Return what stands beside a way; of many choices "annars". A line breaks between choices where it can."""
    if len(way.choices) >= _MANY:
        return _OTHERWISE.get(language, _OTHERWISE["sv"])
    found = [words_in(choice.label, language) for choice in way.choices]
    if len(found) > 1 and all(width(label, SMALL) <= room for label in found):
        found = [label.replace(" ", _HELD) for label in found]
    return joined(found)


def box_width(label: str) -> float:
    """Return how wide a box must be for its label on at most two lines."""
    return 2.0 * ceil(min(_WIDE, max(_NARROW, narrowest(label, 2) + _PADDING)) / 2)


def labels(chart: Chart, grid: Grid, language: str, room: float) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the lines of text beside each way, by (source, target); none where a question has one way only.

    A text breaks into two lines where it is longer than `room`.
    """
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for way in grid.ways:
        forks = len(chart.steps[grid.spots[way.source].code].targets) > 1
        text = _choice_text(way, language, room) if forks else ""
        lines = wrap(text, max(room, narrowest(text, 2, SMALL)), 2, SMALL)
        found[way.source, way.target] = tuple(line.replace(_HELD, " ") for line in lines)
    return found


def zone(ways: list[Way], lines: dict[tuple[str, str], tuple[str, ...]]) -> float:
    """Return how far from a column's boxes its wires must go straight on, for their labels to stand clear."""
    rooms = [width(line, SMALL) for way in ways if not way.is_detour for line in lines[way.source, way.target]]
    return float(ceil(max(rooms) + 14)) if rooms else STUB


def ports(
    ways: list[Way], rank: dict[str, tuple[int, int]], lines: dict[tuple[str, str], tuple[str, ...]]
) -> tuple[Port, ...]:
    """Spread a box's ways over its right side, in the order of where they lead.

    `rank` says where each target lies: (-1, 0, 1 for above, level, below; how far). The level one leaves the middle.
    """
    ordered = sorted((way for way in ways if not way.is_detour), key=lambda way: rank[way.target])
    offsets: list[float] = []
    for way in ordered:
        above = _PITCH + _LINE * (len(lines[way.source, way.target]) - 1)
        offsets.append(offsets[-1] + above if offsets else 0.0)
    level = [offsets[n] for n, way in enumerate(ordered) if rank[way.target][0] == 0]
    middle = level[0] if level else (offsets[-1] / 2 if offsets else 0.0)
    return tuple(
        Port(way, offset - middle, lines[way.source, way.target]) for way, offset in zip(ordered, offsets, strict=True)
    )


def reach(found: tuple[Port, ...]) -> tuple[float, float]:
    """Return how far a box must reach above and below the line of its row, for its ports to leave its side."""
    offsets = [port.offset for port in found]
    return max([HEIGHT / 2, *(15 - offset for offset in offsets)]), max([HEIGHT / 2, *(15 + o for o in offsets)])
