"""What docs/threats.md says is shown by a test is: each row names its tests, and each of them is there."""

from __future__ import annotations

import ast
import re

from tests.house import reading

_NAMED = re.compile(r"`((?:\w+/)+test_\w+\.py)::(test_\w+)`")
# Rows that only a page's words help against.
_WORDS = {"The network's owner"}
_WANTED = {
    "A reporter's family", "A curious colleague", "A suspended employee", "An extremist milieu", "A hostile majority",
    "A supplier", "A stolen laptop", "A thief of back-ups", "A court order", "A hostile official",
}  # fmt: skip


def _rows() -> dict[str, list[str]]:
    """Return the table: who → the cells after."""
    text = (reading.ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("| **")]
    return {row[0].strip(" *").partition("**")[0]: row[1:] for row in rows}


def missing(named: list[tuple[str, str]]) -> list[str]:
    """Return those of the named tests that are not there."""
    found = []
    for file, test in named:
        path = reading.ROOT / "tests" / file
        tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
        if not any(isinstance(node, ast.FunctionDef) and node.name == test for node in tree.body):
            found.append(f"{file}::{test}")
    return found


def test_every_threat_names_its_tests() -> None:
    """Nobody is left out, no row without what is not there yet, none without a test or the word that there is none."""
    rows = _rows()
    assert set(rows) >= _WANTED
    for who, cells in rows.items():
        assert len(cells) == 4, who
        assert _NAMED.search(cells[3]) or (who in _WORDS and cells[3].startswith("Words")), who


def test_the_named_tests_are_there() -> None:
    """By file and name; one that is renamed or taken away fails here, and so does a planted one."""
    named = [pair for cells in _rows().values() for pair in _NAMED.findall(cells[3])]
    assert len(named) > 40
    assert missing(named) == []
    assert missing([("house/test_threats.py", "test_planted"), ("house/test_gone.py", "test_it")]) != []
    assert len(missing([("house/test_threats.py", "test_planted")])) == 1
