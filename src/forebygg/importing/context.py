"""What every element looks at: the document, its sections, labels and sentences, found once. Pure."""

from __future__ import annotations

import re
from functools import cached_property

from forebygg.files.document import Block, Document, Section, Sentence
from forebygg.importing import kinds, labels
from forebygg.importing.labels import Labelled

_BARE = re.compile(r"^(?:\d+(?:\.\d+)*\.?\s*)")


class Context:
    """A document with what is derived from it. Elements read it and change nothing."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.document.blocks

    @cached_property
    def sections(self) -> list[Section]:
        return self.document.sections()

    @cached_property
    def labels(self) -> list[Labelled]:
        return labels.collect(self.document)

    @cached_property
    def sentences(self) -> list[Sentence]:
        return list(self.document.sentences())

    @cached_property
    def _by_block(self) -> dict[int, list[Sentence]]:
        found: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            found.setdefault(sentence.block, []).append(sentence)
        return found

    def sentences_of(self, block: int) -> list[Sentence]:
        """Return the sentences of one block."""
        return self._by_block.get(block, [])

    def said_in(self, block: int) -> list[str]:
        """Return the sentences of one block as texts."""
        return [sentence.text for sentence in self.sentences_of(block)]

    @cached_property
    def is_case(self) -> bool:
        """Is it a paper of a case (a proposal, a letter), rather than the plan itself?"""
        return bool(kinds.CASE.search("\n".join(block.text for block in self.blocks[:12])))

    def labelled(self, *keys: str) -> list[Labelled]:
        """Return the labels of those kinds that have a value, in order."""
        return [each for each in self.labels if each.key in keys and each.value]

    def items_after(self, block: int) -> list[tuple[int, Block]]:
        """Return the list that follows a block, with indexes; empty when something else does."""
        found = []
        for index in range(block + 1, len(self.blocks)):
            each = self.blocks[index]
            if each.kind != "item":
                break
            found.append((index, each))
        return found

    def under(self, pattern: re.Pattern[str]) -> list[Section]:
        """Return the sections whose heading says that."""
        return [section for section in self.sections if pattern.search(bare(section.heading))]


def bare(heading: str) -> str:
    """Return a heading without its number."""
    return _BARE.sub("", heading).strip()
