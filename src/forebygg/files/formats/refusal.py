"""Why a file cannot be read, in a code that the page turns into a sentence. Pure."""

from __future__ import annotations

EMPTY = "empty"
UNKNOWN = "unknown"
TOO_LARGE = "too-large"
SCANNED = "scanned"
ENCRYPTED = "encrypted"
BROKEN = "broken"
MACROS = "macros"
BOMB = "bomb"
TOO_SLOW = "too-slow"
TEMPLATE = "template"
CODES = (EMPTY, UNKNOWN, TOO_LARGE, SCANNED, ENCRYPTED, BROKEN, MACROS, BOMB, TOO_SLOW, TEMPLATE)


class Refused(Exception):  # noqa: N818 (what happened, as in kit.errors)
    """The file cannot be read. `code` is one of CODES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
