"""From when, until when, and in which words. Pure."""

from __future__ import annotations

import re

from forebygg.importing import dates, kinds
from forebygg.importing.context import Context
from forebygg.importing.suggestion import Found

Valid = tuple[Found | None, Found | None, Found | None]
_FROM = r"(?:från\s+och\s+med|fr\.?\s?o\.?\s?m\.?|f\.?\s?r\.?\s?o\.?\s?m\.?|från|f\.o\.m\.)"
_TO = r"(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?|till|längst\s+till|fram\s+till|och\s+framåt)"
_PHRASES = (
    re.compile(
        rf"\b(?:giltighetstid(?:en)?|giltighet(?:en)?|gäller|att\s+gälla|giltig|gällande|avser|sträcker\s+sig"
        rf"|löper)\b[^.;\n]{{0,45}}?(?P<rest>\b(?:{_FROM}|{_TO}|tills\s+vidare|under|för|åren|perioden"
        rf"|över)\b[^.;]{{0,80}})",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<rest>(?:[Pp]lanen|[Dd]en|[Dd]okumentet)\s+gäller\s+till\s+dess\s+att\s+[^.]{5,60}\.?)"),
    re.compile(
        r"\b(?P<rest>(?:tids|plan|program|giltighets)?perioden\s+\d{4}-\d{2}-\d{2}\s?(?:[-–—]"
        r"|till)\s?\d{4}-\d{2}-\d{2})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?P<rest>(?:tids|plan|program|mandat|giltighets|avtals)?perioden\s+(?:19"
        r"|20)\d{2}\s?[-–—]\s?(?:19|20)?\d{2})",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<rest>(?:för|under)\s+(?:åren\s+)?(?:19|20)\d{2}\s?[-–—]\s?(?:19|20)?\d{2})", re.IGNORECASE),
)
_EXTENDED = re.compile(
    r"\bförläng\w+\b[^.;]{0,70}?\b(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?|längst\s+till|fram\s+till"
    r"|till\s+utgången\s+av|till(?=\s+den\s+\d))\s+(?P<rest>[^.;]{4,40})",
    re.IGNORECASE,
)
_LOST_DASH = re.compile(
    r"\b(?:[Gg]äller|[Pp]erioden?|[Åå]ren|[Gg]iltighetstid:?)\s+(?P<from>20\d{2})\s(?P<to>20\d{2})\b"
)
_SUBJECT = re.compile(
    r"\b(?:planen|handlingsplan\w*|programmet|strategin|policyn|dokumentet|riktlinjerna|giltig\w*|den"
    r"|planens?)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(rf"\b{_TO}\s+(?:den\s+)?(?=\d|[a-zåäö]+\s+(?:19|20)\d\d)", re.IGNORECASE)
_UNTIL_ONLY = re.compile(r"\b(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?|längst\s+till|fram\s+till|till)\b", re.IGNORECASE)


def validity(context: Context) -> Valid:
    """Return valid from, valid to and the wording: the box of labels first, then what a sentence or the title says."""
    return _extended(context) or _labelled(context) or _written(context) or _in_title(context) or (None, None, None)


def _extended(context: Context) -> Valid | None:
    """The latest extension counts: its last day, whatever else the document says."""
    found: Valid | None = None
    for index, block in enumerate(context.blocks):
        for unit in context.said_in(index) or [block.text]:
            said = _EXTENDED.search(unit)
            if (
                said
                and (index < 20 or _SUBJECT.search(unit))
                and (days := [d for d in dates.find(said["rest"]) if d.iso])
            ):
                first = _labelled(context)
                found = (
                    first[0] if first else None,
                    Found(days[0].iso, index),
                    Found(
                        (unit if len(unit) < 90 else said.group())[
                            : max(unit.find(said["rest"]) + days[0].end, 1)
                        ].strip(" .,")
                        if len(unit) < 90
                        else said.group().strip(" .,"),
                        index,
                    ),
                )
    return found


def _labelled(context: Context) -> Valid | None:
    first: Found | None = None
    last: Found | None = None
    words: Found | None = None
    for each in context.labelled("validity"):
        if len(each.value) > 120 or not (re.search(r"\d{4}", each.value) or "tills vidare" in each.value.casefold()):
            continue
        start, end = _ends(each.value)
        line = context.blocks[each.block].text
        whole = line if len(line) < 70 and each.value in line else each.value
        if "tills vidare" in each.value.casefold() and not start:
            whole = each.value
        first, last = (Found(start, each.block) if start else None), (Found(end, each.block) if end else None)
        return first, last, Found(whole.strip(" ."), each.block)
    for each in context.labelled("from", "to"):
        day = next((found.iso for found in dates.find(each.value) if found.iso), "")
        if each.key == "from":
            first = first or (Found(day, each.block) if day else None)
        else:
            last = last or (Found(day, each.block) if day else None)
        line = context.blocks[each.block].text
        if day or "tills vidare" in each.value.casefold():
            said = (
                each.value
                if re.fullmatch(r"[Tt]ills vidare\.?", each.value)
                else line
                if len(line) < 70
                else f"{each.said} {each.value}"
            )
            words = (
                Found(said.strip(" ."), each.block)
                if words is None
                else Found(f"{words.text} {said}".strip(" ."), words.block)
            )
    return (first, last, words) if first or last or words else None


def _written(context: Context) -> Valid | None:
    for index, block in enumerate(context.blocks):
        units = context.said_in(index) or [block.text]
        for unit in units:
            for position, pattern in enumerate(_PHRASES):
                found = pattern.search(unit)
                if not found or (position == 0 and index > 15 and not _SUBJECT.search(unit[: found.end()])):
                    continue
                if position and not (kinds.PLAN.search(unit) or (index < 8 and len(unit) < 90)):
                    continue
                start, end = _ends(found.group())
                if start or end or position == 1 or "tills vidare" in found.group().casefold():
                    said = found["rest"] if found.start("rest") - found.start() > 18 else found.group()
                    return (
                        Found(start, index) if start else None,
                        Found(end, index) if end else None,
                        Found(_shortened(said), index),
                    )
    return None


def _shortened(words: str) -> str:
    """End the wording after its last date: the sentence may go on about something else."""
    last = max((each.end for each in dates.find(words)), default=0)
    last = max([last, *(end for _, _, _, end in dates.spans(words))])
    found = re.search(r"tills vidare", words, re.IGNORECASE)
    last = max(last, found.end()) if found else last or len(words)
    return words[:last].strip(" .,")


def _in_title(context: Context) -> Valid | None:
    for index, block in enumerate(context.blocks[:10]):
        if lost := _LOST_DASH.search(block.text):
            return Found(lost["from"], index), Found(lost["to"], index), Found(lost.group(), index)
    for index, block in enumerate(context.blocks[:8]):
        spans = dates.spans(block.text)
        if spans and len(block.text) < 120 and (kinds.NAMED.search(block.text) or len(block.text) < 15):
            first, last, start, end = spans[0]
            return Found(first, index), Found(last, index), Found(block.text[start:end], index)
    return None


def _ends(text: str) -> tuple[str, str]:
    """Return the first and the last day a wording states; "" for what it leaves open."""
    if spans := dates.spans(text):
        return spans[0][0], spans[0][1]
    days = [each for each in dates.find(text) if each.iso]
    if not days:
        return "", ""
    if len(days) >= 2:
        return days[0].iso, days[1].iso
    before = text[: days[0].start]
    if _UNTIL_ONLY.search(before[-22:]):
        return "", days[0].iso
    return days[0].iso, ""
