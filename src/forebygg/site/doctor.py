"""What is wrong with this installation, in whole sentences."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.apps import apps
from django.db import connections, models
from django.db.models.functions import Substr

from forebygg.kit import clock
from forebygg.kit.envelope import KEY_PLACE
from forebygg.kit.fields import SealedText
from forebygg.notices import queries as notices
from forebygg.secrecy import queries as secrecy
from forebygg.secrecy.models import ToShred
from forebygg.site.models import Round
from forebygg.site.schedule import JOBS

_OLD = timedelta(minutes=10)
_STUCK_AFTER = 10
_KEY_CLUSTER = {"wal_recycle": "off", "wal_keep_size": "0"}


def examine() -> list[str]:
    """Return every fault found; an empty list is good."""
    faults = [*_loop(), *_stores()]
    if stuck := notices.count_stuck(_STUCK_AFTER):
        faults.append(f"{stuck} notices have failed {_STUCK_AFTER} times or more: is the mail server up?")
    return faults


def remarks() -> list[str]:
    """Return what whoever runs this should know though nothing is broken."""
    orphans = count_orphans()
    if not orphans:
        return []
    return [
        f"{orphans} keys open no text here. A few come from writing that was cut off. Many, after a restore, are those "
        "of texts newer than the back-up of main: somebody's texts. They are never swept (docs/operating.md, Restore)"
    ]


def count_orphans() -> int:
    """Return how many data keys no row refers to: one statement a model. A text being written just now may count."""
    keys = secrecy.data_keys()  # first: a key that comes while the rows are read is no orphan
    for model in apps.get_models():
        keys -= _keys_named_in(model)
    return len(keys)


def _keys_named_in(model: type[models.Model]) -> set[UUID]:
    """Return the keys that a model's rows name: in a column for it, or in the envelope of a sealed text."""
    if model is ToShred:  # names the dead, and those that wait for the sweeper
        return set()
    columns: list[str | Substr] = [
        Substr(field.name, *KEY_PLACE, output_field=models.BinaryField())
        for field in model._meta.concrete_fields
        if isinstance(field, SealedText)
    ]
    if any(isinstance(field, models.UUIDField) and field.name == "key" for field in model._meta.concrete_fields):
        columns.append("key")
    if not columns:
        return set()
    named = {value for row in model._default_manager.values_list(*columns).iterator() for value in row if value}
    return {value if isinstance(value, UUID) else UUID(bytes=bytes(value)) for value in named}


def _loop() -> list[str]:
    rows = {row.job: row for row in Round.objects.all()}
    faults = []
    for job in JOBS:
        row = rows.get(job.name)
        if row is None or row.last_run is None or row.last_run < clock.now() - _OLD - timedelta(minutes=job.minutes):
            faults.append(f"the job {job.name} has not run lately: is the loop process up?")
        elif row.last_error:
            faults.append(f"the job {job.name} ended with {row.last_error}")
    return faults


def _stores() -> list[str]:
    keys, main = connections["keys"], connections["default"]
    if keys.vendor != main.vendor:
        return ["the two stores are of different kinds"]
    if keys.vendor != "postgresql":
        return []
    faults = []
    with keys.cursor() as cursor:
        for name, wanted in _KEY_CLUSTER.items():
            cursor.execute(f"SHOW {name}")
            (found,) = cursor.fetchone() or ("",)
            if str(found).removesuffix("MB") != wanted:
                faults.append(f"the keys cluster has {name} = {found}; it must be {wanted}, or destroyed keys stay")
        cursor.execute("SELECT system_identifier FROM pg_control_system()")
        key_cluster = cursor.fetchone()
    with main.cursor() as cursor:
        cursor.execute("SELECT system_identifier FROM pg_control_system()")
        if cursor.fetchone() == key_cluster:
            faults.append("keys and main lie in one cluster: its archive would keep the bytes of destroyed keys")
    return faults
