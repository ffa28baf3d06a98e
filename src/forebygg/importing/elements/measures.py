"""What is to be done: rows of a table, items of a list, and where those are few what sentences say. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from forebygg.files.document import Block
from forebygg.importing import bodies, kinds, phrases
from forebygg.importing.context import Context, bare
from forebygg.importing.elements.deeds import HEAD, NOT_DEED, NOT_HEAD, PART, SKIP_SECTION, of_item, of_prose
from forebygg.importing.stacked import TIME, WHAT, WHEN, WHO, is_unit
from forebygg.importing.suggestion import Measure

_INTRO = re.compile(
    r"\b(?:åtgärder(?:na)?|insatser(?:na)?|aktiviteter(?:na)?|ska|skall)\b[^.]{0,90}:$"
    r"|\bföljande\s+(?:åtgärder|insatser|aktiviteter)\b",
    re.IGNORECASE,
)
_NOT_INTRO = re.compile(
    r"\b(?:mål(?:et|en)?|syfte(?:t|n)?|områden|nivåer|delas in|tecken|signaler|miljöer|avses|består"
    r"|innehåll\w*\s+(?:följande\s+)?(?:delar|uppgifter)|uppföljning\w*|ansvar\s+för\s+att|kontakta)\b",
    re.IGNORECASE,
)
_TRAILING_TIME = re.compile(
    r"\s+(?P<time>(?:(?:[Kk]lart?\s+)?(?:[Ss]enast|[Uu]nder|[Ff]rån|[Hh]östen|[Vv]åren"
    r"|[Ff]öre)\s+)?(?:20\d{2}(?:-\d{2}-\d{2})?(?:\s?[-–]\s?20\d{2})?(?:\s+och\s+framåt)?)|Löpande"
    r"|Årligen|Kontinuerligt|Vid\s+behov|"
    r"Tills\s+vidare|Inför\s+varje\s+\w+|Varje\s+\w+|(?:En|Två)\s+gång\w*\s+per\s+år)$"
)
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_ROW_END = re.compile(
    r"(?P<time>(?:(?:[Ss]enast|[Uu]nder|[Hh]östen|[Vv]åren|[Ss]ommaren|[Vv]årterminen|[Hh]östterminen|HT|VT"
    r"|[Ll]äsåret|[Ff]rån|[Kk]lart?|[Kk]vartal\s\d)\s)?"
    rf"(?:(?:\d{{1,2}}\s)?(?i:{_MONTHS})\s)?"
    r"(?:20\d{2}(?:-\d{2}-\d{2})?(?:\s?[-–/]\s?(?:20)?\d{2})?)|Löpande|Årligen|Kontinuerligt|Vid\s+behov"
    rf"|(?:(?i:{_MONTHS})\s)?[Vv]arje\s\w+|Tills\s+vidare|Omgående|Snarast|Regelbundet"
    r"|(?:En|Två|Tre|Fyra)\s+gång\w*\s+(?:per|om)\s+\w+)(?=\s+[A-ZÅÄÖ]|\s*$)"
)
_HEADER_LINE = re.compile(
    r"^(?:Nr\.?\s+)?(?:Åtgärd(?:er)?|Aktivitet(?:er)?|Insats(?:er)?|Vad)\s+(?:(?:och"
    r"|/)\s+\w+\s+)?(?:Ansvar\w*|Vem|Utförare)(?:\s+\w+)?(?:\s+(?:Tid\w*|När|Klart|Start)\w*)?",
    re.IGNORECASE,
)
_UNIT_TAIL = re.compile(
    r"\s+(?P<who>(?:[A-ZÅÄÖ][\wåäöÅÄÖ]*(?:-,?\s(?:[\wåäö]+-,?\s)*och\s[\wåäö]+)?(?:\s(?:och\s)?"
    r"(?:[A-ZÅÄÖ][\wåäö-]+|[\wåäö-]*(?:förvaltning|kontor|nämnd|enhet|avdelning|tjänst|sektor|ordförande)\w*"
    r"|[A-ZÅÄÖ]{2,5}))*(?:,\s(?:[a-zåäö]+(?:förvaltning|kontor|nämnd|enhet|avdelning|tjänst|chef|samordnare"
    r"|polis|strateg)\w*|[A-ZÅÄÖ]{2,5}))*))$"
)
_SHALL_BE = re.compile(r"\b(?:ska|skall|bör)\s+\w", re.IGNORECASE)
_ENOUGH = 4


def measures(context: Context) -> list[Measure]:
    """Return the measures in reading order: tables and lists first; prose too where those gave few."""
    listed = [*_tables(context), *_flat_tables(context), *_labelled(context)]
    taken = {each.block for each in listed}
    listed += [each for each in _lists(context) if each.block not in taken]
    prose = list(of_prose(context, taken | {each.block for each in listed}, strict=len(listed) >= _ENOUGH))
    if context.is_case:
        prose = [each for each in prose if not kinds.PLAN.search(each.text)]
    found: list[Measure] = []
    for each in sorted([*listed, *prose], key=lambda m: m.block):
        if each.text and not any(each.text.casefold() == old.text.casefold() for old in found):
            found.append(each)
    return found


def _tables(context: Context) -> Iterator[Measure]:
    columns: dict[str, int] = {}
    for index, block in enumerate(context.blocks):
        if block.kind != "row":
            columns = {} if block.kind == "heading" else columns
            continue
        head = _columns(block)
        if head:
            columns = head
        elif columns and len(block.cells) > columns["what"] and len(block.cells[columns["what"]].split()) > 1:
            yield Measure(
                block.cells[columns["what"]].strip(),
                _cell(block, columns.get("who")),
                _cell(block, columns.get("when")),
                index,
            )


def _flat_tables(context: Context) -> Iterator[Measure]:
    """A table that lost its cells: a line of its headings, then each row, or each cell, on a line."""
    inside = False
    waiting: Measure | None = None
    for index, block in enumerate(context.blocks):
        if block.kind != "row" and (head := _HEADER_LINE.match(block.text)):
            inside = len(block.text.split()) <= 8
            if not inside:
                yield from _run_together(block.text[head.end() :], index)
            continue
        if not inside or block.kind == "row":
            continue
        if _leaves_table(block, waiting):
            inside = False
            continue
        text = block.text.strip()
        if waiting and TIME.match(text):
            waiting = replace(waiting, time=waiting.time or text.rstrip("."))
        elif waiting and is_unit(text):
            waiting = replace(waiting, responsible=", ".join(filter(None, (waiting.responsible, text))))
        else:
            if waiting:
                yield waiting
            waiting = _row_of(text, index)
    if waiting:
        yield waiting


def _run_together(text: str, index: int) -> Iterator[Measure]:
    """Rows with nothing between them: each ends with its time."""
    start = 0
    for end in _ROW_END.finditer(text):
        row = _row_of(text[start : end.start()].strip(), index)
        if row.text:
            yield replace(row, time=end["time"])
        start = end.end()


def _leaves_table(block: Block, waiting: Measure | None) -> bool:
    if block.kind == "heading":
        short = len(block.text.split()) <= 4 and not is_unit(block.text) and not TIME.match(block.text)
        return bool(block.number) or bool(SKIP_SECTION.search(block.text)) or (waiting is not None and short)
    return len(block.text) > 350


def _row_of(text: str, index: int) -> Measure:
    text = re.sub(r"^\d{1,2}[.)]?\s+", "", text)
    when, who = "", ""
    if found := _TRAILING_TIME.search(text):
        when, text = found["time"], text[: found.start()]
    if (tail := _UNIT_TAIL.search(text)) and (
        phrases.UNIT.search(tail["who"]) or bodies.find(tail["who"]) or tail["who"].isupper()
    ):
        who, text = tail["who"], text[: tail.start()]
    return Measure(text.strip(), who, when, index)


def _columns(block: Block) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, cell in enumerate(block.cells):
        for name, pattern in (("what", WHAT), ("who", WHO), ("when", WHEN)):
            if pattern.match(cell.strip()) and len(cell.split()) <= 4:
                found.setdefault(name, position)
                break
    return found if "what" in found and len(found) > 1 else {}


def _cell(block: Block, position: int | None) -> str:
    return block.cells[position].strip() if position is not None and position < len(block.cells) else ""


def _labelled(context: Context) -> Iterator[Measure]:
    """ "Aktivitet: … Ansvar: … Tid: …", in one line or in several."""
    what, who, when, at = "", "", "", -1
    for index, block in enumerate(context.blocks):
        parts = list(PART.finditer(block.text)) if block.kind != "heading" else []
        if not parts or parts[0].start() > 3:
            continue
        for part, following in zip(parts, [*parts[1:], None], strict=True):
            value = block.text[part.end() : following.start() if following else len(block.text)].strip(" ;,|–-")
            if re.match(r"å|ak|in", part["label"], re.IGNORECASE):
                if what:
                    yield Measure(what.rstrip(), who, when, at)
                what, who, when, at = value, "", "", index
            elif re.match(r"an|v|g|u", part["label"], re.IGNORECASE):
                who = who or value.strip(" .")
            else:
                when = when or value.strip(" .")
    if what:
        yield Measure(what, who, when, at)


def _lists(context: Context) -> Iterator[Measure]:
    for section in context.sections:
        heading = bare(section.heading)
        goals = bool(SKIP_SECTION.search(heading) or NOT_HEAD.search(heading))
        above = any(HEAD.search(bare(each)) and not NOT_HEAD.search(bare(each)) for each in section.within)
        wanted = bool(HEAD.search(heading)) and not goals
        open_here, owner = wanted or (above and not goals), _unit_of(heading)
        for offset, block in enumerate(section.blocks):
            if block.kind == "text":
                open_here, goals = _after_lead(block.text, open_here, wanted, goals)
                owner = _unit_of(block.text.rstrip(":")) or (owner if not block.text.endswith(":") else "")
            elif block.kind == "item" and _is_measure(block.text, open_here or bool(owner), goals):
                found = of_item(block.text, section.start + offset)
                yield replace(found, responsible=found.responsible or owner)


def _after_lead(text: str, open_here: bool, wanted: bool, goals: bool) -> tuple[bool, bool]:
    """Return whether the items after a paragraph are measures, and whether they are goals."""
    last, leads = text[-160:], text.rstrip().endswith((":", ";", " att", " är", " ska"))
    if not leads:
        return open_here, goals
    if _NOT_INTRO.search(last):
        return False, True
    return wanted or (not goals and bool(_INTRO.search(last))) or (open_here and not text.rstrip().endswith(":")), goals


def _is_measure(text: str, open_here: bool, goals: bool) -> bool:
    if PART.match(text) or len(text.split()) < 3 or "[namn]" in text:
        return False
    return open_here or (not goals and bool(_SHALL_BE.search(text)) and not NOT_DEED.search(text))


def _unit_of(text: str) -> str:
    """Return a heading or lead that is only the name of a board or an office: what follows is its list."""
    words = text.split()
    named = bodies.find(text) or re.search(
        r"(?:förvaltning|kontor|nämnd|enhet|sektor|tjänst|skola|bolag)\w*$|\bAB\b", text
    )
    return (
        text.strip()
        if named and len(words) <= 6 and not re.search(r"\b(?:ska|ansvar|organisation|för|i|om)\b", text)
        else ""
    )
