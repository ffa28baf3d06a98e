"""Translations are compiled here, so that nobody needs gettext installed."""

from __future__ import annotations

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_all() -> None:
    """Compile each .po whose .mo is missing or older. A read-only installation keeps what the wheel brought."""
    for source in LOCALE.glob("*/LC_MESSAGES/django.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        if source.parent.exists():
            polib.pofile(str(source)).save_as_mofile(str(compiled))
