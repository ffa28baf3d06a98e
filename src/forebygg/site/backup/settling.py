"""After a back-up was laid out: deaths are repeated, and no number is given a second time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.people import queries as people
from forebygg.records import actions as records
from forebygg.records import queries as register
from forebygg.secrecy import actions as secrecy
from forebygg.site import events, install
from forebygg.site.backup import Refused
from forebygg.site.backup.manifest import Manifest

_USED = re.compile(r"^(?P<town>[a-z0-9-]+)/(?P<board>[a-z0-9-]+)/(?P<year>\d{4})=(?P<number>\d{1,6})$")
# The series of references has sixty million: leaving some out costs nothing, and no municipality gives so many between
# two back-ups.
_REFERENCES = 10_000


@dataclass(frozen=True)
class Numbers:
    """What is known of the registry numbers given after the back-up: the last used of a series ("vaxjo/sn/2026=57"),
    so many to leave free in every series, or that nothing came."""

    used: list[str] = field(default_factory=list)
    leave_free: int = 0
    nothing_came: bool = False

    def require_said(self, folder: Path) -> None:
        """Raise Refused while nobody has said: guessing would give a number twice."""
        if sum(map(bool, (self.used, self.leave_free, self.nothing_came))) != 1:
            raise Refused(
                f"which registry numbers were given after {folder.name}? Say one of these: --used TOWN/BOARD/YEAR=LAST "
                "for each series (receipts, printed documents and the receivers' own systems know the last), "
                "--leave-free N to leave N numbers free in every series, or --nothing-came when no text can have come. "
                "The gap is written in the register."
            )
        for line in self.used:
            if not _USED.match(line):
                raise Refused(f"{line!r} is no series: write TOWN/BOARD/YEAR=LAST, for instance vaxjo/sn/2026=57")


def settle(main: Manifest, numbers: Numbers, *, only: str | None) -> list[str]:
    """Bring the tables up to this version, then make good, in one transaction. Returns what was done."""
    install.prepare()
    with transaction.atomic():
        by = Actor.system("restore")
        repeated = secrecy.repeat_shredding(by=by)
        said = [f"{repeated} deaths of keys are repeated by the loop"]
        if only != "keys":
            said += _free_numbers(main, numbers)
        detail = {"of": main.begun_at, "only": only or "both", "version": main.version}
        audit.record(events.RESTORED, about=None, by=by, detail=detail)
    return said


def _free_numbers(main: Manifest, numbers: Numbers) -> list[str]:
    said = []
    wanted = {tuple(match.group("town", "board", "year")): int(match["number"]) for match in _matches(numbers)}
    years = range(clock.local(main.moment).year, clock.today().year + 1)
    for town in people.towns():
        by = Actor.system("restore", town)
        records.skip_references(_REFERENCES, by=by)
        for board in people.list_boards(by):
            for year in years:
                last = wanted.pop((town.slug, board.code, str(year)), 0)
                if numbers.leave_free and not last:
                    last = register.last_number(board, year) + numbers.leave_free
                gap = records.leave_gap(board, year=year, last=last, by=by)
                if gap:
                    left = f"{board.series} {year}: {gap.first}–{gap.last}"
                    said.append(f"{town.slug}, {left} are left out, and the register says why")
    if wanted:
        unknown = ", ".join("/".join(series) for series in wanted)
        raise Refused(f"no such series here: {unknown}. Nothing is settled yet: run the command again, with --replace.")
    said.append(f"{_REFERENCES} short references are left out in each municipality")
    return said


def _matches(numbers: Numbers) -> list[re.Match[str]]:
    return [match for line in numbers.used if (match := _USED.match(line))]
