"""Every address there is, by random walks: other values in the path, queries, methods, bodies, headers and cookies, by
several roles. Never a fault of ours, never a long wait. `FOREBYGG_SEED=… ` walks the same way again.
"""

from __future__ import annotations

import random
import re
import time

import pytest
from django.core import mail
from django.test import Client

from forebygg.people.models import Assignment
from tests import make
from tests.cast import Cast
from tests.journeys.table import addresses
from tests.seeds import SOAK, drawn

REQUESTS = 20_000 if SOAK else 350
LONGEST = 2.0  # seconds of this process's own time
WHO = ("", "", "sven", "hanna", "karin", "rut", "disa", "isak", "sara", "olga", "lena", "anders")
METHODS = ("GET", "GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW")
BAD = ("", "%00", "\0", "a\0b", "%ff%fe", "\u202e", "<b>", "x" * 3000, "-1", "9" * 30, "0001-01", "2026-13", "..", "//")
BAD += ("' OR 1=1 --", "é", "\U0001f4a9", "None", "[]", "{}", "{{7*7}}", "%", "%u0041", "a=b&c", "\r\nX: y", "1e400")
TYPES = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", "text/plain")
TYPES += ("application/json", "application/x-www-form-urlencoded; charset=utf-7", "\0", "x" * 500)
HEADERS = ("HTTP_HOST", "HTTP_ACCEPT_LANGUAGE", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_REFERER")
HEADERS += ("HTTP_RANGE", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_ACCEPT_ENCODING", "HTTP_X_REQUEST_ID")
HEADERS += ("HTTP_ORIGIN", "HTTP_X_REQUESTED_WITH", "REMOTE_ADDR", "CONTENT_LENGTH")
NAMES = re.findall(r"\w+", "do version text what who step choice reason duty to door gives part balancing at handover "
                   "function submission code reference person day number shown uid assignment email password new old "
                   "manad nummer next kind age channel came reply danger place first_day last_day sequence tab support "
                   "role seen document dated release ended period ask vem by-hand waive credential")  # fmt: skip


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _wire(value: str) -> str:
    """Return what a server makes of bytes on the line: latin-1, whatever they were."""
    return value.encode("utf-8", "surrogatepass").decode("latin-1")


class Walk:
    """Requests one after the other, each drawn by seed and number."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.seed, self.patterns = cast, seed, addresses()
        self.known = [row.reference for row in (make.concern(cast), make.concern(cast, kind="question"))]
        self.known += [str(uid) for uid in Assignment.objects.values_list("uid", flat=True)[:3]]
        self.clients = {name: self._client(name) for name in WHO}

    def _client(self, name: str) -> Client:
        client = Client(raise_request_exception=False)
        if name:
            client.force_login(self.cast.user(name))
            client.get("/vaxjo/arbete/uppdrag")
        return client

    def _value(self, rng: random.Random) -> str:
        return rng.choice(self.known) if rng.random() < 0.35 else rng.choice(BAD)

    def path(self, rng: random.Random) -> str:
        """Return an address with something in each hole; now and then none of ours."""
        pattern = rng.choice(self.patterns)
        filled = re.sub(r"<[^>]+>|\(\?P<\w+>[^)]*\)", lambda _: self._value(rng), pattern)
        if rng.random() < 0.05:
            filled += rng.choice(BAD)
        town = rng.choice(("/vaxjo/", "/vaxjo/", "/vaxjo/", "/vaxjo/en/", "/", "/malmo/", f"/{rng.choice(BAD)}/"))
        return town + filled

    def body(self, rng: random.Random) -> bytes:
        """Return a form with likely names, or bytes that are none."""
        if rng.random() < 0.2:
            return rng.randbytes(rng.choice((0, 1, 50, 5000)))
        if rng.random() < 0.02:
            return b"&".join(b"a%d=1" % n for n in range(3000))
        pairs = [f"{rng.choice(NAMES)}={self._value(rng)}" for _ in range(rng.randint(0, 8))]
        return "&".join(pairs).encode("utf-8", "replace")

    def headers(self, rng: random.Random) -> dict[str, str]:
        """Return one or two headers with something else in them."""
        chosen = rng.sample(HEADERS, rng.choice((0, 0, 1, 2)))
        plain = {name: rng.choice(BAD).replace("\r\n", " ").replace("\0", "") for name in chosen}
        if "CONTENT_LENGTH" in plain:
            plain["CONTENT_LENGTH"] = rng.choice(("", "-1", "x", "99999999", "5"))
        if rng.random() < 0.15:
            cookies = (
                "besok=" + "x" * 60_000,
                "besok=\xff\xfe",
                "arbete=" + "9" * 32,
                "besok=a; besok=b",
                "=;=;=",
                "arbete",
            )
            plain["HTTP_COOKIE"] = rng.choice(cookies)
        return plain

    def ask(self, number: int) -> str:
        """Send one request; return what is wrong with its answer."""
        rng = random.Random(f"{self.seed}:{number}")
        who, method, path = rng.choice(WHO), rng.choice(METHODS), self.path(rng)
        query = {"QUERY_STRING": f"{rng.choice(NAMES)}={self._value(rng)}"} if rng.random() < 0.4 else {}
        kind = rng.choice(TYPES) if rng.random() < 0.25 else TYPES[0]
        began = time.process_time()
        sent = {name: _wire(value) for name, value in {**query, **self.headers(rng)}.items()}
        try:
            answer = self.clients[who].generic(method, path, self.body(rng), kind, **sent)
            status = answer.status_code
        except Exception as error:  # noqa: BLE001 - what is raised to the server is worse than a 500
            return f"{who or 'nobody'} {method} {path[:150]!r} {sent} → {error!r}"
        took = time.process_time() - began
        mail.outbox.clear()
        if status < 500 and took < LONGEST:
            return ""
        return f"{who or 'nobody'} {method} {path[:150]!r} {kind[:40]!r} {str(sent)[:200]} → {status} in {took:.1f} s"


def test_outside_any_municipality_only_three_addresses_answer(cast: Cast) -> None:
    """The list of towns, health and stylesheets; every other is not there, instead of looking for names it has not."""
    nobody, sven = Client(raise_request_exception=False), Walk(cast, 0).clients["sven"]
    for pattern in addresses():
        path = "/" + re.sub(r"<[^>]+>|\(\?P<\w+>[^)]*\)", "x", pattern)
        for client in (nobody, sven):
            for answer in (client.get(path), client.post(path)):
                assert answer.status_code in ((200, 404, 405) if path in ("/", "/halsa") else (404,)), path


def test_no_request_is_a_fault(cast: Cast) -> None:
    """Hundreds of requests; in the soak twenty thousand."""
    seed = drawn()
    walk = Walk(cast, seed)
    faults = [f"{number}: {said}" for number in range(REQUESTS) if (said := walk.ask(number))]
    assert not faults, f"FOREBYGG_SEED={seed}\n" + "\n".join(faults[:20])
