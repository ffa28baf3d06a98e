"""Tables out as Excel, every cell as text; tables in from Excel or CSV, read in a process of its own. Pure.

`python -m forebygg.files.sheets` takes a file on standard input and prints its rows as JSON.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from forebygg.files import apart
from forebygg.files.formats import packed, refusal
from forebygg.files.formats.refusal import Refused

_LARGEST = 5_000_000
_MOST_ROWS, _MOST_CELLS = 5_000, 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a name."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def excel(title: str, sheets: Sequence[Sheet]) -> bytes:
    """Return an Excel file. Whatever a cell holds is text: nothing somebody wrote becomes a formula."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"title": title})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for number, sheet in enumerate(sheets, 1):
            page = book.add_worksheet(_name(sheet.name, number))
            page.freeze_panes(1, 0)
            for column, words in enumerate(sheet.columns):
                page.write_string(0, column, words, bold)
                longest = max([len(words), *(len(row[column]) for row in sheet.rows)])
                page.set_column(column, column, min(60, max(10, longest + 2)))
            for line, row in enumerate(sheet.rows, 1):
                for column, words in enumerate(row):
                    page.write_string(line, column, words, wrapped)
    return made.getvalue()


def _name(name: str, number: int) -> str:
    """Return a name Excel takes: no marks it reads, 31 characters, never the same twice."""
    kept = "".join(mark for mark in name if mark not in "[]:*?/\\'")
    return f"{number} {kept}"[:31]


def comma_separated(sheet: Sheet) -> str:
    """Return a table as CSV. A cell that a spreadsheet would run is given a mark that makes it text."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(sheet.columns)
    writer.writerows([[_tame(cell) for cell in row] for row in sheet.rows])
    return made.getvalue()


def _tame(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not cell.lstrip("+-").isdigit() else cell


def read_apart(data: bytes) -> list[list[str]]:
    """Return the rows of the first table of an Excel or CSV file, in a child process. Raises Refused."""
    if not data.strip():
        raise Refused(refusal.EMPTY)
    if len(data) > _LARGEST:
        raise Refused(refusal.TOO_LARGE)
    found = apart.run("forebygg.files.sheets", data, seconds=20)
    return [[str(cell) for cell in row] for row in found["rows"]]


def _read(data: bytes) -> dict[str, Any]:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(refusal.ENCRYPTED if "Encrypted".encode("utf-16-le") in data else refusal.UNKNOWN)
    rows: list[list[str]] = []
    for row in _excel_rows(data) if data.startswith(b"PK") else _csv_rows(data):
        if any(row):
            rows.append(row[:_MOST_CELLS])
        if len(rows) > _MOST_ROWS:
            raise Refused(refusal.TOO_LARGE)
    return {"rows": rows}


def _excel_rows(data: bytes) -> Iterator[list[str]]:
    import openpyxl

    packed.refuse_hostile(data, "xl/workbook.xml")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(max_col=_MOST_CELLS, values_only=True):
            yield ["" if cell is None else str(cell).strip() for cell in row]
    except MemoryError:
        raise
    except Exception as error:  # whatever a broken part makes the library raise, the file is broken
        raise Refused(refusal.BROKEN) from error


def _csv_rows(data: bytes) -> Iterator[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    head = text[:4_000]
    mark = max(";,\t", key=head.count)
    try:
        for row in csv.reader(io.StringIO(text.replace("\0", "")), delimiter=mark):
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise Refused(refusal.BROKEN) from error


if __name__ == "__main__":
    sys.exit(apart.answer(_read, 20))
