"""What is not a row: the disk, many senders at once, the code's answer, and the document's child process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tools.benching.load import share
from tools.benching.rows import RECEIPT, as_cookie
from tools.benching.server import ROOT, Server
from tools.benching.wire import Answer, Wire, request

_FLUSH_SECONDS = 2.0
_TRIES = 120
_STEPS: tuple[dict[str, str], ...] = (
    {"step": "danger", "danger": "no"},
    {"step": "what"},
    {"step": "age", "age": "under-18"},
    {"step": "who", "who": "none", "who_text": ""},
    {"step": "relation", "relation": "skip"},
    {"step": "reply", "reply": "code", "phone": ""},
    {"step": "check"},
)


def flush_rate(folder: Path) -> float:
    """Return how often a second 4 KB can be overwritten and made to reach the disk."""
    block, count = os.urandom(4096), 0
    handle = os.open(folder / "flush", os.O_RDWR | os.O_CREAT)
    try:
        os.pwrite(handle, block * 16, 0)
        os.fsync(handle)
        begun = time.perf_counter()
        while (spent := time.perf_counter() - begun) < _FLUSH_SECONDS:
            os.pwrite(handle, block, (count % 16) * 4096)
            os.fdatasync(handle)
            count += 1
    finally:
        os.close(handle)
    return count / spent


def many_senders(server: Server, count: int) -> tuple[str, bool]:
    """Let some people walk the whole form at once, from one address: no error, nothing lost, no number twice."""
    mark, gate = f"samtidig{count}", threading.Barrier(count)
    wrong: list[str] = []

    def send(number: int) -> None:
        try:
            _walk(server.port, f"{mark} {number}. En berättelse.", gate)
        except (OSError, RuntimeError, threading.BrokenBarrierError) as fault:
            wrong.append(str(fault))

    threads = [threading.Thread(target=send, args=(number,)) for number in range(count)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - begun
    found = json.loads(server.inside("kept", mark))
    whole = sorted(number for number, _, _ in found) == list(range(count))
    once = len({row for _, row, _ in found}) == len({reference for _, _, reference in found}) == len(found)
    words = f"{count} senders at once from one address, {spent:.1f} s"
    words += f": {len(wrong)} errors, {len(found)} of {count} kept, "
    words += "no number twice" if once else "a number twice"
    return words, not wrong and whole and once


def _walk(port: int, text: str, gate: threading.Barrier) -> None:
    wire = Wire(port)
    cookie = as_cookie(wire.send(request("POST", "/vaxjo/beratta", form={})).cookies())
    gate.wait(20)
    for step in _STEPS:
        form = {**step, "what": text} if step["step"] == "what" else step
        _expect(wire.send(request("POST", "/vaxjo/beratta", cookie=cookie, form=form)), 303)
    _expect(wire.send(request("GET", "/vaxjo/beratta", cookie=cookie)), 200, RECEIPT)
    wire.close()


def _expect(answer: Answer, status: int, holds: bytes = b"") -> None:
    if answer.status != status or holds not in answer.body:
        raise RuntimeError(f"status {answer.status}")


def receipt_code(port: int, cookie: str) -> str:
    """Return the code on the receipt of a form that has been sent."""
    wire = Wire(port)
    page = wire.send(request("GET", "/vaxjo/beratta", cookie=f"besok={cookie}")).body
    wire.close()
    parts = [part[:4] for part in page.split(RECEIPT)[1:] if part[4:11] == b"</span>" and part[:4].isdigit()]
    if len(parts) != 4:
        raise RuntimeError("there is no receipt")
    return b"".join(parts).decode()


def code_answers(port: int, code: str) -> tuple[float, float]:
    """Return the p50 in ms of a right and of a wrong code, in turns, each try from a loopback address of its own."""
    times: dict[str, list[float]] = {code: [], "1234567890123456": []}
    for turn in range(2 * _TRIES):
        tried = list(times)[turn % 2]
        wire = Wire(port, source=f"127.1.{turn // 250}.{turn % 250 + 1}")
        raw = request("POST", "/vaxjo/svar", form={"code": tried})
        begun = time.perf_counter()
        answer = wire.send(raw)
        times[tried].append((time.perf_counter() - begun) * 1000)
        wire.close()
        _expect(answer, 303)
    right, wrong = (share(sorted(some), 0.5) for some in times.values())
    return right, wrong


def size_of(port: int, path: str) -> int:
    """Return the bytes of a page's body."""
    wire = Wire(port)
    answer = wire.send(request("GET", path))
    wire.close()
    _expect(answer, 200)
    return len(answer.body)


def document_child(server: Server, reference: str) -> tuple[float, float]:
    """Make one hand-over document as the server does; return seconds and the child's peak memory in MB."""
    job = server.inside("document", reference).encode()
    with tempfile.TemporaryFile() as file:
        file.write(job)
        file.seek(0)
        begun = time.perf_counter()
        command = [sys.executable, "-m", "forebygg.kit.documents"]
        child = subprocess.Popen(command, stdin=file, stdout=subprocess.DEVNULL, env=server.environment, cwd=ROOT)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        spent = time.perf_counter() - begun
    if child.returncode:
        raise RuntimeError("the document was not made")
    return spent, usage.ru_maxrss / 1024


def verifying(server: Server) -> tuple[str, str, str]:
    """Verify the whole log as the operator does: `forebygg audit verify`. Raises RuntimeError when it does not fit."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "forebygg.site", "audit", "verify"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, env=server.environment, cwd=ROOT, text=True)
    said = child.stdout.read().strip() if child.stdout else ""
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    spent = time.perf_counter() - begun
    if child.returncode:
        raise RuntimeError(said)
    return "`forebygg audit verify`", f"{spent:.0f} s, {usage.ru_maxrss / 1024:.0f} MB at most", said.splitlines()[-1]
