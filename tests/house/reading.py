"""What the house tests read: rooms, storeys, sources, templates. Pure helpers, so that faults can be planted."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "forebygg"
CLOSED = {"concerns", "cases", "calls", "reporting", "telling", "oversight", "requests", "mailbox"}
OPEN = {"public", "situation", "routines", "breaches", "importing", "knowledge", "plans", "influence"}
FRAME = {"site", "demo", "ui", "kit", "files", "locale"}


def contracts() -> dict[str, dict[str, object]]:
    """Return the import contracts by name."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["name"]: contract for contract in data["tool"]["importlinter"]["contracts"]}


def storeys() -> dict[str, int]:
    """Return each package's storey, counted from the top."""
    layers = contracts()["Storeys"]["layers"]
    assert isinstance(layers, list)
    return {name: index for index, layer in enumerate(layers) for name in re.findall(r"[a-z]+", layer)}


def rooms() -> set[str]:
    """Return the rooms that exist."""
    return {path.parent.name for path in SOURCE.glob("*/__init__.py")} - FRAME


def modules(folder: Path = SOURCE) -> Iterator[tuple[Path, str]]:
    """Yield every module of the house but migrations."""
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, path.read_text(encoding="utf-8")


def templates() -> Iterator[tuple[str, str, str]]:
    """Yield (room, name, source) of every template."""
    for path in sorted(SOURCE.glob("*/templates/**/*")):
        if path.is_file():
            yield path.relative_to(SOURCE).parts[0], path.name, path.read_text(encoding="utf-8")


def below(room: str, other: str, order: dict[str, int]) -> bool:
    """Say whether `other` is the same room or stands below."""
    return room == other or order.get(other, -1) > order[room]


def functions(source: str) -> Iterator[ast.FunctionDef]:
    """Yield every function of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            yield node
