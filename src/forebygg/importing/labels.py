"""Labels and their values: "Beslutad av: kommunfullmäktige", in a box, a table, on the next line, run together. Pure.

A label whose value is empty is kept apart from a label that is not there: its `value` is "".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forebygg.files.document import Block, Document

_OF_IT = (
    r"(?:\s+(?:för|av)\s+(?:planen|dokumentet|handlingsplanen|styrdokumentet|programmet|policyn|strategin"
    r"|riktlinjerna|innehållet))?"
)
_KEYS = {
    "kind": r"dokument\s?typ|typ\s+av\s+(?:styr)?dokument|dokumentslag|dokumentkategori"
    r"|(?:typ\s+av\s+)?styrdokument(?:styp)?|kategori",
    "title": r"dokument(?:ets\s+)?namn|dokumenttitel|titel|rubrik|ärendemening",
    "body": r"(?:antagen|antaget|fastställd|fastställt|beslutad|beslutat|godkänd|godkänt|beslut|fattat"
    r"|fastställts|antagits)\s+(?:i|av)|"
    r"beslutsinstans|beslutande(?:\s+(?:instans|organ|nämnd))?|beslutsfattare|beslutsorgan"
    r"|antagande\s+(?:instans|organ)|"
    r"fastställare|fastställande\s+(?:instans|organ)|instans",
    "decided": r"beslut(?:s|ad)?\s?datum|datum\s+för\s+(?:beslut|antagande|fastställande)|antagningsdatum"
    r"|fastställelsedatum|"
    r"(?:antagen|antaget|fastställd|fastställt|beslutad|beslutat)(?:\s+(?:den|datum))?|antagandedatum"
    r"|fastställandedatum|datum\s+och\s+paragraf(?:\s+för\s+beslutet)?|"
    r"beslut(?:\s+och\s+paragraf)?|datum\s+och\s+paragraf",
    "paragraph": r"§|paragraf|beslutsparagraf|paragrafnummer",
    "number": r"diarie\s?(?:nummer|nr|beteckning)|d(?:ia)?\.?nr|ärende\s?(?:nummer|nr|beteckning|id)|beteckning"
    r"|dokument-?id|referensnummer|vår\s+beteckning",
    "from": r"(?:gäller|giltigt?|gällande)\s+(?:från(?:\s+och\s+med)?|fr\.?\s?o\.?\s?m\.?|f\.?\s?o\.?\s?m\.?)"
    r"|ikraftträdande|träder\s+i\s+kraft",
    "to": r"(?:gäller|giltigt?|gällande)\s+(?:till(?:\s+och\s+med)?|t\.?\s?o\.?\s?m\.?|längst\s+till)"
    r"|giltighetstiden\s+går\s+ut|upphör(?:\s+att\s+gälla)?",
    "validity": r"(?:dokumentets\s+)?giltighets?(?:tid|period)?|(?:dokumentets\s+)?giltighet"
    r"|gäller(?:\s+(?:under|perioden|åren))?"
    r"|giltig(?:\s+under)?|plan\s?period|"
    r"gällande\s?tid|programperiod|avser(?:\s+(?:perioden?|tiden|åren))?|tidsperiod|period",
    "steward": r"samordnare\s+för\s+(?:planen|dokumentet|programmet)"
    r"|för\s+(?:ev\.?\s+)?(?:revidering|aktualisering)\s+ansvarar|dokument\s?(?:ansvarig|ägare"
    r"|förvaltare)|dokumentansvar|planägare|ägare|förvaltarskap|förvaltas\s+av|sakansvarig"
    r"|processägare|"
    r"ansvarig(?:\s+(?:funktion|förvaltning|nämnd|enhet|avdelning|tjänsteperson|tjänsteman|sektor))?" + _OF_IT + "|"
    r"(?:huvud)?ansvar(?:ig)?\s+för\s+(?:revidering(?:en)?|(?:uppföljning\s+och\s+)?revidering"
    r"|(?:dokumentets\s+|planens\s+)?(?:förvaltning|aktualitet)|dokumentet|planen)|huvudansvarig"
    r"|förvaltare",
    "follow.how": r"hur|uppföljning"
    + _OF_IT
    + r"|uppföljning\s+och\s+(?:utvärdering|revidering)|uppföljningsmetod|så\s+följs\s+(?:planen"
    r"|dokumentet)\s+upp|metod\s+för\s+uppföljning|form",
    "follow.when": r"när|revideras(?:\s+(?:senast|när))?|(?:nästa\s+)?(?:översyn|uppföljning\s+sker|uppföljningstid)"
    r"|följs\s+upp(?:\s+senast)?|"
    r"(?:revidering|uppföljning)s?(?:intervall|cykel|tidpunkt|datum)"
    r"|tid(?:punkt)?\s+för\s+(?:uppföljning|revidering)|aktualitetsprövn?(?:ing|as)(?:\s+senast)?|"
    r"nästa\s+(?:revidering|uppföljning|översyn)|ska\s+revideras|senast\s+(?:följas\s+upp|revideras)|intervall",
    "follow.who": r"för\s+(?:ev\.?\s+)?uppföljning(?:\s+och\s+\w+)?\s+ansvarar|(?:ansvarig"
    r"|ansvar)\s+för\s+uppföljning(?:en)?|uppföljningsansvarig|vem|uppföljning\s+görs\s+av"
    r"|följs\s+upp\s+av|ansvarig\s+uppföljare",
    "revised": r"(?:senast\s+)?reviderad(?:\s+(?:den|datum|av))?|revidering|senaste\s+revidering|ändrad"
    r"|revideringsdatum|reviderat",
    "applies": r"(?:dokumentet\s+)?gäller\s+för|omfattar|målgrupp(?:er)?|tillämpas\s+av|giltighetsområde"
    r"|tillämpningsområde|berörda\s+(?:verksamheter|nämnder)|avser\s+verksamhet",
    "other": r"handläggare|författare|upprättad\s+av|framtagen\s+av|kontaktperson|kontakt|datum"
    r"|version(?:snummer)?|sida|e-post|telefon|tfn|tel|adress|besöksadress|besök|postadress|"
    r"ersätter|relaterade\s+(?:dokument|styrdokument)|publicerad|publiceras|beslutshistorik"
    r"|sidansvarig|sid(?:an|a)\s+uppdaterad|senast\s+uppdaterad|mottagare|till|från|"
    r"tidigare\s+(?:beslut|versioner|dokument|plan)|bilagor|lagstöd|granskad\s+av|sekretess"
    r"|informationsklass|kommun|ansvarig\s+utgivare|status|typ|namn",
}
_ALL = [(key, re.compile(rf"(?:{words})", re.IGNORECASE)) for key, words in _KEYS.items()]
_ANY = "|".join(words for words in _KEYS.values())
_ALSO = r"(?:\s?/\s?[\wåäö]+(?:\s[\wåäö]+)?)?"
_AT_START = re.compile(
    rf"^(?P<label>(?:{_ANY}){_ALSO})\s*(?::|\s[-–]\s|\t)\s*(?P<value>.*)$", re.IGNORECASE | re.DOTALL
)
_INSIDE = re.compile(rf"(?:(?<=[\s.;,|])|^)(?P<label>(?:{_ANY}){_ALSO})\s*:\s*", re.IGNORECASE)
_CAPITAL = re.compile(rf"(?:(?<=\s)|^)(?P<label>(?-i:(?=[A-ZÅÄÖ§]))(?:{_ANY}){_ALSO})(?=[\s:]|$)", re.IGNORECASE)
_DAY = r"(?:\d{4}-\d{2}-\d{2}|\d{8}|\d{1,2}\s[a-zåäö]+\s\d{4}|\d{1,2}/\d{1,2}[\s-]\d{4})"
_TYPED = {
    "decided": re.compile(rf"{_DAY}(?:,?\s*§\s?\d+)?"),
    "body": re.compile(
        r"\b(?:kommunfullmäktige|kommunstyrelsen|regionfullmäktige|[\wåäö-]+nämnden?|KF|KS)\b", re.IGNORECASE
    ),
    "number": re.compile(r"\b[A-ZÅÄÖ]{0,6}[ /.-]?\d{2,4}[/:.-]\d{2,6}\b"),
    "kind": re.compile(
        r"(?<=\s)(?:Plan|Policy|Program|Riktlinjer?|Strategi|Handlingsplan)(?=\s|$)|^(?:Plan|Policy"
        r"|Program|Riktlinjer?|Strategi|Handlingsplan)$"
    ),
    "steward": re.compile(r"^[A-ZÅÄÖ][a-zåäö-]+(?:\s[a-zåäö]{3,}){0,4}"),
    "validity": re.compile(rf"(?:från\s.*|{_DAY}.*|\d{{4}}\s?[-–]\s?\d{{4}}|[Tt]ills vidare|t\.?o\.?m.*|till\s.*)"),
    "from": re.compile(rf"(?:den\s)?{_DAY}|\d{{4}}"),
    "to": re.compile(rf"(?:den\s)?{_DAY}|[Tt]ills vidare|\d{{4}}"),
    "paragraph": re.compile(r"§?\s?\d{1,4}$"),
    "revised": re.compile(rf"(?:den\s)?{_DAY}"),
    "other": re.compile(rf"(?:den\s)?{_DAY}"),
}
_LONGEST = 3_000  # no line of labels is longer
_SECTIONS = {"revised", "follow.how", "follow.when", "validity", "applies", "title", "body"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label of a known kind, its value ("" when empty), and the block of the value."""

    key: str
    value: str
    block: int
    said: str


def collect(document: Document) -> list[Labelled]:
    """Return the labels of a document with their values, in reading order."""
    found: list[Labelled] = []
    blocks = document.blocks
    taken: set[int] = set()
    for index, block in enumerate(blocks):
        if index in taken:
            continue
        if block.kind == "row":
            found += _row(blocks, index, taken)
        else:
            found += _line(blocks, index, taken)
    return found


def key_of(label: str) -> str:
    """Return the kind of a label, or "" when it is none."""
    plain = label.strip().rstrip(":").strip()
    parts = [plain, *(re.split(r"\s?/\s?", plain) if "/" in plain else [])]
    return next((key for part in parts for key, pattern in _ALL if pattern.fullmatch(part)), "")


def _line(blocks: tuple[Block, ...], index: int, taken: set[int]) -> Iterator[Labelled]:
    text = blocks[index].text.strip()
    if len(text) > _LONGEST:
        return
    alone = key_of(text) if len(text) < 60 else ""
    if alone and (text.endswith(":") or alone not in _SECTIONS):
        yield from _on_next(blocks, index, alone, taken)
    elif _AT_START.match(text):
        yield from _segments(text, index, [each for each in _INSIDE.finditer(text)] or [])
    elif _only_labels(text, run := list(_CAPITAL.finditer(text))):
        yield from _values_below(blocks, index, run, taken)
    elif len(run) >= 3 and (run[0].start() < 40 or (index < 8 and run[0].start() < 130)):
        yield from _segments(text, index, run)
    elif run and run[0].start() == 0 and index < 25 and len(text) < 110:
        yield from _unmarked(text, index, run[0])


def _on_next(blocks: tuple[Block, ...], index: int, key: str, taken: set[int]) -> Iterator[Labelled]:
    """A label alone on its line: its value is the next line, unless that is a label or the text has begun."""
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    value = following.text.strip() if following and following.kind in ("text", "heading", "item") else ""
    heads = following is not None and following.kind == "heading"
    begun = heads and (bool(following and following.number) or blocks[index].text.rstrip().endswith(":"))
    if not value or begun or len(value) > 160 or key_of(value) or _AT_START.match(value):
        value = ""
    elif following:
        taken.add(index + 1)
    yield Labelled(key, value, index + 1 if value else index, blocks[index].text)


def _only_labels(text: str, run: list[re.Match[str]]) -> bool:
    return len(run) >= 2 and sum(len(each.group()) for each in run) > len(text) * 0.75 and run[0].start() == 0


def _values_below(
    blocks: tuple[Block, ...], index: int, run: list[re.Match[str]], taken: set[int]
) -> Iterator[Labelled]:
    """A line of labels over a line of values: which value is whose shows by its kind."""
    following = blocks[index + 1].text if index + 1 < len(blocks) else ""
    if not following or len(following) > 200:
        return
    taken.add(index + 1)
    for each in run:
        key = key_of(each["label"])
        pattern = _TYPED.get(key)
        found = pattern.search(following) if pattern else None
        yield Labelled(key, found.group().strip() if found else "", index + 1, each["label"])


def _unmarked(text: str, index: int, label: re.Match[str]) -> Iterator[Labelled]:
    """A label and its value with nothing between them, when the value is of the label's kind."""
    key, value = key_of(label["label"]), text[label.end() :].strip()
    pattern = _TYPED.get(key)
    if pattern and (pattern.match(value) or (key == "steward" and 0 < len(value.split()) <= 6)):
        yield Labelled(key, value, index, label["label"])


def _segments(text: str, index: int, labels: list[re.Match[str]]) -> Iterator[Labelled]:
    first = _AT_START.match(text)
    if first and (not labels or labels[0].start() > 0):
        end = labels[0].start() if labels else len(text)
        yield Labelled(key_of(first["label"]), _value(text[first.start("value") : end]), index, first["label"])
    for each, following in zip(labels, [*labels[1:], None], strict=False):
        value = text[each.end() : following.start() if following else len(text)]
        yield Labelled(key_of(each["label"]), _value(value), index, each["label"])


def _row(blocks: tuple[Block, ...], index: int, taken: set[int]) -> Iterator[Labelled]:
    """A row of label, value (, label, value); or a row of labels only, with the values in the row below."""
    cells = [cell for cell in blocks[index].cells]
    keys = [key_of(cell) for cell in cells]
    if len([key for key in keys if key]) >= 2 and all(keys[i] or not cells[i] for i in range(len(cells))):
        below = blocks[index + 1] if index + 1 < len(blocks) and blocks[index + 1].kind == "row" else None
        if below and len(below.cells) == len(cells) and not any(key_of(cell) for cell in below.cells):
            taken.add(index + 1)
            for key, said, value in zip(keys, cells, below.cells, strict=True):
                yield Labelled(key, _value(value), index + 1, said)
            return
    position = 0
    while position < len(cells):
        if keys[position]:
            empty = position + 1 >= len(cells) or keys[position + 1]
            yield Labelled(keys[position], "" if empty else _value(cells[position + 1]), index, cells[position])
            position += 1 if empty else 2
        elif inside := _AT_START.match(cells[position]):
            yield Labelled(key_of(inside["label"]), _value(inside["value"]), index, inside["label"])
            position += 1
        else:
            position += 1


def _value(text: str) -> str:
    return text.strip().strip("|;").strip().lstrip(":").strip()
