"""What surrounds a document and is none of it: menus, page marks, banners of the sites it was copied from. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

# Whole lines, without case. Kinds of furniture, not any one site's.
_FURNITURE = re.compile(
    r"""^(?:
    skip\ to\ .* | hoppa\ till\ .* | gå\ (?:direkt\ )?till\ (?:innehåll|huvudinnehåll|meny|sidans).* |
    till\ (?:start)?sidan |
    (?:huvud)?meny | huvudgren:? | sök | logga\ in | start(?:sida)? | språk | languages? | other\ languages | lättläst |
    >+\ ?.* | du\ är\ här\b.* | .*\s[»>]\s.* | start(?:sida)?\s/\s.* | [^.:]{3,40}(?:\s/\s[^.:/]{3,40}){2,} |
    [^.|]{3,30}(?:\s\|\s[^.|]{2,40}){2,} |
    lyssna(?:\ på\ sidan)?(?:\ lyssna)? | dela(?:\ (?:sidan|med\ sig|på\ .*))?:? | skriv\ ut(?:\ sidan)? |
    tipsa\ (?:en|någon|oss).* |
    tweeta | twitter | facebook | linkedin | instagram | e-post(?:a)?\ sidan |
    läs\ mer(?:\ om.{0,40})? | visa\ (?:mer|fler|alla|mindre).* | stäng | öppna | fäll\ (?:ut|ihop).* | tillbaka |
    .*\b(?:kakor|cookies)\b.* | acceptera\ .* | jag\ förstår | godkänn\ alla |
    save\ this\ pdf\ as:? | (?:word|png|txt|jpg|pdf)(?:\s+(?:word|png|txt|jpg|pdf))* | transkript | transcript |
    no\ results\ found | academic\ year:?.* | share(?:\ .*)? | copied! | full\ text | download.* |
    ladda\ (?:ner|ned)\b.{0,40} |
    (?:show|protected|uploaded|author|report|embed)\b.* | \d+\ (?:views|visningar|downloads|sidor) | storlek:?\ px |
    (?:starta|börja)\ visningen\ från\ sidan:? | för\ \d+\ (?:år|månader|dagar)\ sedan.* |
    för\ att\ visa\ .*dokument.* |
    n/a | full\ text | loading.* | .*view\ fulltext\ now.* | kommentarer\ \(\d+\) | lägg\ till\ kommentar |
    kommentera | relaterade?\ (?:dokument|sidor|länkar) |
    (?:sid(?:a|an|nr)?\.?\s*)?\d{1,3}\s*(?:\(\s*\d{1,3}\s*\)|av\ \d{1,3}|/\s*\d{1,3}) | \(\d{1,3}\) |
    (?:sid(?:a|an)?|page)\.?\ \d{1,3} |
    -\ *\d{1,3}\ *- | \$\w+ | [\W_]+
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_PLAN = re.compile(
    r"[•●▪◦*–-]|.*[.:]$|.*\b(?:åtgärd|aktivitet|insats|ansvar|mål|syfte|när|tid|vem)"
    r"|(?:önskad\s|förväntad\s)?(?:effekt|indikator|resultat)\w*$"
)
_PAGE_LINES = 7  # a short page still has some
_LONE_NUMBER = re.compile(r"^\d{1,3}$")
# Where what belongs to the page, and not to its text, begins.
_END = re.compile(
    r"^(?:hjälpte (?:informationen|sidan|detta)|tack för (?:att du hjälper|din)|var informationen till hjälp|"
    r"genom att skicka din kommentar|related documents\b|references?$|relaterade dokument"
    r"|liknande dokument|relaterad information|läs även|mer på webbplatsen|fick du hjälp av"
    r"|hittade du det du sökte|tyck till om sidan)",
    re.IGNORECASE,
)


def is_furniture(line: str) -> bool:
    """Is the line a menu, a page mark or a banner?"""
    return bool(_FURNITURE.match(line.strip()))


def ends_text(line: str) -> bool:
    """Does the page's own furniture begin here, so that nothing after it is the document's?"""
    return bool(_END.match(line.strip()))


def without(lines: list[str]) -> list[str]:
    """Return the lines without furniture and without what stands on every page; an empty line in its place."""
    repeated = _repeated(lines)
    seen: set[str] = set()
    kept = []
    for line in lines:
        mark = _mark(line)
        again = mark in repeated and mark in seen
        seen.add(mark)
        lone = bool(_LONE_NUMBER.match(line.strip()))
        kept.append("" if again or lone or is_furniture(line) else line)
    return kept


def _mark(line: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", " ", line.strip())).casefold()


def _repeated(lines: list[str]) -> set[str]:
    """Return what recurs at least three times, a page apart, though it is no list: the head and foot of pages.

    What comes again after a few lines is a cell of a table; what names a part of a plan heads that part each time.
    """
    places: dict[str, list[int]] = {}
    at = 0
    for line in lines:
        at += bool(line.strip())
        if 3 < len(line.strip()) < 120:
            places.setdefault(_mark(line), []).append(at)
    return {mark for mark, at in places.items() if len(at) >= 3 and _is_apart(at) and not _OF_PLAN.match(mark)}


def _is_apart(at: list[int]) -> bool:
    """Does it come a page apart each time, or after just as many lines? A cell comes now near, now far."""
    gaps = [after - before for before, after in pairwise(at)]
    return max(gaps) < 3 * min(gaps) or sum(gap < _PAGE_LINES for gap in gaps) * 4 <= len(gaps)
