"""Figures for a watching machine, in Prometheus' text format: does the house run, is anything stuck, how old is what.

Nothing about a worry, a person or a municipality: no count of what people write to us, and no label but a job's name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from forebygg.audit import queries as audit
from forebygg.kit import clock, mode
from forebygg.notices import queries as notices
from forebygg.secrecy import queries as secrecy
from forebygg.site import doctor
from forebygg.site.backup import making
from forebygg.site.models import Round
from forebygg.site.schedule import JOBS

KIND = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure now: its name, what it says, and its labels."""

    name: str
    about: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()

    def line(self) -> str:
        """Return it as the format asks."""
        held = ",".join(f'{name}="{value}"' for name, value in self.labels)
        return f"{self.name}{{{held}}} {self.value:g}" if held else f"{self.name} {self.value:g}"


def text() -> str:
    """Return all figures as they stand now."""
    lines, said = [], set[str]()
    for figure in sorted(_figures(), key=lambda figure: figure.name):
        if figure.name not in said:
            said.add(figure.name)
            lines += [f"# HELP {figure.name} {figure.about}", f"# TYPE {figure.name} gauge"]
        lines.append(figure.line())
    return "\n".join(lines) + "\n"


def newest_backup() -> datetime | None:
    """Return when the newest back-up was made, or None before the first: no figure then."""
    return Round.objects.filter(job=making.MADE).values_list("last_run", flat=True).first()


def _figures() -> Iterator[Figure]:
    built = (("version", version("forebygg")), ("mode", mode.mode()))
    yield Figure("forebygg_build_info", "Which version runs, and in which mode.", 1, built)
    yield Figure("forebygg_faults", "Faults that the doctor sees.", len(doctor.examine()))
    yield from _queues()
    yield from _jobs()
    yield Figure("forebygg_log_links", "Links of the log's chains.", sum(head.number for head in audit.heads()))
    yield Figure("forebygg_log_unsealed", "Events without a link yet.", audit.count_unsealed(clock.now()))
    if (made := newest_backup()) is not None:
        yield Figure("forebygg_backup_age_seconds", "Age of the newest back-up.", _age(made))
    if (memory := _memory()) is not None:
        yield Figure("forebygg_process_memory_bytes", "Memory of the process that answers.", memory)


def _queues() -> Iterator[Figure]:
    outbox = notices.outbox()
    age = _age(outbox.oldest) if outbox.oldest else 0
    yield Figure("forebygg_notices_waiting", "Letters that have not left.", outbox.number)
    yield Figure("forebygg_notices_oldest_seconds", "Age of the oldest letter that has not left.", age)
    yield Figure("forebygg_notices_stuck", "Letters refused by the mail server ten times.", notices.count_stuck(10))
    yield Figure("forebygg_keys_to_destroy", "Keys whose death is asked for.", len(secrecy.keys_to_shred()))


def _jobs() -> Iterator[Figure]:
    rounds = {row.job: row for row in Round.objects.all()}
    for job in JOBS:
        row, label = rounds.get(job.name), (("job", job.name),)
        if row is not None and row.last_run is not None:
            yield Figure("forebygg_job_age_seconds", "Since a job last began.", _age(row.last_run), label)
        failed = row is not None and bool(row.last_error)
        yield Figure("forebygg_job_failed", "Whether its last round ended with a fault.", failed, label)


def _age(moment: datetime) -> float:
    return max(0.0, (clock.now() - moment).total_seconds())


def _memory() -> int | None:
    """Return the resident memory of this process in bytes, where the system tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")
