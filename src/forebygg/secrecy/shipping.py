"""Pure: reads the shipped doors into rows for `actions.load_shipped_doors`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "shipped" / "doors.yaml"


def rows() -> list[dict[str, Any]]:
    """Return one mapping per shipped door."""
    found: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return [row | {"valid_from": str(row["valid_from"])} for row in found]
