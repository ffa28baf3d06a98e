"""The process log: JSON lines with a request id, and not a word, address, code or reference of anyone."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forebygg.concerns import actions as concerns
from forebygg.concerns import queries
from forebygg.concerns.models import Concern
from forebygg.facts import queries as facts
from forebygg.notices import actions as notices
from forebygg.people import queries as people
from forebygg.site import logs, loop
from tests import make
from tests.cast import Cast
from tests.journeys.test_worry_reaches_the_reception import SECRET, answer, sign_in, tell

TYPED = "Det här skrev någon vid desken"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, at every level, database statements with their values included."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Lines())
    loggers = [root, logging.getLogger("django")]
    before = [logger.level for logger in loggers]
    root.addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(CaptureQueriesContext(connection))
        yield stream
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)
    root.removeHandler(handler)


def _lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def _fault(*_: object, **__: object) -> Any:
    raise ValueError(f"{SECRET} {TYPED} sven@vaxjo.example ORO-7K3F-92")


def _public_journey() -> list[str]:
    """Tell, read with the code, guess, ask, lose a form, leave. Returns the codes that were shown or tried."""
    code = tell(Client())
    visitor = Client(raise_request_exception=False)
    for tried in (code, "1234567890123456"):
        visitor.post("/vaxjo/svar", {"code": tried})
        visitor.get("/vaxjo/svar")
    visitor.get("/vaxjo/fraga")
    visitor.post("/vaxjo/beratta", {"step": "what", "what": SECRET})
    visitor.get(f"/vaxjo/{SECRET}?q={code}")
    visitor.get("/vaxjo/", headers={"host": "sixten.example"})
    visitor.get("/vaxjo/ut")
    return [code, "1234567890123456"]


def _desk_journey(cast: Cast) -> str:
    """Sign in wrongly and rightly, read, answer, write back, ask for what is not there, lose a form."""
    Client().post("/vaxjo/arbete/logga-in", {"email": "sven@vaxjo.example", "password": "fel"})
    sven, reference = sign_in(cast, "sven"), Concern.objects.get().reference
    sven.get("/vaxjo/arbete/oro/")
    answer(sven, reference, "no")
    sven.get(f"/vaxjo/arbete/oro/{reference}/?vem=1")
    version = str(Concern.objects.get().version)
    sven.post(f"/vaxjo/arbete/oro/{reference}/svar", {"version": version, "text": TYPED})
    sven.post(f"/vaxjo/arbete/oro/{reference}/svar", {"version": "0", "text": TYPED})
    sven.get("/vaxjo/arbete/oro/ORO-7K3F-92/")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.user("sven"))
    strict.post(f"/vaxjo/arbete/oro/{reference}/svar", {"version": version, "text": TYPED})
    return str(reference)


def _faults(monkeypatch: pytest.MonkeyPatch, reference: str) -> list[Any]:
    """Break a public deed, a desk page, the first middleware and a job, each with a message full of words."""
    met = []
    for module, name, method, path in (
        (concerns, "register_concern", "post", "/vaxjo/fraga"),
        (queries, "open_concern", "get", f"/vaxjo/arbete/oro/{reference}/"),
        (people, "towns", "get", "/vaxjo/beratta"),
    ):
        client = Client(raise_request_exception=False)
        client.force_login(make.Cast(people.towns()[0]).user("sven"))
        with monkeypatch.context() as patched:
            patched.setattr(module, name, _fault)
            data = {"text": TYPED, "submission": "7f1e0f7e-5f0a-4d1c-8f1e-0f7e5f0a4d1c"} if method == "post" else {}
            met.append(getattr(client, method)(path, data))
    with monkeypatch.context() as patched:
        patched.setattr(notices, "deliver", _fault)
        loop.run_due()
    return met


def test_nobodys_words_stand_in_it(
    cast: Cast, log: io.StringIO, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """A public journey and a desk journey at the most talkative level, and faults whose messages are full of words."""
    settings.ALLOWED_HOSTS = ["testserver"]
    codes = _public_journey()
    reference = _desk_journey(cast)
    broken = _faults(monkeypatch, reference)
    written = log.getvalue()
    words = {
        SECRET,
        "Sixten",
        "sixten",
        "Lindskolan",
        TYPED,
        "sven",
        "Sven",
        reference,
        "ORO-7K3F-92",
        "/vaxjo",
        "beratta",
        "svar",
    }
    words |= {*codes, *(" ".join(re.findall("....", code)) for code in codes), str(Concern.objects.get().uid)}
    assert {word for word in words if word in written} == set()
    assert not re.search(r"[\w.]+@[\w.]+\w", written)
    faults = [line for line in _lines(log) if line.get("fault") == "ValueError"]
    assert [line["logger"] for line in faults] == ["forebygg", "forebygg", "forebygg", "forebygg.loop"]
    assert any(line["logger"] == "django.db.backends" for line in _lines(log))
    assert any("DisallowedHost" in line["logger"] for line in _lines(log))
    for line, reply in zip(faults, broken, strict=False):
        assert line["request"] == reply.headers["X-Request-ID"]
        assert line["where"][-1].startswith("site/test_logs.py:")


def test_a_fault_can_be_quoted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number stands in the answer's head and on the page, also when the database is gone."""
    monkeypatch.setattr(concerns, "register_concern", _fault)
    monkeypatch.setattr(facts, "book", _fault)
    reply = Client(raise_request_exception=False).get("/vaxjo/beratta")
    number = reply.headers["X-Request-ID"]
    assert reply.status_code == 500
    assert re.fullmatch(r"[0-9a-f]{12}", number)
    assert reply.content.decode().count(number) == 2
    assert 'href="tel:112"' in reply.content.decode()


def test_every_request_has_its_own_id_whatever_the_client_says(cast: Cast) -> None:
    """An id taken from outside could carry anything into the log."""
    client = Client()
    said = "sixten-var-har"
    made = {client.get("/vaxjo/", headers={"X-Request-ID": said}).headers["X-Request-ID"] for _ in range(3)}
    assert len(made) == 3
    assert said not in made
    assert logs.current() == ""


def test_there_are_no_access_lines(cast: Cast, log: io.StringIO) -> None:
    """At the level of an installation a visit leaves nothing; and the installation writes these lines."""
    handlers = [h for h in logging.getLogger().handlers if isinstance(h.formatter, logs.Lines)]
    assert len(handlers) > 1
    for name in ("", "django"):
        logging.getLogger(name).setLevel(logging.WARNING)
    tell(Client())
    sign_in(cast, "sven").get("/vaxjo/arbete/oro/")
    assert log.getvalue() == ""
