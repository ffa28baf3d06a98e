"""A PDF, through pdfium: lines with their size and place, and tables by their ruled lines. Pure.

A page of two columns is read one column after the other. Headings are told by size: larger than most of the text.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from forebygg.files import noise, structure
from forebygg.files.document import Block, Document
from forebygg.files.formats import refusal, ruled
from forebygg.files.formats.refusal import Refused
from forebygg.files.formats.ruled import Table

_MOST_PAGES = 300
_CONTENTS = re.compile(r"(?:\.\s?){4,}[\s.]*(?:\d{1,3}(?:\s?\(\d{1,3}\))?)?$")
_EDGE = 0.11  # the share of a page's height at its head and foot where what recurs is no text


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its left edge, its top from the top of the page, its size and its page."""

    text: str
    left: float
    right: float
    top: float
    size: float
    page: int
    edge: bool = False


def read(data: bytes, name: str = "") -> Document:
    """Read a file. Raises Refused."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Refused(refusal.ENCRYPTED if "password" in str(error).casefold() else refusal.BROKEN) from error
    try:
        pages = len(document)
        if not 0 < pages <= _MOST_PAGES:
            raise Refused(refusal.TOO_LARGE if pages else refusal.EMPTY)
        lines: list[Line] = []
        tables: dict[int, list[Table]] = {}
        for number in range(pages):
            page = document[number]
            text_page = page.get_textpage()
            lines += _lines(page, text_page, number + 1)
            tables[number + 1] = ruled.tables(page, text_page)
            text_page.close()
            page.close()
        title = document.get_metadata_value("Title")
    except pdfium.PdfiumError as error:
        raise Refused(refusal.BROKEN) from error
    finally:
        document.close()
    if sum(len(line.text) for line in lines) < 40:
        raise Refused(refusal.SCANNED)
    return Document(tuple(_blocks(lines, tables)), name, {"title": title})


def _lines(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, number: int) -> list[Line]:
    """Return the page's lines, left column first. Characters of about the same height stand on one line."""
    height, width = page.get_height(), page.get_width()
    found = []
    for index in range(text_page.count_rects()):
        left, bottom, right, top = text_page.get_rect(index)
        text = text_page.get_text_bounded(left, bottom, right, top).strip()
        if text:
            size = _size(text_page, left, bottom, right, top)
            edge = height - top < _EDGE * height or bottom < _EDGE * height
            found.append(Line(re.sub(r"\s+", " ", text), left, right, height - top, size, number, edge))
    return _ordered(found, width)


def _size(text_page: pdfium.PdfTextPage, left: float, bottom: float, right: float, top: float) -> float:
    index = raw.FPDFText_GetCharIndexAtPos(text_page.raw, left + 1, (bottom + top) / 2, 4, 4)
    size = raw.FPDFText_GetFontSize(text_page.raw, index) if index >= 0 else 0.0
    matrix = raw.FS_MATRIX()
    if index >= 0 and raw.FPDFText_GetMatrix(text_page.raw, index, ctypes.byref(matrix)):
        size *= abs(matrix.d) or 1.0
    return round(size or (top - bottom), 1)


def _ordered(rects: list[Line], width: float) -> list[Line]:
    """Join what stands on one line; then columns, if a page has two."""
    rects = sorted(rects, key=lambda line: (round(line.top / 3), line.left))
    joined: list[Line] = []
    for each in rects:
        last = joined[-1] if joined else None
        if (
            last
            and abs(each.top - last.top) < max(3.0, last.size * 0.35)
            and -2 < each.left - last.right < max(14.0, last.size * 1.6)
        ):
            space = "" if each.left - last.right < last.size * 0.12 else " "
            joined[-1] = replace(
                last, text=f"{last.text}{space}{each.text}", right=each.right, size=max(last.size, each.size)
            )
        else:
            joined.append(each)
    middle = width / 2
    left = [line for line in joined if line.right < middle + 12]
    right = [line for line in joined if line.left > middle - 12]
    crossing = len(joined) - len(left) - len(right)
    if min(len(left), len(right)) >= 8 and crossing <= 0.25 * len(joined):
        head = min(line.top for line in right)
        above = [line for line in joined if line.top < head - 2]
        return [
            *above,
            *(line for line in left if line not in above),
            *(line for line in joined if line not in left and line not in above),
        ]
    return sorted(joined, key=lambda line: (line.top, line.left))


def _blocks(lines: list[Line], tables: dict[int, list[Table]]) -> list[Block]:
    """Headings by size, tables in their places, and the structure of running text for what stands between."""
    ordinary: Counter[int] = Counter()
    for line in lines:
        ordinary[round(line.size)] += len(line.text)
    body = ordinary.most_common(1)[0][0]
    furniture = _furniture(lines)
    result: list[Block] = []
    waiting: list[str] = []
    shown: set[tuple[int, float]] = set()
    before: Line | None = None
    for line in lines:
        table = next((each for each in tables.get(line.page, []) if each.top - 2 <= line.top <= each.bottom), None)
        if table or line in furniture:
            if table and (line.page, table.top) not in shown:
                shown.add((line.page, table.top))
                result += structure.blocks("\n".join(waiting))
                result += [Block("row", " ".join(filter(None, row)), cells=row, page=line.page) for row in table.rows]
                waiting = []
            continue
        if _CONTENTS.search(line.text):
            continue
        if (
            line.size > body * 1.12
            and not structure.CONTENTS.match(line.text)
            and len(line.text) < 140
            and re.search(r"[A-Za-zÅÄÖåäö]{3}", line.text)
        ):
            result = _heading([*result, *structure.blocks("\n".join(waiting))], line, body, before)
            waiting = []
        else:
            if before and line.page == before.page and line.top - before.top > 1.75 * max(line.size, before.size):
                waiting.append("")
            waiting.append(line.text)
        before = line
    return [*result, *structure.blocks("\n".join(waiting))]


def _heading(result: list[Block], line: Line, body: float, before: Line | None) -> list[Block]:
    """Add a heading, or the second line of one: as large, right below."""
    level = 1 if line.size > body * 1.5 else 2 if line.size > body * 1.25 else 3
    number = re.match(r"(\d+(?:\.\d+)*)\.?\s+(?=\S)", line.text)
    text = line.text[number.end() :] if number else line.text
    last = result[-1] if result else None
    close = (
        before is not None
        and before.page == line.page
        and line.top - before.top < 1.7 * line.size
        and abs(before.size - line.size) < 0.6
    )
    if last and last.kind == "heading" and close and not number and last.level == level:
        return [*result[:-1], replace(last, text=f"{last.text} {text}")]
    return [
        *result,
        Block(
            "heading",
            text,
            level=number[1].count(".") + 1 if number else level,
            page=line.page,
            number=number[1] if number else "",
        ),
    ]


def _furniture(lines: list[Line]) -> set[Line]:
    """Return the lines at head and foot that recur on half of the pages, and page numbers."""
    pages = len({line.page for line in lines})
    marks = Counter(_mark(line) for line in lines if line.edge)
    often = {mark for mark, times in marks.items() if times >= max(3, pages * 0.5)}
    return {line for line in lines if line.edge and (_mark(line) in often or noise.is_furniture(line.text))}


def _mark(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.top / 4)
