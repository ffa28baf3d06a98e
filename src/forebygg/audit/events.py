"""The register of event codes. Codes are stored for ever and never renamed; labels may be reworded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class EventCode:
    """A stable code ("concern.registered") and what people read in the log."""

    code: str
    label: Any


REGISTER: dict[str, EventCode] = {}


def event(code: str, label: Any) -> EventCode:
    """Register an event code. Raises ValueError if it exists: two rooms must not share one."""
    if code in REGISTER:
        raise ValueError(f"event code {code} is registered twice")
    REGISTER[code] = EventCode(code, label)
    return REGISTER[code]


OPENED = event("audit.opened", _("öppnade"))
REFUSED = event("audit.refused", _("nekades"))
EDITED = event("audit.edited", _("ändrade"))
