"""Reads the public texts: one Markdown file per page and language, with front matter and tokens.

A text never holds a telephone number, an hour, an age, a deadline or a provision. It holds a token, such as
`[[phone:police]]`, and the caller's `resolve` turns the token into HTML when the page is shown, so that a number that
changes in `facts` changes everywhere at once. Pure: the standard library, PyYAML, markdown-it-py and nh3.

The tokens:
    [[phone:CODE]]       a number to tap, without its label
    [[call:CODE,CODE]]   a list of numbers with labels and hours; alone on its line
    [[value:CODE]]       a number such as days
    [[law:CODE]]         the short name of a provision
    [[link:DOOR|text]]   a named door to another page
    [[notice]] … [[/notice]]   a framed block; each mark alone on its line
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import nh3
import yaml
from markdown_it import MarkdownIt

CONTENT = Path(__file__).parent / "content"
LANGUAGES = ("sv", "en")
FIRST = "sv"

# What each kind of token may have as its argument. A kind that is not here breaks the page.
SHAPES = {
    "phone": re.compile(r"[a-z0-9-]+"),
    "call": re.compile(r"[a-z0-9-]+(,[a-z0-9-]+)*"),
    "value": re.compile(r"[a-z0-9-]+"),
    "law": re.compile(r"[a-z0-9-]+"),
    "link": re.compile(r"[a-z_]+\|[^|]*\S[^|]*"),
}
_TOKEN = re.compile(r"\[\[(?P<kind>[^\[\]:]*)(?::(?P<argument>[^\[\]]*))?\]\]")
_MARKS = "\ue000\ue001"  # private letters that carry a token through Markdown and the sanitiser untouched
_MARKED = re.compile(f"{_MARKS[0]}([0-9]+){_MARKS[1]}")
_NOTICE = {"[[notice]]": '<div class="notice">\n', "[[/notice]]": "</div>\n"}

_TAGS = {"h2", "h3", "p", "ul", "ol", "li", "strong", "em", "a", "br"}
_LEADS_AWAY = re.compile(r'href="(?!https://)')
_MARKDOWN = MarkdownIt("commonmark")

Resolve: TypeAlias = Callable[[str, str], str]


class BrokenPage(Exception):  # noqa: N818 - the field's words, not Python's
    """A page that cannot be shown as it stands. The message is a sentence for the person who wrote it."""


@dataclass(frozen=True)
class Token:
    """A place in a text where the caller puts something that is known only when the page is shown."""

    kind: str
    argument: str


Block: TypeAlias = str | Token


@dataclass(frozen=True)
class Page:
    """One public text in one language; the strings of `body` are HTML that has passed the sanitiser."""

    code: str
    language: str
    title: str
    tab: str
    lead: str
    owner: str
    reviewed: date
    order: int
    body: tuple[Block, ...]


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """Return the code of every page, in the order the pages state themselves."""
    names = sorted(path.stem for path in (CONTENT / FIRST).glob("*.md"))
    return tuple(sorted(names, key=lambda name: read(name, FIRST).order))


@lru_cache(maxsize=256)
def read(code: str, language: str) -> Page:
    """Return a page in a language such as "sv". Raises BrokenPage when it is missing or cannot be shown."""
    path = CONTENT / language / f"{code}.md"
    if language not in LANGUAGES or not re.fullmatch(r"[a-z-]+", code) or not path.is_file():
        raise BrokenPage(f"There is no page “{code}” in the language “{language}”.")
    return parse(code, language, path.read_text(encoding="utf-8"))


def parse(code: str, language: str, source: str) -> Page:
    """Return the page that a text with front matter describes. Raises BrokenPage with a sentence that says why not."""
    where = f"{language}/{code}"
    front, text = _split(where, source)
    return Page(code=code, language=language, body=_body(where, text), **_checked(where, front))


def render(page: Page, resolve: Resolve) -> str:
    """Return the page's body as HTML. `resolve(kind, argument)` answers with HTML that is safe to show as it is."""
    return "".join(part if isinstance(part, str) else resolve(part.kind, part.argument) for part in page.body)


def tokens(page: Page) -> tuple[Token, ...]:
    """Return the tokens of a page in reading order: which numbers and provisions the text leans on."""
    return tuple(part for part in page.body if isinstance(part, Token))


def door_and_text(argument: str) -> tuple[str, str]:
    """Split the argument of a link token into the door's name and the words to show, which are plain text."""
    door, _, words = argument.partition("|")
    return door, words.strip()


# --- front matter ---------------------------------------------------------------------------------------------------

_FRONT: dict[str, type] = {"title": str, "tab": str, "lead": str, "owner": str, "reviewed": date, "order": int}


def _split(where: str, source: str) -> tuple[object, str]:
    found = re.match(r"---\n(.*?)^---\n", source, re.DOTALL | re.MULTILINE)
    if found is None:
        raise BrokenPage(f"The page {where} has no front matter between two lines of three dashes.")
    try:
        front = yaml.safe_load(found[1])
    except yaml.YAMLError as fault:
        raise BrokenPage(f"The front matter of {where} cannot be read: {fault}") from fault
    return front, source[found.end() :]


def _checked(where: str, front: object) -> dict[str, Any]:
    if not isinstance(front, dict) or set(front) != set(_FRONT):
        raise BrokenPage(f"The front matter of {where} must have exactly these keys: {', '.join(_FRONT)}.")
    for key, kind in _FRONT.items():
        value = front[key]
        # type() and not isinstance(): a truth value is an int to Python, and a moment in time is a date
        if type(value) is not kind or value == "" or (isinstance(value, str) and value.isspace()):
            raise BrokenPage(f"In the front matter of {where}, “{key}” is empty or not a {kind.__name__}.")
        # Title and lead are shown outside the body, where nothing resolves a token
        if isinstance(value, str) and ("[[" in value or "]]" in value):
            raise BrokenPage(f"In the front matter of {where}, “{key}” holds a token; tokens belong in the body.")
    return front


# --- body -----------------------------------------------------------------------------------------------------------


def _body(where: str, text: str) -> tuple[Block, ...]:
    if any(mark in text for mark in _MARKS):
        raise BrokenPage(f"The page {where} holds a letter from the private area that the loader needs for itself.")
    blocks: list[Block] = []
    for part in _parts(where, text):
        if isinstance(part, str) and blocks and isinstance(blocks[-1], str):
            blocks[-1] += part
        else:
            blocks.append(part)
    if not blocks:
        raise BrokenPage(f"The page {where} has a front but no text.")
    return tuple(blocks)


def _parts(where: str, text: str) -> Iterator[Block]:
    """Go through the text line by line: what stands alone on its line is a block, the rest is Markdown in between."""
    prose: list[str] = []
    inside = False
    for line in text.splitlines():
        alone = _TOKEN.fullmatch(line.rstrip())
        if alone is None or alone["kind"] not in ("call", "notice", "/notice"):
            prose.append(line)
            continue
        yield from _prose(where, prose)
        prose = []
        if alone["kind"] == "call":
            yield _token(where, alone)
            continue
        opens = alone["kind"] == "notice"
        if opens == inside or alone["argument"] is not None:
            raise BrokenPage(f"In {where}, [[notice]] and [[/notice]] must come in pairs, not inside each other.")
        inside = opens
        yield _NOTICE[alone[0]]
    yield from _prose(where, prose)
    if inside:
        raise BrokenPage(f"In {where}, a [[notice]] is never closed with [[/notice]].")


def _prose(where: str, lines: list[str]) -> Iterator[Block]:
    """Turn Markdown into sanitised HTML and the tokens that stand inside it."""
    found: list[Token] = []

    def carry(match: re.Match[str]) -> str:
        found.append(_token(where, match))
        if found[-1].kind == "call":
            raise BrokenPage(f"In {where}, {match[0]} must stand alone on its line.")
        return f"{_MARKS[0]}{len(found) - 1}{_MARKS[1]}"

    source = _TOKEN.sub(carry, "\n".join(lines))
    if "[[" in source or "]]" in source:
        raise BrokenPage(f"In {where}, there is a token that is not whole: look for [[ and ]].")
    pieces = _MARKED.split(_clean(where, source))
    if [int(number) for number in pieces[1::2]] != list(range(len(found))):
        raise BrokenPage(f"In {where}, a token stands where nothing can be put in its place, such as in an address.")
    for at, piece in enumerate(pieces):
        if at % 2:
            yield found[int(piece)]
        elif piece:
            yield piece


def _clean(where: str, source: str) -> str:
    rendered = _MARKDOWN.render(source)
    if re.search(r"<h[1456]\b", rendered):
        raise BrokenPage(f"In {where}, headings begin at ## and go no deeper than ###: the title is the first heading.")
    safe = nh3.clean(
        rendered, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https"}, link_rel="noreferrer noopener"
    )
    if _LEADS_AWAY.search(safe):
        raise BrokenPage(f"In {where}, a link leads to a page of this site by address: use [[link:DOOR|text]].")
    return safe


def _token(where: str, match: re.Match[str]) -> Token:
    kind = match["kind"]
    if kind in ("notice", "/notice"):
        raise BrokenPage(f"In {where}, {match[0]} must stand alone on its line.")
    if kind not in SHAPES:
        raise BrokenPage(f"In {where}, {match[0]} is a kind of token that nobody knows.")
    argument = (match["argument"] or "").strip()
    if not SHAPES[kind].fullmatch(argument):
        raise BrokenPage(f"In {where}, {match[0]} does not say what it stands for.")
    return Token(kind, argument)
