"""Dates as documents write them, at the precision they state: year, month or day. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_MONTH = "|".join((*MONTHS, "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept?", "okt", "nov", "dec"))
_YEAR = r"(?:19|20)\d{2}"
PATTERN = re.compile(
    rf"""
    (?P<y1>{_YEAR})\s?[-–.‐/]\s?(?P<m1>0[1-9]|1[0-2])\s?[-–.‐/]\s?(?P<d1>0[1-9]|[12]\d|3[01])(?!\d) |
    (?<!\d)(?P<y2>20\d{{2}})(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?!\d) |
    (?<![\d.])(?P<d3>[0-3]?\d)(?::?e|\.)?\s+(?P<m3>{_MONTH})\b\.?,?(?:\s+(?:år\s+)?(?P<y3>{_YEAR}))? |
    (?<!\d)(?P<d4>[0-3]?\d)/(?P<m4>1[0-2]|0?[1-9])[\s,–-]+(?P<y4>{_YEAR}) |
    \b(?P<m5>{_MONTH})\b\.?\s+(?:år\s+|månad\s+)?(?P<y5>{_YEAR}) |
    \b(?P<m7>{_MONTH})\s(?P<d7>\d{{1,2}}),\s(?P<y7>{_YEAR}) |
    (?<![\d-])(?P<y6>{_YEAR})[-–](?P<m6>0[1-9]|1[0-2])(?![\d-]) |
    (?<![\d/.:-])(?P<y8>{_YEAR})(?![\d/:])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_YEARS = re.compile(
    rf"(?<![\d-])(?P<from>{_YEAR})\s?(?:[-–—‐/]\s?(?P<to>{_YEAR}|\d{{2}}(?!\d))|(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?|till)\s+(?P<last>{_YEAR}))(?![\d-])"
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date in ISO form at its own precision, and where it stands. `iso` is "" when the year is missing."""

    iso: str
    start: int
    end: int
    month_and_day: str = ""


def find(text: str) -> list[Date]:
    """Return the dates of a text in order. A day without a year comes with an empty `iso` and its "MM-DD"."""
    found = []
    for each in PATTERN.finditer(text):
        groups = each.groupdict()
        year = next((value for key, value in groups.items() if key[0] == "y" and value), "")
        month = _month(next((value for key, value in groups.items() if key[0] == "m" and value), ""))
        day = next((value for key, value in groups.items() if key[0] == "d" and value), "")
        rest = "-".join(filter(None, (month, f"{int(day):02}" if day else "")))
        if day and not 1 <= int(day) <= 31:
            continue
        found.append(
            Date("-".join(filter(None, (year, rest))) if year else "", each.start(), each.end(), rest if day else "")
        )
    return found


def spans(text: str) -> list[tuple[str, str, int, int]]:
    """Return the spans of years: from, to, start, end. "2016-20" ends in 2020; "2019-12" is a month and no span."""
    found = []
    for each in _YEARS.finditer(text):
        first, last = each["from"], each["to"] or each["last"]
        short_month = len(last) == 2 and int(last) <= 12 or bool(re.match(r"[-–]\d{2}", text[each.end() :]))
        last = last if len(last) == 4 else first[:2] + last
        if not short_month and 0 < int(last) - int(first) <= 30:
            found.append((first, last, each.start(), each.end()))
    return found


def _month(said: str) -> str:
    if not said:
        return ""
    number = int(said) if said.isdigit() else _SHORT[said[:3].casefold()]
    return f"{number:02}"
