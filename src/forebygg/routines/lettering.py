"""How wide is a text, and how does it break? Estimated by the widths of a common sans serif, so no font is needed."""

from __future__ import annotations

TITLE, SMALL = 15.0, 13.0
_BOLD = 1.03
_WIDTHS = {
    **dict.fromkeys("ijlI.,:;'’|!", 0.28),
    **dict.fromkeys('ftr()-”“"', 0.40),
    **dict.fromkeys("abdeghknopquvxyåäöé0123456789?", 0.59),
    **dict.fromkeys("cszJ", 0.50),
    **dict.fromkeys("mwMW@", 0.92),
    **dict.fromkeys("–+", 0.56),
    " ": 0.26,
    "\u00a0": 0.26,
    "…": 0.80,
}
_OTHER = 0.67


def width(text: str, size: float = TITLE, *, bold: bool = True) -> float:
    """Return the estimated width of one line, in the drawing's units."""
    return sum(_WIDTHS.get(letter, _OTHER) for letter in text) * size * (_BOLD if bold else 1.0)


def wrap(text: str, room: float, lines: int, size: float = TITLE, *, bold: bool = True) -> tuple[str, ...]:
    """Break a text into at most `lines` lines of at most `room`; what does not fit ends with an ellipsis."""
    done = _lines(_words(text), room, size, bold=bold)
    if len(done) > lines:
        done = [*done[: lines - 1], " ".join(done[lines - 1 :])]
    return tuple(_cut(line, room, size, bold=bold) for line in done)


def narrowest(text: str, lines: int, size: float = TITLE, *, bold: bool = True) -> float:
    """Return the least room in which the text fits in so many lines."""
    words = _words(text)
    joined = [" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1)]
    for room in sorted(width(part, size, bold=bold) for part in joined):
        if len(_lines(words, room, size, bold=bold)) <= lines and all(
            width(word, size, bold=bold) <= room for word in words
        ):
            return room
    return 0.0


def _words(text: str) -> list[str]:
    """Split at plain spaces only: a non-breaking space holds words together."""
    return [word for word in text.split(" ") if word]


def _lines(words: list[str], room: float, size: float, *, bold: bool) -> list[str]:
    done: list[str] = []
    for word in words:
        longer = f"{done[-1]} {word}" if done else word
        if done and width(longer, size, bold=bold) <= room:
            done[-1] = longer
        else:
            done.append(word)
    return done


def _cut(line: str, room: float, size: float, *, bold: bool) -> str:
    if width(line, size, bold=bold) <= room + 0.01:
        return line
    while line and width(f"{line}…", size, bold=bold) > room:
        line = line[:-1].rstrip()
    return f"{line}…"
