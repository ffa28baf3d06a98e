"""The table as people read it, and docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

from tools.benching.rows import Results, Row
from tools.benching.server import ROOT, THREADS, WORKERS

TARGET = ROOT / "docs" / "benchmarks.md"
_DISK_SHARE = 0.4
_HEAD = ("row", "1 client /s", "8 clients /s", "p50 ms (1)", "p99 ms (1)", "p50 ms (8)", "p99 ms (8)")
_HEAD += ("share of floor", "aim", "")


def machine() -> str:
    """Describe the machine: no names of hosts, no folders."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "processor")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB RAM, Python {platform.python_version()}"


def by_disk(row: Row, results: Results) -> float:
    """Return what the disk alone would let through of a row, by the rule of 0.4 of its flushes."""
    return _DISK_SHARE * results.flush / row.flushes if row.flushes else 0.0


def verdict(row: Row, results: Results) -> str:
    """Say whether a row meets its aim, by the floor or, where the disk is the limit, by the disk."""
    if not row.aim:
        return ""
    rate, wanted = row.loads[-1].rate, results.floor() / row.aim
    if rate >= wanted:
        return "ok"
    limit = by_disk(row, results)
    return "ok (disk)" if limit and limit < wanted and rate >= limit else "under aim"


def _cells(row: Row, results: Results) -> list[str]:
    one, many = row.loads
    share = f"1/{results.floor() / many.rate:.1f}" if many.rate else "–"
    aim = f"1/{row.aim}" if row.aim else ""
    times = [f"{ms:.1f}" for ms in (one.p50, one.p99, many.p50, many.p99)]
    wrong = one.wrong + many.wrong
    said = f"{wrong} wrong answers" if wrong else verdict(row, results)
    return [row.name, f"{one.rate:.0f}", f"{many.rate:.0f}", *times, share, aim, said]


def table(results: Results) -> str:
    """Return the rows as a Markdown table, padded so that it reads in a terminal too."""
    body = [list(_HEAD), *(_cells(row, results) for row in [*results.floors, *results.rows])]
    widths = [max(len(line[column]) for line in body) for column in range(len(_HEAD))]
    lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |" for line in body]
    return "\n".join([lines[0], "| " + " | ".join("-" * w for w in widths) + " |", *lines[1:]])


def costs(results: Results) -> str:
    """Return what each lock costs as a Markdown table."""
    lines = [
        "| what security costs | ms | compared with | ms | ratio | aim | |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for cost in results.costs:
        ratio = cost.ms / cost.bare if cost.bare else 0.0
        aim = f"≤ {cost.aim}" if cost.aim else ""
        said = ("ok" if ratio <= cost.aim else "over") if cost.aim else ""
        lines.append(
            f"| {cost.name} | {cost.ms:.3f} | {cost.without} | {cost.bare:.3f} | {ratio:.2f} | {aim} | {said} |"
        )
    return "\n".join(lines)


def remarks(results: Results) -> list[str]:
    """Return what stands below the table."""
    found = [f"Disk: {results.flush:.0f} flushes a second (4 KB overwrite + fdatasync)."]
    found += [_disk_words(row, results) for row in results.rows if row.flushes]
    first = results.floors[0].loads[-1].rate
    found.append(f"Empty view, 8 clients: first {first:.0f}, last {results.again:.0f}; shares are of the mean.")
    found += [f"{words}: {'ok' if right else 'failed'}" for words, right in results.checks]
    found += [": ".join([what, " · ".join(filter(None, [said, aim]))]) for what, said, aim in results.facts]
    return found


def _disk_words(row: Row, results: Results) -> str:
    commits = ", ".join(f"{number} in {store}" for store, number in results.commits[_key(row)].items())
    waits = f"commits ({commits}) make the disk flush {row.flushes} times"
    return f"{row.name}: {waits}; 0.4 × flush rate ÷ {row.flushes} = {by_disk(row, results):.0f} a second."


def _key(row: Row) -> str:
    return next(key for start, key in KEYS.items() if row.name.startswith(start))


KEYS = {
    "Plan": "start",
    "Start": "start",
    "Inbox": "inbox",
    "Concern": "concern",
    "Draft": "draft",
    "Sending": "sending",
}


def section(results: Results) -> str:
    """Return one database's part of the document."""
    today = datetime.now(UTC).date().isoformat()
    words = f"{today}. {machine()}. {WORKERS} workers with {THREADS} threads each."
    large = f"{results.large:,}".replace(",", " ")
    more = f", with {large} events of 290 municipalities" if results.large else ""
    head = f"## {results.database}{more}\n\n{words} Load of\nthe machine when the run began: {results.load:.1f}."
    below = (f"- {line}" for line in remarks(results))
    return "\n".join([head, "", table(results), "", costs(results), "", *below])


_INTRODUCTION = """# Benchmarks

Made by `make bench` (`tools/bench.py --write`, and `--postgres --write`). Ratios, not absolutes: every row is compared
with a floor that the same run measured, on loopback, with the same server, workers and threads. The clients are
processes on the same cores and take their part of them; other programs ran on the machine meanwhile. Nothing here is
asserted in a test.

- **Empty view**: a bare Django project without middleware. **Behind our middleware**: `/halsa` of the real app.
  **One committed INSERT**: the bare project, SQLite in WAL mode with synchronous=FULL, or PostgreSQL with fsync on.
- **Sending** is one person's last press and the receipt: two requests, counted as one.
- A **share** is the row's rate divided by the empty view's (the mean of one measured first and one last), both
  at eight clients.
- A commit is one flush in PostgreSQL and in SQLite's write-ahead log; in the keys' SQLite file, which has a rollback
  journal, it is five.
- **What security costs**: medians in one process, in turns. "With no lock at all" has no filter of ours and, on
  PostgreSQL, the account that owns the tables: what an administrator of the database would wait for.
- **With events**: the log of a region, chained as the loop chains, every tenth of them of the measured municipality,
  and counters of 100 000 worries over two years.
- "ok (disk)": under its share, but above 0.4 of what the disk's own flush rate allows for its commits.
"""


def write(results: Results) -> Path:
    """Put the section in the document, in the place of the same database's older one."""
    kind = results.database.split()[0] + ("Large" if results.large else "")
    old = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
    kept = re.findall(r"<!-- (\w+) -->\n(.*?)\n<!-- /\1 -->", old, re.DOTALL)
    parts = dict(kept) | {kind: section(results)}
    blocks = [f"<!-- {name} -->\n{parts[name]}\n<!-- /{name} -->" for name in sorted(parts, reverse=True)]
    TARGET.write_text("\n\n".join([_INTRODUCTION.rstrip(), *blocks]) + "\n", encoding="utf-8")
    return TARGET
