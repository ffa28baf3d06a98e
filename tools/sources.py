"""`make sources`: one line per statement of the source documents, and whether a test that bears its id passes.

The same file is the pytest plugin that writes down which test bears which id.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_SERIES = {"V": 12, "T": 22, "G": 7, "M": 10, "K": 19}
IDS = tuple(f"{letter}{number}" for letter, last in _SERIES.items() for number in range(1, last + 1))
_VARIABLE = "FOREBYGG_SOURCES_FILE"

# id -> {test: passed}
Found = dict[str, dict[str, bool]]
_found: Found = {}
_bearers: dict[str, list[str]] = {}


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Remember which statements each test bears."""
    for item in items:
        for mark in item.iter_markers("source"):
            _bearers.setdefault(item.nodeid, []).extend(mark.args)
            for name in mark.args:
                _found.setdefault(name, {})[item.nodeid] = False


def pytest_runtest_logreport(report: Any) -> None:
    """A test passes when its call did and nothing around it failed; a skipped one has shown nothing."""
    for name in _bearers.get(report.nodeid, ()):
        if report.when == "call" or not report.passed:
            _found[name][report.nodeid] = report.passed


def pytest_sessionfinish() -> None:
    """Write it down for the process that asked."""
    Path(os.environ[_VARIABLE]).write_text(json.dumps(_found))


def run(tests: str = "tests") -> tuple[Found, str]:
    """Run the tests that bear a statement, in one process; return what was found and what pytest said."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "found.json"
        command = [sys.executable, "-m", "pytest", tests, "-q", "-m", "source", "-p", "tools.sources"]
        command += ["--continue-on-collection-errors", "-p", "no:cacheprovider"]
        environment = os.environ | {_VARIABLE: str(file), "PYTHONPATH": str(ROOT)}
        made = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        found: Found = json.loads(file.read_text()) if file.exists() else {}
        return found, made.stdout[-4000:] + made.stderr[-2000:]


def line(name: str, tests: dict[str, bool]) -> str:
    """Return a statement's line: pass only when every test that bears it does."""
    if not tests:
        return f"{name} absent"
    passed = all(tests.values())
    shown = sorted(test for test, right in tests.items() if passed or not right)
    return f"{name} {'pass' if passed else 'fail'} {' '.join(shown)}"


def main() -> int:
    """Print the lines; the sum, and what went wrong, go to standard error."""
    found, said = run()
    lines = [line(name, found.get(name, {})) for name in IDS]
    print("\n".join(lines))
    counts = {word: sum(text.split()[1] == word for text in lines) for word in ("pass", "fail", "absent")}
    print(", ".join(f"{number} {word}" for word, number in counts.items()), file=sys.stderr)
    unknown = sorted(set(found) - set(IDS))
    if unknown:
        print(f"no such statement: {', '.join(unknown)}", file=sys.stderr)
    if counts["fail"] or unknown or not found:
        print(said, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
