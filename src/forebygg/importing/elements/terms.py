"""What the document means by its words. Pure."""

from __future__ import annotations

import re

from forebygg.files.document import Sentence
from forebygg.importing.context import Context, bare
from forebygg.importing.suggestion import Definition

_TERM = r"[\"”“»]?(?P<term>[A-Za-zÅÄÖåäö][\wåäöÅÄÖ/-]*(?:\s[\wåäöÅÄÖ/-]+){0,4}?)[\"”“«]?"
_PATTERNS = (
    re.compile(
        rf"^Med\s+(?:begreppet\s+|termen\s+|ordet\s+)?{_TERM}\s+(?:avses|menas|menar|förstås|avser)\b", re.IGNORECASE
    ),
    re.compile(
        rf"^(?:Begreppet|Termen|Ordet|Uttrycket)\s+{_TERM}\s+(?:avser|betyder|innebär|inkluderar|inbegriper"
        rf"|rymmer|täcker|används|innefattar|omfattar|syftar|beskriver|kan\s+(?:beskrivas|förstås"
        rf"|definieras)|definieras|är|betecknar|handlar)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^Vi\s+(?:använder\s+(?:uttrycket|begreppet|ordet)|menar\s+med)\s+{_TERM}\s+(?:för|om|att)\b", re.IGNORECASE
    ),
    re.compile(
        rf"^{_TERM}\s+(?:är\s+(?:(?:ett|en)\s+)?(?:\w+\s+)?(?:samlingsbegrepp|samlingsnamn|samlingsterm"
        rf"|beteckning|begrepp|benämning|term)\b|definieras|kan\s+(?:definieras|beskrivas|förstås)\s+som"
        rf"|kallas|används\s+(?:i\s+\w+\s+)?(?:om|för)|brukar\s+(?:vara\s+namnet|definieras|beskrivas)"
        rf"|betyder|betecknar|avser|avses|är\s+när|syftar\s+på|innebär\s+att|beskrivs\s+som)\b",
        re.IGNORECASE,
    ),
)
_SECTION = re.compile(
    r"\b(?:definition(?:er)?|begrepp\w*|ordlista|ordförklaring\w*|vad\s+är|vad\s+menas|vad\s+innebär"
    r"|centrala\s+begrepp|förklaring\w*|(?:några|viktiga|våra)\s+ord|ord\s+(?:och|som|vi))\b",
    re.IGNORECASE,
)
_IS = re.compile(rf"^{_TERM}\s+(?:är|innebär|handlar\s+om|omfattar|kan\s+vara)\s", re.IGNORECASE)
_GLOSS = re.compile(r"^[\"”]?(?P<term>[A-Za-zÅÄÖåäö][\wåäö/ -]{2,45}?)[\"”]?\s*(?::|\s[–-])\s+(?P<text>\S.{15,})$")
_OF_FIELD = re.compile(
    r"^(?P<term>våldsbejakande\s+(?:extremism|extremist\w*|islam\w*|radikalisering)|radikalisering"
    r"|extremism|terrorism|prevention|skyddsfaktor\w*|riskfaktor\w*|hatbrott|propaganda|avhoppare"
    r"|ensamagerande\w*|droger?|"
    r"hedersrelaterat\s+våld(?:\s+och\s+förtryck)?|våld\s+i\s+nära\s+relation\w*"
    r"|social\s+insatsgrupp)\s+(?:är|innebär|handlar\s+om|omfattar)\s+(?!viktig|centralt|ett\s+(?:hot"
    r"|problem|ansvar)|en\s+(?:viktig|fråga|del)|inte|av\s)",
    re.IGNORECASE,
)
_NO_TERM = re.compile(
    r"^(?:det|den|de|detta|denna|dessa|han|hon|vi|man|ni|planen|handlingsplanen|syftet|målet|arbetet"
    r"|kommunen|kommunens|en|ett|här|i|för|hur|vad|som|ansvaret|dokumentet|utgångspunkt\w*|uppdraget"
    r"|lägesbilden|samverkan\s+är|\w+\s+kommun|polisen|socialtjänsten|skolan)\b",
    re.IGNORECASE,
)


def definitions(context: Context) -> list[Definition]:
    """Every term that a sentence, a glossary or a section explains, once."""
    found: dict[str, Definition] = {}
    inside = _blocks_of_terms(context)
    asked = {
        i: s.heading.casefold()
        for s in context.sections
        if re.match(r"vad\b", bare(s.heading), re.IGNORECASE)
        for i in range(s.start, s.start + len(s.blocks))
    }
    for index, block in enumerate(context.blocks):
        if (
            block.kind == "row"
            and index in inside
            and len(block.cells) == 2
            and len(block.cells[0].split()) <= 4 < len(block.cells[1].split())
        ):
            _keep(found, block.cells[0], block.cells[1], index)
        elif index in inside and (gloss := _GLOSS.match(block.text)):
            _keep(found, gloss["term"], gloss["text"], index)
    for sentence in context.sentences:
        if sentence.block in inside and (gloss := _GLOSS.match(sentence.text)):
            _keep(found, gloss["term"], gloss["text"], sentence.block)
        for each in _of(sentence, sentence.block in inside):
            if sentence.block in asked and not any(
                word[:6] in asked[sentence.block] for word in each.term.casefold().split()
            ):
                continue
            _keep(found, each.term, each.text, each.block)
    for section in context.under(_SECTION):
        _by_heading(context, section.start + len(section.blocks), section.level, found)
    return list(found.values())


def _blocks_of_terms(context: Context) -> set[int]:
    return {
        i
        for section in context.sections
        if _SECTION.search(bare(section.heading)) or any(_SECTION.search(bare(h)) for h in section.within)
        for i in range(section.start, section.start + len(section.blocks))
    }


def _of(sentence: Sentence, inside: bool) -> list[Definition]:
    after = sentence.text.partition(": ")[2]
    if after and (quoted := _OF_FIELD.match(after)):
        return [Definition(quoted["term"], after, sentence.block)]
    for pattern in (*_PATTERNS, _OF_FIELD, *((_IS,) if inside else ())):
        found = pattern.match(sentence.text)
        if found and not _NO_TERM.match(found["term"]) and len(found["term"]) > 3:
            return [Definition(found["term"], sentence.text, sentence.block)]
    return []


def _by_heading(context: Context, after: int, level: int, found: dict[str, Definition]) -> None:
    """Under "Begrepp", a short sub-heading is a term and the paragraph under it what it means."""
    index = after
    while index + 1 < len(context.blocks) and context.blocks[index].kind == "heading":
        head, text = context.blocks[index], context.blocks[index + 1]
        following = context.blocks[index + 2] if index + 2 < len(context.blocks) else None
        alone = following is None or following.kind == "heading"
        # As deep as "Begrepp" itself: a term only when one sentence alone stands under it.
        if head.level < level or (head.level == level and not (alone and len(context.said_in(index + 1)) == 1)):
            return
        if text.kind == "text" and len(head.text.split()) <= 4:
            _keep(found, bare(head.text), text.text, index + 1)
        index += 2


def _keep(found: dict[str, Definition], term: str, text: str, block: int) -> None:
    plain = term.strip(' "”“:.')
    plain = plain if plain.isupper() else plain[0].lower() + plain[1:]
    found.setdefault(plain.casefold(), Definition(plain, text.strip(), block))
