"""A place for trying a back-up, and Django set up on it in a process of its own: nothing of the real one is touched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from forebygg.site import environment
from forebygg.site.backup import Refused, stores
from forebygg.site.backup.stores import Settings

PREFIX = "scratch-"
_MAIN, _KEYS = "FOREBYGG_DATABASE_URL", "FOREBYGG_KEYS_DATABASE_URL"


@dataclass(frozen=True)
class Scratch:
    """A home of its own, and where the two stores lie in it (SQLite), or in the two empty databases named for it."""

    home: Path
    stores: Mapping[str, Settings]
    environment: Mapping[str, str]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `forebygg …` there, with the same secrets."""
        command = [sys.executable, "-m", "forebygg.site", *arguments]
        return subprocess.run(command, env=dict(self.environment), capture_output=True, text=True, check=False)  # noqa: S603

    def examine(self) -> dict[str, Any]:
        """Return what `examining` sees there. Raises Refused when it cannot look."""
        command = [sys.executable, "-m", "forebygg.site.backup.examining"]
        done = subprocess.run(command, env=dict(self.environment), capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise Refused(f"the copy could not be examined: {(done.stderr.strip().splitlines() or ['no word'])[-1]}")
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found


@contextmanager
def scratch(main_url: str = "", keys_url: str = "") -> Iterator[Scratch]:
    """Lend an empty place, and empty it again. Raises Refused when a database named for it is not empty."""
    home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=settings.HOME))  # as well guarded as the real one
    try:
        if stores.engine() == "sqlite":
            files = {"default": home / "forebygg.sqlite3", "keys": home / "keys.sqlite3"}
            places: dict[str, Settings] = {
                alias: {"ENGINE": "forebygg.kit.sqlite", "NAME": str(path)} for alias, path in files.items()
            }
            yield Scratch(home, places, _environment(home))
            return
        given = {_MAIN: main_url, _KEYS: keys_url}
        places = {alias: _database(name, url) for alias, (name, url) in zip(stores.STORES, given.items(), strict=True)}
        try:
            yield Scratch(home, places, _environment(home) | given)
        finally:
            for place in places.values():
                stores.empty(place)
    finally:
        shutil.rmtree(home)


def _database(name: str, url: str) -> Settings:
    if not url:
        raise Refused("PostgreSQL needs two empty databases for this: --scratch-main and --scratch-keys, addresses.")
    place = environment.database_at(name, url)
    if stores.look(place)[0]:
        raise Refused(f"the scratch database {place['NAME']} is not empty. It is emptied afterwards: name another.")
    return place


def _environment(home: Path) -> dict[str, str]:
    """The same secrets, by the same way they were given; another home."""
    real, given = Path(settings.HOME), {k: v for k, v in os.environ.items() if k not in (_MAIN, _KEYS)}
    for name, file in (("FOREBYGG_SECRET_KEY", "secret.key"), ("FOREBYGG_MASTER_KEY", "master.key")):
        if name not in given and f"{name}_FILE" not in given:
            given[f"{name}_FILE"] = str(real / file)
    return given | {"FOREBYGG_HOME": str(home), "DJANGO_SETTINGS_MODULE": "forebygg.site.settings"}
