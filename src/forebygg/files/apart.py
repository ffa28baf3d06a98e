"""A module run on a file in a process of its own, within bounds of time and memory. Pure.

A file that somebody sends may be made to break what reads it, and a template what fills it: then the child dies.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from forebygg.files.formats import refusal
from forebygg.files.formats.refusal import Refused

_SECONDS = 60
_BYTES = 1_500_000_000


def run(module: str, data: bytes, *arguments: str, seconds: int = 0) -> dict[str, Any]:
    """Run `python -m module` with the bytes on its standard input; return what it printed. Raises Refused."""
    command = [sys.executable, "-m", module, *arguments]
    with subprocess.Popen(  # noqa: S603 (our own module, no shell; a name is one argument)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        try:
            out, _ = child.communicate(data, timeout=seconds or _SECONDS)
        except subprocess.TimeoutExpired as error:
            child.kill()
            raise Refused(refusal.TOO_SLOW) from error
    try:
        found: dict[str, Any] = json.loads(out)
    except ValueError as error:
        raise Refused(refusal.BROKEN) from error
    if "refused" in found:
        raise Refused(str(found["refused"]))
    return found


def answer(deed: Callable[[bytes], dict[str, Any]], seconds: int = 0) -> int:
    """In the child: do the deed with standard input and print its answer. Nothing is fetched, nothing written."""
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds or _SECONDS, seconds or _SECONDS))
    try:
        found = deed(sys.stdin.buffer.read())
    except Refused as refused:
        found = {"refused": refused.code}
    except (MemoryError, RecursionError):
        found = {"refused": refusal.BOMB}
    print(json.dumps(found, ensure_ascii=False))
    return 0
