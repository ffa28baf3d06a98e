"""Tables told by their ruled lines: which lines touch, the grid they make, the text in each cell. Pure.

pdfplumber does the same and more, at some 65 ms a page; thirty pages must be read in two seconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_THIN = 3.0
_NEAR = 4.0
_FEWEST = 6


@dataclass(frozen=True, slots=True)
class Edge:
    """A ruled line: x and y of its ends, left to right or bottom to top."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def lies(self) -> bool:
        """Does it lie, or stand?"""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its top and bottom from the top of the page, and its rows of cells."""

    top: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]


def tables(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> list[Table]:
    """Return the ruled tables of a page, of two rows and two columns at least, from the top."""
    edges = _edges(page)
    if len(edges) < _FEWEST:
        return []
    height = page.get_height()
    found = [table for group in _touching(edges) if (table := _table(group, text_page, height))]
    return sorted(found, key=lambda table: table.top)


def _edges(page: pdfium.PdfPage) -> list[Edge]:
    found: list[Edge] = []
    for each in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=3):
        left, bottom, right, top = each.get_bounds()
        wide, high = right - left, top - bottom
        if high < _THIN and wide > 12:
            found.append(Edge(left, (bottom + top) / 2, right, (bottom + top) / 2))
        elif wide < _THIN and high > 6:
            found.append(Edge((left + right) / 2, bottom, (left + right) / 2, top))
        elif wide > 12 and high > 6:
            found += [Edge(left, y, right, y) for y in (bottom, top)] + [Edge(x, bottom, x, top) for x in (left, right)]
        if len(found) > 4_000:
            return []
    return found


def _touching(edges: list[Edge]) -> list[list[Edge]]:
    """Return the edges in groups, by sweeping from the top: what overlaps in height belongs together."""
    groups: list[list[Edge]] = []
    lowest = 0.0
    for edge in sorted(edges, key=lambda each: -each.y1):
        if groups and edge.y1 >= lowest - _NEAR:
            groups[-1].append(edge)
            lowest = min(lowest, edge.y0)
        else:
            groups.append([edge])
            lowest = edge.y0
    return [group for group in groups if len(group) >= _FEWEST]


def _table(group: list[Edge], text_page: pdfium.PdfTextPage, height: float) -> Table | None:
    columns = _places([edge.x0 for edge in group if not edge.lies] or [x for edge in group for x in (edge.x0, edge.x1)])
    lines = _places([edge.y0 for edge in group if edge.lies] or [y for edge in group for y in (edge.y0, edge.y1)])
    if not (3 <= len(columns) <= 14 and 3 <= len(lines) <= 200):
        return None
    rows = []
    for top, bottom in zip(reversed(lines[1:]), reversed(lines[:-1]), strict=True):
        cells = tuple(
            re.sub(r"\s+", " ", text_page.get_text_bounded(left + 1, bottom + 1, right - 1, top - 1)).strip()
            for left, right in zip(columns, columns[1:], strict=False)
        )
        if any(cells):
            rows.append(cells)
    if len(rows) < 2 or sum(1 for row in rows if sum(1 for cell in row if cell) > 1) < 2:
        return None
    return Table(height - lines[-1], height - lines[0], tuple(rows))


def _places(values: list[float]) -> list[float]:
    """Return the distinct places, those nearer than a few points taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found
