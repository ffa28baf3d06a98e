"""The whole life of a worry, over and over, by chance: many people, two municipalities, time passing, and a model of
what must hold that knows nothing of the product. A walk that fails is made short, and printed so that it can be walked
again: `FOREBYGG_WALK="7:12,40,88" pytest tests/journeys/test_life_of_a_worry.py`.
"""

from __future__ import annotations

import os
import random
import time
import traceback
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.db import transaction

from forebygg.kit import clock
from tests.journeys import (  # noqa: F401 - sign up their steps
    life_checks,
    life_coming,
    life_handling,
    life_house,
    life_passing,
    life_readers,
    life_requests,
)
from tests.journeys.life_steps import STEPS
from tests.journeys.life_world import World, ground, restart
from tests.seeds import SOAK, drawn

# A walk is one long transaction, which PostgreSQL bears less well: there the walks are shorter.
ELSEWHERE = os.environ.get("FOREBYGG_TEST_DATABASE") == "postgresql"
LENGTH = int(os.environ.get("FOREBYGG_STEPS") or (300 if ELSEWHERE else 1050))
WALKS = 90 if SOAK else 1 if ELSEWHERE else 2
CHECK_EVERY = 40
SECONDS_TO_SHORTEN = 40


class _Undo(Exception):  # noqa: N818
    """Takes a walk back."""


def one_step(world: World, seed: int, number: int) -> None:
    """Take one step. What happens follows from seed, number and the world only, so steps can be left out."""
    rng = random.Random(f"{seed}:{number}")
    step = rng.choices([step for _, step in STEPS], [weight for weight, _ in STEPS])[0]
    with clock.fixed(world.now):
        step(world, rng)


def walk(seed: int, steps: Iterable[int], *, thorough: bool = False) -> tuple[World, list[int], str]:
    """Walk on the ground that lies there, and take everything back. Returns the world, the steps taken, and what went
    wrong (empty: nothing)."""
    world, taken, fault, name = World(), list[int](), "", ""
    restart()
    try:
        with transaction.atomic():
            try:
                for number in steps:
                    taken.append(number)
                    name = f"{told(seed, [number])}"
                    one_step(world, seed, number)
                    if thorough or number % CHECK_EVERY == 0:
                        name = f"check after {name}"
                        with clock.fixed(world.now):
                            life_checks.check(world, everybody=thorough)
                with clock.fixed(world.now):
                    name = "last check"
                    life_checks.check(world, everybody=True)
                    life_checks.check_end(world)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is shown and walked again
                where = traceback.extract_tb(error.__traceback__)[-1]
                fault = f"{Path(where.filename).name}:{where.lineno} in {name} → {type(error).__name__}: {error}"
            raise _Undo
    except _Undo:
        restart()
    return world, taken, fault


def shorten(seed: int, steps: list[int], place: str) -> list[int]:
    """Leave out every run of steps without which the walk still fails at the same place, for some time."""
    until, size = time.process_time() + SECONDS_TO_SHORTEN, max(len(steps) // 2, 1)
    while size >= 1 and time.process_time() < until:
        start = 0
        while start < len(steps) and time.process_time() < until:
            without = steps[:start] + steps[start + size :]
            _world, taken, fault = walk(seed, without, thorough="check" in place)
            if fault.startswith(place):
                steps = taken
            else:
                start += size
        size //= 2
    return steps


def told(seed: int, steps: Iterable[int]) -> str:
    """Return the walk as a list to read: which step, by its name."""
    names = []
    for number in steps:
        rng = random.Random(f"{seed}:{number}")
        step = rng.choices([step for _, step in STEPS], [weight for weight, _ in STEPS])[0]
        names.append(f"{number} {step.__name__}")
    return "; ".join(names)


def written(steps: list[int]) -> str:
    """Return "0-40,52,60-61"."""
    runs: list[list[int]] = []
    for number in steps:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def read(text: str) -> list[int]:
    """Return the steps that were written so."""
    ends = [part.partition("-") for part in text.split(",")]
    return [number for first, _dash, last in ends for number in range(int(first), int(last or first) + 1)]


def _walk_or_fail(seed: int, steps: Iterable[int]) -> World:
    world, taken, fault = walk(seed, steps)
    if fault:
        place = fault.split()[0]
        short = shorten(seed, taken, place)
        again = walk(seed, short, thorough=True)[2] or fault
        names = told(seed, short) if len(short) < 200 else f"{len(short)} steps, the last {told(seed, short[-5:])}"
        pytest.fail(f'FOREBYGG_WALK="{seed}:{written(short)}"\n{names}\n{again}\n(first seen: {fault})', pytrace=False)
    return world


def _seeds() -> list[int]:
    first = drawn()
    return [first + number for number in range(WALKS)]


def test_the_whole_life() -> None:
    """Thousands of deeds, and at every turn: nothing opened unlogged, nothing outside its circle, nothing lost."""
    ground()
    if given := os.environ.get("FOREBYGG_WALK"):
        seed, _colon, numbers = given.partition(":")
        fault = walk(int(seed), read(numbers), thorough=True)[2]
        assert not fault, fault
        return
    for seed in _seeds():
        print(f"FOREBYGG_SEED={seed}")
        world = _walk_or_fail(seed, range(LENGTH))
        ended = [matter for matter in world.model.matters if matter.ended]
        gone = [matter for matter in world.model.matters if matter.gone]
        assert ended and world.model.opened > LENGTH / 20, "the walk went nowhere"
        print(f"{world.deeds} deeds, {len(ended)} matters ended, {len(gone)} gone, {world.model.opened} texts opened")
        asked = world.model.requests
        ways = {"decided": "decided", "refused": "refusal", "appealed": "appealed", "closed": "closed", "gone": "gone"}
        print(len(asked), "requests", {name: sum(bool(getattr(r, part)) for r in asked) for name, part in ways.items()})
