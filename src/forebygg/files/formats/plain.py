"""Running text: decoded, then cut into blocks. Pure."""

from __future__ import annotations

from forebygg.files import structure
from forebygg.files.document import Document
from forebygg.files.formats import refusal
from forebygg.files.formats.refusal import Refused

_LARGEST = 1_500_000


def read(data: bytes, name: str = "") -> Document:
    """Read text in UTF-8, UTF-16 or Windows-1252. Raises Refused when it is empty, huge or no text."""
    if len(data) > _LARGEST:
        raise Refused(refusal.TOO_LARGE)
    return of_text(decode(data), name)


def of_text(text: str, name: str = "") -> Document:
    """Cut running text into blocks. Raises Refused when nothing is left."""
    found = tuple(structure.blocks(text))
    if not found:
        raise Refused(refusal.EMPTY)
    return Document(found, name)


def decode(data: bytes) -> str:
    """Return the text of some bytes. Raises Refused for what is no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\x00" in data[:4096]:
        raise Refused(refusal.UNKNOWN)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
