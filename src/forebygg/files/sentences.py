"""Swedish text cut into sentences. Pure."""

from __future__ import annotations

import re

# What a full stop belongs to without ending anything.
_SHORT = [
    "t.ex",
    "bl.a",
    "m.m",
    "m.fl",
    "d.v.s",
    "dvs",
    "fr.o.m",
    "t.o.m",
    "o.s.v",
    "osv",
    "s.k",
    "f.d",
    "f.n",
    "p.g.a",
    "pga",
    "e.d",
    "etc",
    "jfr",
    "kap",
    "st",
    "nr",
    "dnr",
    "tfn",
    "tel",
    "kl",
    "sid",
    "s",
    "resp",
    "ca",
    "max",
    "min",
    "ev",
    "inkl",
    "exkl",
    "avd",
    "ang",
    "forts",
    "f.o.m",
    "o.d",
    "m.a.o",
    "i.s.f",
    "tex",
    "bla",
    "mfl",
    "mm",
    "ink",
    "kr",
    "enl",
    "art",
    "proc",
    "nov",
    "dec",
    "jan",
    "feb",
]
_ENDING = re.compile(r"(?<=[.!?…])[\"”»)]*\s+(?=[\"”»(–—-]{0,2}\s?[A-ZÅÄÖÉ0-9•])")
_DAY = re.compile(r"\b\d{1,2}\.$")
_INITIAL = re.compile(r"\b[A-ZÅÄÖ]\.$")


def split(text: str) -> list[str]:
    """Return the sentences of a paragraph; what is no sentence comes back whole."""
    found: list[str] = []
    start = 0
    for cut in _ENDING.finditer(text):
        before = text[start : cut.start()]
        if _unfinished(before):
            continue
        found.append(before.strip() + cut.group().strip())
        start = cut.end()
    rest = text[start:].strip()
    return [each for each in (*found, rest) if each]


def _unfinished(before: str) -> bool:
    if not before.endswith("."):
        return False
    word = before.rsplit(None, 1)[-1].lstrip('("”').rstrip(".").casefold() if before.strip(". ") else ""
    return word in _SHORT or bool(_INITIAL.search(before)) or (bool(_DAY.search(before)) and len(before) < 8)
