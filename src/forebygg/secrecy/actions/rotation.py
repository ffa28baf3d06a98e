"""New keys at each level. Nobody else is at work: the command line sees to it (`site/running.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import models, transaction

from forebygg.audit import actions as audit
from forebygg.kit.actor import Actor
from forebygg.kit.envelope import Envelope
from forebygg.kit.errors import require
from forebygg.people.models import Board
from forebygg.secrecy import events, keys, walk
from forebygg.secrecy.actions.matters import Sealer, shred, sweep
from forebygg.secrecy.models import DataKey
from forebygg.secrecy.walk import Opened

Rows = list[tuple[type[models.Model], object]]


class Damaged(Exception):  # noqa: N818 - what is the matter
    """A text of the matter does not open where it lies: nothing of the matter was changed."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """How many matters have a new key, and how many were left because a seal does not hold or a key is gone."""

    matters: int
    left: int


@transaction.atomic
def rotate_master(master: bytes, *, by: Actor) -> int:
    """Wrap the keys of boards and purposes under another master key. Returns how many. The texts are not touched.

    Raises keys.WrongMaster when the one given here is not the store's.
    """
    require(by.kind == "system", by, "keys")

    keys.require_master()

    number = keys.rewrap_under(master)

    audit.record(events.MASTER_ROTATED, about=None, by=by, detail={"number": number, "mark": keys.mark_of(master)})
    return number


@transaction.atomic
def rotate_board(board: Board, *, by: Actor) -> int:
    """Give a board a new key: its data keys are wrapped under it. Returns how many. The texts are not touched."""
    require(by.kind == "system" and by.municipality_id == board.municipality_id, by, "keys")

    number = keys.renew_board(board.uid)

    audit.record(events.BOARD_ROTATED, about=board, by=by, detail={"number": number})
    return number


def rotate_data(board: Board, *, by: Actor) -> Renewed:
    """Seal a board's texts under new data keys, a matter at a time; the old keys die. Cut off, it can be run again."""
    require(by.kind == "system" and by.municipality_id == board.municipality_id, by, "keys")

    done, left = 0, 0
    for key, rows in _keys_to_renew(board):
        try:
            _renew(board, key, rows, by.municipality)
            done += 1
        except Damaged:
            left += 1
    while sweep():
        pass

    with transaction.atomic():
        audit.record(events.DATA_ROTATED, about=board, by=by, detail={"number": done, "left": left})
    return Renewed(done, left)


@transaction.atomic
def note_split(*, by: Actor) -> None:
    """Remember that the master key in use was split for custody, and when."""
    require(by.kind == "system", by, "keys")

    keys.note_split()

    audit.record(events.CUSTODY_SPLIT, about=None, by=by, detail={"mark": keys.master_mark()})


def _keys_to_renew(board: Board) -> Iterator[tuple[UUID, Rows]]:
    """Yield each data key of a board that a row names, with those rows."""
    named = walk.rows_by_key()
    for key in DataKey.objects.filter(board=board.uid).order_by("uid").values_list("uid", flat=True):
        if key in named:
            yield key, named[key]


def _renew(board: Board, key: UUID, rows: Rows, town: str) -> None:
    """Seal the texts of one key under a new one. Raises Damaged.

    The new key is committed first; then, in one transaction, every text and the wish that the old key dies. Cut off in
    between there is one orphan key more, and every text opens as before.
    """
    opened = _open(board, key, rows, town)
    sealer = Sealer(board)
    with transaction.atomic():
        for one in opened:
            found = one.found
            sealed: Envelope = sealer.seal(found.place(town), one.words or "")
            found.model._default_manager.filter(pk=found.pk).update(**{found.column: sealed})
        for model, pk in rows:
            for column in walk.key_columns(model):
                model._default_manager.filter(pk=pk, **{column: key}).update(**{column: sealer.key})
        shred(key)


def _open(board: Board, key: UUID, rows: Rows, town: str) -> list[Opened]:
    texts = [found for model, pk in rows for found in walk.texts_of(model, pk, key)]
    opened = list(walk.open_all(texts, {board.uid: town}))
    if any(one.words is None for one in opened):
        raise Damaged(str(key))
    return opened
