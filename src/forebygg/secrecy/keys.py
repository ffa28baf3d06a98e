"""The keys' store: master key → board key → data key.

Order is law. A new key's transaction is innermost and commits before the main one: an orphan key is harmless, a text
without a key would be a lost worry. The main store is never asked inside a `keys` transaction.
"""

from __future__ import annotations

import time as monotonic
from collections.abc import Iterable
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connections, transaction

from forebygg.kit import crypto
from forebygg.secrecy.models import BoardKey, DataKey

_STORE = "keys"


def _master() -> bytes:
    return crypto.derive(bytes.fromhex(settings.FOREBYGG_MASTER_KEY), "forebygg board keys")


def code_key() -> bytes:
    """Return the key under which receipt codes are kept as fingerprints."""
    return crypto.derive(bytes.fromhex(settings.FOREBYGG_MASTER_KEY), "forebygg receipt codes")


def visit_key() -> bytes:
    """Return the key under which a visitor's cookie is sealed."""
    return crypto.derive(bytes.fromhex(settings.FOREBYGG_MASTER_KEY), "forebygg visits")


# Wrapped board keys never change until they are rotated; they lie in memory for a few seconds, still wrapped.
_SECONDS_IN_MEMORY = 5.0
_memory: dict[UUID, tuple[float, bytes]] = {}


def _board_key(board: UUID) -> bytes:
    kept = _memory.get(board)
    if kept is None or monotonic.monotonic() - kept[0] >= _SECONDS_IN_MEMORY:
        row = BoardKey.objects.filter(board=board).first()
        if row is None:
            fresh = crypto.wrap(_master(), crypto.new_key())
            row, _ = BoardKey.objects.get_or_create(board=board, defaults={"wrapped": fresh})
        kept = _memory[board] = (monotonic.monotonic(), bytes(row.wrapped))
    return crypto.unwrap(_master(), kept[1])


def forget() -> None:
    """Forget what lies in memory, after a change in this process."""
    _memory.clear()


def create(board: UUID, number: int = 1) -> list[tuple[UUID, bytes]]:
    """Make data keys under a board's key in one commit, done when this returns. Returns each id and its 32 bytes."""
    made = [(uuid4(), crypto.new_key()) for _ in range(number)]
    with transaction.atomic(using=_STORE, durable=not _in_test()):
        outer = _board_key(board)
        DataKey.objects.bulk_create(DataKey(uid=uid, board=board, wrapped=crypto.wrap(outer, key)) for uid, key in made)
    return made


def fetch(board: UUID, uids: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return the keys that exist and belong to the board; the others are missing, never an error."""
    wanted = set(uids)
    rows = list(DataKey.objects.filter(uid__in=wanted, board=board)) if wanted else []
    if not rows:
        return {}
    outer = _board_key(board)
    return {row.uid: crypto.unwrap(outer, bytes(row.wrapped)) for row in rows}


def destroy(uid: UUID) -> bool:
    """Delete a data key for good. Returns whether it was there."""
    with transaction.atomic(using=_STORE, durable=not _in_test()):
        count, _ = DataKey.objects.filter(uid=uid).delete()
    return count > 0


def scrub() -> bool:
    """Take destroyed keys' bytes out of the store's files. Returns whether there was anything to do.

    SQLite overwrites as it deletes (secure_delete). PostgreSQL keeps dead rows and log segments: the small table is
    rewritten, the log is switched, and two checkpoints let the old segments go (wal_recycle=off, wal_keep_size=0).
    """
    connection = connections[_STORE]
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM FULL {DataKey._meta.db_table}")
        for _ in range(2):
            cursor.execute("SELECT pg_switch_wal()")
            cursor.execute("CHECKPOINT")
    return True


def _in_test() -> bool:
    """Tests wrap each store in a transaction of their own; the crash tests run without one."""
    return bool(getattr(settings, "FOREBYGG_STORES_ARE_WRAPPED", False))
