"""Where to turn: numbers with whose they are, and functions the text says to contact. Pure."""

from __future__ import annotations

import re

from forebygg.importing import phrases
from forebygg.importing.context import Context, bare
from forebygg.importing.suggestion import Found

_PHONE = re.compile(
    r"(?<![\d/-])(?<!/ )(?<!\d )(?:\+46\s?\(?0?\)?\s?"
    r"|0)\d{1,3}\s?[-–/ ]\s?\d{2,4}(?:\s?\d{2,3}){1,3}(?!\d)|\b(?:112|114\s?14|1177|116\s?111)\b"
)
_MASKED = re.compile(r"\[telefon\]")
_ROLE = re.compile(
    r"\b[\wåäö-]*(?:chef|samordnare|strateg|handläggare|direktör|sekreterare|polis|kontaktperson"
    r"|tjänsteperson|utvecklare|kurator|jour|mottagning|telefon|växel|linje|enhet|center|förvaltning)\w*",
    re.IGNORECASE,
)
_FUNCTION = (
    r"(?:[\wåäö]+\s?-\s?(?:och\s)?)?[\wåäö-]*(?:chef|samordnare|strateg|direktör|handläggare|sekreterare"
    r"|ansvarige?|koordinator|utvecklare)(?:en|n)?"
)
_CONTACT = (
    re.compile(
        rf"\b(?P<who>{_FUNCTION})\s+(?:\[namn\],?\s+)?(?:vid\s+[\wåäö-]+\s+)?(?:[^.]{{0,60}}?\boch\s+)?"
        rf"(?:är|fungerar\s+som|utgör|som)\s+(?:\w+\s+){{0,2}}?kontaktperson",
        re.IGNORECASE,
    ),
    re.compile(rf"\bär\s+(?P<who>{_FUNCTION})\s+(?:\[namn\]\s+)?(?:\w+\s+)?kontaktperson", re.IGNORECASE),
    re.compile(
        rf"\bkontaktperson\w*(?:\s+[\wåäö]+){{0,5}}?\s*(?:är|:)\s+(?:kommunens\s+)?(?P<who>{_FUNCTION})", re.IGNORECASE
    ),
    re.compile(
        rf"\b(?:kontakta|kontaktas|vänd(?:er)?\s+(?:du\s+)?dig\s+till|hör\s+av\s+(?:dig"
        rf"|er)\s+till)\s+(?:kommunens\s+|stadens\s+)?(?P<who>{_FUNCTION})",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:\[namn\],?\s+)?\b(?P<who>{_FUNCTION}),?\s+(?:\[namn\],?\s*)?\[telefon\]", re.IGNORECASE),
    re.compile(rf"\b(?P<who>{_FUNCTION})\s+(?:\[namn\]\s+)?(?:svarar\s+på\s+frågor|nås)\b", re.IGNORECASE),
    re.compile(r"\b(?:ska|bör)\s+(?P<who>Polisen)\s+kontaktas"),
)
_HEAD_CONTACT = re.compile(
    r"\b(?:kontakt(?:er|uppgifter|personer|vägar|a\s+oss|information)?|telefonnummer"
    r"|hit\s+kan\s+du\s+vända)\b",
    re.IGNORECASE,
)


def contact_points(context: Context) -> list[Found]:
    """Numbers with whose they are, and functions the text says to contact."""
    found: list[Found] = []
    for index, block in enumerate(context.blocks):
        if block.kind == "row":
            continue
        for match in _PHONE.finditer(block.text):
            found.append(Found(_whose(context, index, match.start(), match.group()), index))
        for match in _MASKED.finditer(block.text):
            whose = _whose(context, index, match.start(), "").strip()
            if whose and (_ROLE.search(whose) or phrases.UNIT.search(whose)) and "[" not in whose:
                found.append(Found(phrases.lead_off(whose), index))
    for sentence in context.sentences:
        for pattern in _CONTACT:
            found += [
                Found(phrases.lead_off(match["who"]), sentence.block) for match in pattern.finditer(sentence.text)
            ]
    found += _under_heading(context)
    return phrases.unique(found)[:14]


def _under_heading(context: Context) -> list[Found]:
    """Under a heading of contact, short lines that are a function."""
    found: list[Found] = []
    for section in context.under(_HEAD_CONTACT):
        for offset, block in enumerate(section.blocks):
            plain = re.sub(r"\[[a-z-]+\]|\bTfn\b|\bTel\b", "", block.text).strip(" ,.:")
            if (
                len(plain.split()) <= 4
                and not re.search(r"\d|^(?:telefon|uppdaterad|sidan|kontakta)\b", plain, re.IGNORECASE)
                and _ROLE.search(plain)
                and not _PHONE.search(plain)
            ):
                found.append(Found(plain, section.start + offset))
    return found


def words_of(parts: list[str]) -> str:
    """Return the last part that says something."""
    return next((part.strip(" ,.:–-") for part in reversed(parts) if part.strip(" ,.:–-")), "")


def _whose(context: Context, index: int, start: int, number: str) -> str:
    """Return "Whose number": what stands before it in its sentence, or the heading above it."""
    before = re.split(
        r"[.!?;]\s|\bring\b|\btelefon(?:nummer)?\b|\btel\.?:?|\btfn\.?:?|\bpå\b",
        context.blocks[index].text[:start],
        flags=re.IGNORECASE,
    )
    over = context.blocks[index - 1] if index else None
    above = (
        over.text
        if over and (over.kind == "heading" or (len(over.text.split()) <= 6 and _ROLE.search(over.text)))
        else ""
    )
    if re.search(r"\b[Bb]ox\s\d|\b\d{3}\s\d{2}\b(?=\s+[A-ZÅÄÖ])", words := words_of(before)):
        return number
    if not words or len(words.split()) > 6:
        words = above if above and len(above.split()) <= 7 else ""
    return f"{bare(words)} {number}".strip()
