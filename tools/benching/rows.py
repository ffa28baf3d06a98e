"""The rows of the table: which request, by how many clients, and what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tools.benching import load
from tools.benching.load import Load, Step, Work
from tools.benching.wire import Answer, Wire, request

SECONDS = 3.0
# SQLite's keys lie under a rollback journal (TRUNCATE, synchronous=FULL). One commit there flushes the journal three
# times, the file once and the folder once, counted with strace; a commit in the write-ahead log or PostgreSQL is one.
JOURNAL_FLUSHES = 5
CLIENTS = (1, 8)
RECEIPT = b"<span>"


@dataclass(frozen=True, slots=True)
class Row:
    """One measured row. `aim` is the x of 1/x; `flushes` the commits it must bring to the disk."""

    name: str
    loads: tuple[Load, ...]
    aim: int = 0
    flushes: int = 0


@dataclass(frozen=True, slots=True)
class Cost:
    """What something costs: medians in ms of one deed with it and without it. `aim` is the ratio it may cost, or 0."""

    name: str
    ms: float
    without: str
    bare: float
    aim: float


@dataclass(slots=True)
class Results:
    """Everything of one run."""

    floors: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    checks: list[tuple[str, bool]] = field(default_factory=list)
    facts: list[tuple[str, str, str]] = field(default_factory=list)  # what, measured, aim and verdict
    flush: float = 0.0
    again: float = 0.0  # the empty view once more, at the end
    commits: dict[str, dict[str, int]] = field(default_factory=dict)
    database: str = ""
    costs: list[Cost] = field(default_factory=list)
    large: int = 0  # events in the log before anything was measured
    load: float = 0.0  # of the machine, before anything was started

    def floor(self) -> float:
        """Return the empty view's requests a second at eight clients, the mean of first and last."""
        first = self.floors[0].loads[-1].rate
        return (first + self.again) / 2 if self.again else first


def flushes(stores: dict[str, int], database: str) -> int:
    """Return how often the disk is waited for, from the commits of each store."""
    each = JOURNAL_FLUSHES if database.startswith("SQLite") else 1
    return stores.get("default", 0) + stores.get("keys", 0) * each


def measure(name: str, work: Work, *, aim: int = 0, flushes: int = 0, warm: bool = True) -> Row:
    """Let one client, then eight, do the same work for some seconds each."""
    loads = [load.run(work, clients=n, seconds=SECONDS, warm=warm) for n in CLIENTS]
    return Row(name, tuple(loads), aim, flushes)


def page(port: int, path: str, *, cookie: str = "", holds: bytes = b"") -> Work:
    """Open the same page again and again."""
    raw = request("GET", path, cookie=cookie)

    def work(_: int) -> Step:
        wire = Wire(port)
        return lambda: _right(wire.send(raw), 200, holds)

    return work


def draft_step(port: int) -> Work:
    """Answer the first question of a form of one's own."""

    def work(_: int) -> Step:
        wire = Wire(port)
        first = wire.send(request("POST", "/vaxjo/beratta", form={})).cookies()
        raw = request("POST", "/vaxjo/beratta", cookie=as_cookie(first), form={"step": "danger", "danger": "no"})
        return lambda: _right(wire.send(raw), 303)

    return work


def sending(port: int, cookies: list[str], clients: int) -> Work:
    """Press "Skicka" on a form that is filled in, and see the receipt. Each client has its own share of the forms."""

    def work(number: int) -> Step:
        wire, mine = Wire(port), iter(cookies[number::clients])
        # Each from a house of its own: many texts from one address are made to wait, which is measured nowhere here.
        sent_ = (f"{high}.{low}" for high in range(256) for low in range(256))

        def step() -> bool:
            cookie, client = f"besok={next(mine)}", f"10.{number}.{next(sent_)}"
            raw = request("POST", "/vaxjo/beratta", cookie=cookie, form={"step": "check"}, client=client)
            sent = wire.send(raw)
            shown = wire.send(request("GET", "/vaxjo/beratta", cookie=cookie))
            return _right(sent, 303) and _right(shown, 200, RECEIPT)

        return step

    return work


def sign_in(port: int) -> str:
    """Sign Sven in as a browser does; return his cookies."""
    wire = Wire(port)
    data = {"email": "sven@vaxjo.example", "password": "ova-utan-risk"}
    page_ = wire.send(request("GET", "/vaxjo/arbete/logga-in"))
    jar = page_.cookies()
    found = page_.body.partition(b'name="csrfmiddlewaretoken" value="')[2].partition(b'"')[0]
    form: dict[str, str] = data | {"csrfmiddlewaretoken": found.decode()}
    jar |= wire.send(request("POST", "/vaxjo/arbete/logga-in", cookie=as_cookie(jar), form=form)).cookies()
    wire.close()
    if "arbete" not in jar:
        raise RuntimeError("Sven could not sign in")
    return as_cookie(jar)


def as_cookie(jar: dict[str, Any]) -> str:
    """Return a jar as a request's header."""
    return "; ".join(f"{name}={value}" for name, value in jar.items())


def _right(answer: Answer, status: int, holds: bytes = b"") -> bool:
    return answer.status == status and holds in answer.body
