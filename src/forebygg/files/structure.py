"""Running text into blocks: which line is a heading, an item, a row, and which lines are one paragraph. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from forebygg.files import marks, noise, unrolling
from forebygg.files.document import Block

BULLET = re.compile(r"^\s*(?:[•●▪■◦○·∙\uf0b7\uf0a7➢►✓→⇒*–—-]|o(?=\s{1,4}[A-ZÅÄÖa-zåäö])|[IVX]{1,4}[.)](?=\s))\s*(?=\S)")
_NUMBERED = re.compile(r"^\s*(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?P<mark>[.)]?)\s+(?P<rest>\S.*)$")
_LETTERED = re.compile(r"^\s*[a-zåäö][.)]\s+(?=\S)")
_ENDS = re.compile(r"[.!?:;…,][\"”)]?$")
CONTENTS = re.compile(r"^(?:\d+\s+)?(?:innehåll(?:sförteckning)?|table of contents)\b:?\s*\d*$", re.IGNORECASE)
_LEADER = re.compile(r"^(?P<name>\S.*?)\s*(?:\.{2,}|…+|\t|_{3,})[\s.…]*\d{0,3}(?:\s?\(\d{1,3}\))?\s*$")
_WORDS = re.compile(r"\w+")
# A finite verb makes a long line a sentence whose end was cut off.
_CLAUSE = re.compile(
    r"\b(?:är|ska|skall|avser|får|bör|vill|finns|ingår|kan|har|måste|innebär|vänder|riktar|deltar"
    r"|ansvarar)\b"
)
# What leads in a list, though it has no colon.
_CUT_OFF = re.compile(r"\b(?:ska|skall|kan|bör|att|och|eller|för|till|med|av|på|i|som|en|ett|den|de|vid|om|mot)$")
_LEADS_IN = re.compile(r"\b(?:att|ska|skall|leda\s+till|för)$")
_BOX = re.compile(r"^[A-ZÅÄÖ][\wåäöÅÄÖ/§ .-]{1,44}:(?:\s|$)")
_NO_WORD = re.compile(r"(\S{400})\S+")  # a picture in letters, or a trap for patterns
_NOTE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+ ?")


def clean(text: str) -> str:
    """Return the text with one kind of space, no soft hyphens and no ligatures."""
    text = unicodedata.normalize("NFKC", _NOTE.sub("", text.replace("\u00ad", "")))
    text = _NO_WORD.sub(r"\1", text)
    return re.sub(r"[^\S\n\t]+", " ", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n"))


def blocks(text: str) -> list[Block]:
    """Read running text into blocks."""
    lines = _cut(clean(text).split("\n"))
    if marked := marks.are_there(lines):
        lines = marks.without(lines)
    lines = unrolling.unroll(lines)
    lines = _without_contents(noise.without(_dehyphenated(lines)))
    lines = _listed(lines)
    found: list[Block] = []
    after_blank = True
    for index, line in enumerate(lines):
        if not line.strip():
            after_blank = True
            continue
        following = next((each for each in lines[index + 1 :] if each.strip()), "")
        block = (_marked(line) if marked else None) or _block(line, following, after_blank)
        if found and _goes_on(found[-1], block, after_blank):
            found[-1] = _joined(found[-1], block)
        else:
            found.append(block)
        after_blank = False
    return mended(_lists(found))


def _marked(line: str) -> Block | None:
    """Return the heading that a line is marked as."""
    if not (found := marks.HEADING.match(line)):
        return None
    said = found["text"].rstrip(" #")
    numbered = _NUMBERED.match(said)
    text, number = (numbered["rest"].strip(), numbered["number"]) if numbered else (said, "")
    return Block("heading", text, level=number.count(".") + 1 if number else len(found["marks"]), number=number)


def _listed(lines: list[str]) -> list[str]:
    """Give lines that lost their bullets one: small letters first, after a short line that leads them in."""
    result: list[str] = []
    leading = False
    for line in lines:
        text = line.strip()
        if leading and text and text[0].islower() and len(text) < 200 and not BULLET.match(line):
            result.append(f"• {text}")
            continue
        if text:
            leading = text.endswith(":") or (
                len(text) < 60 and bool(re.search(r"\b(?:att|ska|skall|är|för att)$", text))
            )
        result.append(line)
    return result


def _cut(lines: list[str]) -> list[str]:
    """Stop where the page's own furniture begins, unless almost nothing has been said by then."""
    for index, line in enumerate(lines):
        if index > len(lines) // 4 and noise.ends_text(line):
            kept = [
                each
                for each in lines[index:]
                if re.match(r"\s*(?:sidansvarig|senast uppdaterad|sidan upp)", each.casefold())
            ]
            return lines[:index] + kept
    return lines


def _dehyphenated(lines: list[str]) -> list[str]:
    """Join a word cut at the end of a line; "skol- och fritids-" keeps its hyphen."""
    joined: list[str] = []
    for line in lines:
        if line.strip() and len(joined) > 1 and not joined[-1].strip() and re.search(r"[a-zåäö]-$", joined[-2]):
            joined.pop()  # each line of the document a paragraph of its own
        before = joined[-1] if joined else ""
        if re.search(r"[a-zåäö]-$", before) and re.match(r"\s*(?!och\b|eller\b|samt\b)[a-zåäö]", line):
            joined[-1] = before[:-1] + line.lstrip()
        else:
            joined.append(line)
    return joined


def _without_contents(lines: list[str]) -> list[str]:
    """Leave out the table of contents: lines with leaders, and what stands under its heading until a name recurs."""
    names: set[str] = set()
    kept: list[str] = []
    inside = False
    for line in lines:
        plain = line.strip()
        if CONTENTS.match(plain):
            inside = True
            continue
        leader = _LEADER.match(plain) or _row_of_contents(plain) if plain else None
        if leader:
            names.add(_name(plain))
            continue
        if inside and plain:
            name = _name(plain)
            ended = bool(name) and (name in names or len(plain) > 90 or bool(_ENDS.search(plain)))
            if not ended:
                names.add(name)
                continue
            inside = False
        kept.append(line)
    return kept


def _row_of_contents(line: str) -> bool:
    cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
    if not cells:
        return False
    return not "".join(cells).strip("-: ") or (cells[-1].isdigit() and len(cells[-1]) <= 3 and len(cells) <= 3)


def _name(line: str) -> str:
    return " ".join(_WORDS.findall(re.sub(r"^[\d.|\s]+|[\d.…|\s]+$", "", line))).casefold()


def _block(line: str, following: str, after_blank: bool) -> Block:
    text = line.strip()
    if text.startswith("|") and text.count("|") >= 2:
        cells = tuple(cell.strip() for cell in text.strip("|").split("|"))
        return Block("row", " ".join(filter(None, cells)), cells=cells)
    if "\t" in text and len([part for part in text.split("\t") if part.strip()]) > 1:
        cells = tuple(part.strip() for part in text.split("\t") if part.strip())
        return Block("row", " ".join(cells), cells=cells)
    if bullet := BULLET.match(line):
        return Block("item", line[bullet.end() :].strip(), level=1)
    if lettered := _LETTERED.match(line):
        return Block("item", line[lettered.end() :].strip(), level=2)
    if numbered := _NUMBERED.match(line):
        return _numbered(numbered, following)
    if _may_head(text, following) and (after_blank or BULLET.match(following)):
        return Block("heading", text, level=2)
    return Block("text", text)


def _numbered(found: re.Match[str], following: str) -> Block:
    number, rest = found["number"], found["rest"].strip()
    dotted = "." in number or bool(found["mark"])
    if re.match(
        r"(?:%|kr\b|år\b|st\b|§|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober"
        r"|november|december)",
        rest,
    ):
        return Block("text", found.group().strip())
    if _may_head(rest, following, counted=True) and (rest[0].isupper() or not dotted):
        return Block("heading", rest, level=number.count(".") + 1, number=number)
    if dotted or rest[0].islower():
        return Block("item", rest, level=1, number=number)
    return Block("text", found.group().strip())


def _may_head(text: str, following: str, *, counted: bool = False) -> bool:
    """Could the line be a heading: short, a capital first, no end of sentence, and something after it?"""
    words = text.split()
    if not words or len(text) > 90 or len(words) > 12 or not following.strip():
        return False
    if _ENDS.search(text) and not text.endswith(("?", "...")):
        return False
    if _LEADS_IN.search(text) and len(words) > 2 and (BULLET.match(following) or following.strip()[0].islower()):
        return False
    if not (text[0].isupper() or text[0].isdigit() or (counted and text[0].isalpha())):
        return False
    if re.match(r"(?:tel|tfn|telefon|e-post|mobil|fax|växel|adress|besök)\b", text, re.IGNORECASE):
        return False
    if len(words) > 4 and _CLAUSE.search(text) and not text.endswith("?") and following.strip()[0].islower():
        return False
    if (
        _BOX.match(text)
        and not text.rstrip().endswith(":")
        and not re.match(r"\w*(?:område|mål|del|bilaga|nivå|steg)\w*\s?\d*:", text, re.IGNORECASE)
    ):
        return False
    return not re.search(r"[@|]|https?:|\[(?:namn|telefon|e-post)\]|\b\d{4}-\d{2}-\d{2}\b|§|\.pdf", text)


def _goes_on(before: Block, block: Block, after_blank: bool) -> bool:
    """Is the block the rest of the one before it: the same paragraph on the next line, or a sentence cut in two?"""
    if before.kind == "heading" and not after_blank and before.text.isupper() and block.text.isupper():
        return bool(_CUT_OFF.search(before.text.lower())) and not block.number
    if block.kind != "text" or before.kind not in ("text", "item", "heading"):
        return False
    if _BOX.match(block.text) or (_BOX.match(before.text) and not block.text[0].islower()):
        return False
    if re.match(r"\d{1,2}\s+[A-ZÅÄÖ]", block.text) and re.match(r"\d{1,2}\s+[A-ZÅÄÖ]|Nr\b", before.text):
        return False
    lower = block.text[0].islower() or block.text[0] in "(,"
    unfinished = not _ENDS.search(before.text) or before.text.endswith(",")
    if before.kind == "heading":
        return lower and unfinished and not after_blank
    if lower and unfinished:
        return True
    long = len(before.text) > 55 and len(block.text.split()) > 1
    return not after_blank and before.kind == "text" and long and unfinished


def _joined(before: Block, block: Block) -> Block:
    text = f"{before.text} {block.text}"
    still = before.kind != "heading" or not (_ENDS.search(text) or len(text) > 110)
    return replace(before, text=text, kind=before.kind if still else "text")


def _lists(found: list[Block]) -> list[Block]:
    """Numbered headings that follow each other with nothing between them are a list."""
    result = list(found)
    for index, block in enumerate(found):
        if block.kind != "heading" or not block.number or "." in block.number:
            continue
        beside = [found[i] for i in (index - 1, index + 1) if 0 <= i < len(found)]
        if any(
            each.kind in ("heading", "item")
            and each.number
            and abs(_last(each) - _last(block)) == 1
            and each.number.count(".") == block.number.count(".")
            for each in beside
        ):
            result[index] = replace(block, kind="item", level=1)
    return result


def _last(block: Block) -> int:
    return int(block.number.split(".")[-1])


def mended(found: Iterable[Block]) -> list[Block]:
    """Join an item that was broken in two: in a list of "att …", a word or three that do not begin so."""
    result: list[Block] = []
    for block in found:
        before = result[-1] if result else None
        if before and block.kind == before.kind == "item" and _is_rest(before, block, result):
            result[-1] = replace(before, text=f"{before.text} {block.text}")
        else:
            result.append(block)
    return result


def _is_rest(before: Block, block: Block, result: list[Block]) -> bool:
    few = len(block.text.split()) <= 2 and block.text[:1].islower() and not block.text.startswith("att ")
    if few and _CUT_OFF.search(before.text):
        return True
    list_of = [each.text for each in result[-4:] if each.kind == "item"]
    to_do = sum(text.startswith("att ") for text in list_of) >= min(2, len(list_of))
    return bool(
        to_do
        and list_of
        and block.text[0].islower()
        and not block.text.startswith("att ")
        and len(block.text.split()) <= 3
        and not _ENDS.search(before.text)
    )
