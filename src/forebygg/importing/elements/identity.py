"""Which document it is: title, kind, municipality, diarienummer. Pure."""

from __future__ import annotations

import re
from collections import Counter

from forebygg.importing import kinds, places
from forebygg.importing.context import Context, bare
from forebygg.importing.suggestion import Found

_HEAD = 25
_TAIL = re.compile(r"\s*(?:\.?pdf\b.*|\(pdf[^)]*\)|,?\s*\d+([.,]\d+)?\s*[kM]B.*|\s\d{1,2})$", re.IGNORECASE)
_COVER = re.compile(
    r"^(?:(?:över(?:gripande|siktlig[at]?)|kommun(?:över)?gripande|lokal[at]?|strategisk[at]?|politisk[at]?)\s+)?"
    rf"{kinds.TYPES}$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?:[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,5}[ ./-]?\s?)?(?:19"
    r"|20)\d{2}\s?[/:.-]\s?\d{1,6}(?:[-–.][A-ZÅÄÖ\d]{1,5}){0,3}(?:\s\d(?:\.\d){1,4})?(?!\d)|"
    r"\b[A-ZÅÄÖ][A-Za-zåäö]{1,5}\s?\d{1,5}/(?:19|20)\d{2}\b|\b\d{2}/[A-ZÅÄÖ]{2,5}[/ ]\d{1,5}\b"
    r"|\b\d{2,4}-\d{2,5}/(?:19|20)\d{2}\b|\b\d{3,5}/\d{2}\b(?!\d)|"
    r"\b[A-ZÅÄÖ]{2,6}[ -]?\d{2}[/:-]\d{1,6}\b|\b\d{1,5}[/-](?:19|20)\d{2}(?:[-.]\d{2,3})?\b"
    r"|\b[A-ZÅÄÖ]{2,5}\s?\d{2}/\d{1,5}\b"
)
_MARKED = re.compile(
    r"\b(?:D(?:ia)?(?:rie)?\.?\s?(?:nr|nummer)|[Ää]rende(?:nr|nummer|beteckning))\s*[.:]*\s*", re.IGNORECASE
)
_PREFIXED = re.compile(
    r"\b[A-ZÅÄÖ]{2,6}[ /.-]?(?:20\d{2}|\d{2})[/:.-]\d{2,6}(?:[-–]\d{1,4})?\b|\bKs\s\d{1,5}/20\d{2}\b"
)
_DATE = re.compile(r"^(?:19|20)\d{2}[-.]?(?:0[1-9]|1[0-2])[-.]?(?:0[1-9]|[12]\d|3[01])$")


def title(context: Context) -> Found | None:
    """The heading that names a plan and its field; else the label; else a name in the text; else the first heading."""
    for each in context.labelled("title"):
        if kinds.NAMED.search(each.value) and len(each.value) < 140:
            return Found(_trimmed(each.value), each.block)
    headings = [
        (i, b)
        for i, b in enumerate(context.blocks[: _HEAD * 3])
        if b.kind == "heading" or (i < _HEAD and _like_title(b.text))
    ]
    for index, block in headings:
        text = bare(block.text)
        if kinds.NAMED.search(text) and kinds.has_topic(text, context.document.text) and not _part_of(text):
            return Found(_with_next(context, index, text), index)
    phrase = _named(context)
    if phrase:
        return phrase
    first = next(
        ((i, b) for i, b in headings if b.kind == "heading" and kinds.has_topic(b.text, context.document.text)), None
    )
    return Found(_trimmed(bare(first[1].text)), first[0]) if first else None


def _like_title(text: str) -> bool:
    return (
        len(text) < 110
        and bool(re.match(rf"(?:[A-ZÅÄÖ][\w-]+s?\s+){{0,3}}{kinds.TYPES}\s+\w", text, re.IGNORECASE))
        and len(text.split()) < 14
    )


def _part_of(text: str) -> bool:
    return bool(
        re.match(
            r"(?:syfte|mål|bakgrund|uppföljning|bilaga|varför|ansvar|aktuell|relaterad|ladda|läs"
            r"|förslag till beslut|kommunens plan\b|om\b)",
            text,
            re.IGNORECASE,
        )
    ) or text.endswith("?")


def _with_next(context: Context, index: int, text: str) -> str:
    """A title broken over two lines goes on after "mot" and "för"; it ends where a decision begins."""
    text = re.split(
        r"\s+(?:Fastställd|Antagen|Antaget|Beslutad|Reviderad|Dnr|Datum|antogs|antogs\s+av"
        r"|för\s+perioden)\b",
        re.sub(r"^.{0,60}\bantar\s+(?=handlings|plan|åtgärds)", "", text),
    )[0]
    after = context.blocks[index + 1] if index + 1 < len(context.blocks) else None
    if (
        after
        and after.kind in ("heading", "text")
        and len(after.text) < 80
        and re.search(r"\b(?:mot|för|och|att|om|i)$", text)
    ):
        text = f"{text} {after.text}"
    return _trimmed(text)


def _named(context: Context) -> Found | None:
    for index, block in enumerate(context.blocks):
        for phrase in kinds.PHRASE.finditer(block.text):
            text = re.sub(
                r"\s+(?:och|samt|som|är|ska|har|den|för|i|till|av|att|antog\w*|antagen)$", "", _cut(phrase.group())
            )
            if kinds.has_topic(text, context.document.text) and (text[0].isupper() or context.is_case):
                return Found(_trimmed(text[0].upper() + text[1:]), index)
    return None


def _cut(phrase: str) -> str:
    """End a name where the sentence goes on: at a verb, at a relative clause, at the next sentence's capital."""
    phrase = re.split(
        r"\s+(?:som|är|ska|har|gäller|visar|beskriver|finns|säger|innehåller|antogs|antagen|antagits|till\s+kommun|under|tar\s+form|inom|där|vilken"
        r"|den\s+\d|daterad|\d{4}-)\b",
        phrase,
    )[0]
    names = {word for name in places.NAMES for word in name.split()}
    words = phrase.split()
    for position, word in enumerate(words[3:], 3):
        if word[0].isupper() and word.rstrip("s") not in names and word not in names and not word.isupper():
            return " ".join(words[:position])
    return phrase


def _trimmed(text: str) -> str:
    return _TAIL.sub("", text.strip().strip('"”“')).strip().rstrip(".,;:")


def document_type(context: Context, named: Found | None) -> Found | None:
    """The kind the document states; else the word in its title; else the plan it speaks of."""
    for each in context.labelled("kind"):
        if len(each.value.split()) <= 5 and kinds.NAMED.search(each.value.replace("/", " ")):
            return Found(each.value.strip(" ."), each.block)
    for index, block in enumerate(context.blocks[:12]):
        if (
            _COVER.match(block.text.strip())
            and len(block.text.split()) <= 3
            and not (named and block.text.casefold() == named.text.casefold())
        ):
            return Found(block.text.strip(), index)
    said = kinds.of_title(named.text) if named else ""
    if said:
        return Found(said, named.block if named else -1)
    if context.is_case:
        return None
    found = Counter(
        each["type"].casefold()
        for each in re.finditer(
            r"\b(?P<type>handlingsplan|åtgärdsplan|strategi|policy|handlingsprogram)(?:en|n|ens)?\b",
            context.document.text,
            re.IGNORECASE,
        )
    )
    if found:
        return Found(found.most_common(1)[0][0].capitalize())
    return Found("Plan") if len(re.findall(r"\b(?:[Pp]lanen|en\s+plan)\b", context.document.text)) > 1 else None


def municipality(context: Context, named: Found | None) -> Found | None:
    """The one named most with "kommun" or "stad", the title's and the first lines' names counting more."""
    score: Counter[str] = Counter()
    where: dict[str, int] = {}
    for index, block in enumerate(context.blocks):
        early = 3 if index < 4 else 2 if index < 12 else 1
        for weight, found in (
            (4, places.official(block.text)),
            (3, places.genitives(block.text)),
            (2, places.plain(block.text)),
        ):
            for name, _ in found:
                score[name] += weight * early
                where.setdefault(name, index)
    if not score:
        for index, block in enumerate(context.blocks[:40]):
            for name, _ in places.bare(block.text):
                score[name] += 1
                where.setdefault(name, index)
    for name, _ in places.bare(named.text if named else ""):
        score[name] += 12
        where.setdefault(name, named.block if named else -1)
    for name, _ in places.official(context.document.name.replace("_", " ")):
        score[name] += 3
        where.setdefault(name, -1)
    if not score:
        return None
    best = max(score, key=lambda name: (score[name], -where[name]))
    return Found(best, where[best])


def diarienummer(context: Context) -> Found | None:
    """The labelled number; else one after "Dnr"; else one with a board's letters in the head."""
    for each in context.labelled("number"):
        if len(each.value) <= 26 and re.search(r"\d{2}", each.value) and not _DATE.match(each.value):
            return Found(each.value.strip(" .,"), each.block)
        if (found := _NUMBER.search(each.value)) and not _DATE.match(found.group().replace(" ", "")):
            return Found(found.group().strip(), each.block)
    for index, block in enumerate(context.blocks):
        for mark in _MARKED.finditer(block.text):
            found = _NUMBER.match(block.text[mark.end() :])
            if found and not _DATE.match(found.group().replace(" ", "")):
                return Found(found.group().strip(), index)
    for index, block in enumerate(context.blocks[:10]):
        if found := _PREFIXED.search(block.text):
            return Found(found.group().strip(), index)
    return None
