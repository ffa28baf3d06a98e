"""Counters without addresses."""

import sqlite3
import time
from pathlib import Path

import pytest

from forebygg.kit import limits
from forebygg.kit.kept import kept_fields, whole


def test_counting(tmp_path: Path) -> None:
    """Hits count per key; the latest can be taken back."""
    file = tmp_path / "limits.sqlite3"
    for _ in range(3):
        limits.hit(file, "code:a")
    assert limits.count(file, "code:a", 60) == 3
    assert limits.count(file, "code:b", 60) == 0
    limits.hit(file, "code:b")
    limits.forgive(file, "code:a")
    assert (limits.count(file, "code:a", 60), limits.count(file, "code:b", 60)) == (2, 1)
    limits.forgive(file, "code:c")


def test_no_address_in_the_file(tmp_path: Path) -> None:
    """The client's address is nowhere in the raw file."""
    file = tmp_path / "limits.sqlite3"
    limits.hit(file, f"code:{limits.client(file, '203.0.113.77')}")
    raw = b"".join(part.read_bytes() for part in tmp_path.iterdir())
    assert b"203.0.113.77" not in raw
    assert limits.client(file, "203.0.113.77") == limits.client(file, "203.0.113.77")


def test_yesterday_goes_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody comes any more; the sweep takes hash and salt out of the file and its log, to the last byte."""
    file = tmp_path / "limits.sqlite3"
    hashed = limits.client(file, "203.0.113.77")
    limits.hit(file, f"code:{hashed}")
    salt = sqlite3.connect(file).execute("SELECT value FROM salt").fetchone()[0]
    assert limits.sweep(file) == 0 and limits.count(file, f"code:{hashed}", 60) == 1
    later = time.time() + 90_000
    monkeypatch.setattr(limits.time, "time", lambda: later)
    assert limits.sweep(file) == 1
    raw = b"".join(part.read_bytes() for part in tmp_path.iterdir())
    assert hashed.encode() not in raw and salt.encode() not in raw


def test_what_was_typed_is_kept_but_no_secret() -> None:
    """Long texts are shown again, short values carried along, passwords and tokens never."""
    posted = {"text": "Det här skrev jag nyss", "step": "what", "password": "x", "csrfmiddlewaretoken": "y"}
    assert {field.name: field.is_text for field in kept_fields(posted)} == {"text": True, "step": False}


def test_hostile_numbers_read_as_the_default() -> None:
    """Letters, signs, other scripts' digits and endless rows of them never reach int()."""
    assert whole({"v": "7"}, "v", 3) == 7
    assert [whole({"v": raw}, "v", 3) for raw in ("", "x", "-1", "٣", "9" * 5000)] == [3] * 5
