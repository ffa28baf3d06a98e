"""Text that lost its lines: a page on one line, headings and bullets in the middle of it. Pure.

Sites that show PDF files as text give each page as one line that begins with its number. The names of the table of
contents, numbered headings, headings in capitals and the words that always head a section tell where a line must have
ended.
"""

from __future__ import annotations

import re

_LONG = 400
_PAGE = re.compile(r"^\s*(\d{1,3})\s+(?=\S)")
_MARK = re.compile(r"(^|[.!?]\s+)(?:SID\s+)?\d{1,3}\s?\(\d{1,3}\)\s+")
_CONTENTS = re.compile(r"\bInnehåll(?:sförteckning)?\b:?\s*(.*)$", re.IGNORECASE)
_ENTRY = re.compile(r"(?:\d+(?:\.\d+)*\.?\s+)?([A-ZÅÄÖ][^.…]*?)\s*(?:[.…]{2,}\s*\d*|\s\d{1,2}(?=\s|$))")
_NUMBERED_ENTRY = re.compile(r"\d+(?:\.\d+)*\.?\s+([A-ZÅÄÖ][^\d.…]*?)\s*(?=\d+(?:\.\d+)*\.?\s+[A-ZÅÄÖ]|$|[.…]{2,})")
_PLAIN_ENTRY = re.compile(r"[A-ZÅÄÖ][a-zåäö]+(?:-\s(?:och|samt))?(?:\s(?![A-ZÅÄÖ])[\wåäö,/-]+)*")
_HEADS = (
    "Inledning|Bakgrund|Syfte och mål|Syfte|Mål och syfte|Mål|Målgrupper|Målgrupp|Definitioner"
    "|Definition|Begrepp|Uppföljning och utvärdering|"
    "Uppföljning och revidering|Uppföljning|Utvärdering|Revidering|Ansvar och organisation|Ansvarsfördelning|Ansvar|"
    "Organisation|Samverkan och samordning|Samverkan|Åtgärder|Insatser|Aktiviteter|Omvärldsbevakning|Lägesbild|"
    "Fokusområden|Kontaktuppgifter|Sammanfattning|Utgångspunkter|Beslutshistorik|Förvaltarskap"
    "|Giltighetstid|Förord|Avgränsning|Roller|Organisation och ansvar"
)
_BREAK = r"(^|\n|[.!?:)]\s+)"
_NEXT = r"\s+(?=[A-ZÅÄÖ•–])"
_HEAD = re.compile(rf"{_BREAK}((?:\d+(?:\.\d+)*\.?\s+)?(?:{_HEADS})){_NEXT}")
_COUNTED = re.compile(
    rf"{_BREAK}(\d{{1,2}}(?:\.\d{{1,2}}){{0,2}}\.?\s+[A-ZÅÄÖ][^.!?:•\d]{{2,70}}?)\s+"
    rf"(?=[A-ZÅÄÖ•][a-zåäö-]*[\s,])"
)
_CAPITALS = re.compile(
    rf"{_BREAK}((?:\d+(?:\.\d+)*\.?\s+)?[A-ZÅÄÖ]{{3,}}(?:[\s,-]+(?:[A-ZÅÄÖ]{{1,}}"
    rf"|&))*)\s+(?=[A-ZÅÄÖ][a-zåäö]|[A-ZÅÄÖ]\s[a-zåäö]|•|–)"
)
_LEVEL = re.compile(
    rf"(^|[.!?:)]\s+|\n|(?:Åtgärder|Insatser|Nivåer)\s+)((?:Generell|Universell|Allmän|Främjande"
    rf"|Förebyggande|Riktad|Selektiv|Specifik|Individuell|Individinriktad|Indikerad|Förhindrande"
    rf"|Åtgärdande)[a-zåäö]*\s(?:[a-zåäö]+\s)?"
    rf"(?:åtgärder|insatser|prevention|nivå|arbete)){_NEXT}"
)


def unroll(lines: list[str]) -> list[str]:
    """Return the lines with lost breaks put back where a line is long; others pass untouched."""
    pages = _numbered_pages(lines)
    flat = bool(pages)
    names = _names(lines) if flat or any(len(line) > _LONG * 2 for line in lines) else []
    found: list[str] = []
    for index, line in enumerate(lines):
        text = _MARK.sub(r"\1", _PAGE.sub("", line)) if index in pages else line
        if len(text) < _LONG and index not in pages and not (flat and _HEAD.match(text)):
            found.append(_bullets(text) if text.count("•") > 1 else text)
            continue
        found += ["", *_broken(text, names).split("\n"), ""]
    return [part for line in found for part in line.split("\n")]


def _numbered_pages(lines: list[str]) -> set[int]:
    """Return which lines begin with a page's number: at least two, each more than the one before, none far behind."""
    found: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if match := _PAGE.match(line):
            number, last = int(match[1]), found[-1][1] if found else 0
            if number == last + 1 or (not found and number == 2 and index > 0):
                found.append((index, number))
    filled = [index for index, line in enumerate(lines) if line.strip()]
    dense = len(found) >= 2 and any(len(lines[index]) > _LONG // 2 for index, _ in found)
    if not dense or len(filled) >= len(found) * 6 + 14:
        return set()
    first, number = found[0]
    before = {first - 1} if number == 2 and first and len(lines[first - 1]) > 60 else set()
    return {index for index, _ in found} | before


def _names(lines: list[str]) -> list[str]:
    """Return the headings that a table of contents on one line names, if they recur; the longest first."""
    whole = "\n".join(lines)
    for line in lines:
        if not (found := _CONTENTS.search(line)) or len(found[1]) < 20:
            continue
        names = {name.strip() for pattern in (_ENTRY, _NUMBERED_ENTRY) for name in pattern.findall(found[1])}
        if len(names) < 3:
            names |= {name.strip() for name in _PLAIN_ENTRY.findall(found[1])}
        kept = {name for name in names if 3 < len(name) < 90 and whole.count(name) > 1}
        return sorted(kept, key=len, reverse=True)
    return []


def _broken(text: str, names: list[str]) -> str:
    contents = _CONTENTS.search(text)
    if contents and (len(_ENTRY.findall(text)) >= 3 or (len(text) < 700 and contents.start() < 40)):
        tail = re.search(
            r"\b(?:Beslutad|Antagen|Antaget|Fastställd|Fastställt|Reviderad)\b.*$", text[contents.start() :]
        )
        return tail.group() if tail else ""
    for name in names:
        text = re.sub(
            rf"{_BREAK}((?:\d+(?:\.\d+)*\.?\s+)?{re.escape(name)}){_NEXT}",
            r"\1\n\n\2\n\n",
            text,
            flags=re.IGNORECASE if name.isupper() else 0,
        )
    for _ in range(2):
        for pattern in (_CAPITALS, _LEVEL, _HEAD, _COUNTED):
            text = pattern.sub(r"\1\n\n\2\n\n", text)
    return _bullets(text)


def _bullets(text: str) -> str:
    return re.sub(r"\s*•\s*", "\n• ", text).strip("\n") if "•" in text else text
