"""What nearly every test stands on is made once in a process, and afterwards laid out again as rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import models, router

from forebygg.audit.models import Event
from forebygg.facts.models import Fact
from forebygg.kit import clock
from forebygg.people.models import Municipality, User

Table = tuple[str, type[models.Model]]
Rows = dict[Table, list[models.Model]]
# How many lie there of what everything leaves something in: tells which ground this is.
Ground = tuple[int, ...]
_made: dict[tuple[Ground, str, str], Rows] = {}
_known: set[Ground] = {(0, 0, 0, 0)}


def _ground() -> Ground:
    return tuple(model._base_manager.count() for model in (Event, Fact, Municipality, User))


def _lying() -> dict[Table, dict[Any, models.Model]]:
    found = {}
    for model in apps.get_models(include_auto_created=True):
        alias = router.db_for_read(model) or "default"
        found[alias, model] = {row.pk: row for row in model._base_manager.using(alias).order_by("pk")}
    return found


@contextmanager
def laid_once(what: str) -> Iterator[bool]:
    """Yield whether it lies there now, from memory; if not, it is made inside, and remembered for the next test.

    Only on ground where nothing lies but what was laid so: a row put down twice would meet itself, and fail.
    """
    beneath = _ground()
    key = (beneath, what, clock.now().isoformat())
    if key in _made:
        for (alias, model), rows in _made[key].items():
            model._base_manager.using(alias).bulk_create(rows)
        yield True
        return
    if beneath not in _known:
        yield False
        return
    before = _lying()
    yield False
    after = _lying()
    if all(_values(after[t].get(pk)) == _values(row) for t, rows in before.items() for pk, row in rows.items()):
        new = {t: [row for pk, row in rows.items() if pk not in before[t]] for t, rows in after.items()}
        _made[key] = {t: rows for t, rows in new.items() if rows}
        _known.add(_ground())


def _values(row: models.Model | None) -> dict[str, Any] | None:
    return row and {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
