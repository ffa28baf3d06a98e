"""Covers: what is under one is not in what comes out, and nothing tells how much it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebygg.requests.masking import COVER, cover, missing, pieces, sentences, tidy

TEXT = "Anna Berg ringde i går. Hon sa att Annas bror slår.\nVi bor på Storgatan 3! Anna  berg vill inte synas."


def test_sentences_are_the_text_again() -> None:
    assert "".join(sentences(TEXT)) == TEXT
    assert len(sentences(TEXT)) == 4


def test_a_sentence_is_covered_whole() -> None:
    assert (
        cover(TEXT, {1}, ()) == f"Anna Berg ringde i går. {COVER}\nVi bor på Storgatan 3! Anna  berg vill inte synas."
    )


def test_every_occurrence_however_it_is_written() -> None:
    """Another case, two spaces, and the whole word it stands in."""
    found = cover(TEXT, (), ["ANNA berg", "Anna"])
    assert "nna" not in found and "erg" not in found and "s bror" not in found
    assert found.count(COVER) == 3


def test_passages_that_overlap_leave_nothing_between() -> None:
    assert cover("Anna Berg i Lund", (), ["Anna Berg", "Berg i Lund"]) == COVER
    assert cover("aaa", (), ["aa"]) == COVER


def test_length_and_number_are_not_told() -> None:
    """A short word and a long one look the same; covers side by side are one."""
    assert cover("Jo slår.", (), ["Jo"]) == cover("Maximiliana slår.", (), ["Maximiliana"])
    assert cover("En. Två. Tre.", {0, 1, 2}, ()) == cover("En.", {0}, ()) == COVER
    assert cover("Anna, Berit och Cilla", (), ["Anna", "Berit"]) == f"{COVER} och Cilla"


def test_what_is_misspelt_is_said() -> None:
    assert missing(["Anna Berg"], ["Anna", "Anna Bergh", "  "]) == ["Anna Bergh", "  "]


def test_letters_written_in_two_ways_are_one() -> None:
    """A composed å and a decomposed one, and marks nobody sees."""
    assert cover(tidy("A\u030ake och \u00c5\u00adke"), (), ["\u00c5ke"]) == f"{COVER} och {COVER}"
    assert COVER not in tidy(f"en {COVER} två")


def test_pieces_are_words_and_covers() -> None:
    assert [(p.text, p.is_covered) for p in pieces(f"en {COVER} två")] == [("en ", False), ("", True), (" två", False)]


@pytest.mark.parametrize("bad", ["", " ", "(", "[a-z]+", "\\", "x" * 5000])
def test_a_passage_is_no_pattern(bad: str) -> None:
    assert cover("abc", (), [bad]) == "abc"


@given(st.text(max_size=60), st.text(alphabet="abc Å1", min_size=1, max_size=8), st.text(max_size=60))
def test_nothing_under_a_cover_is_left(before: str, passage: str, after: str) -> None:
    """Whatever stands around it."""
    text = tidy(f"{before} {passage} {after}")
    if passage.split():
        found = cover(text, (), [passage])
        assert not missing([text], [passage])
        assert missing([found], [passage]) == [passage]


@given(st.text(max_size=200))
def test_any_text_is_cut_and_joined(text: str) -> None:
    assert "".join(sentences(tidy(text))) == tidy(text)
