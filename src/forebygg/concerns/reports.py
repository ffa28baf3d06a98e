"""Pure: what someone tells us, whole and ready to be registered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report, ready to be registered. `code` and `submission` were made with the draft.

    `received_at` is for what came another way before it was written in; else it comes now.
    """

    kind: str
    channel: str
    age_band: str
    what: str
    who: str
    writer: Mapping[str, str]
    code: str
    submission: UUID
    received_at: datetime | None = None

    @property
    def goes_elsewhere(self) -> bool:
        """Say whether the writer asked that somebody here should not read: another desk reads instead."""
        return NOT_FOR in self.writer


# In what is sealed about the writer: of what kind the one is who should not read, and, if the writer said so, who.
NOT_FOR, NOT_FOR_WHO = "not_for", "not_for_who"


def without_wish(writer: str) -> str:
    """Return what is sealed about a writer without whom they would not have read: it goes no further."""
    known = {k: v for k, v in json.loads(writer).items() if k not in (NOT_FOR, NOT_FOR_WHO)} if writer else {}
    return json.dumps(known, ensure_ascii=False) if known else ""
