"""A server that has answered for long is no larger than one that has just warmed up. In the soak only."""

from __future__ import annotations

import random
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.crash.stage import Stage, Visitor
from tests.seeds import SOAK

pytestmark = pytest.mark.crash
WARM, LONG, MORE = 1_000, 10_000, 1.1
PAGES = (
    "",
    "beratta",
    "akut",
    "ring",
    "kontakt",
    "svar",
    "fraga",
    "rutiner",
    "anmal-handelse",
    "en/",
    "arbete/",
    "nope",
)


def resident(group: int) -> int:
    """Return the kilobytes that a group of processes holds in memory."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                status = stat.with_name("status").read_text()
                total += int(status.partition("VmRSS:")[2].split()[0])
        except (OSError, IndexError, ValueError):
            continue  # it ended meanwhile
    return total


@pytest.mark.skipif(not SOAK, reason="in the soak only")
def test_ten_thousand_requests_leave_no_more_than_a_thousand(tmp_path: Path) -> None:
    """Open pages, sent worries, wrong codes, missing pages."""
    stage, rng, held = Stage(tmp_path), random.Random(1), {}
    stage.start()
    try:
        assert stage.process is not None
        for number in range(1, LONG + 1):
            if number % 50 == 0:
                Visitor(stage, "En berättelse.").tell()
            url = f"http://127.0.0.1:{stage.port}/vaxjo/{rng.choice(PAGES)}"
            body = b"code=1234123412341234" if number % 20 == 0 else None
            try:
                urllib.request.urlopen(urllib.request.Request(url, body), timeout=10).close()
            except urllib.error.HTTPError as error:
                assert error.code < 500, url
            if number in (WARM, LONG):
                held[number] = resident(stage.process.pid)
    finally:
        stage.kill()
    print(f"{held[WARM]} kB after {WARM}, {held[LONG]} kB after {LONG} requests")
    assert held[LONG] <= MORE * held[WARM]
