"""A document as its blocks: what every format is read into, and every element is found in. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from forebygg.files.sentences import split

LONGEST_SENTENCE = 1_500  # nobody writes longer; what is, is no sentence
Kind = Literal["heading", "text", "item", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, an item of a list or a row of a table, with the page it stood on (0: unknown)."""

    kind: Kind
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()
    page: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the block it stands in."""

    text: str
    block: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next. `within` are the headings above it, outermost first."""

    heading: str
    level: int
    start: int
    blocks: tuple[Block, ...]
    within: tuple[str, ...] = ()

    def sentences(self) -> Iterator[Sentence]:
        """Yield the sentences of paragraphs and items, in reading order."""
        for offset, block in enumerate(self.blocks):
            for text in split(block.text) if block.kind in ("text", "item") else ():
                if len(text) <= LONGEST_SENTENCE:
                    yield Sentence(text, self.start + offset)


@dataclass(frozen=True)
class Document:
    """What was read: the blocks in reading order, and what the file itself called itself (a hint, never trusted)."""

    blocks: tuple[Block, ...]
    name: str = ""
    hints: dict[str, str] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """Return everything as lines, one block a line."""
        return "\n".join(block.text for block in self.blocks)

    def sections(self) -> list[Section]:
        """Return the sections in order; what stands before the first heading is a section without one."""
        found: list[Section] = []
        above: list[tuple[int, str]] = []
        heading, level, start = "", 0, 0
        for index, block in enumerate((*self.blocks, Block("heading", ""))):
            if block.kind != "heading":
                continue
            if index > start or heading:
                within = tuple(text for lower, text in above if lower < level)
                found.append(Section(heading, level, start, self.blocks[start:index], within))
            above = [(lower, text) for lower, text in above if lower < block.level] + [(block.level, block.text)]
            heading, level, start = block.text, block.level, index + 1
        return found

    def sentences(self) -> Iterator[Sentence]:
        """Yield every sentence outside headings and tables."""
        for section in self.sections():
            yield from section.sentences()
