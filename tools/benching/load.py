"""Some clients at once, each a process of its own, until the time or their work is out."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# A client's work: called with the client's number, returns the step that is timed. A step returns False when its
# answer is wrong, and raises StopIteration when there is nothing left to do.
Step = Callable[[], bool]
Work = Callable[[int], Step]
_fork = multiprocessing.get_context("fork")
_WARM_SECONDS = 0.4


@dataclass(frozen=True, slots=True)
class Load:
    """What some clients measured together."""

    rate: float
    p50: float
    p99: float
    count: int
    wrong: int


def _client(number: int, work: Work, seconds: float, warm: bool, gate: Any, out: Any) -> None:
    step = work(number)
    if warm:
        until = time.perf_counter() + _WARM_SECONDS
        while time.perf_counter() < until:
            step()
    gate.wait()
    begun = last = time.perf_counter()
    times, wrong, until = [], 0, begun + seconds
    while last < until:
        try:
            wrong += not step()
        except StopIteration:
            break
        now = time.perf_counter()
        times.append(now - last)
        last = now
    out.send((begun, last, times, wrong))


def run(work: Work, *, clients: int, seconds: float, warm: bool = True) -> Load:
    """Let some clients work at once; raise RuntimeError when one of them breaks."""
    gate = _fork.Barrier(clients)
    pipes, processes = [], []
    for number in range(clients):
        ours, theirs = _fork.Pipe(duplex=False)
        process = _fork.Process(target=_client, args=(number, work, seconds, warm, gate, theirs), daemon=True)
        process.start()
        theirs.close()
        pipes.append(ours)
        processes.append(process)
    found = [_receive(pipe) for pipe in pipes]
    for process in processes:
        process.join()
    return _sum(found)


def _receive(pipe: Any) -> Any:
    try:
        return pipe.recv()
    except EOFError:
        raise RuntimeError("a client broke") from None


def _sum(found: list[tuple[float, float, list[float], int]]) -> Load:
    times = sorted(t for _, _, some, _ in found for t in some)
    span = max(last for _, last, _, _ in found) - min(begun for begun, _, _, _ in found)
    wrong = sum(bad for _, _, _, bad in found)
    return Load(len(times) / span, share(times, 0.5) * 1000, share(times, 0.99) * 1000, len(times), wrong)


def share(ordered: list[float], part: float) -> float:
    """Return the value below which a part of an ordered list lies."""
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)] if ordered else 0.0
