"""Typed readers of the environment. A missing value stops the start with a hint."""

from __future__ import annotations

import importlib.util
import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from forebygg.kit.mode import is_demo

_SHORTEST = 32


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


def optional(name: str) -> str:
    """Return what is said, or an empty string."""
    return os.environ.get(name, "")


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


def optional_secret(name: str) -> str:
    """Return a secret from NAME or NAME_FILE, or an empty string: what it opens is then shut. Raises SystemExit when it
    is so short that it could be guessed."""
    named = file(f"{name}_FILE")
    value = os.environ.get(name) or (named.read_text().strip() if named else "")
    if value and len(value) < _SHORTEST:
        sys.exit(f"forebygg: {name} must have at least {_SHORTEST} characters")
    return value


def file(name: str) -> Path | None:
    """Return a file that is named, or None. Raises SystemExit when it is named and not there."""
    named = os.environ.get(name)
    if named and not Path(named).is_file():
        sys.exit(f"forebygg: {name} names {named}, which is no file")
    return Path(named) if named else None


def flag(name: str) -> bool:
    """Return whether a switch is on."""
    return os.environ.get(name, "") in ("1", "true", "yes")


@dataclass(frozen=True, slots=True)
class Relay:
    """The mail relay: where, and whether under TLS. The library checks its certificate against the machine's own."""

    host: str
    port: int
    starttls: bool
    tls: bool
    user: str
    password: str


def relay() -> Relay:
    """Return the mail relay. Raises SystemExit for an unknown word, or a password that would go in clear."""
    host, _, port = (words("FOREBYGG_SMTP") or ["localhost:25"])[0].partition(":")
    how = os.environ.get("FOREBYGG_SMTP_TLS") or "none"
    if how not in ("none", "starttls", "tls"):
        sys.exit(f"forebygg: FOREBYGG_SMTP_TLS is none, starttls or tls, not {how!r}")
    named = file("FOREBYGG_SMTP_PASSWORD_FILE")
    if named and how == "none":
        sys.exit("forebygg: FOREBYGG_SMTP_PASSWORD_FILE needs FOREBYGG_SMTP_TLS: a password never goes in clear")
    password = named.read_text(encoding="utf-8").strip() if named else ""
    user = os.environ.get("FOREBYGG_SMTP_USER", "")
    return Relay(host, int(port or 25), how == "starttls", how == "tls", user, password)


def needs(module: str, what: str, how: str) -> None:
    """Stop the start when an extra that a setting asks for is not installed."""
    if importlib.util.find_spec(module) is None:
        sys.exit(f"forebygg: {what} needs an extra: {how}")


def refuse_in_live(name: str, why: str) -> None:
    """Stop the start of a live installation when a variable for rehearsals is set."""
    if os.environ.get(name) and not is_demo():
        sys.exit(f"forebygg: {name} is refused in live mode. {why}")


def database(name: str, file: Path) -> dict[str, object]:
    """Return Django's settings for postgresql://user:password@host:port/name, or an SQLite file when unset."""
    address = os.environ.get(name)
    if not address:
        return {"ENGINE": "forebygg.kit.sqlite", "NAME": str(file)}
    return database_at(name, address)


# A statement asked five times in a connection is planned once more and kept: under row security planning is most of it.
_STATEMENTS = {"server_side_binding": True, "prepare_threshold": 5}


def database_at(name: str, address: str) -> dict[str, object]:
    """Return Django's settings for postgresql://user:password@host:port/name. Raises SystemExit when it is none."""
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres"):
        sys.exit(f"forebygg: {name} must begin with postgresql://")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    if unread := set(query) - {"host", "port"}:  # what asks for TLS and is not read would be believed
        sys.exit(f"forebygg: {name}: {', '.join(sorted(unread))} is not read there; set libpq's own, such as PGSSLMODE")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": _STATEMENTS,
    }


def owner(name: str) -> dict[str, str]:
    """Return user and password of the account that owns the main store's tables, from an address; {} when unset."""
    address = os.environ.get(name)
    if not address:
        return {}
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.username:
        sys.exit(f"forebygg: {name} must begin with postgresql:// and name a user")
    return {"USER": unquote(parts.username), "PASSWORD": unquote(parts.password or "")}


_NEEDED = {
    "oidc": {"name", "server", "client", "secret_file"},
    "saml": {"name", "entity", "sso", "certificate_file"},
}
_MORE = {
    "oidc": {"kind", "issuer", "groups", "strong", "addresses_are_checked"},
    "saml": {"kind", "groups", "strong", "addresses_are_checked", "attributes"},
}


def providers(name: str) -> dict[str, dict[str, Any]]:
    """Return municipality → its identity provider, from a YAML file, with the files it names read in.

    Who can name the provider can sign in as anybody: so it stands in a file of the machine's owner, on no page.
    """
    named = os.environ.get(name)
    if not named:
        return {}
    try:
        found = yaml.safe_load(Path(named).read_text(encoding="utf-8")) or {}
        return {str(town): _provider(name, town, dict(row)) for town, row in dict(found).items()}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, ValueError) as error:
        sys.exit(f"forebygg: {name} is no readable list of identity providers: {type(error).__name__}")


def _provider(name: str, town: object, row: dict[str, Any]) -> dict[str, Any]:
    kind = row.setdefault("kind", "oidc")
    if kind not in _NEEDED:
        sys.exit(f"forebygg: {name}, {town}: the kind is one of {', '.join(sorted(_NEEDED))}")
    missing, unknown = _NEEDED[kind] - set(row), set(row) - _NEEDED[kind] - _MORE[kind]
    if missing or unknown:
        sys.exit(f"forebygg: {name}, {town}: missing {sorted(missing)}, unknown {sorted(unknown)}")
    address = str(row.get("server") or row.get("sso"))
    if not address.startswith("https://") and not is_demo():
        sys.exit(f"forebygg: {name}, {town}: {address!r} must begin with https://")
    for key in ("secret_file", "certificate_file"):
        if key in row:
            row[key.removesuffix("_file")] = Path(str(row.pop(key))).read_text(encoding="utf-8").strip()
    return row
