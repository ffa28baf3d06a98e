"""Rotation of a real installation: only while nobody is at work, killed at each seam, the old master key refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.crash.stage import Stage, Visitor
from tests.crash.test_kill import stage  # noqa: F401 - a fixture, both databases

pytestmark = pytest.mark.crash

TALLY = """
import json
from forebygg.secrecy import walk
from forebygg.secrecy.models import DataKey, ToShred
t = walk.tally()
waiting = ToShred.objects.filter(done_at=None).count()
keys = sorted(str(uid) for uid in DataKey.objects.values_list("uid", flat=True))
print(json.dumps([t.opened, t.gone, len(t.damaged), waiting, keys]))
"""
SEAMS = {
    "a key is made": "Sealer.seal",
    "texts are sealed anew": "rotation.shred",
    "the old key is to die": "keys.destroy",
}
KILLED = """
import os, itertools
from forebygg.kit.actor import Actor
from forebygg.people.models import Board
from forebygg.secrecy import actions, keys
from forebygg.secrecy.actions import Sealer, rotation
count, real = itertools.count(), {seam}
def end(*a, **n):
    if next(count) == 2:
        os._exit(9)
    return real(*a, **n)
{seam} = end
board = Board.objects.select_related("municipality").get(code="sn", municipality__slug="vaxjo")
actions.rotate_data(board, by=Actor.system("rotate-keys", board.municipality))
"""


def _tally(at: Stage) -> tuple[int, int, int, int, list[str]]:
    found = json.loads(at.run(TALLY))
    return (*found[:4], found[4])


def test_data_keys_under_kills(stage: Stage) -> None:  # noqa: F811
    """Killed at each seam: no text is lost, and a run to the end leaves every text under a new key."""
    stage.start()
    stage.kill()
    opened, gone, damaged, _, before = _tally(stage)
    assert opened > 10 and (gone, damaged) == (0, 0)
    for seam in SEAMS.values():
        stage.run(KILLED.format(seam=seam))
        assert _tally(stage)[:3] == (opened, 0, 0)
    done = stage.forebygg("rotate-keys", "data")
    assert done.returncode == 0, done.stderr
    after = _tally(stage)
    assert after[:4] == (opened, 0, 0, 0)
    assert not set(before) & set(after[4])


def test_the_master_key_of_a_served_house(stage: Stage, tmp_path: Path) -> None:  # noqa: F811
    """Refused while it is served; then the old key is refused, and codes and texts work under the new one."""
    stage.start()
    code = Visitor(stage, "Före bytet.").tell()
    new = tmp_path / "new.key"
    for level in (["master", "--new-key-file", str(new)], ["board", "all"], ["data"]):
        refused = stage.forebygg("rotate-keys", *level)
        assert refused.returncode == 1 and "Stop" in refused.stderr, refused.stderr
    assert not new.exists()
    stage.kill()
    opened = _tally(stage)[0]
    assert stage.forebygg("rotate-keys", "board", "all").returncode == 0
    assert "There are: vaxjo/" in stage.forebygg("rotate-keys", "board", "nowhere/sn").stderr
    rotated = stage.forebygg("rotate-keys", "master", "--new-key-file", str(new))
    assert rotated.returncode == 0 and str(new) in rotated.stdout, rotated.stderr
    assert new.read_text() not in rotated.stdout and new.stat().st_mode & 0o777 == 0o600
    for command in ("prepare", "tick", "serve"):
        refused = stage.forebygg(command)
        assert refused.returncode == 1 and "Give the right one" in refused.stderr and "Traceback" not in refused.stderr
    again = stage.forebygg("rotate-keys", "master", "--new-key-file", str(new))
    assert again.returncode == 1 and "Give the right one" in again.stderr
    stage.environment["FOREBYGG_MASTER_KEY_FILE"] = str(new)
    assert _tally(stage)[:3] == (opened, 0, 0)
    stage.start()
    assert "Mottaget" in Visitor(stage, "").read(code)
