"""Counters against guessing and flooding, in a file of their own: losing it costs nothing, so it is never synced.

A client is known by a salted hash of its address, with a salt that lives for a day at most; the address itself is
nowhere. Nothing sleeps in a worker.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DAY = 86_400
_local = threading.local()


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    connections: dict[str, sqlite3.Connection] = _local.__dict__.setdefault("connections", {})
    connection = connections.get(str(path))
    if connection is None:
        connection = sqlite3.connect(path, timeout=5, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA secure_delete=ON")  # what is forgotten is overwritten
        connection.execute("CREATE TABLE IF NOT EXISTS hit (key TEXT, at REAL)")
        connection.execute("CREATE INDEX IF NOT EXISTS hit_key ON hit (key, at)")
        connection.execute("CREATE TABLE IF NOT EXISTS salt (day INTEGER PRIMARY KEY, value TEXT)")
        connections[str(path)] = connection
    yield connection


def client(path: Path, address: str) -> str:
    """Return a salted hash of an address. It changes every day, and yesterday's salt is gone."""
    day = int(time.time() // _DAY)
    with _open(path) as connection:
        connection.execute("INSERT OR IGNORE INTO salt VALUES (?, ?)", (day, secrets.token_hex(16)))
        connection.execute("DELETE FROM salt WHERE day < ?", (day,))
        (salt,) = connection.execute("SELECT value FROM salt WHERE day = ?", (day,)).fetchone()
    return hashlib.sha256(f"{salt}|{address}".encode()).hexdigest()[:24]


def count(path: Path, key: str, seconds: int) -> int:
    """Return how many hits a key has had in the last seconds."""
    with _open(path) as connection:
        row = connection.execute("SELECT count(*) FROM hit WHERE key = ? AND at > ?", (key, time.time() - seconds))
        return int(row.fetchone()[0])


def hit(path: Path, key: str) -> None:
    """Count one hit, and forget those older than a day."""
    with _open(path) as connection:
        connection.execute("INSERT INTO hit VALUES (?, ?)", (key, time.time()))
        connection.execute("DELETE FROM hit WHERE at < ?", (time.time() - _DAY,))


def sweep(path: Path) -> int:
    """Forget hits and salts older than a day, out of the file and its log too, also when nobody has come since; called
    by the hourly loop. Returns how many hits went."""
    with _open(path) as connection:
        connection.execute("DELETE FROM salt WHERE day < ?", (int(time.time() // _DAY),))
        gone = connection.execute("DELETE FROM hit WHERE at < ?", (time.time() - _DAY,)).rowcount
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return gone


def forgive(path: Path, key: str) -> None:
    """Take back a key's latest hit: that one proved itself. Those before it did not."""
    with _open(path) as connection:
        connection.execute("DELETE FROM hit WHERE rowid = (SELECT max(rowid) FROM hit WHERE key = ?)", (key,))
