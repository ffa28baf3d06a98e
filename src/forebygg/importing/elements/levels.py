"""The plan's levels of prevention, in its own words, and which of the three each is. Pure."""

from __future__ import annotations

import re

from forebygg.importing import phrases
from forebygg.importing.context import Context, bare
from forebygg.importing.suggestion import Found

_LEVELS = {
    "universal": r"bred|breda|generel\w*|universel\w*|främja\w*|allmän[nt]?\w*|primär\w*|tidiga?\s+insatser"
    r"|breda?\s+insatser|övergripande\s+förebygg\w*",
    "selective": r"tidig\s+prevention|särskilda\s+insatser|selektiv\w*|specifik\w*|riktad\w*"
    r"|särskilt?\s+förebygg\w*|sekundär\w*|grupp(?:inriktad|nivå)\w*|förebyggande\s+(?:nivå\w*"
    r"|insatser)",
    "indicated": r"akut\s+prevention|hanterande|stöd\s+till\s+individ|indikera\w*|individ\w*|tertiär\w*"
    r"|förhindra\w*|hanter\w+\s+nivå|åtgärdande",
}
_LEVEL = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _LEVELS.items()}
_KIND = re.compile(
    r"\b(?:insats(?:er|en|erna)?|prevention\w*|nivån?|steget|förebygg\w*|arbete|åtgärd\w*)\b|\w*(?:prevention"
    r"|nivå|insatser|åtgärder)\b",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"\b(?:nivåer|nivåerna|prevention\w*|steg)\b[^.:]{0,60}?(?::|,|–|-|\bär\b|\bsom\b"
    r"|\()\s*(?P<list>[^.;]{8,160})",
    re.IGNORECASE,
)
_ADJECTIVE = (
    r"(?:universel|generel|främjande|primär|bred|allmän|selektiv|riktad|specifik|sekundär|förebyggande"
    r"|tidig|indikera|individ|tertiär|förhindra|hanterande|åtgärdande|akut)[a-zåäö]*(?:\s+(?:prevention"
    r"|nivå|insatser|förebyggande))?"
)
_LISTED = re.compile(
    rf"\b(?P<list>{_ADJECTIVE}(?:\s*\([^)]*\))?(?:(?:,\s*|\s+(?:och"
    rf"|samt)\s+){_ADJECTIVE}(?:\s*\([^)]*\))?){{1,3}})(?:\s+(?P<noun>prevention\w*|nivå\w*|insatser"
    rf"|åtgärder|arbete))?",
    re.IGNORECASE,
)
_NAMED_LEVEL = re.compile(
    r"\b(?P<name>(?:[Uu]niversel|[Gg]enerel|[Ff]rämjande|[Pp]rimär|[Bb]re|[Aa]llmän|[Ss]elektiv"
    r"|[Rr]iktad|[Ss]pecifik|[Ss]ekundär|[Ss]ärskil|[Ff]örebyggande|[Tt]idig|[Ii]ndikera|[Ii]ndivid"
    r"|[Tt]ertiär|[Ff]örhindra|[Hh]anterande|[Åå]tgärdande|[Aa]kut)[a-zåäö]*"
    r"(?:\s+(?:förebyggande|inriktade))?\s+(?:nivån?|prevention(?:en)?|insatser(?:na)?|arbetet?"
    r"|åtgärder)|[Ii]ndividinsatser)\b"
)
_SPEAKS_OF_LEVELS = re.compile(
    r"\b(?:nivåer|preventionsnivå|(?:två|tre)\s+(?:steg|delar|typer|områden)|skiljer\s+(?:vi\s+)?mellan"
    r"|delas\s+in\s+i|primär\w*|universel\w*|prevention)\b",
    re.IGNORECASE,
)
_LEVEL_HEAD = re.compile(r"\b(?:nivåer|\w*nivåer|steg|prevention\w*)\b", re.IGNORECASE)
# What a sentence about one level says it reaches: "Generella insatser når alla invånare."
REACHES = re.compile(
    r"^(?:(?:de|den"
    r"|det)\s+)?(?P<name>[\wåäö-]+(?:\s(?:och\s)?[\wåäö-]+){0,3}?),?\s+(?:som\s+)?(?:\w+\s+)?(?:är\s+"
    r"till\s+för|når|nå|ges\s+till|gäller|omfattar|avser|handlar\s+om|berör|erbjuds"
    r"|vänder\s+sig\s+(?:till|mot)|riktar\s+sig\s+(?:till|mot)|riktas\s+(?:till|mot)|(?:ska"
    r"|skall)\s+(?:riktas|rikta\s+sig|vända\s+sig)\s+(?:till|mot)"
    r"|innefattar\s+[\wåäö ]*insatser\s+mot)\s+(?P<who>[^.;:]{4,220})",
    re.IGNORECASE,
)


def level_of(text: str) -> str:
    """Return which of the three levels a name stands for: "universal", "selective", "indicated", or ""."""
    hits = [(m.start(), name) for name, pattern in _LEVEL.items() if (m := pattern.search(text))]
    return min(hits)[1] if hits else ""


def prevention_levels(context: Context) -> list[Found]:
    """The plan's own names of its levels: a list, headings, the subjects of sentences, or an enumeration."""
    if explained := _explained(context):
        return explained
    for kind in ("item", "heading"):
        named = [
            Found(bare(b.text).strip(" .:"), i)
            for i, b in enumerate(context.blocks)
            if b.kind == kind and len(b.text.split()) <= 6 and level_of(b.text) and is_level(b.text)
        ]
        if len({level_of(each.text) for each in named}) >= 2:
            return _one_each(named)
    subjects = [
        Found(m["name"], s.block)
        for s in context.sentences
        if (m := REACHES.match(s.text)) and level_of(m["name"]) and is_level(m["name"])
    ]
    if len({level_of(each.text) for each in subjects}) >= 2:
        return _one_each(subjects)
    return _inline_levels(context) or _scattered(context)


def _explained(context: Context) -> list[Found]:
    """Under a heading of levels, names of the plan's own, each with what it is after a dash or a colon."""
    for section in context.under(_LEVEL_HEAD):
        found = []
        for offset, block in enumerate(section.blocks):
            name, mark, rest = re.split(r"(\s[–-]\s|:\s)", f"{block.text} : ", maxsplit=1)
            if mark.strip() and len(name.split()) <= 3 and level_of(rest) and len(rest.split()) > 4:
                found.append(Found(bare(name).strip(" ."), section.start + offset))
        if len(found) >= 2 and not any(level_of(each.text) for each in found):
            return found
    return []


def _scattered(context: Context) -> list[Found]:
    """In a text that speaks of levels, the first name of each that it uses."""
    if not _SPEAKS_OF_LEVELS.search(context.document.text):
        return []
    named = [
        Found(m["name"], i)
        for i, b in enumerate(context.blocks)
        for m in _NAMED_LEVEL.finditer(b.text)
        if level_of(m["name"])
    ]
    kept = _one_each(named)
    return kept if len(kept) >= 2 else []


def is_level(text: str) -> bool:
    return bool(_KIND.search(text)) and not re.search(
        r"nämnd|förvaltning|familjeomsorg|stöd\b|nivåer\b|\b(?:ska|till|för)\b", text, re.IGNORECASE
    )


def _one_each(named: list[Found]) -> list[Found]:
    found: dict[str, Found] = {}
    for each in named:
        found.setdefault(level_of(each.text) or each.text, each)
    return list(found.values())


def _inline_levels(context: Context) -> list[Found]:
    speaks = _SPEAKS_OF_LEVELS.search(context.document.text)
    for sentence in context.sentences if speaks else []:
        for pattern in (_LISTED, _INLINE):
            found = pattern.search(sentence.text)
            if not found:
                continue
            listed = [re.split(r"\s+(?:som|till|för|mot)\s", part)[0] for part in phrases.enumeration(found["list"])]
            parts = [part for part in listed if level_of(part) and len(part.split()) <= 6]
            if len({level_of(part) for part in parts}) >= 2:
                return [Found(part, sentence.block) for part in parts]
    return []
