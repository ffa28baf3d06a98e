"""Collects what is said on screen and keeps the English catalogue whole. Needs no gettext.

`python tools/messages.py` adds what is missing (empty) and removes what nobody says; `--check` only tells.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "forebygg"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
FUNCTIONS = {"_", "_lazy", "gettext", "gettext_lazy"}
_TRANSLATE = re.compile(r"{%\s*(?:translate|trans)\s+(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)')")
_BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?\b([^%]*)%}(.*?)(?:{%\s*plural\s*%}(.*?))?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL
)
_VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
_HOLE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, order=True)
class Said:
    """One text, with its plural when it has one."""

    text: str
    plural: str = ""


def in_python(source: str) -> Iterator[Said]:
    """Yield the texts of a module: literal arguments of the gettext functions."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS):
            continue
        if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
            yield Said(node.args[0].value)


def in_template(source: str) -> Iterator[Said]:
    """Yield the texts of a template, as Django asks for them."""
    for found in _TRANSLATE.finditer(source):
        yield Said(found.group(1) or found.group(2))
    for options, singular, plural in _BLOCK.findall(source):
        yield Said(_block(singular, options), _block(plural, options) if plural else "")


def _block(text: str, options: str) -> str:
    text = text.replace("%", "%%")
    text = _VARIABLE.sub(r"%(\1)s", text)
    return " ".join(line.strip() for line in text.strip().splitlines()) if "trimmed" in options else text


def collect() -> dict[Said, set[str]]:
    """Return every text with the files that say it."""
    said: dict[Said, set[str]] = {}
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix not in (".py", ".html", ".txt") or "migrations" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            found = in_python(source)
        elif "templates" in path.parts:
            found = in_template(source)
        else:
            continue
        for one in found:
            said.setdefault(one, set()).add(path.relative_to(ROOT).as_posix())
    return said


def problems(said: dict[Said, set[str]], catalogue: polib.POFile) -> list[str]:
    """Say what lacks, what nobody says any more, and where a hole differs."""
    known = {entry.msgid: entry for entry in catalogue if not entry.obsolete}
    texts = {one.text for one in said}
    faults = [f"nobody says: {text}" for text in sorted(set(known) - texts)]
    for one in sorted(said):
        entry = known.get(one.text)
        english = [entry.msgstr] if entry and not one.plural else list(entry.msgstr_plural.values()) if entry else []
        if not english or not all(english):
            faults.append(f"no English: {one.text}")
        elif any(set(_HOLE.findall(text)) - set(_HOLE.findall(one.text + one.plural)) for text in english):
            faults.append(f"other holes: {one.text}")
    return faults


def update(said: dict[Said, set[str]], catalogue: polib.POFile) -> polib.POFile:
    """Return the catalogue with what is missing added empty and what nobody says gone; translations stay."""
    known = {entry.msgid: entry for entry in catalogue}
    fresh = polib.POFile(wrapwidth=118)
    fresh.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for one in sorted(said):
        old = known.get(one.text)
        entry = polib.POEntry(msgid=one.text, occurrences=[(path, "") for path in sorted(said[one])])
        if one.plural:
            entry.msgid_plural = one.plural
            entry.msgstr_plural = old.msgstr_plural if old and old.msgstr_plural else {0: "", 1: ""}
        else:
            entry.msgstr = old.msgstr if old else ""
        fresh.append(entry)
    return fresh


def main() -> int:
    """Update the catalogue, or only check it."""
    said = collect()
    catalogue = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    if "--check" not in sys.argv:
        catalogue = update(said, catalogue)
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(CATALOGUE))
    faults = problems(said, catalogue)
    for fault in faults[:20]:
        print(fault)
    if faults:
        print(f"{len(faults)} faults in the English catalogue")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
