"""The public texts: whole, plain, neutral, without typed numbers. Each checker is shown to catch a planted fault."""

from __future__ import annotations

import re
from datetime import date

import pytest

from forebygg.public import pages
from tests.public.checking import CHECKERS, GROWING, WHOLE, differences, everything, named, stand_in

EVERY = [(code, language) for code in pages.codes() for language in pages.LANGUAGES]


def test_every_page_is_there_in_both_languages() -> None:
    assert set(pages.codes()) == WHOLE | GROWING
    for language in pages.LANGUAGES:
        assert {path.stem for path in (pages.CONTENT / language).iterdir()} == WHOLE | GROWING


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_the_front_is_whole(code: str, language: str) -> None:
    page = pages.read(code, language)

    assert page.title and page.lead and page.owner and page.tab
    assert page.reviewed == date(2026, 11, 3)
    assert any(isinstance(part, str) and "<h2>" in part for part in page.body)


@pytest.mark.parametrize("checker", CHECKERS, ids=lambda checker: checker.__name__)
@pytest.mark.parametrize(("code", "language"), EVERY)
def test_no_checker_finds_a_fault(code: str, language: str, checker) -> None:
    assert checker(pages.read(code, language)) == []


@pytest.mark.parametrize("code", pages.codes())
def test_english_leans_on_the_same_numbers_and_provisions(code: str) -> None:
    assert differences(pages.read(code, "sv"), pages.read(code, "en")) == []


@pytest.mark.parametrize("language", pages.LANGUAGES)
def test_tabs_and_places_are_each_pages_own(language: str) -> None:
    read = [pages.read(code, language) for code in pages.codes()]

    assert len({page.tab for page in read}) == len({page.order for page in read}) == len(read)
    assert [page.order for page in read] == sorted(page.order for page in read)


@pytest.mark.parametrize("code", sorted(GROWING - {"tillganglighet"}))
def test_a_page_that_will_grow_says_so_and_is_no_dead_end(code: str) -> None:
    page = pages.read(code, "sv")

    assert re.search(r"Sidan (?:ska växa|är kort nu)", everything(page))
    assert {"call", "link"} <= {token.kind for token in pages.tokens(page)}


def test_the_statement_has_the_parts_that_digg_lists() -> None:
    page = pages.read("tillganglighet", "sv")

    for part in (
        "Råd och stöd",
        "helt, delvis eller inte",
        "Kända brister",
        "Hur vi har granskat",
        "Dag för",
        "oskäligt",
    ):
        assert part in everything(page)
    assert 'href="https://www.digg.se/tdosanmalan"' in pages.render(page, stand_in)
    assert everything(page).lower().count("inte granskat än") >= 3


# --- what the pages must say, and to whom ---------------------------------------------------------------------------


def says(code: str, *words: str) -> None:
    text = everything(pages.read(code, "sv"))
    for wanted in words:
        assert wanted in text, f"{code} no longer says: {wanted}"


def test_a_relative_hears_of_the_duty_before_the_offer() -> None:
    page = pages.read("anhorig", "sv")
    text = everything(page)

    assert text.index("Finns det barn i familjen") < text.index("Det här kan du få")
    calls = [token for token in pages.tokens(page) if token.kind == "call"]
    assert named(calls[0])[:2] == ["helpline", "relatives-support"]


def test_who_wants_to_leave_hears_of_the_police_before_the_number() -> None:
    page = pages.read("lamna-miljo", "sv")
    whole = pages.render(page, lambda kind, argument: f"{{{kind}:{argument}}}")

    for code in ("osl-10-18a", "osl-10-18b", "osl-10-22a", "sol-19-1", "lag-2025-170-6"):
        assert whole.index(f"{{law:{code}}}") < whole.index("{call:leaving-support")


def test_the_promises_that_bind_the_rest_of_the_system() -> None:
    says("sa-gar-det-till", "Samordnaren kan inte öppna dem", "räknas som en orosanmälan från första timmen")
    says("sa-gar-det-till", "Mottaget.", "Läst.", "Klart eller Överlämnat.", "Vet du inte åldern")
    says("anonym", "Vi sparar inte din IP-adress tillsammans med det du skriver.", "kan vi inte skicka en ny")
    says("forening", "Ni kan läsa allt som vi skriver om er.")
    says("jobb", "Skriv inget om eleven på den här webbplatsen.", "Du kan inte vara anonym")
    says("om-dig", "Att någon är orolig är ingen misstanke.")


# --- each checker catches a planted fault ---------------------------------------------------------------------------
