"""A back-up of main and one of keys, chosen to be used together, and whether they may be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from forebygg.secrecy import keys as custody
from forebygg.site.backup import Refused, manifest, stores
from forebygg.site.backup.manifest import Manifest


@dataclass(frozen=True)
class Part:
    """One store's file, checked against its manifest."""

    alias: str
    file: Path
    manifest: Manifest


def choose(folder: Path, keys_folder: Path | None, only: str | None = None) -> list[Part]:
    """Return the parts to lay out, main first, each of them the file that was written. Raises Refused."""
    keys_folder = keys_folder or folder
    parts = []
    for alias, place, name in (("default", folder, manifest.MAIN), ("keys", keys_folder, manifest.KEYS)):
        if only in (None, stores.STORES[alias]):
            if name == manifest.KEYS and not (place / name).exists():
                raise Refused(f"{place} holds no back-up of keys. Say where the newest one lies: --keys FOLDER.")
            found = manifest.read(place, name)
            _require_fits(found, place)
            parts.append(Part(alias, manifest.check_file(place, found), found))
    return parts


def keys_are_older(parts: list[Part]) -> bool:
    """Say whether the keys were copied before main: texts would be without their keys, and dead keys back."""
    times = {part.alias: part.manifest.moment for part in parts}
    return len(times) == len(stores.STORES) and times["keys"] < times["default"]


def _require_fits(found: Manifest, folder: Path) -> None:
    if found.engine != stores.engine():
        raise Refused(f"{folder} was made on {found.engine}; this installation lies on {stores.engine()}.")
    known = MigrationLoader(None).disk_migrations
    newer = [
        f"{app}.{name}" for app, names in found.copy.migrations.items() for name in names if (app, name) not in known
    ]
    if newer:
        raise Refused(
            f"{folder} was made by a newer version ({found.version}, {newer[0]}). Install that version, or a later one."
        )
    if found.master != custody.master_mark():
        raise Refused(
            f"{folder} lies under the master key with the mark {found.master}; the one given here has the mark "
            f"{custody.master_mark()}. Give the key that was in use when it was made (FOREBYGG_MASTER_KEY_FILE)."
        )
