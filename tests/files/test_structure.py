"""Running text into blocks: headings, items, rows, and lines that were lost or cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forebygg.files.document import Document
from forebygg.files.sentences import split
from forebygg.files.structure import blocks


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(text)]


def test_headings_paragraphs_items_and_rows() -> None:
    text = "1 Bakgrund\n\nKommunen har tio byar.\n\n1.1 Syfte\n\n- att en\n- att två\n\n| Vad | Vem |\n"
    text += "| Utbilda | Skolan |"
    found = blocks(text)
    assert [(b.kind, b.text) for b in found[:5]] == [
        ("heading", "Bakgrund"),
        ("text", "Kommunen har tio byar."),
        ("heading", "Syfte"),
        ("item", "att en"),
        ("item", "att två"),
    ]
    assert [b.level for b in found if b.kind == "heading"] == [1, 2]
    assert found[-1].cells == ("Utbilda", "Skolan")


def test_a_sentence_cut_by_an_empty_line_is_one() -> None:
    assert kinds("Frågan har hittills hanterats i rådet, men utvecklingen i\n\nomvärlden kräver en plan.") == [
        ("text", "Frågan har hittills hanterats i rådet, men utvecklingen i omvärlden kräver en plan.")
    ]


def test_a_word_cut_at_the_end_of_a_line_is_one_and_a_hyphen_that_means_something_stays() -> None:
    assert kinds("Det före-\nbyggande arbetet i skol-\noch fritidsverksamhet.")[0][1] == (
        "Det förebyggande arbetet i skol- och fritidsverksamhet."
    )


def test_an_item_broken_in_two_is_joined() -> None:
    found = kinds("Syften:\n\n• att öka kunskapen\n• att ge verktyg för att påverka\n• utvecklingen")
    assert found[-1] == ("item", "att ge verktyg för att påverka utvecklingen")


def test_lines_that_lost_their_bullets_are_items() -> None:
    found = kinds("Programmets mål\n\nKommunen ska\nstärka ungas tilltro\ngöra det svårare att värva")
    assert found[-2:] == [("item", "stärka ungas tilltro"), ("item", "göra det svårare att värva")]


def test_the_table_of_contents_and_page_marks_are_left_out() -> None:
    text = "Innehåll\n1 Bakgrund .... 2\n2 Syfte .... 3\n\nSida 1 av 4\n\n1 Bakgrund\n\nText om byn.\n\n2 (4)\n\n"
    text += "2 Syfte\n\nMer."
    assert kinds(text) == [("heading", "Bakgrund"), ("text", "Text om byn."), ("heading", "Syfte"), ("text", "Mer.")]


def test_what_stands_on_every_page_is_left_out_and_a_table_head_is_not() -> None:
    page = "Byns kommun      Handlingsplan\n\n{}\n\n"
    text = "".join(page.format(f"Stycke nummer {word} är skrivet här.") for word in ("ett", "två", "tre", "fyra"))
    assert [text for _, text in kinds(text)].count("Byns kommun Handlingsplan") == 1
    heads = "Aktivitet Ansvarig Tid\n\nEn sak att göra\n\n" * 3
    assert [text for _, text in kinds(heads)].count("Aktivitet Ansvarig Tid") == 3


def test_the_sites_own_furniture_is_left_out() -> None:
    text = "Till startsidan\nMeny\nVi använder kakor\n\nVårt arbete\n\nSå gör vi i byn varje dag.\n\nDela sidan\n"
    text += "Hjälpte sidan dig?\nJa"
    assert kinds(text) == [("heading", "Vårt arbete"), ("text", "Så gör vi i byn varje dag.")]


def test_a_page_on_one_line_gets_its_headings_back() -> None:
    pages = [
        "1 Handlingsplan mot extremism i Byn",
        "2 Innehåll 1. Syfte 2. Åtgärder 3. Uppföljning",
        "3 1. Syfte Syftet är att alla ska veta vad de ska göra. "
        + "Det gäller hela byn. " * 12
        + "2. Åtgärder Skolan ska "
        "hålla en temadag varje år. Socialtjänsten ska erbjuda samtal.",
        "4 UPPFÖLJNING Planen följs upp varje år. " + "Byn är liten. " * 20,
    ]
    found = [text for kind, text in kinds("\n\n".join(pages)) if kind == "heading"]
    assert found[-3:] == ["Syfte", "Åtgärder", "UPPFÖLJNING"]


def test_sections_know_the_headings_above_them() -> None:
    found = Document(tuple(blocks("1 Åtgärder\n\nSå här.\n\n1.1 Skola\n\nEn dag.\n\n2 Kontakt\n\nRing."))).sections()
    assert [(s.heading, s.within) for s in found] == [("Åtgärder", ()), ("Skola", ("Åtgärder",)), ("Kontakt", ())]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Planen gäller t.o.m. 2020. Den revideras.", 2),
        ("Beslut fattades den 3. maj av nämnden m.fl. aktörer.", 1),
        ("Vad är det? Det är bra!", 2),
        ("”Så är det.” Nu går vi vidare.", 2),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    assert len(split(text)) == count


@given(st.text(alphabet="abcÅ .:-–•\n\t|§1(2)", max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_becomes_blocks_that_say_something(text: str) -> None:
    for block in blocks(text):
        assert block.text.strip()


def test_cells_that_come_again_now_near_now_far_stay() -> None:
    """The same board answers for many rows: that is no page's head."""
    text = "\n\n".join(f"Sak nummer {word} att göra i byn\n\nSocialnämnden" for word in ("ett", "två", "tre"))
    text += "".join(f"\n\nEn mening om byn, den {word}." for word in ("ena", "andra", "tredje", "fjärde", "femte"))
    text += "\n\nSak nummer fyra att göra i byn\n\nSocialnämnden"
    assert [said for _, said in kinds(text)].count("Socialnämnden") == 4


def test_a_word_cut_across_an_empty_line_and_an_item_cut_off() -> None:
    assert kinds("I rådet sitter räddnings-\n\ntjänsten varje månad.") == [
        ("text", "I rådet sitter räddningstjänsten varje månad.")
    ]
    assert kinds("• veta vem man ska\n• ringa\n• våga fråga en gång till") == [
        ("item", "veta vem man ska ringa"),
        ("item", "våga fråga en gång till"),
    ]


def test_what_leads_in_a_list_is_no_heading() -> None:
    assert kinds("Arbetet ska leda till att\n\n• fler vågar fråga\n• färre är rädda")[0][0] == "text"
