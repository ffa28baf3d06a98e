"""References that never come back, and codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebygg.kit import references


def test_no_two_numbers_share_a_reference() -> None:
    """The first hundred thousand are all different and all well formed."""
    made = {references.reference("ORO", n) for n in range(100_000)}
    assert len(made) == 100_000
    assert all(references.PATTERN.match(reference) for reference in list(made)[:500])


@given(st.integers(0, 61_000_000), st.integers(0, 61_000_000))
def test_far_apart_too(one: int, other: int) -> None:
    """Two numbers anywhere in the span differ."""
    assert (references.reference("ORO", one) == references.reference("ORO", other)) == (one == other)


def test_the_span_ends() -> None:
    """Past the span it says so instead of starting over."""
    with pytest.raises(ValueError, match="used up"):
        references.reference("ORO", 10**9)


def test_typed_by_hand() -> None:
    """Lower case and missing hyphens are forgiven."""
    written = references.reference("ORO", 7)
    assert references.tidy(written.lower().replace("-", " ")) == written
    assert references.tidy("sixten") == "sixten"


def test_codes() -> None:
    """Sixteen digits, however they are grouped."""
    code = references.receipt_code()
    assert references.digits(" ".join(references.grouped(code))) == code
    assert references.digits("1234") == ""
