"""What a back-up says of itself: written last and at once, so that a half one is seen as such."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from forebygg.site.backup import Refused

MAIN, KEYS = "manifest.json", "keys.json"
_FOLDER = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{6}Z$")
_STAMP = "%Y-%m-%dT%H%M%SZ"
_CHUNK = 1 << 20
_FORMAT = 1


@dataclass(frozen=True)
class Copy:
    """One store's file: name, SHA-256 in hex, bytes, rows by table, the newest migration of each room."""

    file: str
    sha256: str
    bytes: int
    rows: dict[str, int]
    migrations: dict[str, list[str]]


@dataclass(frozen=True)
class Manifest:
    """What lies beside one store's file. `begun_at` is before the first byte of *that* store was copied (UTC, ISO)."""

    store: str
    engine: str
    version: str
    mode: str
    begun_at: str
    ended_at: str
    seconds: float
    master: str
    copy: Copy
    seals: list[str] = field(default_factory=list)
    keys_sha256: str = ""
    format: int = _FORMAT

    @property
    def moment(self) -> datetime:
        """When copying began."""
        return datetime.fromisoformat(self.begun_at)


def folder_name(moment: datetime) -> str:
    """Return the name of a back-up's folder."""
    return moment.astimezone(UTC).strftime(_STAMP)


def moment_of(folder: Path) -> datetime | None:
    """Return when a folder says that it was begun, or None: it is none of ours."""
    if not _FOLDER.match(folder.name):
        return None
    return datetime.strptime(folder.name, _STAMP).replace(tzinfo=UTC)


def folders(parent: Path) -> Iterator[tuple[Path, datetime]]:
    """Yield the back-ups' folders in a place, oldest first."""
    for path in sorted(parent.iterdir()) if parent.is_dir() else ():
        moment = moment_of(path)
        if path.is_dir() and moment is not None:
            yield path, moment


def digest(path: Path) -> str:
    """Return a file's SHA-256 in hex."""
    with path.open("rb") as stream:
        made = hashlib.sha256()
        while some := stream.read(_CHUNK):
            made.update(some)
    return made.hexdigest()


def write(path: Path, manifest: Manifest) -> None:
    """Write it whole or not at all, and durably."""
    new = path.with_name(path.name + ".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        json.dump(asdict(manifest), stream, indent=1, sort_keys=True)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make what was renamed in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(folder: Path, name: str) -> Manifest:
    """Read one. Raises Refused with a sentence: missing (the back-up was cut off), or no manifest."""
    path = folder / name
    try:
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if raw.get("format") != _FORMAT:
            raise ValueError(raw.get("format"))
        return Manifest(**raw | {"copy": Copy(**raw["copy"])})
    except FileNotFoundError as error:
        raise Refused(f"{folder} has no {name}: it is no back-up, or one that was cut off. Take another.") from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Refused(f"{path} cannot be read as a manifest ({type(error).__name__})") from error


def check_file(folder: Path, manifest: Manifest) -> Path:
    """Return the store's file when it is the one that was written. Raises Refused."""
    path = folder / manifest.copy.file
    if not path.is_file():
        raise Refused(f"{path} is missing")
    if path.stat().st_size != manifest.copy.bytes or digest(path) != manifest.copy.sha256:
        raise Refused(f"{path} is not the file that was written: its SHA-256 differs from the manifest's. Use another.")
    return path
