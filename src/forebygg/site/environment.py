"""Typed readers of the environment. A missing value stops the start with a hint."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from forebygg.kit.mode import is_demo


class MissingSetting(SystemExit):
    """Stops the start; the message says what to set."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(f"forebygg: {name} is not set. {hint}")


def home() -> Path:
    """Return the folder for databases, keys and counters; a demo makes `var` where it is started."""
    named = os.environ.get("FOREBYGG_HOME")
    if not named and not is_demo():
        raise MissingSetting("FOREBYGG_HOME", "It is the folder for databases and keys, readable by this account only.")
    folder = Path(named or "var").resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret(name: str, file: Path, hint: str) -> str:
    """Return a secret from NAME, NAME_FILE or, in a demo, from a file made at first start."""
    if value := os.environ.get(name):
        return value
    named = os.environ.get(f"{name}_FILE")
    path = Path(named) if named else file
    if path.exists():
        return path.read_text().strip()
    if not is_demo():
        raise MissingSetting(name, hint)
    made = secrets.token_hex(32)
    _write_private(path, made)
    return path.read_text().strip()


def _write_private(path: Path, text: str) -> None:
    """Two first starts at once agree on one secret: the second finds the file."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as stream:
        stream.write(text)


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """Return a whole number. Raises SystemExit when it is none."""
    raw = os.environ.get(name, "")
    if raw and not raw.isdigit():
        sys.exit(f"forebygg: {name} must be a whole number, not {raw!r}")
    return int(raw or default)


def flag(name: str) -> bool:
    """Return whether a switch is on."""
    return os.environ.get(name, "") in ("1", "true", "yes")


def refuse_in_live(name: str, why: str) -> None:
    """Stop the start of a live installation when a variable for rehearsals is set."""
    if os.environ.get(name) and not is_demo():
        sys.exit(f"forebygg: {name} is refused in live mode. {why}")


def database(name: str, file: Path) -> dict[str, object]:
    """Return Django's settings for postgresql://user:password@host:port/name, or an SQLite file when unset."""
    address = os.environ.get(name)
    if not address:
        return {"ENGINE": "forebygg.kit.sqlite", "NAME": str(file)}
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres"):
        sys.exit(f"forebygg: {name} must begin with postgresql://")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
