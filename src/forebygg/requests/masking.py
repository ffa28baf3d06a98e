"""Pure: a text with some of it covered. A cover is one mark of the same width, however much lies under it.

What is covered is not in what comes out: not its letters, not their number, and not how many covers lay side by side.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from forebygg.kit.text import clean_text

COVER = "\u2588" * 5
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?]+[\"'”’)]*|\n+|$)\s*")
_WORD = re.compile(r"[\w-]")
_COVERS = re.compile(rf"{COVER}(?:[\s,;:.–-]*{COVER})+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of what leaves: words, or a cover."""

    text: str
    is_covered: bool


def tidy(text: str) -> str:
    """Return a text as it is masked and shown: composed letters, nothing invisible, no cover of its own."""
    return unicodedata.normalize("NFC", clean_text(text)).replace("\u2588", "#")


def sentences(text: str) -> list[str]:
    """Return a tidied text cut into sentences and lines; joined they are the text again."""
    return [found for found in _SENTENCE.findall(text) if found]


def cover(text: str, hidden: Collection[int], passages: Iterable[str]) -> str:
    """Return a tidied text with some sentences (by number) and every occurrence of some passages covered.

    A passage is found however its letters are cased and its words spaced, and takes the whole words it stands in.
    Says nothing of a passage that is not there: `missing` does, over several texts.
    """
    covered = [False] * len(text)
    start = 0
    for number, sentence in enumerate(sentences(text)):
        if number in hidden:
            end = start + len(sentence.rstrip())
            covered[start:end] = [True] * (end - start)
        start += len(sentence)
    for passage in passages:
        for first, last in _found(text, passage):
            covered[first:last] = [True] * (last - first)
    return _COVERS.sub(COVER, _joined(text, covered))


def missing(texts: Collection[str], passages: Iterable[str]) -> list[str]:
    """Return the passages that stand in none of some texts: misspelt, they would leave what they meant uncovered."""
    return [passage for passage in passages if not any(_found(text, passage) for text in texts)]


def pieces(text: str) -> list[Piece]:
    """Return a covered text as runs, for a page or a document that draws its covers."""
    parts = re.split(f"({COVER})", text)
    return [Piece("" if part == COVER else part, part == COVER) for part in parts if part]


def _found(text: str, passage: str) -> list[tuple[int, int]]:
    words = tidy(passage).split()
    if not words:
        return []
    spaced = r"\s+".join(re.escape(word) for word in words)
    pattern = re.compile(rf"(?=({spaced}))", re.IGNORECASE)
    return [_whole_words(text, *match.span(1)) for match in pattern.finditer(text)]


def _whole_words(text: str, first: int, last: int) -> tuple[int, int]:
    while first and _WORD.match(text[first]) and _WORD.match(text[first - 1]):
        first -= 1
    while last < len(text) and _WORD.match(text[last - 1]) and _WORD.match(text[last]):
        last += 1
    return first, last


def _joined(text: str, covered: list[bool]) -> str:
    made, under = [], False
    for letter, is_covered in zip(text, covered, strict=True):
        if is_covered and not under:
            made.append(COVER)
        elif not is_covered:
            made.append(letter)
        under = is_covered
    return "".join(made)
