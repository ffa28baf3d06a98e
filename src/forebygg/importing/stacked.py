"""A table whose cells came one to a line: its headings under each other, then what, who and when in turn. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from forebygg.files.document import Block, Document
from forebygg.importing import bodies, phrases

WHAT = re.compile(
    r"^(?:åtgärd(?:er)?|aktivitet(?:er)?|insats(?:er)?|vad(?: ska göras)?\??|uppdrag|delmål och aktivitet"
    r"|genomförande)\b",
    re.IGNORECASE,
)
WHO = re.compile(
    r"^(?:(?:huvud)?ansvar(?:ig|iga|sfördelning)?|ansvarig\s+\w+(?:\s*/\s*\w+)?|vem|utförare|genomförs av"
    r"|verksamhet|aktör(?:er)?|nämnd)\b",
    re.IGNORECASE,
)
WHEN = re.compile(
    r"^(?:tid(?:plan|punkt|ram|sram|splan)?|när|klart?|klart senast|start|färdigt|slutdatum|period|år)\b", re.IGNORECASE
)
_ANY = re.compile(r"^(?:nr\.?|status|kommentar|samverkan(?: med)?|indikator|uppföljning|kostnad|mål)\b", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*"
TIME = re.compile(
    rf"^(?:(?:senast|före|efter|under|från|till|start|klart?|inför|vid|hela|ht|vt|q\d|kvartal\s\d|läsåret"
    rf"|(?:varje\s)?(?:vår|höst|sommar|vinter)\w*|{_MONTH}|slutet\s+av|början\s+av)\b.{{0,45}}"
    r"|(?:19|20)\d{2}(?:\W.{0,30})?|löpande.{0,30}|årlig\w*.{0,20}|kontinuerligt|regelbundet|tills\s+vidare|omgående|snarast.{0,20}"
    r"|(?:minst\s+)?(?:en|två|tre|fyra|sex|\d+)\s+(?:gång\w*|ggr|kursstart\w*|tillfälle\w*)\b.{0,30}"
    r"|varje\s.{3,30}|vart(?:annat|\s\w+)\s.{2,20}|klart|pågår|\d{1,2}\s+[a-zå]+\s+20\d{2})\.?$",
    re.IGNORECASE,
)
_MOST = 8


@dataclass
class _Row:
    what: str
    who: list[str] = field(default_factory=list)
    when: str = ""


def restack(document: Document) -> Document:
    """Return the document with such tables as rows; one without them untouched."""
    found: list[Block] = []
    index, blocks = 0, document.blocks
    while index < len(blocks):
        length = _headings(blocks, index)
        rows, end = _rows(blocks, index + length) if length else ([], index)
        if len(rows) >= 1:
            page = blocks[index].page
            found.append(_block(tuple(blocks[i].text for i in range(index, index + length)), page))
            found += [_cells(row, blocks[index : index + length], page) for row in rows]
            index = end
        else:
            found.append(blocks[index])
            index += 1
    return replace(document, blocks=tuple(found))


def is_unit(text: str) -> bool:
    """Is the line only the name of somebody who can answer for something?"""
    named = phrases.UNIT.search(text) or bodies.find(text) or text.isupper() or re.search(r"\bAB$|bolag\w*$", text)
    return (
        len(text.split()) <= _MOST
        and text[:1].isupper()
        and bool(named)
        and not re.search(r"[.!?:]$|\b(?:om|till|på|ska|är|har)\b", text)
    )


def _headings(blocks: tuple[Block, ...], start: int) -> int:
    """How many lines from here are a table's headings: what first of all, then who or when."""
    if blocks[start].kind == "row" or not _is_heading(blocks[start].text, WHAT):
        return 0
    length, named = 1, False
    while start + length < len(blocks) and length < 6:
        text = blocks[start + length].text
        if blocks[start + length].kind == "row" or not _is_heading(text, WHO, WHEN, _ANY):
            break
        named = named or _is_heading(text, WHO, WHEN)
        length += 1
    return length if named else 0


def _is_heading(text: str, *patterns: re.Pattern[str]) -> bool:
    return len(text.split()) <= 4 and not text.endswith((".", ":")) and any(each.match(text) for each in patterns)


def _rows(blocks: tuple[Block, ...], start: int) -> tuple[list[_Row], int]:
    """Return the rows from here, and where they end: at what nobody answers for and no time follows."""
    rows: list[_Row] = []
    index = start
    while index < len(blocks):
        block = blocks[index]
        if block.kind == "row" or block.number or len(block.text) > 260 or TIME.match(block.text):
            break
        row, after = _Row(block.text.strip()), index + 1
        while after < len(blocks) and _goes_on(row.what, blocks[after]):
            row.what, after = f"{row.what} {blocks[after].text.strip()}", after + 1
        while after < len(blocks) and blocks[after].kind != "row" and not blocks[after].number:
            text = blocks[after].text.strip()
            if TIME.match(text) and not row.when:
                row.when = text.rstrip(".")
            elif is_unit(text) and not row.when:
                row.who.append(text)
            else:
                break
            after += 1
        if not row.who and not row.when:
            break
        rows.append(row)
        index = after
    return rows, index


def _goes_on(what: str, block: Block) -> bool:
    """Is the block the rest of a cell that was broken into lines?"""
    return block.kind in ("text", "item") and not what.endswith(".") and block.text[:1].islower() and len(what) < 200


def _cells(row: _Row, heads: tuple[Block, ...], page: int) -> Block:
    """Lay a row under its headings; a heading nothing was found for has an empty cell."""
    cells, given = [], {"what": row.what, "who": ", ".join(row.who), "when": row.when}
    for head in heads:
        kinds = (("what", WHAT), ("who", WHO), ("when", WHEN))
        kind = next((kind for kind, pattern in kinds if pattern.match(head.text)), "")
        cells.append(given.pop(kind, ""))
    return _block(tuple(cells), page)


def _block(cells: tuple[str, ...], page: int) -> Block:
    return Block("row", " ".join(filter(None, cells)), cells=cells, page=page)
