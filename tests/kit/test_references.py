"""References that never come back, and codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebygg.kit import references

KEY = b"k" * 32


def test_no_two_numbers_share_a_reference() -> None:
    """The first thirty thousand are all different and all well formed."""
    made = {references.reference("ORO", n, KEY) for n in range(30_000)}
    assert len(made) == 30_000
    assert all(references.PATTERN.match(reference) for reference in list(made)[:500])


@given(st.integers(0, 61_000_000), st.integers(0, 61_000_000))
def test_far_apart_too(one: int, other: int) -> None:
    """Two numbers anywhere in the span differ."""
    assert (references.reference("ORO", one, KEY) == references.reference("ORO", other, KEY)) == (one == other)


def test_one_does_not_tell_the_next() -> None:
    """Whoever reads at one desk, and this source, cannot work out the references of what lies at another: under two
    keys the same numbers share nothing, and no step leads from one to the next."""
    ours, theirs = ([references.reference("ORO", n, key) for n in range(2000)] for key in (KEY, b"x" * 32))
    assert len(set(ours) & set(theirs)) < 5
    steps = {(_place(b) - _place(a)) % references._SPAN for a, b in zip(ours, ours[1:], strict=False)}
    assert len(steps) > 1990


def _place(reference: str) -> int:
    """Return where in the span a reference stands: its letters and digits are public."""
    letters, tail = reference[4:8], int(reference[-2:])
    return sum(references._LETTERS.index(c) * references._BASE**i for i, c in enumerate(letters)) * 100 + tail


def test_the_span_ends() -> None:
    """Past the span it says so instead of starting over."""
    with pytest.raises(ValueError, match="used up"):
        references.reference("ORO", 10**9, KEY)


def test_typed_by_hand() -> None:
    """Lower case and missing hyphens are forgiven."""
    written = references.reference("ORO", 7, KEY)
    assert references.tidy(written.lower().replace("-", " ")) == written
    assert references.tidy("sixten") == "sixten"
    assert references.tidy("six\0ten ") == "sixten"


def test_codes() -> None:
    """Sixteen digits, however they are grouped."""
    code = references.receipt_code()
    assert references.digits(" ".join(references.grouped(code))) == code
    assert references.digits("1234") == ""
