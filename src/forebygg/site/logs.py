"""Pure: the process log, one JSON object a line. It says what kind of fault and where, and never whose text it met.

A fault's own message may hold what somebody typed, and so may the lines of a library: neither is written. The house's
own lines are constants filled with codes.
"""

from __future__ import annotations

import json
import logging
import secrets
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_OWN = "forebygg"
_FRAMES = 12

_request: ContextVar[str] = ContextVar("request", default="")


def current() -> str:
    """Return the id of the request being answered, or an empty string."""
    return _request.get()


@contextmanager
def request() -> Iterator[str]:
    """Give everything logged within one id: random, new each time, never taken from what a client says."""
    token = _request.set(secrets.token_hex(6))
    try:
        yield _request.get()
    finally:
        _request.reset(token)


class Lines(logging.Formatter):
    """Writes a record as a line of JSON: at, level, logger, request, said, fault, where."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without what is empty."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": current(),
            "said": _said(record),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["fault"] = record.exc_info[0].__name__
            line["where"] = _where(record.exc_info[1])
        else:
            line["where"] = [_place(record.pathname, record.lineno)]
        return json.dumps({name: value for name, value in line.items() if value}, ensure_ascii=False)


def _said(record: logging.LogRecord) -> str:
    """Return the house's own words whole, of a library's the unfilled form, and nothing when it came filled."""
    if record.name.partition(".")[0] == _OWN:
        return record.getMessage()
    return str(record.msg) if record.args else ""


def _where(fault: BaseException | None) -> list[str]:
    """Return the places a fault passed through, the innermost last: files and lines, no source and no values."""
    frames = traceback.extract_tb(fault.__traceback__)[-_FRAMES:] if fault else []
    return [_place(frame.filename, frame.lineno or 0) for frame in frames]


def _place(file: str, line: int) -> str:
    """Return folder, file and line: nothing of where the house is installed."""
    return f"{'/'.join(Path(file).parts[-2:])}:{line}"
