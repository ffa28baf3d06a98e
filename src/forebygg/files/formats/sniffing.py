"""Which format a file is of, told by its first bytes and not by its name. Pure."""

from __future__ import annotations

import re
from importlib import import_module

from forebygg.files.document import Document
from forebygg.files.formats import refusal
from forebygg.files.formats.refusal import Refused

LARGEST = 25_000_000
_MOST_TEXT = 1_500_000  # some six hundred pages
_READERS = {"pdf": "pdf", "docx": "docx", "html": "html", "text": "plain"}


def read(data: bytes, name: str = "") -> Document:
    """Read a file of any known format. Raises Refused with a code when it cannot be read."""
    if not data.strip():
        raise Refused(refusal.EMPTY)
    if len(data) > LARGEST:
        raise Refused(refusal.TOO_LARGE)
    kind = kind_of(data)
    if kind == "ole":
        raise Refused(refusal.ENCRYPTED if "Encrypted".encode("utf-16-le") in data else refusal.UNKNOWN)
    # A reader is loaded by the process that reads, never by one that only sends the file on: 10 MB a process.
    found: Document = import_module(f"forebygg.files.formats.{_READERS[kind]}").read(data, name)
    if sum(len(block.text) for block in found.blocks) > _MOST_TEXT:
        raise Refused(refusal.TOO_LARGE)
    return found


def kind_of(data: bytes) -> str:
    """Return "pdf", "docx", "ole" (old Word, or a locked file), "html" or "text"."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return "docx"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "ole"
    if re.search(rb"<(?:!doctype\s+html|html|head|body|main|article|div|p|h1)\b", data[:4096], re.IGNORECASE):
        return "html"
    return "text"
