"""Who is at work on this installation: `serve`, `loop` and `tick` hold a shared lock for as long as they live.

What must be alone (restoring, rotating keys) asks for the whole lock. It lies in the home; on PostgreSQL other machines
are seen as sessions of the same account.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

from forebygg.site.backup import Refused, stores

try:
    import fcntl
except ImportError:  # Windows: no such lock
    fcntl = None  # type: ignore[assignment]

_LOCK, _UNFINISHED = "running.lock", "restore.unfinished"


def unfinished() -> Path:
    """Return the mark of a restore that is under way, or was cut off."""
    return Path(settings.HOME) / _UNFINISHED


def take_part() -> None:
    """Say that this process and its children are at work, until they end. Raises Refused when something is alone.

    The handle is never closed: children share it, and the kernel gives the lock back with the last of them.
    """
    if unfinished().exists():
        raise Refused(
            f"a restore was cut off ({unfinished()}). What lies here may be half of one time and half of another: "
            "run the same `forebygg restore` again, with --replace."
        )
    if fcntl is None:
        return
    try:
        fcntl.flock(_handle(), fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Refused("a restore or a rotation of keys is under way here. Wait for it.") from error


@contextmanager
def alone() -> Iterator[None]:
    """Be the only one at work. Raises Refused when a server, a loop or another of our sessions is there."""
    handle = None
    if fcntl is not None:
        handle = _handle()
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(handle)
            raise Refused("the server or the loop is at work. Stop it first.") from error
    try:
        connections.close_all()
        for alias in stores.STORES:
            if others := stores.other_sessions(stores.settings_of(alias)):
                raise Refused(
                    f"{others} other sessions of this account are at work in the store {stores.STORES[alias]}. "
                    "Stop the server and the loop first, on every machine."
                )
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _handle() -> int:
    return os.open(Path(settings.HOME) / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
