"""`forebygg upgrade --rehearse`: this version tried on a copy of both stores, while the old one serves."""

from __future__ import annotations

from time import monotonic

from forebygg.kit import clock
from forebygg.site import doctor
from forebygg.site.backup import stores
from forebygg.site.backup.scratch import Scratch, scratch
from forebygg.site.backup.trying import Report

_COPY = "copied.tmp"


def rehearse(*, main_url: str = "", keys_url: str = "") -> Report:
    """Copy, prepare, look. The real stores are read and nothing else. Raises Refused when it cannot begin."""
    report, started, begun = Report(), monotonic(), clock.now()
    with scratch(main_url, keys_url) as place:
        before = _copy(place)
        report.figures.append(f"copied in {monotonic() - started:.1f} seconds, as it was at {begun.isoformat()}")
        started = monotonic()
        _run(place, report, "prepare")
        report.figures.append(f"prepared in {monotonic() - started:.1f} seconds: so long the house is shut at least")
        if report.faults:
            return report
        after = {alias: stores.look(settings) for alias, settings in place.stores.items()}
        for alias, (rows, migrations) in after.items():
            _compare(before[alias], (rows, migrations), report, tells=alias == "default")
        _ask_doctor(place, report)
        found = place.examine()
    report.faults.extend(found["broken"])
    report.faults.extend(f"a seal does not hold: {where}" for where in found["damaged"])
    report.figures.append(f"the log: {found['links']} links")
    report.figures.append(f"texts: {found['opened']} open, {found['gone']} read as disposed of")
    return report


def _copy(place: Scratch) -> dict[str, tuple[dict[str, int], dict[str, list[str]]]]:
    found = {}
    for alias in stores.STORES:
        file = place.home / f"{alias}-{_COPY}"
        found[alias] = stores.copy_out(alias, file)
        stores.lay_out(file, place.stores[alias])
        file.unlink()
    return found


def _compare(
    before: tuple[dict[str, int], dict[str, list[str]]],
    after: tuple[dict[str, int], dict[str, list[str]]],
    report: Report,
    *,
    tells: bool,
) -> None:
    """Migrations are written down in both stores: they are told once."""
    new = [f"{app}.{name}" for app, names in after[1].items() for name in names if name not in before[1].get(app, [])]
    if new and tells:
        report.figures.append(f"migrations run: {', '.join(new)}")
    fewer = {table: (number, after[0].get(table, 0)) for table, number in before[0].items()}
    report.figures.extend(
        f"{table}: {old} rows before, {now} after" for table, (old, now) in fewer.items() if now < old
    )


def _run(place: Scratch, report: Report, command: str) -> None:
    done = place.run(command)
    if done.returncode:
        said = [line for line in (*done.stdout.splitlines(), *done.stderr.splitlines()) if line.strip()]
        report.faults.append(f"{command}: {said[-1] if said else 'no word'}")


def _ask_doctor(place: Scratch, report: Report) -> None:
    """Pass on what doctor says of the copy, but for the loop: none runs there. The real stores are not asked: their
    tables are those of the version in use."""
    said = place.run("doctor").stdout.splitlines()[:-1]  # the last line only counts
    report.figures.extend(f"doctor: {line}" for line in said if not line.startswith(doctor.ABOUT_THE_LOOP))
