"""kill -9 at random moments, and at both seams between the two stores: every thanked worry is there, once, whole."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.stage import Stage, Visitor
from tests.postgres import KEY_SETTINGS, Cluster
from tests.seeds import SOAK

pytestmark = pytest.mark.crash
SUBMISSIONS = 50
KILLS = 60 if SOAK else 6

READ_ALL = """
import json
from forebygg.concerns.models import Concern
from forebygg.secrecy import queries as secrecy
from forebygg.secrecy.queries import Place
found = []
for c in Concern.objects.select_related("board", "municipality", "register_row"):
    place = Place(c.municipality.slug, "concerns.Concern.what_happened", c.uid)
    found.append([secrecy.unseal(c.board.uid, {place: c.what_happened})[place], c.register_row.number, c.reference])
print(json.dumps(found))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    """An installation on each of the two databases, with durable commits."""
    clusters = []
    environment = {}
    if request.param == "postgresql":
        clusters = [Cluster("main", fsync=True), Cluster("keys", options=KEY_SETTINGS, fsync=True)]
        main, keys = clusters
        environment = {
            "FOREBYGG_DATABASE_URL": main.application(),
            "FOREBYGG_OWNER_DATABASE_URL": main.url(),
            "FOREBYGG_KEYS_DATABASE_URL": keys.url(),
        }
    made = Stage(tmp_path, **environment)
    try:
        yield made
    finally:
        made.kill()
        for cluster in clusters:
            cluster.stop()


def test_fifty_submissions_under_kills(stage: Stage) -> None:
    """Fifty people write while the server is killed again and again."""
    stage.start()
    codes: list[tuple[str, str]] = []
    done = threading.Event()

    def write() -> None:
        try:
            for number in range(SUBMISSIONS):
                text = f"Berättelse nummer {number}."
                codes.append((text, Visitor(stage, text).tell()))
        finally:
            done.set()

    writer = threading.Thread(target=write)
    writer.start()
    for _ in range(KILLS):
        if done.wait(random.uniform(0.3, 2.0)):
            break
        stage.kill()
        stage.start()
    writer.join(timeout=240)
    assert len(codes) == SUBMISSIONS
    kept = [row for row in json.loads(stage.run(READ_ALL)) if row[0].startswith("Berättelse")]
    assert sorted(text for text, _, _ in kept) == sorted(text for text, _ in codes)
    assert len({number for _, number, _ in kept}) == len({ref for _, _, ref in kept}) == SUBMISSIONS
    assert all("Mottaget" in Visitor(stage, "").read(code) for _, code in codes[:4])


SEAM_CREATE = """
import os
from uuid import uuid4
from forebygg.concerns import actions
from forebygg.concerns.reports import Report
from forebygg.kit.actor import Actor
from forebygg.people import queries as people
from forebygg.secrecy import keys
made = keys.create
def create(board, number=1):
    made(board, number)
    os._exit(9)
keys.create = create
report = Report("worry", "web", "under-18", "aldrig halv", "", {}, "1234567890123456", uuid4())
actions.register_concern(report, by=Actor.public(people.towns()[0]))
"""
COUNT = """
from forebygg.concerns.models import Concern
from forebygg.records.models import RegisterRow
from forebygg.mailbox.models import Thread
from forebygg.secrecy.models import DataKey
print(Concern.objects.count(), RegisterRow.objects.count(), Thread.objects.count(), DataKey.objects.count())
"""


def test_killed_between_the_key_and_the_text(stage: Stage) -> None:
    """The keys of text and way back are committed together, the worry is not: harmless orphans, and nothing half."""
    stage.start()
    before = [int(n) for n in stage.run(COUNT).split()]
    stage.run(SEAM_CREATE)
    after = [int(n) for n in stage.run(COUNT).split()]
    assert after[:3] == before[:3]
    assert after[3] == before[3] + 2


SEAM_SHRED = """
import os
from datetime import timedelta
from django.db import transaction
from forebygg.concerns.actions import ending
from forebygg.concerns.models import Concern
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.records import actions as records
from forebygg.secrecy import keys
c = Concern.objects.select_related("circle", "thread", "run__version", "municipality").first()
with transaction.atomic():
    ending.conclude(c, "closed-kindly", by=Actor.system("test", c.municipality))
print(c.key, flush=True)
def destroy(uid):
    os._exit(9)
keys.destroy = destroy
with clock.fixed(clock.now() + timedelta(days=20)):
    records.run_disposal()
    from forebygg.secrecy import actions
    actions.sweep()
"""


def test_killed_between_the_removal_and_the_keys_death(stage: Stage) -> None:
    """The row and its certificate are committed, the key lives: the next round destroys it."""
    stage.start()
    stage.kill()
    key = stage.run(SEAM_SHRED).strip()
    look = f"""
from forebygg.secrecy import actions
from forebygg.secrecy.models import DataKey
from forebygg.records.models import Certificate
print(DataKey.objects.filter(uid="{key}").count(), Certificate.objects.count())
actions.sweep()
print(DataKey.objects.filter(uid="{key}").count())
"""
    assert stage.run(look).split() == ["1", "1", "0"]


RAW = """
from forebygg.secrecy import actions, keys
from forebygg.secrecy.models import DataKey
row = DataKey.objects.first()
print(bytes(row.wrapped).hex(), flush=True)
"""
DESTROY = """
from forebygg.secrecy import actions, keys
from forebygg.secrecy.models import DataKey
actions.shred(DataKey.objects.first().uid)
actions.sweep()
actions.scrub()
"""


def test_destroyed_bytes_are_gone_from_the_raw_store(stage: Stage, tmp_path: Path) -> None:
    """The wrapped key's bytes lie in the store's files before, and in none of them after."""
    stage.start()
    time.sleep(1)
    stage.kill()
    needle = bytes.fromhex(stage.run(RAW).strip())
    folder = tmp_path
    if "FOREBYGG_KEYS_DATABASE_URL" in stage.environment:
        from urllib.parse import unquote

        folder = Path(unquote(stage.environment["FOREBYGG_KEYS_DATABASE_URL"].partition("host=")[2])) / "data"
        stage.run("from django.db import connections\nconnections['keys'].cursor().execute('CHECKPOINT')")
    assert _found(folder, needle)
    stage.run(DESTROY)
    assert not _found(folder, needle)


def _found(folder: Path, needle: bytes) -> list[str]:
    return [str(path) for path in folder.rglob("*") if path.is_file() and needle in path.read_bytes()]
