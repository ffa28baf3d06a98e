"""`make bench`: ratios with floors measured in the same run. Loopback only, under four minutes, asserts no timings."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tools.benching import checks, load, rows, table  # noqa: E402 - the path first
from tools.benching.rows import Cost, Results, Row  # noqa: E402
from tools.benching.server import Server  # noqa: E402

_MOST_SECONDS, _MOST_WITH_LARGE = 240, 900
_INBOX = 50
_FORMS = {1: 500, 8: 900}
_MEMORY_MB, _WARM_SECONDS = 180, 2.0


@contextmanager
def _databases(wanted: bool) -> Iterator[list[str]]:
    """Yield the addresses of two durable PostgreSQL clusters, and the application's own, or none for SQLite."""
    if not wanted:
        yield []
        return
    from tests.postgres import KEY_SETTINGS, Cluster

    clusters = [Cluster("main", fsync=True), Cluster("keys", options=KEY_SETTINGS, fsync=True)]
    try:
        main, keys = clusters
        yield [main.url(), keys.url(), main.application()]
    finally:
        for cluster in clusters:
            cluster.stop()


def _servers(home: Path, addresses: list[str]) -> tuple[Server, Server]:
    bare, ours = {"BENCH_HOME": str(home)}, {"FOREBYGG_BEHIND_PROXY": "1"}
    if addresses:
        main, keys, application = addresses
        # The floor's table lies beside ours in the main cluster: the same log, the same disk.
        bare["BENCH_DATABASE_URL"] = main
        ours |= {"FOREBYGG_DATABASE_URL": application, "FOREBYGG_OWNER_DATABASE_URL": main}
        ours |= {"FOREBYGG_KEYS_DATABASE_URL": keys}
    (home / "ours").mkdir()
    return Server(home, "/", **bare), Server(home / "ours", "/vaxjo/halsa", **ours)


def _floors(bare: Server, ours: Server, results: Results) -> None:
    results.floors = [
        rows.measure("Floor: empty view", rows.page(bare.port, "/")),
        rows.measure("Floor: behind our middleware", rows.page(ours.port, "/vaxjo/halsa")),
        rows.measure("Floor: one committed INSERT", rows.page(bare.port, "/insert")),
    ]


def _pages(ours: Server, results: Results) -> str:
    """Measure the rows; return a cookie whose form has been sent."""
    found = json.loads(ours.inside("rows", str(_INBOX)))
    reference = found["reference"]
    results.commits = json.loads(ours.inside("commits", reference))
    flushes = {name: rows.flushes(stores, results.database) for name, stores in results.commits.items()}
    port, cookie = ours.port, rows.sign_in(ours.port)
    inbox = rows.page(port, "/vaxjo/arbete/oro/", cookie=cookie, holds=reference.encode())
    concern = rows.page(port, f"/vaxjo/arbete/oro/{reference}/", cookie=cookie, holds=b"systerson")
    results.rows = [
        rows.measure("Start page", rows.page(port, "/vaxjo/", holds=b"</html>"), aim=3),
        rows.measure(f"Inbox, {found['rows']} rows", inbox, aim=130, flushes=flushes["inbox"]),
        rows.measure("Concern page", concern, aim=200, flushes=flushes["concern"]),
        rows.measure("Draft step", rows.draft_step(port), flushes=flushes["draft"]),
    ]
    slug = ours.inside("fill", module="plans").strip()
    plan = f"/vaxjo/arbetet/{slug}"
    results.rows.append(rows.measure("Plan page, 200 measures", rows.page(port, plan, holds=b"</html>"), aim=20))
    size = checks.size_of(port, plan)
    results.facts.append(("The plan page of 200 measures", f"{size / 1024:.0f} KB", _aim(size / 1024, 80, "KB")))
    sent, loads = "", []
    for clients, count in _FORMS.items():
        cookies = json.loads(ours.inside("drafts", str(count), f"rad{clients}"))
        work = rows.sending(port, cookies, clients)
        loads.append(load.run(work, clients=clients, seconds=rows.SECONDS, warm=False))
        sent = cookies[0]
    results.rows.append(Row("Sending and receipt", tuple(loads), aim=260, flushes=flushes["sending"]))
    return sent


def _beside(ours: Server, results: Results, sent: str) -> None:
    """Check what must hold, and measure what is no row."""
    results.checks = [checks.many_senders(ours, count) for count in (8, 32)]
    right, wrong = checks.code_answers(ours.port, checks.receipt_code(ours.port, sent))
    processes = ours.weigh()
    memory = sum(processes)
    reference = json.loads(ours.inside("rows", "0"))["reference"]
    seconds, peak = checks.document_child(ours, reference)
    ours.stop()
    warm = ours.start("forebygg.site", "serve")
    weight = f"aim ≤ {_MEMORY_MB} MB: {'ok' if memory <= _MEMORY_MB else 'over'}"
    start = f"aim ≤ {_WARM_SECONDS:.0f} s: {'ok' if warm <= _WARM_SECONDS else 'over'}"
    results.facts += [
        ("Memory of all processes together after this (PSS)", f"{memory:.0f} MB = {_sum(processes)}", weight),
        ("Warm start to the first answer", f"{warm:.2f} s", start),
        ("The document's child process", f"{seconds:.2f} s, {peak:.0f} MB at most", "comes and goes"),
        ("POST of a code, p50", f"right {right:.2f} ms, wrong {wrong:.2f} ms", f"difference {right - wrong:+.2f} ms"),
    ]


def _plans(ours: Server) -> list[tuple[str, str, str]]:
    """Measure the paper of a plan: read in, reported, compared."""
    found = json.loads(ours.inside("measure", module="plans"))
    reading = f"{found['reading']:.2f} s, {found['peak']:.0f} MB at most"
    aims = [_aim(found["reading"], 2, "s"), _aim(found["peak"], 300, "MB"), _aim(found["report"], 1, "s")]
    return [
        (f"Reading in a PDF of {found['pages']} pages, in its child process", reading, "; ".join(aims[:2])),
        (f"A report of {found['report_pages']} pages as PDF", f"{found['report']:.2f} s", aims[2]),
        (
            f"What differs between two versions of {found['words']} words",
            f"{found['differing'] * 1000:.0f} ms",
            _aim(found["differing"] * 1000, 200, "ms"),
        ),
    ]


def _aim(measured: float, most: float, unit: str) -> str:
    return f"aim ≤ {most} {unit}: {'ok' if measured <= most else 'over'}"


def _costs(ours: Server) -> list[Cost]:
    """Measure what each lock costs, as the application's own account, with nobody else at work."""
    reference = json.loads(ours.inside("rows", "0"))["reference"]
    found = json.loads(ours.inside(reference, module="costs", owner=False))
    return [Cost(*each) for each in found]


def _sum(processes: list[float]) -> str:
    return " + ".join(f"{size:.0f}" for size in processes)


def measure(postgres: bool, large: int = 0) -> Results:
    """Run everything once, on a fresh demo; or on one that holds a region's log of so many events, and its counters."""
    results = Results(load=os.getloadavg()[0], large=large)
    with tempfile.TemporaryDirectory(prefix="forebygg-bench-") as folder, _databases(postgres) as addresses:
        home = Path(folder)
        results.flush = checks.flush_rate(home)
        bare, ours = _servers(home, addresses)
        try:
            ours.start("forebygg.site", "demo")
            if large:
                ours.stop()
                ours.inside(str(large), module="large")
                ours.start("forebygg.site", "serve")
            bare.start("tools.benching.floor")
            results.database = ours.inside("versions").strip()
            _floors(bare, ours, results)
            sent = _pages(ours, results)
            results.again = load.run(rows.page(bare.port, "/"), clients=8, seconds=rows.SECONDS).rate
            _beside(ours, results, sent)
            ours.stop()
            results.facts += _plans(ours)
            results.costs = _costs(ours)
            if large:
                results.facts.append(checks.verifying(ours))
        finally:
            bare.stop()
            ours.stop()
    return results


def _too_long(*_: object) -> None:
    raise TimeoutError("the bench took too long")


def main() -> int:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="two PostgreSQL clusters instead of SQLite")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    parser.add_argument("--large", type=int, default=0, metavar="N", help="with N events of 290 municipalities")
    chosen = parser.parse_args()
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(_MOST_WITH_LARGE if chosen.large else _MOST_SECONDS)
    results = measure(chosen.postgres, chosen.large)
    print(f"{results.database}. {table.machine()}.\n\n{table.table(results)}\n\n{table.costs(results)}\n")
    print("\n".join(table.remarks(results)))
    if chosen.write:
        print(f"\nwritten: {table.write(results).relative_to(ROOT)}")
    return 0 if all(right for _, right in results.checks) else 1


if __name__ == "__main__":
    sys.exit(main())
