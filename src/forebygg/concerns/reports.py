"""Pure: what someone tells us, whole and ready to be registered."""

from __future__ import annotations

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
