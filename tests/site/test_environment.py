"""The start of a live installation refuses what belongs to rehearsals, with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def _start(tmp_path: Path, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FOREBYGG", "DJANGO"))}
    given = {
        "FOREBYGG_HOME": str(tmp_path),
        "FOREBYGG_SECRET_KEY": "x" * 60,
        "FOREBYGG_MASTER_KEY": "ab" * 32,
        "FOREBYGG_MODE": "live",
    }
    command = [sys.executable, "-c", "import forebygg.site.settings"]
    environment = kept | given | more
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_live_starts_and_refuses_a_moved_clock(tmp_path: Path) -> None:
    """Without the variable it starts; with it, it stops and says why. A demo may move its clock."""
    assert _start(tmp_path).returncode == 0
    moved = _start(tmp_path, FOREBYGG_CLOCK_SHIFT_SECONDS="3600")
    assert moved.returncode != 0 and "FOREBYGG_CLOCK_SHIFT_SECONDS is refused in live mode" in moved.stderr
    assert _start(tmp_path, FOREBYGG_CLOCK_SHIFT_SECONDS="3600", FOREBYGG_MODE="demo").returncode == 0
