"""`forebygg backup DIR`: both stores, main first, while everybody writes."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from forebygg.audit import queries as audit
from forebygg.facts import queries as facts
from forebygg.kit import clock, mode
from forebygg.people import queries as people
from forebygg.secrecy import keys
from forebygg.site.backup import Refused, manifest, stores
from forebygg.site.backup.manifest import Copy, Manifest
from forebygg.site.models import Round

# The row in which `doctor` sees when a back-up was last made, and when one was last tried.
MADE, TRIED = "backup", "backup-tried"


@dataclass(frozen=True)
class Made:
    """A back-up: where its two parts lie, how long it took, what it holds, and how many older keys went."""

    main: Path
    keys: Path
    seconds: float
    rows: int
    bytes: int
    removed: int


def make(folder: Path, keys_folder: Path | None = None, keep_days: int | None = None) -> Made:
    """Copy main, then keys, then write the manifests. Raises Refused, or WrongMaster, with a sentence.

    The master key is in neither. Back-ups of keys older than `keep_days` are removed afterwards; those of main stay.
    """
    keys_folder = keys_folder or folder
    _require_prepared()
    days = facts.strictest("key-backup-days", [town.pk for town in people.towns()]) if keep_days is None else keep_days
    for place in (folder, keys_folder):
        _require_outside(place)
    if days < 1:
        raise Refused("keys are kept for one day at least: otherwise this back-up would lose its own")
    keys.require_master()
    started, name = monotonic(), manifest.folder_name(clock.now())
    main, apart = folder / name, keys_folder / name
    if main.exists() or apart.exists():
        raise Refused(f"{main} is there already: one back-up a second is enough")
    for path in (main, apart):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    seals = [head.line() for head in audit.heads()]
    parts = {alias: _part(alias, place) for alias, place in (("default", main), ("keys", apart))}
    manifest.write(apart / manifest.KEYS, parts["keys"])
    whole = Manifest(**parts["default"].__dict__ | {"seals": seals, "keys_sha256": parts["keys"].copy.sha256})
    manifest.write(main / manifest.MAIN, whole)  # last: without it there is no back-up
    stamp(MADE)
    removed = remove_old_keys(keys_folder, days)
    both = [part.copy for part in parts.values()]
    rows, size = sum(sum(copy.rows.values()) for copy in both), sum(copy.bytes for copy in both)
    return Made(main, apart, monotonic() - started, rows, size, removed)


def _part(alias: str, folder: Path) -> Manifest:
    begun, started = clock.now(), monotonic()
    path = folder / stores.file_name(alias)
    rows, migrations = stores.copy_out(alias, path)
    return Manifest(
        store=stores.STORES[alias],
        engine=stores.engine(),
        version=version("forebygg"),
        mode=mode.mode(),
        begun_at=begun.isoformat(),
        ended_at=clock.now().isoformat(),
        seconds=round(monotonic() - started, 3),
        master=keys.master_mark(),
        copy=Copy(path.name, manifest.digest(path), path.stat().st_size, rows, migrations),
    )


def _require_prepared() -> None:
    """A new version on tables of an old one cannot say what it copies."""
    for alias in stores.STORES:
        try:
            done = stores.look(stores.settings_of(alias))[1]
        except sqlite3.DatabaseError as error:
            raise Refused(f"the store {stores.STORES[alias]} cannot be read: {error}. Restore it.") from error
        missing = [name for app, name in MigrationLoader(None).disk_migrations if name not in done.get(app, [])]
        if missing:
            raise Refused(
                "the stores here are empty or of an earlier version. Back up with the version that is in use, or run "
                "`forebygg prepare` first."
            )


def _require_outside(folder: Path) -> None:
    if folder.resolve().is_relative_to(Path(settings.HOME).resolve()):
        raise Refused(
            f"{folder} lies inside FOREBYGG_HOME. A back-up there dies with the disk it should survive, and whoever "
            "copies the home would keep copies of the keys beyond their days. Name a folder elsewhere."
        )


def remove_old_keys(folder: Path, days: int) -> int:
    """Remove back-ups of keys that are older than so many days, half-made ones too. Returns how many."""
    removed = 0
    for path, moment in manifest.folders(folder):
        found = [*path.glob("keys.sqlite3*"), *path.glob("keys.dump*"), *path.glob("keys.json*")]
        if not found or moment >= clock.now() - timedelta(days=days):
            continue
        for file in found:
            file.unlink()
        manifest.flush_folder(path)
        if not any(path.iterdir()):
            path.rmdir()
        removed += 1
    return removed


def stamp(job: str) -> None:
    """Remember when it was last done, for `doctor`."""
    Round.objects.update_or_create(job=job, defaults={"last_run": clock.now(), "last_error": ""})
