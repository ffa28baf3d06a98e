"""Two of three: any two shares open the master key, one never does, and a mistyped one is told apart."""

from __future__ import annotations

import json
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebygg.kit import crypto
from forebygg.secrecy import custody
from forebygg.secrecy.custody import Share, Unfit

MASTERS = st.binary(min_size=32, max_size=32)
HEX = "0123456789abcdef"


def _split(master: bytes) -> tuple[list[Share], dict[str, object]]:
    shares, envelopes = custody.split(master, "00" * 8, "2026-11-21T10:00+00:00")
    return [Share.read(share.text()) for share in shares], json.loads(json.dumps(envelopes))


@given(MASTERS)
def test_any_two_of_three(master: bytes) -> None:
    """In any order, through paper and file."""
    shares, envelopes = _split(master)
    for two in permutations(shares, 2):
        assert custody.recover(envelopes, two) == master
    assert custody.recover(envelopes, shares[:2]) == master


@given(MASTERS, st.data())
def test_never_one(master: bytes, data: st.DataObject) -> None:
    """Alone, given twice, or with a guess for the other: nothing. The envelopes hold neither key nor share."""
    shares, envelopes = _split(master)
    mine = data.draw(st.sampled_from(shares))
    for given_ in ([], [mine], [mine, mine]):
        with pytest.raises(Unfit, match="two different shares"):
            custody.recover(envelopes, given_)
    other = data.draw(st.sampled_from([share for share in shares if share != mine]))
    guess = Share(other.number, other.set, data.draw(st.binary(min_size=16, max_size=16)))
    with pytest.raises(Unfit, match="do not open"):
        custody.recover(envelopes, [mine, guess])
    written = json.dumps(envelopes)
    assert master.hex() not in written and not [share for share in shares if share.secret.hex() in written]


def test_one_share_and_the_envelopes_are_no_key() -> None:
    """No envelope opens under a key made of one share alone, however it is put together."""
    master = bytes(range(32))
    shares, envelopes = _split(master)
    assert len({share.secret for share in shares}) == 3
    wrapped = envelopes["envelopes"]
    assert isinstance(wrapped, dict) and len(set(wrapped.values())) == 3
    for share in shares:
        for made in (share.secret, share.secret + share.secret, share.secret + bytes(16)):
            for name, sealed in wrapped.items():
                with pytest.raises(crypto.Unreadable):
                    key = crypto.derive(made, f"forebygg custody {share.set} {name}")
                    crypto.unwrap(key, bytes.fromhex(sealed))


@given(MASTERS, st.data())
def test_one_wrong_character_is_caught(master: bytes, data: st.DataObject) -> None:
    """Wherever it stands: the sentence says which share, or that it is none; it never repeats what was typed."""
    shares, envelopes = _split(master)
    share, other = data.draw(st.sampled_from(list(combinations(shares, 2))))
    text = share.text()
    at = data.draw(st.sampled_from([i for i, c in enumerate(text) if c != "-"]))
    typed = text[:at] + data.draw(st.sampled_from([c for c in HEX if c != text[at]])) + text[at + 1 :]
    try:
        custody.recover(envelopes, [Share.read(typed), other])
    except Unfit as error:
        assert share.secret.hex() not in str(error) and typed not in str(error)
    else:
        pytest.fail("a mistyped share opened an envelope")


def test_the_check_stands_for_the_share() -> None:
    """Most slips are seen before anything is opened: of all single ones in one share, at most a few slip through."""
    share = Share(2, "7f3a", bytes(range(16)))
    text, slipped, tried = share.text(), 0, 0
    for at, right in enumerate(text):
        for wrong in HEX if right != "-" else "":
            if wrong == right:
                continue
            tried += 1
            try:
                Share.read(text[:at] + wrong + text[at + 1 :])
                slipped += 1
            except Unfit:
                pass
    assert tried > 500 and slipped <= 1


def test_as_people_type() -> None:
    """Capitals, spaces, no hyphens, the letters that look like digits."""
    share = Share(1, "0f10", bytes.fromhex("00112233445566778899aabbccddeeff"))
    for typed in (
        share.text().upper(),
        share.text().replace("-", " "),
        share.text().replace("0", "O").replace("1", "l"),
    ):
        assert Share.read(f"  {typed}\n") == share
    with pytest.raises(Unfit, match="it has 3 characters"):
        Share.read("abc")


def test_shares_of_another_splitting() -> None:
    first, envelopes = _split(bytes(32))
    second, _ = _split(bytes(32))
    with pytest.raises(Unfit, match="another splitting"):
        custody.recover(envelopes, [first[0], second[1]])
