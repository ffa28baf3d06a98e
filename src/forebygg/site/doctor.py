"""What is wrong with this installation, in whole sentences."""

from __future__ import annotations

from datetime import timedelta

from django.db import connections

from forebygg.kit import clock
from forebygg.notices import queries as notices
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
