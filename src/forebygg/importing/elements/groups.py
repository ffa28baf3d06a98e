"""Whom the plan and its measures are for, as the text puts it. Pure."""

from __future__ import annotations

import re

from forebygg.files.document import Section
from forebygg.importing import phrases
from forebygg.importing.context import Context, bare
from forebygg.importing.elements.levels import REACHES, is_level, level_of
from forebygg.importing.suggestion import Found

_GROUP_HEAD = re.compile(
    r"\bmålgrupp|^vem (?:vänder|riktar|berörs|omfattas|är)|^för vem|^vilka (?:omfattas|berörs|vi)|\btill för\b",
    re.IGNORECASE,
)
_LEAD_TO = (
    r"(?:i\s+första\s+hand\s+|främst\s+|framför\s+allt\s+|särskilt\s+|både\s+|även\s+|insatser(?:na)?\s+"
    r"|också\s+)*"
)
_GROUP = (
    re.compile(rf"\b(?:riktar|vänder)\s+sig\s+{_LEAD_TO}(?:till|mot)\s+(?P<who>[^.;:]{{4,220}})", re.IGNORECASE),
    re.compile(
        rf"\b(?:rikta(?:s|de|d)|inrikta(?:s|de|d)|avsedda|avsedd|avser|tänkt|tänkta|gjord|gjorda|skriven|skrivna)"
        rf"\s+{_LEAD_TO}(?:till|mot|för)\s+(?P<who>[^.;:]{{4,200}})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bmålgrupp(?:en|er|erna)?\b[^.:]{0,60}?(?:\bär\b|\butgörs\s+av\b|\bomfattar\b"
        r"|:)\s*(?P<who>[^.;]{4,220})",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:är|i\s+första\s+hand)\s+{_LEAD_TO}till\s+för\s+(?P<who>[^.;:,]{{4,120}})", re.IGNORECASE),
    re.compile(
        rf"\b(?:vill|ska)\s+nå\s+(?:är\s+)?{_LEAD_TO}(?P<who>[^.;:]{{4,220}})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:planen|den|insatserna(?:\s+i\s+\w+)?|arbetet|åtgärderna|programmet|strategin)\s+(?:handlar|gäller|rör)\s+"
        rf"{_LEAD_TO}(?:om\s+)?(?P<who>(?:barn|unga|ungdomar|vuxna|personer|människor|elever|anhöriga|familjer)\b[^.;:]{{0,220}})",
        re.IGNORECASE,
    ),
    re.compile(r"\binsatser\s+(?:mot|för|till)\s+(?P<who>(?:risk)?grupper\b[^.;:,]{0,80}|riskgrupper)", re.IGNORECASE),
    re.compile(
        r"\bstöd\s+(?:till|åt|för)\s+(?P<who>(?:anhöriga\s+till|personer|den\s+som|föräldrar|individer"
        r"|unga)\b[^.;:]{3,140})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?P<who>[Dd]en\s+som\s+(?:själv\s+)?(?:vill\s+(?:lämna|bryta|hoppa)"
        r"|är\s+på\s+väg)[^.,;:]{3,70}?)(?=\s+(?:ska|kan|får|erbjuds|lotsas|och\s+för)\b|[.,;:]|$)"
    ),
    re.compile(r"^(?P<who>Personer\s+som\s+vill\s[^.;:,]{3,90}?)\s+(?:kan|ska|får|erbjuds)\b"),
    re.compile(
        r"\b(?:se\s+och\s+hantera|möta|nå|upptäcka|hantera)\s+(?P<who>(?:människor|personer|individer|unga"
        r"|ungdomar)\s+som\s[^.;:,]{3,90})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:agera|stöd\w*|insatser|hjälp)\s+(?:\w+\s+)?för\s+(?P<who>enskilda\s+individer[^.;:,]{0,80})",
        re.IGNORECASE,
    ),
)
_HERE = re.compile(
    r"^(?:här|insatserna|arbetet)\s+(?:\w+\s+){0,3}?(?:till|mot|gäller|når"
    r"|omfattar)\s+(?P<who>[^.;:]{4,200})",
    re.IGNORECASE,
)
_NOT_WHO = re.compile(
    r"\b(?:våldsbejakande\s+extremism$|all\s+form|samtliga\s+former|att\s|åtgärd|insatser\s+som|problem$|^grupper$|^alla\b|^den$"
    r"|mål\b|arbetet\b|hela\s+koncernen|^(?:samtliga|alla)\s+(?:nämnder|bolag|förvaltningar)|samtliga\s+verksamheter|myndigheter)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"^(?:(?!\bsom\b).)*\b(?:är|ska|skall|har|kan|vänder|riktar|gäller|avser|omfattar|berörs?|når|får|finns)\b"
)
_AGES = re.compile(
    r"\bpersoner\s+(?:under\s+\d+\s+år|\d+\s+år\s+eller\s+äldre"
    r"|upp\s+till\s+\d+\s+år(?:,\s+och\s+i\s+vissa\s+fall\s+upp\s+till\s+\d+\s+år)?)",
    re.IGNORECASE,
)


def target_groups(context: Context) -> list[Found]:
    """Whom the plan or its measures are for, as the text puts it."""
    found: list[Found] = []
    for section in context.under(_GROUP_HEAD):
        found += [
            Found(b.text.strip(" .,;"), section.start + i)
            for i, b in enumerate(section.blocks)
            if b.kind == "item" and len(b.text.split()) < 20
        ]
        found += _under(context, section)
    for each in context.labelled("applies"):
        if each.said.casefold().startswith("målgrupp"):
            found += [Found(who, each.block) for who in _groups(each.value)]
    for index, block in enumerate(context.blocks):
        if block.kind == "text" and re.search(r"målgrupp\w*[^.]{0,60}:$", block.text, re.IGNORECASE):
            found += [Found(each.text.strip(" .,;"), i) for i, each in context.items_after(index)]
        found += [Found(m.group(), index) for m in _AGES.finditer(block.text)]
    found += _said(context)
    return _unique([each for each in found if not _NOT_WHO.search(each.text)])[:14]


_OF_GROUP = re.compile(
    r"\b(?:gäller|avser|berör|berörs|omfattar|handlar\s+om|tonvikt\s+på|insatserna\s+är|del\s+av\s+insatserna\s+är)\s+"
    r"(?:i\s+(?:första|andra)\s+hand\s+|främst\s+|särskilt\s+|framför\s+allt\s+|om\s+)*"
    r"(?P<who>(?!till\b|från\b|kommunen\b|hela\b|all[at]?\s+kommun)[^.;:]{4,240})",
    re.IGNORECASE,
)


def _under(context: Context, section: Section) -> list[Found]:
    """Under a heading of groups: a line that only names one, sub-headings, and what the sentences there are about."""
    found: list[Found] = []
    for offset, block in enumerate(section.blocks):
        if block.kind == "text" and len(block.text.split()) <= 16 and not _VERB.search(block.text):
            found.append(Found(block.text.strip(" .,;"), section.start + offset))
    for sentence in section.sentences():
        if not any(pattern.search(sentence.text) for pattern in _GROUP):
            found += [
                Found(who, sentence.block) for m in _OF_GROUP.finditer(sentence.text) for who in _groups(m["who"])
            ]
    below = [
        each
        for each in context.sections
        if each.within
        and each.within[-1] == section.heading
        and each.level > section.level
        and each.start > section.start
    ]
    return found + [Found(bare(each.heading), each.start - 1) for each in below if len(each.heading.split()) <= 8]


def _said(context: Context) -> list[Found]:
    levels = {
        i
        for section in context.sections
        if level_of(section.heading) and is_level(bare(section.heading))
        for i in range(section.start, section.start + len(section.blocks))
    }
    found: list[Found] = []
    for sentence in context.sentences:
        matches = [m for pattern in _GROUP for m in pattern.finditer(sentence.text)]
        reached = REACHES.match(sentence.text)
        if reached and level_of(reached["name"]) and not matches:
            matches.append(reached)
        if sentence.block in levels and not matches and (here := _HERE.match(sentence.text)):
            matches.append(here)
        found += [Found(who, sentence.block) for m in matches for who in _groups(m["who"])]
    return found


def _groups(said: str) -> list[str]:
    """The groups a phrase names: "x och till y" apart, a list of single words apart, else one group with its clause."""
    said = re.sub(
        r",?\s+(?:vilka|vilket|för att|i syfte att|och\s+(?:visar|beskriver|ska|syftar|sker|är|handlar"
        r"|även\s+deras))\b.*$",
        "",
        said,
    ).strip(" .,;")
    said = re.split(r"\s+(?:ska|skall|kan|får|bör|erbjuds|samt\s+en|ses)\s", said)[0]
    again = r"(?:(?:och|samt)\s+)?(?:även\s+|också\s+)?(?:till|mot|för)"
    pieces = [
        piece for piece in re.split(rf",\s+{again}\s+|\s+(?:och|samt)\s+(?:även\s+)?(?:till|mot|för)\s+", said) if piece
    ]
    found: list[str] = []
    for piece in pieces:
        if piece.count(",") >= 2 or ("," in piece and " samt " in piece):
            found += _listed(piece)
            continue
        parts = phrases.enumeration(piece)
        simple = all(len(part.split()) <= 2 for part in parts[:-1]) and not re.match(
            r"alla|samtliga|barn\b|unga\b", piece, re.IGNORECASE
        )
        if len(parts) > 2 and simple:
            found += [re.split(r"\s+som\b", part)[0].strip(" ,") for part in parts]
        elif len((one := phrases.lead_off(piece)).split()) <= 26:
            found.append(one)
    return found


def _listed(said: str) -> list[str]:
    """The groups of a long list with commas: each may be two words with "och" between, or have a clause of its own."""
    parts = [part.strip() for part in re.split(r",\s*(?:och\s+|samt\s+)?|\s+samt\s+", said) if part.strip()]
    if " samt " not in said and (last := re.match(r"(?P<one>.+?)\s+och\s+(?P<two>.+)$", parts[-1])):
        parts[-1:] = [last["one"], last["two"]]
    bare_of = (re.sub(r"^(?:både|även|också|främst|till|mot|för|och|samt)\s+", "", part) for part in parts)
    return [part.strip(" .,;") for part in bare_of if len(part.split()) <= 16]


def _unique(found: list[Found]) -> list[Found]:
    result: list[Found] = []
    for each in found:
        plain = each.text.casefold()
        if each.text and not any(plain in old.text.casefold() or old.text.casefold() in plain for old in result):
            result.append(each)
    return result
