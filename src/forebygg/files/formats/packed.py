"""What Word and Excel files have in common: a zip archive of parts, which somebody may have made to harm. Pure."""

from __future__ import annotations

import io
import zipfile

from forebygg.files.formats import refusal
from forebygg.files.formats.refusal import Refused

_LARGEST = 60_000_000
_MOST_PARTS = 3_000


def refuse_hostile(data: bytes, needed: str) -> None:
    """Raise Refused for a file that is locked, runs something, unpacks to far more, or lacks its main part."""
    with _opened(data) as archive:
        _refuse(archive, needed)


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused(refusal.BROKEN) from error


def _refuse(archive: zipfile.ZipFile, needed: str) -> None:
    parts = archive.infolist()
    names = {part.filename.casefold() for part in parts}
    if "encryptedpackage" in names or any(part.flag_bits & 1 for part in parts):
        raise Refused(refusal.ENCRYPTED)
    if any("vbaproject" in each or "/activex/" in each or "oleobject" in each for each in names):
        raise Refused(refusal.MACROS)
    if needed not in names:
        raise Refused(refusal.UNKNOWN)
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST:
        raise Refused(refusal.BOMB)
    for part in parts:
        if part.file_size > 1_000_000 and part.file_size > 200 * max(1, part.compress_size):
            raise Refused(refusal.BOMB)
        if part.filename.endswith((".xml", ".rels")):
            _refuse_entities(archive, part)


def _refuse_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A part that declares a document type could make names mean anything: no word processor writes one."""
    try:
        with archive.open(part) as stream:
            head = stream.read(4096)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused(refusal.BROKEN) from error
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"<\x00!\x00D\x00O\x00C" in head:
        raise Refused(refusal.BROKEN)
