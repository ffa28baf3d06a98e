"""Counters without addresses."""

from pathlib import Path

from forebygg.kit import limits
from forebygg.kit.kept import kept_fields, whole


def test_counting(tmp_path: Path) -> None:
    """Hits count per key and are forgotten on request."""
    file = tmp_path / "limits.sqlite3"
    for _ in range(3):
        limits.hit(file, "code:a")
    assert limits.count(file, "code:a", 60) == 3
    assert limits.count(file, "code:b", 60) == 0
    limits.clear(file, "code:a")
    assert limits.count(file, "code:a", 60) == 0


def test_no_address_in_the_file(tmp_path: Path) -> None:
    """The client's address is nowhere in the raw file."""
    file = tmp_path / "limits.sqlite3"
    limits.hit(file, f"code:{limits.client(file, '203.0.113.77')}")
    raw = b"".join(part.read_bytes() for part in tmp_path.iterdir())
    assert b"203.0.113.77" not in raw
    assert limits.client(file, "203.0.113.77") == limits.client(file, "203.0.113.77")


def test_what_was_typed_is_kept_but_no_secret() -> None:
    """Long texts are shown again, short values carried along, passwords and tokens never."""
    posted = {"text": "Det här skrev jag nyss", "step": "what", "password": "x", "csrfmiddlewaretoken": "y"}
    assert {field.name: field.is_text for field in kept_fields(posted)} == {"text": True, "step": False}


def test_hostile_numbers_read_as_the_default() -> None:
    """Letters, signs, other scripts' digits and endless rows of them never reach int()."""
    assert whole({"v": "7"}, "v", 3) == 7
    assert [whole({"v": raw}, "v", 3) for raw in ("", "x", "-1", "٣", "9" * 5000)] == [3] * 5
