"""Demo or live: read once from the environment. `site` refuses to start when it differs from what was installed."""

from __future__ import annotations

import os
from typing import Literal

Mode = Literal["demo", "live"]


def mode() -> Mode:
    """Return "live" only when it is said in so many words; everything else is a rehearsal."""
    return "live" if os.environ.get("FOREBYGG_MODE") == "live" else "demo"


def is_demo() -> bool:
    """Say whether every page, document and picture must carry the watermark."""
    return mode() == "demo"
