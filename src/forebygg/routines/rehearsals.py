"""Pure: invented calls to rehearse the routines with. Reads the shipped file; no person and no belief is in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from forebygg.kit.text import Text

_FILE = Path(__file__).parent / "charts" / "rehearsals.yaml"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One invented call: which chart it is walked through, about how many minutes, and what the caller says."""

    code: str
    chart: str
    minutes: int
    title: Text
    call: dict[str, list[str]]

    def lines(self, language: str) -> list[str]:
        """Return what the caller says, in a language; Swedish where it lacks."""
        return self.call.get(language) or self.call["sv"]


@lru_cache(maxsize=1)
def all_rehearsals() -> dict[str, Rehearsal]:
    """Return every invented call by its code."""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        row["code"]: Rehearsal(row["code"], row["chart"], row["minutes"], Text(row["title"]), row["call"])
        for row in rows
    }
