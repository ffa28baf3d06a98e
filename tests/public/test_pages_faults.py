"""Each checker of the public texts catches its fault; broken texts are refused with a sentence."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from forebygg.public import pages
from forebygg.public.pages import BrokenPage, Page, Token
from tests.public.checking import (
    CHECKERS,
    banned_words,
    differences,
    hard_to_read,
    holes_when_hidden,
    lix,
    sentences,
    silent_at_night,
    stand_in,
    telling_tab,
    typed_numbers,
    unknown_codes,
)

FRONT = """---
title: En rubrik
tab: "Råd och stöd: prov"
lead: En kort inledning.
owner: Samordnaren
reviewed: 2026-11-03
order: 1
---
"""
WELL = "## Hej\n\nRing oss.\n\n[[call:switchboard,emergency]]\n"


def page_of(text: str = WELL, language: str = "sv", front: str = FRONT) -> Page:
    return pages.parse("prov", language, front + text)


def test_a_good_page_passes_every_checker() -> None:
    for checker in CHECKERS:
        assert checker(page_of()) == [], checker.__name__


@pytest.mark.parametrize(
    "text",
    [
        "Ring 08-465 004 10.",
        "Ring 112.",
        "Du som är under 18 år.",
        "Det tar 90 dagar.",
        "Svar inom fjorton dagar.",
        "Svar inom en vecka.",
        "Du som har fyllt arton.",
        "Enligt socialtjänstlagen § är det så.",
        "Se OSL kap. tio.",
        "An answer within a month.",
        "An answer in three working days.",
        "Följer WCAG 2.1 A.",
    ],
)
def test_a_typed_number_is_caught(text: str) -> None:
    assert typed_numbers(page_of(text))


def test_a_typed_number_is_caught_in_the_lead_but_not_in_the_name_of_a_standard() -> None:
    assert typed_numbers(page_of(front=FRONT.replace("kort inledning", "inledning på 14 dagar")))
    assert not typed_numbers(page_of("Byggd för WCAG 2.2 AA och EN 301 549, och tryck tre gånger."))


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("radikaliserad", "sv"),
        ("radikaliserade", "sv"),
        ("misstänkta", "sv"),
        ("Extremisten", "sv"),
        ("extremism", "sv"),
        ("gärningsmannen", "sv"),
        ("anmälaren", "sv"),
        ("avhoppare", "sv"),
        ("riskzonen", "sv"),
        ("religion", "sv"),
        ("moskén", "sv"),
        ("kyrkan", "sv"),
        ("radicalised", "en"),
        ("at risk", "en"),
        ("extremists", "en"),
        ("church", "en"),
    ],
)
def test_a_banned_word_is_caught(word: str, language: str) -> None:
    assert banned_words(page_of(f"Här står {word} i texten.", language))


def test_words_that_only_resemble_the_banned_are_let_through() -> None:
    assert not banned_words(page_of("Misstänker du brott? Det är ingen misstanke. En orosanmälan. Ett samfund."))


def test_a_long_sentence_is_caught() -> None:
    text = "Om du är en av dem som ser att det har hänt nåt så kan du väl ge oss ett samtal om det i dag. " * 3

    assert [fault for fault in hard_to_read(page_of(text)) if fault.startswith("mean sentence")]


def test_long_words_are_caught_by_lix() -> None:
    text = "Kommunens samordningsfunktion tillhandahåller stödinsatser. Handläggningen dokumenteras kontinuerligt."

    assert [fault for fault in hard_to_read(page_of(text)) if fault.startswith("LIX")]


def test_lix_is_counted_as_its_maker_counts_it() -> None:
    # Ten words in three sentences (the lead has three), of which two are longer than six letters
    page = page_of("Ring oss i dag. Socialjouren svarar nu.")

    assert [len(words) for words in sentences(page)] == [3, 4, 3]
    assert lix(page) == pytest.approx(10 / 3 + 100 * 2 / 10)


@pytest.mark.parametrize(
    "token",
    ["[[phone:polisen]]", "[[value:days]]", "[[law:sol-9-9]]", "[[link:hemligt|in]]"],
)
def test_an_unknown_code_is_caught(token: str) -> None:
    assert unknown_codes(page_of(f"Se {token} här."))


def test_an_unknown_code_in_a_list_of_numbers_is_caught() -> None:
    assert unknown_codes(page_of("[[call:emergency,polisen]]")) == ["call:polisen"]


def test_a_sentence_that_a_hidden_number_would_leave_open_is_caught() -> None:
    assert holes_when_hidden(page_of("Ring [[phone:helpline]] i dag."))
    assert holes_when_hidden(page_of("[[call:helpline,exit]]"))
    assert not holes_when_hidden(page_of("[[call:helpline,emergency]]"))


def test_a_page_that_is_silent_at_night_is_caught() -> None:
    assert silent_at_night(page_of("[[call:switchboard,coordinator]]"))


@pytest.mark.parametrize("tab", ["Våldsbejakande extremism", "Vill du lämna?", "Orolig för någon", "Anonymous tips"])
def test_a_tab_that_tells_the_topic_is_caught(tab: str) -> None:
    assert telling_tab(page_of(front=FRONT.replace("Råd och stöd: prov", tab)))


@pytest.mark.parametrize(
    "other",
    [
        "## Hi\n\nCall us.\n",
        "## Hi\n\nCall us, [[law:tf-2]].\n\n[[call:switchboard,emergency]]\n",
        "## Hi\n\nCall us.\n\n## More\n\n[[call:switchboard,emergency]]\n",
        "## Hi\n\n- Call us.\n\n[[call:switchboard,emergency]]\n",
    ],
)
def test_a_language_that_lags_behind_is_caught(other: str) -> None:
    assert differences(page_of(), page_of(other, "en"))
    assert not differences(page_of(), page_of("## Hi\n\nCall us.\n\n[[call:switchboard,emergency]]\n", "en"))


# --- the loader -----------------------------------------------------------------------------------------------------


def parts(page: Page, kind: type) -> Iterator[str | Token]:
    return (part for part in page.body if isinstance(part, kind))


def test_tokens_are_answered_where_they_stand() -> None:
    page = page_of(
        "Ring **[[phone:police]]** inom [[value:age-child]] ([[law:tf-2]]).\n\n[[call:police,emergency]]\n\n"
        "- [[link:ring|Ring & fråga]]\n"
    )

    shown = pages.render(page, lambda kind, argument: f"<b>{kind} {html.escape(argument)}</b>")

    assert shown == (
        "<p>Ring <strong><b>phone police</b></strong> inom <b>value age-child</b> (<b>law tf-2</b>).</p>\n"
        "<b>call police,emergency</b><ul>\n<li><b>link ring|Ring &amp; fråga</b></li>\n</ul>\n"
    )
    assert [token.kind for token in pages.tokens(page)] == ["phone", "value", "law", "call", "link"]


def test_a_notice_is_a_frame_round_its_text() -> None:
    page = page_of("Före.\n\n[[notice]]\n**Tänk på** [[phone:police]].\n\n[[call:police]]\n[[/notice]]\n\nEfter.\n")

    assert pages.render(page, lambda kind, _: f"<{kind}>") == (
        '<p>Före.</p>\n<div class="notice">\n<p><strong>Tänk på</strong> <phone>.</p>\n<call></div>\n<p>Efter.</p>\n'
    )


def test_a_caller_that_answers_with_nothing_leaves_a_page_that_can_be_read() -> None:
    assert pages.render(page_of(), lambda kind, argument: "") == "<h2>Hej</h2>\n<p>Ring oss.</p>\n"


def test_the_words_of_a_link_come_to_the_caller_as_plain_text() -> None:
    (token,) = pages.tokens(page_of("[[link:om_dig|”A & B” <i>]]"))

    assert pages.door_and_text(token.argument) == ("om_dig", "”A & B” <i>")


@pytest.mark.parametrize(
    "planted",
    [
        "Hej <script>alert(document.cookie)</script> du.",
        "<script src='https://example.org/x.js'></script>\n\nHej.",
        "<style>p { display: none }</style>\n\nHej.",
        "Hej <img src=x onerror='alert(1)'> du.",
        "<p onclick='alert(1)'>Hej</p>",
        "[Hej](javascript:alert(1))",
        "<a href='javascript:alert(1)'>Hej</a>",
        "<iframe src='https://example.org'></iframe>\n\nHej.",
        "<form action='https://example.org'><input name='x'></form>\n\nHej.",
        "<!-- hemligt -->\n\nHej.",
        "<p style='position:fixed'>Hej</p>",
    ],
)
def test_the_sanitiser_leaves_nothing_that_runs_or_loads(planted: str) -> None:
    shown = pages.render(page_of(planted), stand_in)

    live = r"<(?:script|style|img|iframe|form|input)|alert\(.*</script|\son\w+=|style=|<!--|href=.javascript"
    assert not re.search(live, shown)
    assert "Hej" in shown


def test_a_link_out_tells_the_other_side_nothing() -> None:
    shown = pages.render(page_of("[IMY](https://www.imy.se/)"), stand_in)

    assert shown == '<p><a href="https://www.imy.se/" rel="noreferrer noopener">IMY</a></p>\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[fax:police]]", "nobody knows"),
        ("[[police]]", "nobody knows"),
        ("[[phone]]", "does not say"),
        ("[[phone:]]", "does not say"),
        ("[[phone:08 465]]", "does not say"),
        ("[[link:ring]]", "does not say"),
        ("[[link:ring| ]]", "does not say"),
        ("[[link:lamna-miljo|in]]", "does not say"),
        ("[[call:a,,b]]", "does not say"),
        ("Ring [[call:police]] nu.", "alone on its line"),
        ("Se [[notice]] här.", "alone on its line"),
        ("[[notice]]\nHej.", "never closed"),
        ("Hej.\n\n[[/notice]]", "in pairs"),
        ("[[notice]]\n[[notice]]\nHej.\n[[/notice]]", "in pairs"),
        ("[[notice:röd]]\nHej.\n[[/notice]]", "in pairs"),
        ("Ring [[phone:police nu.", "not whole"),
        ("Ring phone:police]] nu.", "not whole"),
        ("[Ring](https://example.org/[[value:log-years]])", "nothing can be put"),
        ("[Ring](/ring)", "by address"),
        ("[Ring](ring.md)", "by address"),
        ("# Rubrik", "begin at ##"),
        ("#### Rubrik", "begin at ##"),
        ("Ett \ue000 tecken.", "private area"),
        ("", "no text"),
        ("\n\n", "no text"),
    ],
)
def test_a_broken_text_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BrokenPage, match=re.escape(sentence)) as caught:
        page_of(text)

    assert str(caught.value).endswith(".") and ("sv/prov" in str(caught.value))


@pytest.mark.parametrize(
    ("front", "sentence"),
    [
        ("", "no front matter"),
        ("---\ntitle: En rubrik\n", "no front matter"),
        ("---\ntitle: [\n---\n", "cannot be read"),
        ("---\n- en\n- lista\n---\n", "exactly these keys"),
        (FRONT.replace("owner: Samordnaren\n", ""), "exactly these keys"),
        (FRONT.replace("order: 1", "order: 1\nscript: x"), "exactly these keys"),
        (FRONT.replace("owner: Samordnaren", "owner: ' '"), "“owner” is empty"),
        (FRONT.replace("owner: Samordnaren", "owner:"), "“owner” is empty"),
        (FRONT.replace("2026-11-03", "i november"), "“reviewed”"),
        (FRONT.replace("2026-11-03", "2026-11-03 10:00:00"), "“reviewed”"),
        (FRONT.replace("order: 1", "order: true"), "“order”"),
        (FRONT.replace("En kort", "Ring [[phone:police]]. En kort"), "holds a token"),
    ],
)
def test_a_broken_front_is_refused_with_a_sentence(front: str, sentence: str) -> None:
    with pytest.raises(BrokenPage, match=re.escape(sentence)):
        page_of(front=front)


@pytest.mark.parametrize(
    ("code", "language"),
    [("finns-inte", "sv"), ("anhorig", "tlh"), ("../sv/anhorig", "sv"), ("anhorig", "../content/sv"), ("", "sv")],
)
def test_a_page_that_is_not_there_is_refused(code: str, language: str) -> None:
    with pytest.raises(BrokenPage, match="There is no page"):
        pages.read(code, language)


def test_a_page_is_read_once() -> None:
    assert pages.read("anhorig", "sv") is pages.read("anhorig", "sv")
