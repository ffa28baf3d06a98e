"""A draft for somebody to read, change and decide on: headings, paragraphs, tables; as a page, and as data of a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebygg.kit import clock, mode
from forebygg.kit.text import Text

TEMPLATE = Path(__file__).parent / "paper.typ"

Table = tuple[list[str], list[list[str]]]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its paragraphs and, sometimes, a table."""

    heading: str
    lines: list[str]
    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole draft."""

    title: str
    parts: list[Part]
    footer: str = ""


def part(raw: Mapping[str, Any], words: Mapping[str, str], table: Table = ([], [])) -> Part:
    """Return a part of a shipped draft in the language in use: braces filled, its own table or the given one."""
    columns, rows = table
    if "rows" in raw:
        columns = [str(Text(word)) for word in raw["columns"]]
        rows = [[str(Text(cell)).format_map(words) for cell in row] for row in raw["rows"]]
    lines = [str(Text(line)).format_map(words) for line in raw["lines"]]
    return Part(str(Text(raw["heading"])).format_map(words), lines, columns, rows)


def content(paper: Paper) -> dict[str, Any]:
    """Return the data of the PDF."""
    day = clock.today()
    return {
        "title": paper.title,
        "language": (get_language() or "sv")[:2],
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "demo": _("Påhittade uppgifter") if mode.is_demo() else "",
        "footer": paper.footer or _("Utkast %(day)s") % {"day": date_format(day, "j F Y")},
        "parts": [
            {"heading": part.heading, "lines": part.lines, "columns": part.columns, "rows": part.rows}
            for part in paper.parts
        ],
    }
