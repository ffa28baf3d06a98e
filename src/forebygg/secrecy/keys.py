"""The keys' store: master key → board key → data key.

Order is law. A new key's transaction is innermost and commits before the main one: an orphan key is harmless, a text
without a key would be a lost worry. The main store is never asked inside a `keys` transaction.
"""

from __future__ import annotations

import time as monotonic
from collections.abc import Callable, Iterable
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connections, transaction

from forebygg.kit import clock, crypto
from forebygg.secrecy.models import BoardKey, DataKey, MasterMark, PurposeKey

_STORE = "keys"


# What the master key is turned into before it wraps anything. Stored keys depend on these words: never change one.
_BOARDS, _PURPOSES = "forebygg board keys", "forebygg purpose keys"
_CODES, _VISITS, _SECOND_STEPS = "forebygg receipt codes", "forebygg visits", "forebygg second step"
_REFERENCES = "forebygg references"
PURPOSES = (_CODES, _VISITS, _SECOND_STEPS, _REFERENCES)


class WrongMaster(Exception):  # noqa: N818 - what is the matter
    """The master key given here is not the one this store lies under. The sentence says which is which."""


def _given() -> bytes:
    return bytes.fromhex(settings.FOREBYGG_MASTER_KEY)


def _outer(words: str, master: bytes | None = None) -> bytes:
    return crypto.derive(master or _given(), words)


def mark_of(master: bytes) -> str:
    """Return sixteen hex characters that tell one master key from another, and nothing more about it."""
    return crypto.derive(master, "forebygg master mark")[:8].hex()


def master_mark() -> str:
    """Return the mark of the master key given here."""
    return mark_of(_given())


def code_key() -> bytes:
    """Return the key under which receipt codes are kept as fingerprints."""
    return _purpose_key(_CODES)


def visit_key() -> bytes:
    """Return the key under which a visitor's cookie is sealed."""
    return _purpose_key(_VISITS)


def reference_key(municipality_id: int) -> bytes:
    """Return the key under which a municipality's references are shuffled."""
    return crypto.derive(_purpose_key(_REFERENCES), f"forebygg references {municipality_id}")


def second_step_key() -> bytes:
    """Return the key under which the secrets of second steps are sealed. `people` asks by name (see settings)."""
    return _purpose_key(_SECOND_STEPS)


def require_master() -> None:
    """Check that the master key is this store's, and remember which it is. Raises WrongMaster.

    At first it also makes the keys of each purpose, so that none is ever derived from another master key.
    """
    row = MasterMark.objects.first()
    if row is None and boards_that_do_not_open() == 0:
        for purpose in PURPOSES:
            _purpose_key(purpose)
        row, _ = MasterMark.objects.get_or_create(pk=1, defaults={"mark": master_mark(), "since": clock.now()})
    if row is None or row.mark != master_mark():
        under = f"the master key with the mark {row.mark}" if row else "another master key"
        raise WrongMaster(
            f"the store of keys lies under {under}; the one given here has the mark {master_mark()}. Nothing would "
            "open. Give the right one (FOREBYGG_MASTER_KEY_FILE); after a rotation that is the new file."
        )


# Wrapped keys of boards and purposes change only while nobody is at work; they lie in memory for a few seconds, still
# wrapped.
_SECONDS_IN_MEMORY = 5.0
_memory: dict[UUID | str, tuple[float, bytes]] = {}


def _remembered(name: UUID | str, fetch: Callable[[], bytes]) -> bytes:
    kept = _memory.get(name)
    if kept is None or monotonic.monotonic() - kept[0] >= _SECONDS_IN_MEMORY:
        kept = _memory[name] = (monotonic.monotonic(), fetch())
    return kept[1]


def _board_key(board: UUID) -> bytes:
    def fetch() -> bytes:
        row = BoardKey.objects.filter(board=board).first()
        if row is None:
            fresh = crypto.wrap(_outer(_BOARDS), crypto.new_key())
            row, _ = BoardKey.objects.get_or_create(board=board, defaults={"wrapped": fresh})
        return bytes(row.wrapped)

    return crypto.unwrap(_outer(_BOARDS), _remembered(board, fetch))


def _purpose_key(purpose: str) -> bytes:
    def fetch() -> bytes:
        row = PurposeKey.objects.filter(purpose=purpose).first()
        if row is None:  # what it was before it had a row: earlier codes, cookies and secrets go on
            first = crypto.wrap(_outer(_PURPOSES), _outer(purpose))
            row, _ = PurposeKey.objects.get_or_create(purpose=purpose, defaults={"wrapped": first})
        return bytes(row.wrapped)

    return crypto.unwrap(_outer(_PURPOSES), _remembered(purpose, fetch))


def forget() -> None:
    """Forget what lies in memory, after a change in this process."""
    _memory.clear()


def boards_that_do_not_open() -> int:
    """Return how many boards' keys the master key does not unwrap: none, or it is another installation's or time's."""
    return sum(not _unwraps(bytes(row.wrapped)) for row in BoardKey.objects.all())


def _unwraps(wrapped: bytes) -> bool:
    try:
        crypto.unwrap(_outer(_BOARDS), wrapped)
    except crypto.Unreadable:
        return False
    return True


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


def note_split() -> None:
    """Remember that the master key given here was split for custody."""
    require_master()
    MasterMark.objects.update(split_mark=master_mark(), split_at=clock.now())


def is_split() -> bool:
    """Say whether the master key this store lies under is the one that was last split."""
    row = MasterMark.objects.first()
    return row is not None and row.split_mark == row.mark


def rewrap_under(master: bytes) -> int:
    """Wrap every key of a board and a purpose under another master key, in one commit. Returns how many.

    Nobody else is at work. Afterwards this process holds the wrong master key, and ends.
    """
    with transaction.atomic(using=_STORE, durable=not _in_test()):
        rows: list[tuple[BoardKey | PurposeKey, str]] = [(row, _BOARDS) for row in BoardKey.objects.all()]
        rows += [(row, _PURPOSES) for row in PurposeKey.objects.all()]
        for row, words in rows:
            inner = crypto.unwrap(_outer(words), bytes(row.wrapped))
            row.wrapped = crypto.wrap(_outer(words, master), inner)
            row.save(update_fields=["wrapped"])
        MasterMark.objects.update(mark=mark_of(master), since=clock.now())
    forget()
    return len(rows)


def renew_board(board: UUID) -> int:
    """Give a board a new key and wrap its data keys under it, in one commit. Returns how many. Nobody is at work."""
    fresh = crypto.new_key()
    with transaction.atomic(using=_STORE, durable=not _in_test()):
        outer = _board_key(board)
        rows = list(DataKey.objects.filter(board=board))
        for row in rows:
            row.wrapped = crypto.wrap(fresh, crypto.unwrap(outer, bytes(row.wrapped)))
        DataKey.objects.bulk_update(rows, ["wrapped"], batch_size=500)
        BoardKey.objects.filter(board=board).update(wrapped=crypto.wrap(_outer(_BOARDS), fresh))
    forget()
    return len(rows)


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
