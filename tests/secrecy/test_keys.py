"""Keys: made before the text, dead after the row; no other board's account, job or administrator opens a text."""

from __future__ import annotations

from uuid import uuid4

import pytest

from forebygg.kit import crypto
from forebygg.kit.envelope import Envelope
from forebygg.secrecy import actions, keys, queries
from forebygg.secrecy.actions import Sealer
from forebygg.secrecy.models import DataKey, ToShred
from forebygg.secrecy.queries import Place
from tests import make
from tests.cast import Cast


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _place() -> Place:
    return Place("vaxjo", "concerns.Concern.what_happened", uuid4())


def test_it_works(cast: Cast) -> None:
    """What a board sealed, the same board opens."""
    board = cast.town_boards["sn"]
    place, sealer = _place(), Sealer(board)
    sealed = sealer.seal(place, "Hemligt")
    assert queries.unseal(board.uid, {place: sealed}) == {place: "Hemligt"}


def test_another_board_finds_no_key(cast: Cast) -> None:
    """Under another board's name the key is missing, and the text reads as disposed of."""
    boards = cast.town_boards
    place, sealer = _place(), Sealer(boards["sn"])
    sealed = sealer.seal(place, "Hemligt")
    assert queries.unseal(boards["ks"].uid, {place: sealed}) == {place: None}


def test_another_boards_key_does_not_unwrap(cast: Cast) -> None:
    """Even with the row in hand, another board's key takes nothing out of it."""
    boards = cast.town_boards
    sealer = Sealer(boards["sn"])
    Sealer(boards["ks"])
    row = DataKey.objects.get(uid=sealer.key)
    with pytest.raises(crypto.Unreadable):
        crypto.unwrap(keys._board_key(boards["ks"].uid), bytes(row.wrapped))


def test_a_text_moved_elsewhere_does_not_open(cast: Cast) -> None:
    """The seal is bound to municipality, column, row and key."""
    board = cast.town_boards["sn"]
    place, sealer = _place(), Sealer(board)
    sealed = sealer.seal(place, "Hemligt")
    for other in (
        Place("tyreso", place.column, place.row),
        Place(place.municipality, "concerns.Concern.who", place.row),
        Place(place.municipality, place.column, uuid4()),
    ):
        with pytest.raises(crypto.Unreadable):
            queries.unseal(board.uid, {other: sealed})
    forged = Envelope(Sealer(board).key, sealed.body)
    with pytest.raises(crypto.Unreadable):
        queries.unseal(board.uid, {place: forged})


def test_shredding(cast: Cast) -> None:
    """Asked for in the main transaction, done by the sweeper, repeated harmlessly."""
    sealer = Sealer(cast.town_boards["sn"])
    actions.shred(sealer.key)
    actions.shred(sealer.key)
    assert DataKey.objects.filter(uid=sealer.key).exists()
    assert actions.sweep() == 1
    assert not DataKey.objects.filter(uid=sealer.key).exists()
    assert ToShred.objects.get().done_at is not None
    assert actions.sweep() == 0
    assert Sealer.resume(cast.town_boards["sn"], sealer.key) is None


def test_only_envelopes_are_stored(cast: Cast) -> None:
    """A plain text never reaches a sealed column."""
    row = make.concern(cast)
    row.what_happened = "klartext"
    with pytest.raises(TypeError):
        row.save(update_fields=["what_happened"])
