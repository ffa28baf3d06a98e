"""A file read in a process of its own, within bounds of time and memory: it may be made to break what reads it. Pure.

`python -m forebygg.importing.reading` takes a file on standard input and prints what it found as JSON.
"""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from typing import Any

from forebygg.files import apart
from forebygg.files.document import Block, Document
from forebygg.files.formats import refusal, sniffing
from forebygg.files.formats.refusal import Refused
from forebygg.importing.suggestion import Understood


@dataclass(frozen=True)
class Reading:
    """A file as it was read, persons masked, and what it seems to say."""

    document: Document
    understood: Understood


def read_apart(data: bytes, name: str = "") -> Reading:
    """Read and understand a file in a child process. Raises Refused, also when the child dies of it."""
    if len(data) > sniffing.LARGEST:
        raise Refused(refusal.TOO_LARGE)
    found = apart.run("forebygg.importing.reading", data, name[:200])
    blocks = tuple(Block(**{**each, "cells": tuple(each["cells"])}) for each in found["blocks"])
    return Reading(Document(blocks, name, dict(found["hints"])), Understood.of(found["understood"]))


def _read(data: bytes) -> dict[str, Any]:
    # Loaded by the process that reads: whoever only sends the file on needs none of it.
    from forebygg.importing import masking, stacked
    from forebygg.importing.understanding import understand

    name = sys.argv[1] if len(sys.argv) > 1 else ""
    found = stacked.restack(masking.mask(sniffing.read(data, name)))
    understood = understand(found)
    blocks = [asdict(block) for block in found.blocks]
    return {"blocks": blocks, "hints": found.hints, "understood": understood.plain()}


if __name__ == "__main__":
    sys.exit(apart.answer(_read))
