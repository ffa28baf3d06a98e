"""The loop process: runs what is due each minute, under a lock row, one job's fault never stopping another."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

from django.db import close_old_connections, transaction

from forebygg.kit import clock
from forebygg.site.models import Round
from forebygg.site.schedule import JOBS, Job

_log = logging.getLogger("forebygg.loop")
_SLACK = timedelta(seconds=5)


def is_due(job: Job, last_run: datetime | None) -> bool:
    """Say whether a job's minutes have passed since its last round."""
    return last_run is None or last_run + timedelta(minutes=job.minutes) - _SLACK <= clock.now()


def _claim(job: Job) -> bool:
    """Take a job's round: two loops never run the same one."""
    with transaction.atomic():
        Round.objects.get_or_create(job=job.name)
        row = Round.objects.select_for_update().get(job=job.name)
        if not is_due(job, row.last_run):
            return False
        row.last_run = clock.now()
        row.save(update_fields=["last_run"])
        return True


def run_due() -> list[str]:
    """Run every job that is due. Returns the names of those that ran."""
    ran = []
    for job in JOBS:
        if not _claim(job):
            continue
        error = ""
        try:
            job.run()
        except Exception as fault:  # the next minute tries again; the type is enough to mend it
            error = type(fault).__name__
            _log.exception("job %s", job.name)
        Round.objects.filter(job=job.name).update(last_error=error)
        ran.append(job.name)
    return ran


def run_for_ever() -> None:
    """Run each minute until stopped."""
    while True:
        close_old_connections()
        try:
            run_due()
        except Exception:
            _log.exception("the loop itself")
        time.sleep(20)
