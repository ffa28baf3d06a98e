"""A chart as an SVG drawing: the same on the desk with "Du är här", on the public page and in print.

Only class names, no style attributes, so that it stands under a strict content security policy. `standalone` adds a
style block with fixed light colours, for files and PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from forebygg.routines.faces import joined, words_in
from forebygg.routines.geometry import Box, Layout, Letters, Wire
from forebygg.routines.layout import layout
from forebygg.routines.lettering import SMALL, narrowest, width, wrap
from forebygg.routines.outline import Row, RowChoice, outline
from forebygg.routines.shape import Chart, Position
from forebygg.routines.standing import states

__all__ = ["Row", "RowChoice", "WORDS", "draw", "outline"]

WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "title": "Flödesschema",
        "here": "Du är här",
        "beside": "Vid sidan av vägen, öppet tills det är gjort",
        "done": "Klara steg",
        "now": "Pågår",
        "ended": "Vägen är slut",
        "next": "Möjliga vägar",
        "open": "Öppet vid sidan",
    },
    "en": {
        "title": "Flow chart",
        "here": "You are here",
        "beside": "Beside the path, open until it is done",
        "done": "Steps done",
        "now": "Now",
        "ended": "The path has ended",
        "next": "Possible ways",
        "open": "Open beside",
    },
}
_LINE, _SUB_LINE, _BEND = 17.0, 15.0, 7.0
_ROOM = 10.0
_CLASSES = {"done": "is-done", "here": "is-here", "off": "is-off", "ahead": ""}
_STYLE = """.flow{font-family:"Noto Sans",system-ui,sans-serif;background:#fff}
.flow text{text-anchor:middle;font-size:15px;font-weight:600;fill:#15211f}
.flow .flow__sub{font-size:13px;font-weight:400}.flow .flow__choice{font-size:13px;font-weight:600}
.flow .flow__start{text-anchor:start}.flow .label-muted{fill:#4b5a57}
.flow path{fill:none;stroke:#6d7c78;stroke-width:2}.flow .is-walked{stroke:#0b5351;stroke-width:3.5}
.flow .is-not-taken{stroke-dasharray:2 4}.flow rect{fill:#fff;stroke:#6d7c78;stroke-width:2}
.flow .is-done rect{fill:#0b5351;stroke:#0b5351}.flow .is-done text{fill:#fff}
.flow .is-off rect{fill:#f3f6f4;stroke-dasharray:5 4}.flow .is-off text{fill:#4b5a57}
.flow .is-here rect{fill:#f5b32f;stroke:#15211f;stroke-width:3}
.flow .is-duty rect{fill:#f3f6f4;stroke:#0b5351}.flow .is-locked rect{fill:#e6edea}
.flow .flow__duty-line{stroke:#0b5351;stroke-dasharray:1 6;stroke-linecap:round}
.flow .flow__ring{fill:#fff;stroke:#0b5351;stroke-width:3}.flow .flow__lock{stroke:#15211f;stroke-width:1.5}
.flow .here-flag path,.flow .here-flag rect{fill:#f5b32f;stroke:#15211f}
.flow marker path{stroke:none;fill:#6d7c78}.flow marker .arrow-walked{fill:#0b5351}"""


def draw(
    chart: Chart,
    position: Position | None = None,
    language: str = "sv",
    *,
    notes: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    standalone: bool = False,
) -> str:
    """Return the chart as one <svg> element.

    `notes` gives short texts under a step's or duty's label, by code (a deadline in words); `labels` overrides WORDS,
    and its "id" the prefix of the drawing's ids. Labels come from the chart in `language`, or Swedish where it lacks.
    """
    words = {**WORDS.get(language, WORDS["sv"]), "id": f"flow-{chart.code}", **(labels or {})}
    return _Pen(chart, position, language, dict(notes or {}), words).svg(standalone=standalone)


class _Pen:
    def __init__(
        self, chart: Chart, position: Position | None, language: str, notes: dict[str, str], words: dict[str, str]
    ) -> None:
        self.chart, self.position, self.language = chart, position, language
        self.notes, self.words = notes, words
        self.plan: Layout = layout(chart, language)
        self.taken = dict(position.walked) if position else {}
        self.states = states(chart, position)

    def svg(self, *, standalone: bool) -> str:
        name = escape(self.words["id"])
        size = f"{_n(self.plan.width)} {_n(self.plan.height)}"
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="flow" viewBox="0 0 {size}" role="img"'
            f' aria-labelledby="{name}-title" aria-describedby="{name}-text">'
        )
        parts = [head, f'<title id="{name}-title">{escape(self._title())}</title>']
        parts += [f'<desc id="{name}-text">{escape(self._told())}</desc>']
        parts += [f"<style>{_STYLE}</style>"] if standalone else []
        parts += [_marker(f"{name}-arrow", ""), _marker(f"{name}-arrow-walked", ' class="arrow-walked"')]
        parts += self._wires(name)
        parts += self._beside()
        parts += [self._box(box) for box in self.plan.boxes]
        parts += [self._duty(box) for box in self.plan.duties]
        parts += [_ring(wire) for wire in self.plan.duty_wires if self._is_open(wire)]
        parts += [self._flag(box) for box in self.plan.boxes if self.position and self._state(box) == "here"]
        return "\n".join([*parts, "</svg>"])

    def _label(self, code: str) -> str:
        item = self.chart.steps.get(code) or self.chart.duties[code]
        return words_in(item.label, self.language)

    def _state(self, box: Box) -> str:
        """Give a box its state; of an end's copies only the one on the path counts as reached, or as still ahead."""
        state = self.states[box.code]
        if self.chart.steps[box.code].kind != "end" or self.position is None:
            return state
        sources = [wire.source for wire in self.plan.wires if wire.target == box.key]
        if state == "here":
            last = self.position.walked[-1][0] if self.position.walked else ""
            return "here" if last in sources or not sources else "off"
        return state if any(self.states[source] in ("here", "ahead") for source in sources) else "off"

    def _way(self, wire: Wire) -> str:
        if self.position is None:
            return ""
        if wire.source in self.taken:
            is_taken = not wire.choices or self.taken[wire.source] in wire.choices
            return "is-walked" if is_taken else "is-not-taken"
        return "is-not-taken" if self.states[wire.source] == "off" else ""

    def _wires(self, name: str) -> Iterator[str]:
        order = {"is-not-taken": 0, "": 1, "is-walked": 2}
        for wire in sorted(self.plan.wires, key=lambda wire: order[self._way(wire)]):
            state = self._way(wire)
            arrow = f"{name}-arrow-walked" if state == "is-walked" else f"{name}-arrow"
            yield f'<path{_class(state)} d="{_path(wire)}" marker-end="url(#{arrow})"/>'
        for wire in self.plan.duty_wires:
            name = "flow__duty-line" if self._is_open(wire) else "is-not-taken"
            yield f'<path class="{name}" d="{_path(wire)}"/>'
        for wire in self.plan.wires:
            yield from (_text(letters, "flow__choice") for letters in wire.label)

    def _box(self, box: Box) -> str:
        step, state = self.chart.steps[box.code], self._state(box)
        shows_lock = self.position is None and step.locked
        name = _CLASSES[state] or ("is-locked" if shows_lock else "")
        lock = _lock(box) if shows_lock else ""
        round_by = "26" if step.kind == "end" else "9"
        return f"<g{_class(name)}>{_rect(box, round_by)}{lock}{self._inside(box, self._note(box.code))}</g>"

    def _note(self, code: str) -> str:
        if code in self.notes:
            return self.notes[code]
        taken = [choice for choice in self.chart.steps[code].choices if choice.code == self.taken.get(code)]
        return words_in(taken[0].label, self.language) if taken else ""

    def _duty(self, box: Box) -> str:
        is_open = self._is_opened(box.code)
        note = self.notes.get(box.code, "") or self._opened_by(box)
        return f"<g{_class('is-duty' if is_open else 'is-off')}>{_rect(box, '9')}{self._inside(box, note)}</g>"

    def _is_opened(self, code: str) -> bool:
        return self.position is None or code in self.position.opened

    def _is_open(self, wire: Wire) -> bool:
        """Tell whether the step at this line's beginning is what opened the duty, or may."""
        duty = next(box for box in self.plan.duties if box.key == wire.target)
        source = self._code(wire.source)
        if self.position is None or not self._is_opened(duty.code):
            return self.position is None
        if wire.choices:
            return self.taken.get(source) in wire.choices
        return self.states[source] in ("done", "here")

    def _opened_by(self, box: Box) -> str:
        wire = next(wire for wire in self.plan.duty_wires if wire.target == box.key)
        step = self.chart.steps[self._code(wire.source)]
        found = [words_in(choice.label, self.language) for choice in step.choices if choice.code in wire.choices]
        return joined(found)

    def _code(self, key: str) -> str:
        return next(box.code for box in self.plan.boxes if box.key == key)

    def _inside(self, box: Box, note: str) -> str:
        room = box.width - _ROOM
        label = self._label(box.code)
        title = wrap(label, room if width(label) <= room else min(room, narrowest(label, 2)), 2)
        left = int((box.height - 6 - _LINE * len(title)) / _SUB_LINE)
        sub = wrap(note, room, min(2, left), SMALL, bold=False)
        x, middle = box.centre, (box.y + box.bottom) / 2
        y = middle - (_LINE * len(title) + _SUB_LINE * len(sub)) / 2 + 13
        rows = [_text(Letters(x, y + _LINE * n, line, starts=False), "") for n, line in enumerate(title)]
        y += _LINE * len(title) - 1
        rows += [_text(Letters(x, y + _SUB_LINE * n, line, starts=False), "flow__sub") for n, line in enumerate(sub)]
        return "".join(rows)

    def _flag(self, box: Box) -> str:
        text = self.words["here"]
        wide = width(text) + 24
        left = self._flag_left(box, wide)
        point = min(max(box.centre, left + 14), left + wide - 14)
        word = _text(Letters(left + wide / 2, box.y - 22, text, starts=False), "")
        return (
            f'<g class="here-flag"><path d="M{_n(point)} {_n(box.y - 4)}l-8-10h16z"/>'
            f'<rect x="{_n(left)}" y="{_n(box.y - 42)}" width="{_n(wide)}" height="28" rx="6"/>{word}</g>'
        )

    def _flag_left(self, box: Box, wide: float) -> float:
        """Stand above the middle of the box, or beside what comes in or goes out there, and hide no words."""
        middle, left, right = box.centre - wide / 2, box.centre - 10 - wide, box.centre + 10
        wires = (*self.plan.wires, *self.plan.duty_wires)
        words = [(letters, letters.x + width(letters.text, SMALL)) for wire in wires for letters in wire.label]
        near = [(letters.x, end) for letters, end in words if box.y - 54 < letters.y < box.y + 4]
        is_busy = any(self._touches_top(wire, box) for wire in wires)
        places = [left, right, *(end + 4 for _, end in near), middle] if is_busy else [middle, left, right]
        fitting = [place for place in places if 2 <= place <= self.plan.width - wide - 2]
        clear = [place for place in fitting if not any(x < place + wide and place < end for x, end in near)]
        return next(iter(clear or fitting or [2.0]))

    @staticmethod
    def _touches_top(wire: Wire, box: Box) -> bool:
        return any(abs(x - box.centre) < 1 and abs(y - box.y) < 1 for x, y in (wire.points[0], wire.points[-1]))

    def _beside(self) -> Iterator[str]:
        if self.plan.beside and self.plan.duties:
            x, y = self.plan.beside
            for n, line in enumerate(wrap(self.words["beside"], 190, 2, SMALL, bold=False)):
                yield _text(Letters(x, y + 17 * n, line), "flow__sub", "label-muted")

    def _title(self) -> str:
        title = f"{self.words['title']}: {words_in(self.chart.title, self.language)}."
        if self.position is None:
            return title
        step = self.position.step
        return f"{title} {self.words['here']}: {self._label(step.code if step else self.position.end)}."

    def _told(self) -> str:
        """Say in words what the drawing shows."""
        if self.position is None:
            return f"{', '.join(self._label(code) for code in self.chart.steps)}."
        step = self.position.step
        now = self._label(step.code if step else self.position.end)
        done = [f"{self._label(code)} {self._note(code)}".strip() for code, _ in self.position.walked]
        said = [f"{self.words['done']}: {', '.join(done)}."] if done else []
        said.append(f"{self.words['now' if step else 'ended']}: {now}.")
        ways = [self._label(code) for code in step.targets if code in self.chart.steps] if step else []
        said += [f"{self.words['next']}: {', '.join(ways)}."] if ways else []
        duties = [f"{self._label(code)} {self.notes.get(code, '')}".strip() for code in self.position.opened]
        said += [f"{self.words['open']}: {', '.join(duties)}."] if duties else []
        return " ".join(said)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _path(wire: Wire) -> str:
    """Draw the wire with soft bends."""
    points = wire.points
    parts = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        (x1, y1), (x2, y2) = _near(here, before), _near(here, after)
        parts.append(f"L{_n(x1)} {_n(y1)}Q{_n(here[0])} {_n(here[1])} {_n(x2)} {_n(y2)}")
    return "".join([*parts, f"L{_n(points[-1][0])} {_n(points[-1][1])}"])


def _near(here: tuple[float, float], there: tuple[float, float]) -> tuple[float, float]:
    """Return the point on the way from here to there where a bend begins: at most half-way."""
    length = abs(there[0] - here[0]) + abs(there[1] - here[1])
    part = min(_BEND, length / 2) / length if length else 0.0
    return here[0] + (there[0] - here[0]) * part, here[1] + (there[1] - here[1]) * part


def _ring(wire: Wire) -> str:
    x, y = wire.points[-1]
    return f'<circle class="flow__ring" cx="{_n(x)}" cy="{_n(y)}" r="6"/>'


def _rect(box: Box, round_by: str) -> str:
    place = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'
    return f'<rect {place} rx="{round_by}"/>'


def _lock(box: Box) -> str:
    place = f"translate({_n(box.x + 6)} {_n(box.y + 4)}) scale(.9)"
    return f'<path class="flow__lock" transform="{place}" d="M0 4h9v6.5H0zM2 4V2.800a2.500 2.500 0 0 1 5 0V4"/>'


def _text(letters: Letters, *names: str) -> str:
    kept = [name for name in (*names, "flow__start" if letters.starts else "") if name]
    return f'<text{_class(" ".join(kept))} x="{_n(letters.x)}" y="{_n(letters.y)}">{escape(letters.text)}</text>'


def _marker(name: str, classes: str) -> str:
    return (
        f'<defs><marker id="{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="10" markerHeight="10"'
        f' markerUnits="userSpaceOnUse" orient="auto"><path{classes} d="M0 0l10 5-10 5z"/></marker></defs>'
    )
