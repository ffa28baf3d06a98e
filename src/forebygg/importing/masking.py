"""Persons' names, telephone numbers, addresses and identity numbers taken out of what is kept; functions stay. Pure.

A plan names who to turn to; the plan kept here names functions. What is masked is shown as "[namn]", "[telefon]",
"[e-post]" or "[personnummer]". A number that a function answers on (a switchboard, a helpline) is kept.
"""

from __future__ import annotations

import re
from dataclasses import replace

from forebygg.files.document import Block, Document
from forebygg.importing import bodies, places

_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_IDENTITY = re.compile(r"\b(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:[06][1-9]|[1278]\d|[39][01])[-+ ]?\d{4}\b")
_LANDLINE = re.compile(r"(\[namn\][^\d\n]{0,30})(?:\+46\s?|0)\d(?:[\s–/-]?\d){6,9}\b")
_MOBILE = re.compile(r"(?<!\d)(?:\+46\s?|0)7[02369](?:[\s-]?\d){7}\b")
_TITLES = (
    r"(?:[Kk]ontaktperson|[Hh]andläggare|[Ff]örfattare|[Aa]nsvarig(?:\s+tjänste(?:person|man))?"
    r"|[Uu]pprättad\s+av|[Ff]ramtagen\s+av|[Ss]äkerhetschef(?:en)?|[Oo]rdförande|[Ss]ekreterare"
    r"|[Ss]amordnare(?:n)?|"
    r"[Kk]ommun(?:chef|direktör)(?:en)?|[Ss]ocialchef(?:en)?|[Rr]ektor|[Ii]nnehållsansvarig"
    r"|[Ss]idansvarig|[Ff]örvaltningschef(?:en)?|[Kk]ommunalråd(?:et)?|[Rr]äddningschef(?:en)?"
    r"|[\wåäö]+(?:chef|strateg|samordnare|direktör)(?:en|n)?)"
)
_PROPER = r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖÉ][a-zåäöéü]+)?"
_AFTER = re.compile(
    rf"(?P<title>\b{_TITLES}\s*[:,]?\s+(?:är\s+|heter\s+)?)(?P<name>{_PROPER}(?:\s+{_PROPER}){{1,2}})(?!\s+(?:kommun|stad"
    rf"|nämnd|län))"
)
_BEFORE = re.compile(
    rf"(?P<name>\b{_PROPER}(?:\s+{_PROPER}){{1,2}})(?=\s*(?:,\s+|\()(?:[a-zåäö]+(?:chef|samordnare|strateg"
    rf"|direktör|råd|ordförande|sekreterare|handläggare)|ordförande|handläggare|[A-ZÅÄÖ]{{1,3}}\)))"
)
_PARTY = re.compile(rf"(?P<name>\b{_PROPER}(?:\s+{_PROPER}){{1,2}})(?=\s+\((?:M|S|C|L|KD|MP|V|SD)\))")
_SAYS = re.compile(rf"(?<=säger\s)(?P<name>{_PROPER}(?:\s+{_PROPER}){{1,2}})")
_ALONE = re.compile(rf"^{_PROPER}\s+{_PROPER}$")
# First names, which need not be known as somebody's.
_NAMES = """
    Anna Anders Andreas Annika Agneta Alexander Ali Amina Amir Ann Arne Barbro Bengt Birgitta Björn Bo Britt
    Camilla Carina Carl Cecilia Charlotta Christer Christina Daniel David Elin Elisabeth Emma Erik Erika Eva
    Fatima Fredrik Frida Gunilla Gunnar Göran Hanna Hans Helena Henrik Håkan Ida Inger Ingrid Jan Jenny
    Jessica Johan Johanna John Jonas Josefin Karin Karl Katarina Kent Kerstin Kjell Kristina Lars Lena Leif
    Linda Linnea Lisa Louise Magnus Malin Maria Marie Marcus Markus Martin Mats Mikael Mohammed Monica Nils
    Niklas Ola Olof Patrik Per Peter Petra Pia Rickard Robert Roger Rolf Sara Sofia Stefan Sten Susanne Sven
    Therese Thomas Tomas Tobias Ulf Ulla Ulrika Viktoria Åke Åsa Örjan Östen
"""
_FIRST = frozenset(_NAMES.split())
_WORD = re.compile(r"\b[a-zåäöéü]{2,}(?:-[a-zåäöéü]+)?\b")
# Headings of a table's columns, which may stand first and nowhere small.
_HEADINGS = frozenset(("klart", "tid", "tidplan", "start", "status", "åtgärd", "aktivitet", "insats", "ansvar", "mål"))
_KNOWN = re.compile(rf"\b(?P<name>(?:{'|'.join(sorted(_FIRST))})(?:\s+{_PROPER}){{1,2}})(?!\w)")
_SHOUTED = re.compile(rf"\b(?:{'|'.join(sorted(_FIRST)).upper()})\s+[A-ZÅÄÖÉ]{{3,}}\b")
_NEXT = re.compile(rf"(\[namn\](?:,\s*|\s+(?:och|samt)\s+)){_PROPER}\s+{_PROPER}(?!\s+(?:kommun|stad|nämnd|län))")


def points_out(raw: str) -> bool:
    """Say whether a text holds an identity number, a mobile number or an address: nothing the open web should carry."""
    return any(pattern.search(raw) for pattern in (_MAIL, _IDENTITY, _MOBILE))


def mask(document: Document) -> Document:
    """Return the document with what points out persons masked, block for block."""
    ordinary = frozenset(_WORD.findall(document.text)) | _HEADINGS
    return replace(document, blocks=tuple(_block(block, ordinary) for block in document.blocks))


def text(raw: str, ordinary: frozenset[str] = frozenset()) -> str:
    """Return a text with what points out persons masked. Words that the document also writes small are no name."""
    raw = _MAIL.sub("[e-post]", _IDENTITY.sub("[personnummer]", _MOBILE.sub("[telefon]", raw)))
    for pattern in (_AFTER, _BEFORE, _PARTY, _SAYS, _KNOWN):
        raw = pattern.sub(lambda found: _masked(found, ordinary), raw)
    raw = _SHOUTED.sub("[namn]", raw)
    while _NEXT.search(raw):
        raw = _NEXT.sub(r"\1[namn]", raw)
    raw = _LANDLINE.sub(r"\1[telefon]", raw)
    return "[namn]" if _ALONE.match(raw.strip()) and raw.split()[0] in _FIRST else raw


def _block(block: Block, ordinary: frozenset[str]) -> Block:
    return replace(block, text=text(block.text, ordinary), cells=tuple(text(cell, ordinary) for cell in block.cells))


def _masked(found: re.Match[str], ordinary: frozenset[str]) -> str:
    name = found["name"]
    if name.split()[0] not in _FIRST and all(word.casefold() in ordinary for word in name.split()):
        return found.group()
    if bodies.find(name) or places.bare(name) and name.split()[0] not in _FIRST:
        return found.group()
    return (found.groupdict().get("title") or "") + "[namn]"
