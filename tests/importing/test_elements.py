"""Each element of a plan, in the forms documents write it. The documents are this project's own."""

from __future__ import annotations

from typing import Any

import pytest

from forebygg.files.formats import plain
from forebygg.importing.understanding import understand

TITLE = "Handlingsplan mot våldsbejakande extremism\n\n"


def said(text: str, field: str) -> Any:
    """Return what is understood of one field."""
    return understand(plain.of_text(text)).prediction()[field]


@pytest.mark.parametrize(
    ("text", "title", "kind", "town"),
    [
        ("Vingåkers kommun\n\n" + TITLE + "Text.", TITLE.strip(), "Handlingsplan", "Vingåker"),
        (
            "Policy\n\nHandlingsplan mot extremism i Höör\n\nHöörs kommun gör mycket.",
            "Handlingsplan mot extremism i Höör",
            "Policy",
            "Höör",
        ),
        (
            "Så arbetar vi\n\nGöteborgs Stad har en plan. Göteborgs Stads program mot våldsbejakande extremism gäller.",
            "Göteborgs Stads program mot våldsbejakande extremism",
            "Program",
            "Göteborg",
        ),
        (
            "Dokumenttyp: Riktlinjer\n\n" + TITLE + "I Lilla Edets kommun gäller det här.",
            TITLE.strip(),
            "Riktlinjer",
            "Lilla Edet",
        ),
    ],
)
def test_which_document_it_is(text: str, title: str, kind: str, town: str) -> None:
    assert (said(text, "title"), said(text, "document_type"), said(text, "municipality")) == (title, kind, town)


@pytest.mark.parametrize(
    ("text", "body", "day", "paragraph"),
    [
        ("Antagen av kommunfullmäktige 2019-05-06, § 41", "kommunfullmäktige", "2019-05-06", "41"),
        ("Fastställd av KS den 3 maj 2018 (§ 7)", "kommunstyrelsen", "2018-05-03", "7"),
        ("Beslutsinstans: Socialnämnden\nBeslutsdatum: 2020-02-11\nParagraf: 12", "socialnämnden", "2020-02-11", "12"),
        (
            "Beslutad av Datum Diarienummer\nKommunstyrelsen 2021-03-09 KS 2020/44",
            "kommunstyrelsen",
            "2021-03-09",
            None,
        ),
        ("| Antagen av | Kommunfullmäktige |\n| Datum | 2017-11-27 |", "kommunfullmäktige", "2017-11-27", None),
        ("Planen antogs av kommunfullmäktige i juni 2016.", "kommunfullmäktige", "2016-06", None),
        ("Dokumentet beslutades av Kommunstyrelsen 20220118 § 3.", "kommunstyrelsen", "2022-01-18", "3"),
    ],
)
def test_who_decided_when_and_in_which_paragraph(text: str, body: str, day: str, paragraph: str | None) -> None:
    found = understand(plain.of_text(TITLE + text)).prediction()
    assert (found["adopting_body"], found["decision_date"], found["decision_paragraph"]) == (body, day, paragraph)


@pytest.mark.parametrize(
    "text",
    [
        "Förslag till beslut\n\nKommunfullmäktige antar planen.",
        "Planen väntas antas av kommunfullmäktige den 3 maj 2018.",
        "Kommunfullmäktige antog budget för 2018 den 20 november 2017.",
        "2016-10-12",
        "Kommunstyrelsen beslutade 2017-01-10 att ge förvaltningen i uppdrag att ta fram en plan.",
    ],
)
def test_what_is_no_decision_of_the_plan(text: str) -> None:
    assert said(TITLE + text, "decision_date") is None


def test_a_history_of_several_bodies_and_the_latest_validity() -> None:
    text = (
        TITLE + "Beslutshistorik\n\nAntagen av kommunfullmäktige 2015-02-16, § 8\n\n"
        "Reviderad av kommunstyrelsen 2018-04-10 § 77\n\n"
        "Giltighetstiden förlängd av kommunstyrelsen 2019-12-03, § 200, till och med 2020-12-31"
    )
    found = understand(plain.of_text(text)).prediction()
    assert [(d["action"], d["body"], d["date"], d["paragraph"]) for d in found["decision_history"]] == [
        ("antagen", "kommunfullmäktige", "2015-02-16", "8"),
        ("reviderad", "kommunstyrelsen", "2018-04-10", "77"),
        ("förlängd giltighetstid", "kommunstyrelsen", "2019-12-03", "200"),
    ]
    assert (found["adopting_body"], found["decision_date"], found["valid_to"]) == (
        "kommunfullmäktige",
        "2015-02-16",
        "2020-12-31",
    )


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Giltighetstid: 2020-01-01 – 2023-12-31", "2020-01-01", "2023-12-31"),
        ("Planen gäller från och med den 1 juli 2019 till och med 30 juni 2022.", "2019-07-01", "2022-06-30"),
        ("Planen gäller för perioden 2018–2021.", "2018", "2021"),
        ("Gäller till och med: 2024-12-31", None, "2024-12-31"),
        ("Giltig från\n2021-03-01", "2021-03-01", None),
        ("Planen gäller tills vidare.", None, None),
    ],
)
def test_from_when_and_until_when(text: str, first: str | None, last: str | None) -> None:
    found = understand(plain.of_text(TITLE + text)).prediction()
    assert (found["valid_from"], found["valid_to"]) == (first, last)
    assert found["validity_text"]


@pytest.mark.parametrize(
    "number", ["KS 2019/123", "KS/2016:441", "KS.2017.0612", "0934/19", "17/KS/204", "2012/0733.KS.707", "Ks 41/2013"]
)
def test_the_diarienummer_in_its_many_forms(number: str) -> None:
    assert said(TITLE + f"Diarienummer: {number}", "diarienummer") == number


def test_an_empty_label_is_told_apart_from_one_that_is_not_there() -> None:
    found = understand(plain.of_text(TITLE + "Diarienummer:\nReviderad:\nBeslutad av: Kommunstyrelsen\n\nText."))
    assert found.diarienummer is None
    assert found.empty_labels == ["Diarienummer", "Reviderad"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Dokumentansvarig: Säkerhetschefen", "Säkerhetschefen"),
        ("Dokumentägare\nTrygghetsstrategen", "Trygghetsstrategen"),
        ("Folkhälsosamordnaren ansvarar för att planen hålls aktuell.", "Folkhälsosamordnaren"),
        ("Ansvaret för att leda arbetet ligger hos kommundirektören.", "kommundirektören"),
    ],
)
def test_who_keeps_the_document(text: str, who: str) -> None:
    assert said(TITLE + text, "steward") == who


def test_how_when_and_by_whom_it_is_followed_up() -> None:
    text = TITLE + "Uppföljning\n\nSäkerhetssamordnaren sammanställer varje år vad förvaltningarna har gjort."
    assert said(text, "follow_up") == {
        "how": "Säkerhetssamordnaren sammanställer varje år vad förvaltningarna har gjort.",
        "when": "varje år",
        "responsible": "Säkerhetssamordnaren",
    }
    boxed = TITLE + "Uppföljning\n\nHur: I samtal med nätverken\nNär: Vartannat år\nVem: Kommunstyrelsen"
    assert said(boxed, "follow_up") == {
        "how": "I samtal med nätverken",
        "when": "Vartannat år",
        "responsible": "Kommunstyrelsen",
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Syfte\n\n• att lära mer\n• att stödja fler", ["att lära mer", "att stödja fler"]),
        ("Syftet med planen är att lära mer om frågan och att stödja fler.", ["lära mer om frågan", "att stödja fler"]),
        (
            "Planen har till syfte att visa vem som gör vad. Den ska också göra det lätt att fråga.",
            ["visa vem som gör vad", "göra det lätt att fråga"],
        ),
    ],
)
def test_purposes(text: str, wanted: list[str]) -> None:
    assert said(TITLE + text, "purposes") == wanted


def test_goals_apart_from_purposes_under_one_heading() -> None:
    text = (
        TITLE
        + "Syfte och mål\n\nSyftet är att alla vet sin roll.\n\nMålen är att:\n- ingen värvas\n- fler frågar i tid"
    )
    assert said(text, "purposes") == ["alla vet sin roll"]
    assert said(text, "goals") == ["ingen värvas", "fler frågar i tid"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1. Universell prevention\n2. Selektiv prevention\n3. Indikerad prevention", 3),
        ("Främjande nivå\n\nFör alla.\n\nFörebyggande nivå\n\nFör några.\n\nFörhindrande nivå\n\nFör en.", 3),
        ("Arbetet sker på två nivåer: generella insatser och riktade insatser.", 2),
    ],
)
def test_levels_in_the_plans_own_words(text: str, names: int) -> None:
    assert len(said(TITLE + text, "prevention_levels")) == names


@pytest.mark.parametrize(
    "text",
    [
        "Arbetet bedrivs inom följande fokusområden:\n\n- Kunskap\n- Trygga platser",
        "Fokusområde 1: Kunskap\n\nMer.\n\nFokusområde 2: Trygga platser\n\nMer.",
        "Åtgärder\n\nKunskap\n- Skolan ska utbilda alla.\n\nTrygga platser\n- Fastighetskontoret ska laga lampor.",
    ],
)
def test_focus_areas(text: str) -> None:
    assert said(TITLE + text, "focus_areas") == ["Kunskap", "Trygga platser"]


@pytest.mark.parametrize(
    "text",
    [
        "| Åtgärd | Ansvarig | Tid |\n| Utbilda fritidsledare | Kulturförvaltningen | 2025 |",
        "Aktivitet: Utbilda fritidsledare\nAnsvar: Kulturförvaltningen\nTidplan: 2025",
        "Åtgärder\n\n• Utbilda fritidsledare (Kulturförvaltningen, 2025)\n• Laga lampor i parken",
        "Åtgärd Ansvarig Tid\n\nUtbilda fritidsledare\n\nKulturförvaltningen\n\n2025",
    ],
)
def test_a_measure_with_who_and_when(text: str) -> None:
    found = said(TITLE + text, "measures")[0]
    assert found == {"text": "Utbilda fritidsledare", "responsible": "Kulturförvaltningen", "time": "2025"}


def test_measures_in_prose_with_their_subject() -> None:
    text = (
        TITLE + "Stöd\n\nSocialnämnden ska senast 2026 erbjuda samtal till anhöriga. Byn är liten. Planen ska spridas."
    )
    assert said(text, "measures") == [
        {
            "text": "Socialnämnden ska senast 2026 erbjuda samtal till anhöriga.",
            "responsible": "Socialnämnden",
            "time": "senast 2026",
        }
    ]


def test_terms_in_sentences_and_glossaries() -> None:
    text = (
        TITLE + "Begrepp\n\nRadikalisering: en process då någon närmar sig våld.\n\n"
        "Med hatbrott menas brott med hat som motiv."
    )
    assert [each["term"] for each in said(text, "definitions")] == ["radikalisering", "hatbrott"]


def test_partners_as_the_text_names_them() -> None:
    text = (
        TITLE
        + "Samverkan\n\nKommunen samverkar med polisen, Region Skåne och föreningslivet. I rådet ingår Svenska kyrkan."
    )
    assert said(text, "partners") == ["polisen", "Region Skåne", "föreningslivet", "Svenska kyrkan"]


def test_where_to_turn_with_whose_number_it_is() -> None:
    text = TITLE + "Kontakt\n\nSocialjouren 08-465 004 10\n\nKommunens kontaktperson är säkerhetschefen."
    assert said(text, "contact_points") == ["Socialjouren 08-465 004 10", "säkerhetschefen"]


def test_a_news_item_about_something_else_says_nearly_nothing() -> None:
    found = understand(
        plain.of_text("Ny simhall i Flen\n\nDen 3 maj 2021 öppnar simhallen. Alla är välkomna.")
    ).prediction()
    del found["municipality"]
    assert not any(value for key, value in found.items() if key != "follow_up")
