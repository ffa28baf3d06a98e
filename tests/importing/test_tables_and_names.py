"""Tables whose cells came one to a line, names in sentences, and what prose says shall be done."""

from __future__ import annotations

from typing import Any

import pytest

from forebygg.files.formats import plain
from forebygg.importing import masking, stacked
from forebygg.importing.elements import outside
from forebygg.importing.reading import read_apart
from forebygg.importing.understanding import understand

TITLE = "Handlingsplan mot våldsbejakande extremism\n\n"
STACKED = """1 Det vi ska göra

Åtgärd

Ansvarig

När

Hålla caféet öppet på lördagar

Kultur- och fritidsnämnden

Våren 2025

Möta nya ledare i alla

föreningar

Kommunstyrelsen

Socialnämnden

Ringa den som slutat

Socialnämnden

Löpande

2 Uppföljning

Kommunstyrelsen läser planen varje år.
"""


def said(text: str, field: str) -> Any:
    """Return what is understood of one field, persons masked."""
    return understand(stacked.restack(masking.mask(plain.of_text(TITLE + text)))).prediction()[field]


def test_cells_under_each_other_are_rows() -> None:
    assert said(STACKED, "measures") == [
        {"text": "Hålla caféet öppet på lördagar", "responsible": "Kultur- och fritidsnämnden", "time": "Våren 2025"},
        {"text": "Möta nya ledare i alla föreningar", "responsible": "Kommunstyrelsen, Socialnämnden", "time": None},
        {"text": "Ringa den som slutat", "responsible": "Socialnämnden", "time": "Löpande"},
    ]


def test_the_places_are_those_of_the_document_that_is_shown() -> None:
    """What is found stands in a block of what is laid beside it."""
    found = read_apart((TITLE + STACKED).encode(), "plan.txt")
    for each in found.understood.measures:
        assert each.text in found.document.blocks[each.block].text


def test_headings_of_columns_with_nothing_under_them_stay_as_they_were() -> None:
    document = plain.of_text("Åtgärd\n\nAnsvarig\n\nDet här är en mening om något annat.\n\nOch en till.")
    assert stacked.restack(document) == document


def test_a_table_on_one_line_is_cut_where_each_row_has_its_time() -> None:
    text = "Aktivitet Ansvarig Klart Öppna ett nytt café Fritidschefen Hösten 2024 Ring alla föreningar "
    text += "Kulturenheten, fritidsenheten En gång per år Rita en karta Säkerhetschefen Oktober varje år"
    assert [(each["responsible"], each["time"]) for each in said(text, "measures")] == [
        ("Fritidschefen", "Hösten 2024"),
        ("Kulturenheten, fritidsenheten", "En gång per år"),
        ("Säkerhetschefen", "Oktober varje år"),
    ]


def test_a_heading_of_a_column_is_nobody() -> None:
    """ "Ansvarig Klart Utbildning" looks like a title with a name after it."""
    masked = masking.mask(
        plain.of_text("Aktivitet Ansvarig Klart Utbildning. En utbildning för alla. Ansvarig Asta Lindö.")
    )
    assert "Klart Utbildning" in masked.text and "Ansvarig [namn]" in masked.text and "Lindö" not in masked.text


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "Med är polisen, räddningstjänsten, Svenska kyrkan och Bybostäder AB.",
            ["polisen", "räddningstjänsten", "Svenska kyrkan", "Bybostäder AB"],
        ),
        ("Länsstyrelsen i Östra län och studieförbunden ger råd.", ["Länsstyrelsen i Östra län", "studieförbunden"]),
        ("Grannbys och Fjärrbys kommuner möts här.", ["Grannbys och Fjärrbys kommuner"]),
        ("De lokala idrottsföreningarna är våra ögon.", ["lokala idrottsföreningarna"]),
        ("Kommunen arbetar med länsstyrelsens utbildning.", []),
        ("Planen gäller alla.", []),
    ],
)
def test_names_of_those_outside(sentence: str, names: list[str]) -> None:
    assert outside.names(sentence) == names


def test_partners_of_a_column_and_of_a_section_in_plain_words() -> None:
    text = "Åtgärder\n\n| Åtgärd | Ansvarig | Samverkan med |\n|---|---|---|\n"
    text += "| Hålla öppet på lov | Fritidschefen | Byns idrottsklubb, Region Öster |\n\n"
    text += "Vi gör det inte ensamma\n\nPå torget möter vi församlingarna och näringslivet."
    assert said(text, "partners") == ["Byns idrottsklubb", "Region Öster", "församlingarna", "näringslivet"]


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Ta fram en karta över platser där unga samlas (fritidschefen).", "fritidschefen"),
        ("Rektor avsätter en timme i veckan för samtal med varje klass.", "Rektor"),
        ("Lokaler hyrs ut först efter ett samtal och kontrolleras på plats.", None),
        ("Två handläggare ska gå kursen om hot.", "Två handläggare"),
    ],
)
def test_what_prose_under_measures_says_shall_be_done(sentence: str, who: str | None) -> None:
    found = said(f"Åtgärder\n\n{sentence}", "measures")
    assert [each["responsible"] for each in found] == [who]


@pytest.mark.parametrize(
    "sentence",
    [
        "Att arbeta så är både billigt och klokt.",
        "Kommunen har under året antagit en plan som ska hålla i fyra år.",
        "– Alla ska känna sig trygga här, säger [namn] (M).",
        "Det ska vara lätt att göra rätt.",
        "Visa att du bryr dig om den som är arg.",
    ],
)
def test_what_is_told_of_is_no_measure(sentence: str) -> None:
    assert said(f"Åtgärder\n\n{sentence}", "measures") == []


def test_a_wish_is_no_measure_too() -> None:
    text = "Ambitionen är:\n\n- att byn ska erbjuda alla barn en vuxen att tala med\n- att ingen ska bli utan svar\n"
    assert said(text, "measures") == [] and len(said(text, "goals")) == 2


def test_things_to_do_in_a_purpose_are_one_each() -> None:
    text = "Syfte\n\nPlanen ska tydliggöra vem som gör vad, ge chefer ett gemensamt stöd "
    text += "och bidra till att fler vågar fråga."
    assert said(text, "purposes") == [
        "tydliggöra vem som gör vad",
        "ge chefer ett gemensamt stöd",
        "bidra till att fler vågar fråga",
    ]


def test_whom_it_is_for_apart() -> None:
    text = "Målgrupper\n\nInsatserna är tänkta för elever i årskurs nio, deras familjer samt de som arbetar på torget."
    assert said(text, "target_groups") == ["elever i årskurs nio", "deras familjer", "de som arbetar på torget"]


def test_words_explained_under_headings_of_their_own() -> None:
    text = "Några ord vi använder\n\nByråd\n\nEn grupp som möts varje månad för att tala om trygghet.\n\n"
    text += "Läget i byn\n\nDet är lugnt. Det har det varit länge."
    assert [each["term"] for each in said(text, "definitions")] == ["byråd"]


def test_levels_with_names_of_the_plans_own() -> None:
    text = "Tre nivåer\n\n- Roten – det breda arbetet som når alla i byn varje dag\n"
    text += "- Stammen – det riktade arbetet för dem som har det svårare\n"
    assert said(text, "prevention_levels") == ["Roten", "Stammen"]


def test_areas_in_a_sentence_and_as_counted_headings() -> None:
    text = "Åtgärderna är samlade i tre spår: kunskap, tidigt stöd och trygga platser."
    assert said(text, "focus_areas") == ["kunskap", "tidigt stöd", "trygga platser"]
    assert said("Arena 1. Skola\n\nText här.\n\nArena 2. Torget\n\nText här.", "focus_areas") == ["Skola", "Torget"]


def test_minutes_that_adopt_in_the_passive() -> None:
    text = "BYNS KOMMUN\nKommunfullmäktige\n\nSAMMANTRÄDESPROTOKOLL\nSammanträdesdatum\n2023-05-15\n\n§ 44\n\n"
    text += "Kommunfullmäktiges beslut\n\n1. Handlingsplan mot våldsbejakande extremism antas att gälla i fyra år.\n\n"
    text += "2. Planen från 2017-02-01, § 6, upphör att gälla."
    found = understand(plain.of_text(text)).prediction()
    assert (found["adopting_body"], found["decision_date"], found["decision_paragraph"]) == (
        "kommunfullmäktige",
        "2023-05-15",
        "44",
    )


def test_a_function_before_a_number_that_is_masked() -> None:
    text = "Kontakt\n\nOro för barn: socialtjänstens mottagning, 0701-234567"
    assert "socialtjänstens mottagning" in str(said(text, "contact_points"))


def test_an_extension_by_another_body_to_a_day() -> None:
    text = "Planen antogs av kommunfullmäktige i juni 2020. "
    text += "Giltighetstiden har i september 2023 förlängts av kommunstyrelsen till den 31 december 2025."
    assert said(text, "valid_to") == "2025-12-31"
    assert [(each["action"], each["body"]) for each in said(text, "decision_history")] == [
        ("antagen", "kommunfullmäktige"),
        ("förlängd giltighetstid", "kommunstyrelsen"),
    ]


def test_a_proposal_tells_of_the_plan_it_ends_and_has_no_decision() -> None:
    text = "TJÄNSTESKRIVELSE\n\nFörslag till ny handlingsplan mot våldsbejakande extremism\n\nFörslag till beslut\n\n"
    text += (
        "att anta handlingsplanen,\n\natt upphäva den tidigare planen, antagen av kommunfullmäktige 2015-11-30, § 98."
    )
    found = understand(plain.of_text(text)).prediction()
    assert (found["decision_date"], found["decision_paragraph"], found["decision_history"]) == (None, None, [])


def test_by_whom_and_when_without_what_goes_on() -> None:
    text = "Uppföljning\n\nRådet går igenom planen varje år i mars och lämnar en rapport till kommunstyrelsen."
    assert said(text, "follow_up")["when"] == "varje år i mars"
