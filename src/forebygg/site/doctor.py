"""What is wrong with this installation, in whole sentences."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connections

from forebygg.facts import queries as facts
from forebygg.kit import clock, mode
from forebygg.notices import queries as notices
from forebygg.people import queries as people
from forebygg.secrecy import keys, walk
from forebygg.site import row_security
from forebygg.site.backup import making
from forebygg.site.backup.restoring import ASIDE
from forebygg.site.backup.scratch import PREFIX
from forebygg.site.models import Round
from forebygg.site.schedule import JOBS

ABOUT_THE_LOOP = "the job"
_OLD = timedelta(minutes=10)
_STUCK_AFTER = 10
_KEY_CLUSTER = {"wal_recycle": "off", "wal_keep_size": "0"}


def examine() -> list[str]:
    """Return every fault found; an empty list is good."""
    faults = [*_loop(), *_stores(), *row_security.faults()]
    if not mode.is_demo():
        faults.extend(_backups())
    if stuck := notices.count_stuck(_STUCK_AFTER):
        faults.append(f"{stuck} notices have failed {_STUCK_AFTER} times or more: is the mail server up?")
    return faults


def remarks() -> list[str]:
    """Return what whoever runs this should know though nothing is broken."""
    return [
        *_orphans(),
        *_leftovers(),
        *([] if mode.is_demo() else [*_untried(), *_custody(), *_passwords(), *_clear()]),
    ]


def _passwords() -> list[str]:
    if settings.FOREBYGG_KNOWN_PASSWORDS is not None:
        return []
    return ["no list of leaked passwords is given (docs/operating.md, FOREBYGG_KNOWN_PASSWORDS_FILE)"]


def _clear() -> list[str]:
    """What leaves this machine in clear, or under a certificate that nobody checks."""
    found = []
    if _is_away(settings.EMAIL_HOST) and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        found.append("mail goes to the relay in clear (docs/operating.md, FOREBYGG_SMTP_TLS)")
    hosts = {str(connections[alias].settings_dict.get("HOST") or "") for alias in ("default", "keys")}
    if any(map(_is_away, hosts)) and os.environ.get("PGSSLMODE") != "verify-full":
        found.append("PostgreSQL is reached over the network, and PGSSLMODE is not verify-full")
    return found


def _is_away(host: str) -> bool:
    return bool(host) and not host.startswith("/") and host not in ("localhost", "127.0.0.1", "::1")


def _orphans() -> list[str]:
    orphans = count_orphans()
    if not orphans:
        return []
    return [
        f"{orphans} keys open no text here. A few come from writing that was cut off. Many, after a restore, are those "
        "of texts newer than the back-up of main: somebody's texts. They are never swept (docs/operating.md, Restore)",
    ]


def count_orphans() -> int:
    """Return how many data keys no row refers to: one statement a model. A text being written just now may count."""
    return len(walk.orphans())


def _backups() -> list[str]:
    """A back-up that is too old, or none: the row is written by `forebygg backup` when the manifest is."""
    last, hours = _last(making.MADE), _fact("backup-hours")
    if last is None:
        return ["no back-up has been made: forebygg backup FOLDER (docs/operating.md, Back up)"]
    if last < clock.now() - clock.HOUR * hours:
        return [f"the newest back-up is older than {hours} hours: it was made {last.isoformat(timespec='minutes')}"]
    return []


def _untried() -> list[str]:
    last, days = _last(making.TRIED), _fact("backup-trial-days")
    if last is not None and last >= clock.now() - timedelta(days=days):
        return []
    return [f"no back-up has been tried for {days} days: forebygg restore --verify BACKUP"]


def _custody() -> list[str]:
    if keys.is_split():
        return []
    return ["the master key in use is not split on three persons: forebygg custody split (docs/operating.md, Custody)"]


def _leftovers() -> list[str]:
    """What was cut off, or set aside, and holds keys that should be gone."""
    home = Path(settings.HOME)
    found = [str(path) for prefix in (PREFIX, ASIDE) for path in home.glob(f"{prefix}*") if any(path.glob("*keys*"))]
    if connections["keys"].vendor == "postgresql":
        with connections["keys"].cursor() as cursor:
            cursor.execute("SELECT nspname FROM pg_namespace WHERE starts_with(nspname::text, %s)", [ASIDE])
            found.extend(f"the schema {row[0]}" for row in cursor.fetchall())
    return [f"{where} holds keys: remove it within the days that back-ups of keys are kept" for where in found]


def _last(job: str) -> datetime | None:
    row = Round.objects.filter(job=job).first()
    return row.last_run if row else None


def _fact(code: str) -> int:
    return facts.strictest(code, [town.pk for town in people.towns()])


def _loop() -> list[str]:
    rows = {row.job: row for row in Round.objects.all()}
    faults = []
    for job in JOBS:
        row = rows.get(job.name)
        if row is None or row.last_run is None or row.last_run < clock.now() - _OLD - timedelta(minutes=job.minutes):
            faults.append(f"{ABOUT_THE_LOOP} {job.name} has not run lately: is the loop process up?")
        elif row.last_error:
            faults.append(f"{ABOUT_THE_LOOP} {job.name} ended with {row.last_error}")
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
