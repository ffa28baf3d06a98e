"""Asking for a page in the tests of one truth: the whole answer, what is random taken away, and its statements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.http import HttpResponse


@contextmanager
def steady(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let what lies in memory lie: else the number of statements would depend on the second."""
    from forebygg.facts import queries as facts
    from forebygg.people import queries as towns
    from forebygg.records import queries as decided
    from forebygg.secrecy import keys

    for module in (facts, towns, decided, keys):
        monkeypatch.setattr(module, "_SECONDS_IN_MEMORY", 1e9)
    yield


_RANDOM = (
    re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"'),
    re.compile(r'name="submission" value="[^"]+"'),
    re.compile(r'name="tab" value="[^"]+"'),
)


def text_of(answer: HttpResponse) -> str:
    """Return the whole answer: status, headers and body, without what is random in each."""
    headers = {k: v for k, v in answer.headers.items() if k not in ("X-Request-ID", "Content-Length", "Vary")}
    body = answer.content.decode(errors="replace")
    for pattern in _RANDOM:
        body = pattern.sub("", body)
    return f"{answer.status_code} {sorted(headers.items())}\n{body}"


def counted(ask: Any) -> tuple[str, int]:
    """Return an answer's text and how many statements it took, in both stores."""
    statements = 0

    def count(execute: Any, *given: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*given)

    with connections["default"].execute_wrapper(count), connections["keys"].execute_wrapper(count):
        answer = ask()
    return text_of(answer), statements


def never(hole: str) -> str:
    """Return a value of the same form that has never been anything."""
    if hole.isdigit():
        return str(int(hole) + 7)
    try:
        UUID(hole)
    except ValueError:
        return f"{hole[:3]}-{'Y' * 4}-{'97' if hole[-2:] != '97' else '96'}"
    return str(uuid4())
