"""A file read apart: places, masks, a child that dies, and bounds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forebygg.files import apart
from forebygg.files.document import Document
from forebygg.files.formats import plain, refusal
from forebygg.files.formats.refusal import Refused
from forebygg.files.structure import blocks
from forebygg.importing import masking, reading
from forebygg.importing.suggestion import Found, Understood
from forebygg.importing.understanding import understand
from tests.files.making import PLAN, pdf

WORDS = [
    *("att", "ska", "planen", "syfte", "målet", "är", "kommunen", "och", "samt", "som", "av", "för", "mot", "med"),
    *("Kommunstyrelsen", "ansvarar", "uppföljning", "2016-01-01", "§", "5", ":", ".", ",", "Åtgärd", "Ansvar:", "Tid:"),
    *("Polisen", "skolan", "till", "perioden", "gäller", "från", "generella", "insatser", "nivå", "fokusområde", "1"),
    *("-", "•", "(", ")", "Antagen", "av"),
]


def test_a_file_comes_back_with_places_in_its_text() -> None:
    found = reading.read_apart(pdf(PLAN), "plan.pdf")
    assert found.understood.title is not None
    assert found.document.blocks[found.understood.title.block].text == found.understood.title.text
    measure = found.understood.measures[0]
    assert measure.text in found.document.blocks[measure.block].text
    assert (measure.responsible, measure.time) == ("Kulturförvaltningen", "2025")


@pytest.mark.parametrize("name", ["--help", "; rm -rf /", "x" * 5_000])
def test_a_name_is_only_a_name(name: str) -> None:
    assert reading.read_apart(b"Plan mot extremism\n\nText om byn.", name).document.blocks


def test_a_child_that_dies_of_the_file_is_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    with pytest.raises(Refused) as told:
        reading.read_apart(b"Text")
    assert told.value.code == refusal.BROKEN


def test_a_child_that_never_answers_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    from pathlib import Path

    slow = Path(str(tmp_path)) / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setattr(apart.sys, "executable", str(slow))
    monkeypatch.setattr(apart, "_SECONDS", 0.3)
    began = time.monotonic()
    with pytest.raises(Refused) as told:
        reading.read_apart(b"Text")
    assert told.value.code == refusal.TOO_SLOW
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("raw", "masked"),
    [
        ("Kontaktperson: Asta Lind, säkerhetschef", "Kontaktperson: [namn], säkerhetschef"),
        ("säger Bo Ek (M), ordförande", "säger [namn] (M), ordförande"),
        ("Asta Lind, kommunstrateg", "[namn], kommunstrateg"),
        ("Ring 070-465 00 41 eller asta@byn.example", "Ring [telefon] eller [e-post]"),
        ("850101-1234", "[personnummer]"),
        ("Anna Lind", "[namn]"),
    ],
)
def test_persons_are_masked(raw: str, masked: str) -> None:
    assert masking.text(raw) == masked


@pytest.mark.parametrize(
    "raw",
    [
        "Beslutad av: Kommunstyrelsen 2019",
        "Ansvarig: Barn och utbildning",
        "Lilla Edet, kommunens säkerhetssamordnare",
        "Socialjouren 08-465 004 10",
        "Svenska kyrkan",
        "Kommunstyrelsen, ordförande",
    ],
)
def test_functions_bodies_and_towns_are_not_masked(raw: str) -> None:
    assert masking.text(raw) == raw


@given(st.lists(st.sampled_from([*WORDS, "\n", "\n\n"]), max_size=250))
@settings(max_examples=120, deadline=None)
def test_any_text_is_understood_in_bounded_time_with_places_that_exist(words: list[str]) -> None:
    document = Document(tuple(blocks(" ".join(words))))
    began = time.monotonic()
    found = understand(document)
    assert time.monotonic() - began < 2
    placed = [value for value in vars(found).values() if isinstance(value, Found)]
    placed += [
        each for value in vars(found).values() if isinstance(value, list) for each in value if isinstance(each, Found)
    ]
    assert all(-1 <= each.block < len(document.blocks) for each in placed)
    assert Understood.of(found.plain()) == found


@pytest.mark.parametrize(
    "text", ["att " * 20_000, "Polisen, " * 8_000, "Beslutad av: " * 5_000, "ÅTGÄRD\n" * 10_000, "x(" * 20_000]
)
def test_a_text_made_to_stall_does_not(text: str) -> None:
    began = time.monotonic()
    understand(plain.of_text(text))
    assert time.monotonic() - began < 10
