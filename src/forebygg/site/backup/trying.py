"""`forebygg restore --verify`: a back-up laid out in a scratch place and looked through, text by text."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from django.db import DatabaseError

from forebygg.site.backup import making, pairs, stores
from forebygg.site.backup.pairs import Part
from forebygg.site.backup.scratch import Scratch, scratch


@dataclass
class Report:
    """What was seen: figures in whole sentences, and faults. No fault: it can be restored."""

    figures: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def verify(folder: Path, keys_folder: Path | None = None, *, main_url: str = "", keys_url: str = "") -> Report:
    """Lay out, count, recompute the log, open every text. Leaves nothing. Raises Refused when it cannot begin."""
    started = monotonic()
    parts = pairs.choose(folder, keys_folder)
    report = Report()
    if pairs.keys_are_older(parts):
        report.faults.append("the keys were copied before main: what came in between is lost, and dead keys are back")
    with scratch(main_url, keys_url) as place:
        _lay_out(parts, place, report)
        laid = monotonic()
        found = place.examine()
    _judge(found, parts, report)
    spent = monotonic() - started
    report.figures.append(f"{spent:.1f} seconds, of which {laid - started:.1f} to lay out")
    if not report.faults and stores.is_taken(stores.settings_of("default")):
        with suppress(DatabaseError):  # on the night when it is needed, what is here may be whole, broken or nothing
            making.stamp(making.TRIED)
    return report


def _lay_out(parts: list[Part], place: Scratch, report: Report) -> None:
    for part in parts:
        target = place.stores[part.alias]
        stores.lay_out(part.file, target)
        rows, _ = stores.look(target)
        for table, number in part.manifest.copy.rows.items():
            if rows.get(table) != number:
                report.faults.append(f"{table}: {rows.get(table)} rows, and {number} when it was copied")
        name = stores.STORES[part.alias]
        report.figures.append(
            f"{name}: {sum(rows.values())} rows in {len(rows)} tables, {part.manifest.copy.bytes} bytes, "
            f"of {part.manifest.begun_at}"
        )


def _judge(found: dict[str, Any], parts: list[Part], report: Report) -> None:
    kept = parts[0].manifest.seals
    there = {line.rsplit(" ", 2)[0]: int(line.rsplit(" ", 2)[1]) for line in found["heads"]}
    for line in kept:
        chain, number, _hash = line.rsplit(" ", 2)
        if there.get(chain, 0) < int(number) or (there[chain] == int(number) and line not in found["heads"]):
            report.faults.append(f"the log ends before the link it had: {line}")
    report.faults.extend(found["broken"])
    report.faults.extend(f"a seal does not hold: {where}" for where in found["damaged"])
    if found["boards_without"]:
        report.faults.append(f"the master key does not open the keys of {found['boards_without']} boards")
    report.figures.append(f"the log: {found['links']} links, " + ("all fit" if not found["broken"] else "not all fit"))
    report.figures.append(
        f"texts: {found['opened']} open, {found['gone']} read as disposed of (their key is gone), "
        f"{len(found['damaged'])} damaged; {found['orphans']} keys without a text"
    )
