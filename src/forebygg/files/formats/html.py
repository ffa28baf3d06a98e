"""A web page: its headings, paragraphs, lists and tables, without menus, scripts and forms. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from forebygg.files import noise, structure
from forebygg.files.document import Block, Document
from forebygg.files.formats import plain, refusal
from forebygg.files.formats.refusal import Refused

_LARGEST = 8_000_000
_MOST = 20_000
_DROPPED = (
    "script, style, noscript, template, svg, nav, header nav, footer, "
    "form, button, iframe, object, embed, [hidden], [aria-hidden=true], [role=navigation], [role=search]"
)
_BLOCKS = {"p", "div", "section", "article", "blockquote", "dt", "dd", "address", "pre", "figcaption", "caption"}
_HEADING = re.compile(r"^h([1-6])$")


def read(data: bytes, name: str = "") -> Document:
    """Read a page. What stands in <main> or <article> is taken when it holds most of the text. Raises Refused."""
    if len(data) > _LARGEST:
        raise Refused(refusal.TOO_LARGE)
    tree = LexborHTMLParser(plain.decode(data))
    hint = tree.css_first("title")
    title = hint.text(strip=True) if hint else ""
    for node in tree.css(_DROPPED):
        node.decompose()
    root = _main(tree)
    if root is None:
        raise Refused(refusal.EMPTY)
    found = [block for block in _blocks(root) if not noise.is_furniture(block.text)]
    if not found:
        raise Refused(refusal.EMPTY)
    return Document(tuple(structure.mended(_until_end(found))), name, {"title": title})


def _main(tree: LexborHTMLParser) -> LexborNode | None:
    body = tree.body
    if body is None:
        return None
    whole = len(body.text())
    for selector in ("main", "article", "[role=main]", "#content", "#main"):
        node = tree.css_first(selector)
        if node is not None and len(node.text()) > whole * 0.4:
            return node
    return body


def _until_end(found: list[Block]) -> list[Block]:
    for index, block in enumerate(found):
        if index > len(found) // 4 and noise.ends_text(block.text):
            return found[:index]
    return found


def _blocks(root: LexborNode) -> Iterator[Block]:
    """Yield blocks in reading order without recursion: a page may be nested ten thousand levels deep."""
    count = 0
    loose: list[str] = []
    for node in root.traverse(include_text=True):
        tag = node.tag
        if tag == "-text":
            owner = _owner(node, root)
            if owner is None:
                loose.append(node.text())
            continue
        kind = _kind(tag)
        if kind is None:
            continue
        if loose and (text := _text(" ".join(loose))):
            yield from structure.blocks(text)
        loose = []
        block = _block(node, kind)
        if block is not None:
            yield block
            count += 1
            if count > _MOST:
                raise Refused(refusal.TOO_LARGE)
    if loose and (text := _text(" ".join(loose))):
        yield from structure.blocks(text)


def _kind(tag: str | None) -> str | None:
    if tag is None:
        return None
    if _HEADING.match(tag):
        return "heading"
    return {"li": "item", "tr": "row"}.get(tag, "text" if tag in _BLOCKS else None)


def _owner(node: LexborNode, root: LexborNode) -> LexborNode | None:
    """Return the nearest element that makes a block of the text, or None."""
    above = node.parent
    while above is not None and above.mem_id != root.mem_id:
        if _kind(above.tag) is not None:
            return above
        above = above.parent
    return None


def _block(node: LexborNode, kind: str) -> Block | None:
    text = _own_text(node)
    if kind == "row":
        cells = tuple(_text(cell.text(separator=" ")) for cell in node.css("th, td"))
        return Block("row", " ".join(filter(None, cells)), cells=cells) if any(cells) else None
    if not text or _inside_row(node):
        return None
    if kind == "heading":
        tag = node.tag or "h2"
        return Block("heading", text, level=int(tag[1]))
    return Block("item", text, level=1) if kind == "item" else Block("text", text)


def _inside_row(node: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in ("tr", "li", "h1", "h2", "h3", "h4", "h5", "h6"):
            return above.tag == "tr" or node.tag != "li"
        above = above.parent
    return False


def _own_text(node: LexborNode) -> str:
    """Return the text of an element without that of the blocks inside it, but with a paragraph inside an item."""
    parts: list[str] = []
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            parts.append(child.text())
        elif child.tag == "br":
            parts.append(" ")
        elif _kind(child.tag) is None and child.tag not in ("ul", "ol", "table", "tbody"):
            parts.append(child.text() if not child.css("p, div, li, tr, h1, h2, h3, h4, h5, h6") else " ")
        elif node.tag == "li" and child.tag in ("p", "div"):
            parts.append(f" {child.text()} ")
    return _text("".join(parts))


def _text(raw: str) -> str:
    return re.sub(r"\s+", " ", structure.clean(raw)).strip()
