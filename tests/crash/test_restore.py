"""The drill: backed up while people write, restored elsewhere, and every text, number and link is as it should be."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.crash.stage import Stage, Visitor
from tests.postgres import KEY_SETTINGS, Cluster

pytestmark = pytest.mark.crash
STORES = {"FOREBYGG_DATABASE_URL": "main", "FOREBYGG_KEYS_DATABASE_URL": "keys"}
MONTH = str(30 * 24 * 3600)


class Ground:
    """Where installations can stand side by side, with the same secrets: folders, or databases in two clusters."""

    def __init__(self, root: Path, clusters: dict[str, Cluster]) -> None:
        self.root, self.clusters, self.stages = root, clusters, list[Stage]()

    def stage(self, name: str) -> Stage:
        """Return an installation of that name."""
        home = self.root / name
        if name != "real":
            home.mkdir(mode=0o700)
            for secret in ("master.key", "secret.key"):
                shutil.copy(self.root / "real" / secret, home / secret)
        self.stages.append(Stage(home, **self.databases(name)))
        return self.stages[-1]

    def databases(self, name: str) -> dict[str, str]:
        """Return the addresses of two new databases of that name; none for folders."""
        return (
            {variable: self._database(self.clusters[store], name) for variable, store in STORES.items()}
            if (self.clusters)
            else {}
        )

    def scratch(self, name: str) -> list[str]:
        """Return the options that name a scratch place."""
        given = self.databases(name).values()
        return [f"--scratch-{store}={url}" for store, url in zip(STORES.values(), given, strict=False)]

    def _database(self, cluster: Cluster, name: str) -> str:
        with psycopg.connect(cluster.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return cluster.url(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ground]:
    clusters = {}
    if request.param == "postgresql":
        clusters = {"main": Cluster("main"), "keys": Cluster("keys", options=KEY_SETTINGS)}
    made = Ground(tmp_path, clusters)
    try:
        yield made
    finally:
        for stage in made.stages:
            stage.kill()
        for cluster in clusters.values():
            cluster.stop()


def _backup(stage: Stage, folder: Path, *more: str) -> Path:
    done = stage.forebygg("backup", str(folder), *more)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.splitlines()[0].removeprefix("main: "))


READ_ALL = """
import json
from forebygg.concerns.models import Concern
from forebygg.secrecy import queries as secrecy
from forebygg.secrecy.queries import Place
found = []
for c in Concern.objects.select_related("board", "municipality", "register_row"):
    place = Place(c.municipality.slug, "concerns.Concern.what_happened", c.uid)
    text = secrecy.unseal(c.board.uid, {place: c.what_happened})[place]
    series = f"{c.municipality.slug}/{c.board.code}/{c.register_row.year}"
    found.append([f"{c.municipality.slug} {c.reference}", text, series, c.register_row.number])
print(json.dumps(found))
"""
SEAL = "from forebygg.audit import actions; actions.seal_events()"


def _texts(stage: Stage) -> dict[str, tuple[str | None, str, int]]:
    """Return text, series and number of every worry, by town and reference."""
    return {where: (text, series, number) for where, text, series, number in json.loads(stage.run(READ_ALL))}


def test_backed_up_under_load_and_restored_elsewhere(ground: Ground, tmp_path: Path) -> None:
    """Whoever was thanked before it began is in it; what it says is so; the log fits; no number comes twice."""
    real = ground.stage("real")
    told: list[tuple[str, str]] = []
    enough, stop = threading.Event(), threading.Event()

    def write() -> None:
        while not stop.is_set():
            text = f"Berättelse nummer {len(told)}."
            told.append((text, Visitor(real, text).tell()))
            if len(told) > 4:
                enough.set()

    real.start()
    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert enough.wait(60)
        assert real.forebygg("tick").returncode == 0
        before, folders = [], []
        for _ in range(2):
            before.append(list(told))
            folders.append(_backup(real, tmp_path / "copies", "--keys-dir", str(tmp_path / "keys")))
            time.sleep(1.1)  # a folder's name is a second
    finally:
        stop.set()
        writer.join(60)
    assert len(told) > len(before[0])
    keys = tmp_path / "keys" / folders[1].name
    options = ["--keys", str(keys), *ground.scratch("scratch")]
    tried = real.forebygg("restore", "--verify", str(folders[1]), *options)
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert "all fit" in tried.stdout and " 0 damaged" in tried.stdout and "0 read as disposed of" in tried.stdout
    real.kill()

    other = ground.stage("other")
    put = other.forebygg("restore", str(folders[1]), "--keys", str(keys), "--leave-free", "1000")
    assert put.returncode == 0, put.stdout + put.stderr
    found = _texts(other)
    assert {text for text, _ in before[1]} <= {text for text, _, _ in found.values()}
    assert None not in {text for text, _, _ in found.values()}
    other.run(SEAL)
    assert other.forebygg("audit", "verify").stdout.strip().endswith("all fit")
    other.start()
    assert all("Mottaget" in Visitor(other, "").read(code) for _, code in before[1][:2])
    Visitor(other, "Efteråt.").tell()
    [(series, new)] = [row[1:] for row in _texts(other).values() if row[0] == "Efteråt."]
    assert new == max(number for _, where, number in found.values() if where == series) + 1001
    assert (series, new) not in {row[1:] for row in _texts(real).values()}
    assert not {where for where, row in _texts(other).items() if row[0] == "Efteråt."} & set(_texts(real))
    other.kill()


END_ONE = """
from datetime import timedelta
from django.db import transaction
from forebygg.concerns.actions import ending
from forebygg.concerns.models import Concern
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.records import actions as records
from forebygg.secrecy import actions as secrecy
c = Concern.objects.select_related("circle", "thread", "run__version", "municipality").filter(ended_at=None).first()
with clock.fixed(clock.now() - timedelta(days=20)), transaction.atomic():
    ending.conclude(c, "closed-kindly", by=Actor.system("test", c.municipality))
records.run_disposal()
secrecy.sweep()
print(c.municipality.slug, c.reference)
"""
HAS_KEYS = "from forebygg.secrecy.models import DataKey; print(DataKey.objects.count())"
SWEEP = "from forebygg.secrecy import actions; actions.sweep()\n" + HAS_KEYS


def test_a_month_old_main_with_the_keys_of_today(ground: Ground, tmp_path: Path) -> None:
    """What was disposed of since cannot be read; what was not, can. The old keys are gone with the new back-up."""
    real = ground.stage("real")
    real.start()
    real.kill()
    old = _backup(real, tmp_path / "copies")
    alive = int(real.run(HAS_KEYS))
    real.environment["FOREBYGG_CLOCK_SHIFT_SECONDS"] = MONTH
    gone = real.run(END_ONE).strip()
    kept_keys = shutil.copytree(old, tmp_path / "kept-too-long")
    new = _backup(real, tmp_path / "copies")
    assert sorted(path.name for path in old.iterdir()) == [next(old.glob("main.*")).name, "manifest.json"]

    other = ground.stage("other")
    other.environment["FOREBYGG_CLOCK_SHIFT_SECONDS"] = MONTH
    refused = other.forebygg("restore", str(old), "--nothing-came")
    assert refused.returncode == 1 and "holds no back-up of keys" in refused.stderr
    put = other.forebygg("restore", str(old), "--keys", str(new), "--nothing-came")
    assert put.returncode == 0, put.stdout + put.stderr
    found = _texts(other)
    assert found[gone][0] is None
    assert len(found) > 1 and all(row[0] for where, row in found.items() if where != gone)

    # Keys kept too long, with the main of today: the deaths written there are repeated.
    left = int(real.run(HAS_KEYS))
    assert left < alive
    late = real.forebygg("restore", str(new), "--keys", str(kept_keys), "--only", "keys", "--replace")
    assert late.returncode == 1 and "--keys-older-than-main" in late.stderr
    options = ["--only", "keys", "--replace", "--keys-older-than-main"]
    if url := real.environment.get("FOREBYGG_KEYS_DATABASE_URL"):
        with psycopg.connect(url):
            busy = real.forebygg("restore", str(new), "--keys", str(kept_keys), *options)
            assert busy.returncode == 1 and "1 other sessions" in busy.stderr
    late = real.forebygg("restore", str(new), "--keys", str(kept_keys), *options)
    assert late.returncode == 0, late.stdout + late.stderr
    assert int(real.run(HAS_KEYS)) == alive
    assert int(real.run(SWEEP)) == left
