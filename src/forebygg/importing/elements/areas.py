"""The areas the plan's work is parted in. Pure."""

from __future__ import annotations

import re

from forebygg.files.document import Block
from forebygg.importing import phrases
from forebygg.importing.context import Context, bare
from forebygg.importing.elements.levels import level_of
from forebygg.importing.suggestion import Found

_FOCUS = (
    r"(?:fokus|insats|mål|utvecklings|inriktnings|ansvars|verksamhets|åtgärds|temal?|arbets"
    r"|prioriterade\s+|strategiska\s+|särskilda\s+)område\w*|prioriteringar|följande\s+områden"
    r"|\w+\s+områden|(?:följande\s+)?inriktningar\b|(?:två|tre|fyra|fem|sex|sju)\s+(?:delar|spår|pelare"
    r"|inriktningar)\b"
)
_FOCUS_INTRO = re.compile(rf"\b(?:{_FOCUS})\b", re.IGNORECASE)
_FOCUS_HEAD = re.compile(
    r"^(?:våra\s+|kommunens\s+|planens\s+|prioriterade\s+|strategiska\s+)?(?:fokus|insats|utvecklings"
    r"|inriktnings|mål|åtgärds)?(?:områden|områdena)\b|^planens\s+\w+\s+\w*områden"
    r"|^prioriterade\s+\w*områden|^prioriteringar$",
    re.IGNORECASE,
)
_FOCUS_ONE = re.compile(
    r"^(?:prioriterat\s+)?(?:fokus|insats|utvecklings|inriktnings|mål|åtgärds|prioriterat\s+"
    r"|tema)?(?:område|tema|spår|arena|pelare|inriktning|prioritering)\s*(?:nr\.?\s*)?(?:\d{1,2}|(?-i:[A-Z]))\s*[.:–-]*\s+(?P<name>\S.*)$",
    re.IGNORECASE,
)
_FOCUS_NAMED = re.compile(
    r"^(?:fokusområde|insatsområde|prioriterat område|utvecklingsområde)\s*[:–-]\s*(?P<name>\S.*)$", re.IGNORECASE
)
_GENERIC = re.compile(
    r"\b(?:åtgärd\w*|insatser|aktivitet\w*|handlingsplan\w*|uppföljning|ansvar\w*|samverkan och"
    r"|organisation|syfte|mål|bakgrund|bilaga|kontakt\w*|det här gör|så arbetar|förslag|beslut|rutin\w*"
    r"|nivå\w*|prevention|vid oro)\b|nämnden$|förvaltningen$|kontoret$",
    re.IGNORECASE,
)
_INLINE_FOCUS = re.compile(
    r"\b(?:(?:två|tre|fyra|fem|sex|sju)\s+(?:\w+\s+)?(?:områden|spår|delar|inriktningar|pelare|teman|arenor)\b[^.:]{0,50}?:"
    r"|områdena|(?:fokus|insats|utvecklings|prioriterade\s+|strategiska\s+)område\w*\b[^.:]{0,50}?(?::"
    r"|\b(?:är|omfattar)\b))\s*(?P<list>[^.:]{10,260})",
    re.IGNORECASE,
)


def focus_areas(context: Context, measured: list[int]) -> list[Found]:
    """A list introduced as areas, headings counted as areas, or the sub-headings of a section of areas."""
    listed = _listed_areas(context)
    counted = [
        Found(m["name"].strip(" .:"), i)
        for i, b in enumerate(context.blocks)
        if b.kind in ("heading", "text", "row")
        and len(b.text) < 110
        and (m := _FOCUS_ONE.match(bare(b.text)) or _FOCUS_NAMED.match(bare(b.text)))
    ]
    if len({each.text.casefold() for each in counted}) >= 2:
        return _apart(counted)
    return _apart(
        listed
        or _under_areas(context)
        or _following(context)
        or _inline_areas(context)
        or _with_measures(context, measured)
    )


def _apart(found: list[Found]) -> list[Found]:
    """Each area once; one name may contain another."""
    return list({each.text.casefold(): each for each in found}.values())


def _following(context: Context) -> list[Found]:
    """Right after a heading of areas, with nothing under it, the headings that come next."""
    for index, section in enumerate(context.sections[:-1]):
        if _FOCUS_HEAD.search(bare(section.heading)) and not section.blocks:
            found = []
            for other in context.sections[index + 1 :]:
                if _GENERIC.search(other.heading) or len(other.heading.split()) > 9:
                    break
                found.append(Found(bare(other.heading), other.start - 1))
            if len(found) >= 2:
                return found
    return []


def _with_measures(context: Context, measured: list[int]) -> list[Found]:
    """Where measures stand under several headings of their own, those headings are the areas of the work."""
    found = []
    for section in context.sections:
        heading = bare(section.heading)
        holds = any(section.start <= block < section.start + len(section.blocks) for block in measured)
        if holds and heading and not _GENERIC.search(heading) and not level_of(heading) and len(heading.split()) <= 9:
            found.append(Found(heading, section.start - 1))
    return found if len(found) >= 2 else []


def _listed_areas(context: Context) -> list[Found]:
    for index, block in enumerate(context.blocks):
        head = block.kind == "heading" and _FOCUS_HEAD.search(bare(block.text))
        said = (
            block.kind == "text" and _FOCUS_INTRO.search(block.text[-160:]) and block.text.rstrip().endswith((":", ";"))
        )
        if not (head or said):
            continue
        items = context.items_after(index) or _leads(context, index)
        if not items and head and index + 1 < len(context.blocks) and context.blocks[index + 1].text.endswith(":"):
            items = context.items_after(index + 1)
        short = [(i, each) for i, each in items if len(each.text.split()) <= 14]
        if len(short) >= 2 and len(short) >= len(items) * 0.7:
            return [Found(re.split(r"\s[–:]\s|:\s", each.text)[0].strip(" .,;"), i) for i, each in short]
    return []


def _leads(context: Context, index: int) -> list[tuple[int, Block]]:
    """Paragraphs that each begin with an area's name and a dash: "Kunskap – alla som …"."""
    found = []
    for after in range(index + 1, min(index + 10, len(context.blocks))):
        block = context.blocks[after]
        if block.kind == "heading" or not re.match(r"[A-ZÅÄÖ][\wåäö]*(?:\s[\wåäö]+){0,4}\s[–-]\s", block.text):
            break
        found.append((after, Block("item", re.split(r"\s[–-]\s", block.text)[0])))
    return found


def _under_areas(context: Context) -> list[Found]:
    for index, section in enumerate(context.sections):
        if not _FOCUS_HEAD.search(bare(section.heading)):
            continue
        below = []
        for other in context.sections[index + 1 :]:
            if other.level <= section.level:
                break
            if other.level == section.level + 1:
                below.append(Found(bare(other.heading), other.start - 1))
        if len(below) >= 2:
            return below
    return []


def _inline_areas(context: Context) -> list[Found]:
    for sentence in context.sentences:
        if found := _INLINE_FOCUS.search(sentence.text):
            said = found["list"]
            many = said.count(",") >= 2
            parts = (
                [part.strip(" .") for part in re.split(r",\s*(?:samt\s+|och\s+)?|\s+samt\s+", said)]
                if many
                else phrases.enumeration(said)
            )
            if many and " samt " not in said and len(last := re.split(r"\s+och\s+", parts[-1])) == 2:
                parts = [*parts[:-1], *last]
            if len(parts) >= 2 and all(len(part.split()) <= 7 for part in parts):
                return [Found(part, sentence.block) for part in parts]
    return []
