"""What can do harm stands in few places, each with its reason; each rule is shown to find a planted fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import reading

# What is looked for in Python, and where it may stand.
RULES: dict[str, tuple[str, dict[str, str]]] = {
    "code made of text": (
        r"\beval\(|\bexec\(|(?<!re\.)(?<!compiler\.)\bcompile\(|\bpickle\b|\bmarshal\b|yaml\.load\(|os\.system|shell=True|from_string|\bTemplate\(",
        {"kit/documents.py": "typst.compile: our own template; texts travel as JSON"},
    ),
    "SQL by hand": (
        r"\.raw\(|RawSQL|\.extra\(|\.execute\(|def as_sql",
        {
            "kit/limits.py": "a file of counters, with placeholders",
            "people/tenancy.py": "for whom a transaction asks, with placeholders",
            "site/backup/stores.py": "SQLite's own back-up and checks",
            "site/row_security.py": "policies made from our own models",
            "secrecy/keys.py": "VACUUM of our own table",
            "secrecy/inside.py": "the condition of a circle, with placeholders",
            "site/doctor.py": "settings of the cluster, names from a list",
        },
    ),
    "text taken as markup": (
        r"mark_safe\(|SafeString\(",
        {
            "ui/icons.py": "our own drawings",
            "ui/forms.py": "the engine has escaped",
            "public/views.py": "our own pages, through nh3",
            "routines/showing.py": "the pen escapes",
        },
    ),
    "somebody else is called": (
        # The library of that name, by its import: one of our rooms is called so too.
        r"urlopen|^\s*(?:import|from) requests\b|httpx|\bsocket\b|urllib\.request|http\.client|smtplib"
        r"|import subprocess",
        {
            "people/views/providers.py": "the fault of the sign-in library's asking, caught",
            "kit/documents.py": "a child of our own, without a shell",
            "files/apart.py": "as kit/documents.py: a file somebody sent is read, and a template filled, apart",
            "site/backup/scratch.py": "this house in a child of its own",
            "site/backup/stores.py": "pg_dump and its like, without a shell",
        },
    ),
    "XML is read": (r"ET\.(parse|fromstring|XML|iterparse)|minidom|lxml|expat", {}),
    "chance that can be guessed": (r"^\s*(import random\b|from random\b)", {}),
}
TEMPLATES = {"brand.html": "the municipality's logo, from its file", "_field_hint.html": "our own help text"}
SCRIPTS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|localStorage|"
    r"sessionStorage|indexedDB|document\.cookie|__proto__|window\.open|https?://"
)


def faults(name: str, files: Iterator[tuple[str, str]]) -> list[str]:
    """Return the files outside the list in which a rule's words stand."""
    pattern, known = RULES[name]
    return [file for file, source in files if file not in known and re.search(pattern, source, re.MULTILINE)]


def _files() -> Iterator[tuple[str, str]]:
    for path, source in reading.modules():
        yield path.relative_to(reading.SOURCE).as_posix(), source


def _scripts() -> list[Path]:
    return [path for path in reading.SOURCE.rglob("*.js") if "node_modules" not in path.parts]


@pytest.mark.parametrize("name", RULES)
def test_what_can_do_harm(name: str) -> None:
    """Nowhere but where the list says why."""
    assert faults(name, _files()) == []


@pytest.mark.parametrize(
    ("name", "planted"),
    [
        ("code made of text", "eval(text)"),
        ("code made of text", "Template(text)"),
        ("SQL by hand", "rows.raw(f'SELECT {name}')"),
        ("text taken as markup", "mark_safe(text)"),
        ("somebody else is called", "from urllib.request import urlopen"),
        ("somebody else is called", "    import requests"),
        ("XML is read", "ET.fromstring(text)"),
        ("chance that can be guessed", "import random"),
    ],
)
def test_a_planted_danger_is_found(name: str, planted: str) -> None:
    """Each rule sees what it is there for."""
    assert faults(name, iter([("cases/views.py", planted)])) == ["cases/views.py"]


def test_every_exception_is_needed() -> None:
    """A reason that outlived its code is taken away."""
    there = dict(_files())
    for pattern, known in RULES.values():
        for file in known:
            assert re.search(pattern, there[file], re.MULTILINE), file


def test_templates_escape() -> None:
    """Nothing is let through unescaped but what the list names; a planted filter is seen."""
    unsafe = re.compile(r"\|\s*safe\b|autoescape off|safeseq")
    assert {name for _room, name, source in reading.templates() if unsafe.search(source)} == set(TEMPLATES)
    assert unsafe.search("{{ text|safe }}") and unsafe.search("{% autoescape off %}")


def test_scripts_write_text_and_keep_nothing() -> None:
    """No markup made of words, nothing kept in the browser, nobody else asked; a planted line is seen."""
    assert len(_scripts()) >= 2
    assert [path.name for path in _scripts() if SCRIPTS.search(path.read_text(encoding="utf-8"))] == []
    assert SCRIPTS.search("box.innerHTML = words") and SCRIPTS.search("localStorage.x = 1")
