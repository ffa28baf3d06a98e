"""kill -9 at a statement, or at a commit of either store, by chance: in real files and clusters, no test around it.

Each life of the process sets the ground of a deed, writes down what there is, begins the deed and is killed; the next
one must find that, or all that the deed does. The seed is printed; `FOREBYGG_SEED=…` draws the same again.
"""

from __future__ import annotations

import json
import random

import pytest

from tests.crash.stage import Stage
from tests.crash.test_kill import stage  # noqa: F401 - the installation on each of the two databases
from tests.seeds import SOAK, drawn

pytestmark = pytest.mark.crash
KILLS = 60 if SOAK else 5
DEEDS = ("register_concern", "hand_over_concern", "add_to_thread", "send_note", "meet_duty")
PREPARE = """
from forebygg.demo import loading
from forebygg.site.install import prepare
prepare()
loading.load_missing()
"""
LIFE = """
import json, os, signal, sys
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from forebygg.people.models import Municipality
from tests.cast import Cast
from tests.crash.points import ATOMIC
from tests.crash.test_every_statement import sizes
name, at = "{name}", {at}
print("FOUND", json.dumps(sizes()), flush=True)
do = ATOMIC[name](Cast(Municipality.objects.get(slug="vaxjo")))
print("BEFORE", json.dumps(sizes()), flush=True)
number = 0
def count():
    global number
    number += 1
    if number == at:
        print("KILLED", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
def wrapper(execute, *rest):
    count()
    return execute(*rest)
commit = BaseDatabaseWrapper._commit
def counted(self):
    count()
    given = commit(self)
    count()
    return given
BaseDatabaseWrapper._commit = counted
with connections["default"].execute_wrapper(wrapper), connections["keys"].execute_wrapper(wrapper):
    do()
print("AFTER", json.dumps(sizes()), number, flush=True)
"""


def life(on: Stage, name: str, at: int) -> dict[str, str]:
    """Live once; return what was said, by its first word."""
    said = on.run(LIFE.format(name=name, at=at)).splitlines()
    return {line.partition(" ")[0]: line.partition(" ")[2] for line in said}


def test_killed_anywhere(stage: Stage) -> None:  # noqa: F811 - the fixture
    """Nothing of the deed, or all of it."""
    seed = drawn()
    rng = random.Random(seed)
    stage.run(PREPARE)
    whole = {}
    for name in DEEDS if KILLS > 10 else DEEDS[:2]:
        said = life(stage, name, 0)
        left, _space, number = said["AFTER"].rpartition(" ")
        before, after = json.loads(said["BEFORE"]), json.loads(left)
        whole[name] = ({label: after[label] - before[label] for label in after}, int(number))
    last: tuple[str, int, dict[str, int]] | None = None
    for _ in range(KILLS + 1):
        name = rng.choice(sorted(whole))
        at = rng.randint(1, whole[name][1])
        said = life(stage, name, at)
        assert "KILLED" in said, (name, at, said)
        found = json.loads(said["FOUND"])
        if last is not None:
            changed = {label: found[label] - last[2][label] for label in found}
            nothing, everything = not any(changed.values()), changed == whole[last[0]][0]
            assert nothing or everything, f"FOREBYGG_SEED={seed}: {last[:2]}: {changed}"
        last = (name, at, json.loads(said["BEFORE"]))
