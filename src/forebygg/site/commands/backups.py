"""`backup`, `restore` and `upgrade --rehearse`."""

from __future__ import annotations

import argparse
from pathlib import Path

from forebygg.site.commands import Choices, or_refuse, set_up, tell


def add(choices: Choices) -> None:
    """Name the commands."""
    copying = choices.add_parser("backup", help="copy both stores, main first, while the server works")
    copying.add_argument("folder", type=Path)
    copying.add_argument("--keys-dir", type=Path, help="put the keys elsewhere")
    copying.add_argument("--keep-keys-days", type=int, help="remove older back-ups of keys (default: key-backup-days)")
    copying.set_defaults(run=_backup)

    restoring = choices.add_parser("restore", help="put a back-up in place, or try it in a scratch place")
    restoring.add_argument("backup", type=Path)
    restoring.add_argument("--keys", type=Path, help="the folder of the keys to use, when it is another")
    restoring.add_argument("--verify", action="store_true", help="only try it; leaves nothing")
    _add_scratch(restoring)
    restoring.add_argument("--only", choices=["main", "keys"])
    restoring.add_argument("--replace", action="store_true", help="set what is here aside")
    restoring.add_argument("--keys-older-than-main", action="store_true", help="there are no newer ones: lose texts")
    restoring.add_argument("--used", action="append", default=[], metavar="TOWN/BOARD/YEAR=LAST")
    restoring.add_argument("--leave-free", type=int, default=0, metavar="N")
    restoring.add_argument("--nothing-came", action="store_true")
    restoring.set_defaults(run=_restore)

    upgrading = choices.add_parser("upgrade", help="try this version on a copy of both stores")
    upgrading.add_argument("--rehearse", action="store_true", required=True)
    _add_scratch(upgrading)
    upgrading.set_defaults(run=_rehearse)


def _add_scratch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scratch-main", default="", metavar="ADDRESS", help="an empty PostgreSQL database")
    parser.add_argument("--scratch-keys", default="", metavar="ADDRESS", help="another")


def _backup(chosen: argparse.Namespace) -> int:
    set_up(as_owner=True)
    from forebygg.site.backup import making

    made = or_refuse(making.make, chosen.folder, chosen.keys_dir, chosen.keep_keys_days)
    tell(
        [
            f"main: {made.main}",
            f"keys: {made.keys}",
            f"{made.rows} rows, {made.bytes} bytes, {made.seconds:.1f} seconds",
        ]
    )
    if made.removed:
        print(f"{made.removed} older back-ups of keys removed")
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    set_up(as_owner=True)
    if chosen.verify:
        from forebygg.site.backup import trying

        addresses = {"main_url": chosen.scratch_main, "keys_url": chosen.scratch_keys}
        report = or_refuse(trying.verify, chosen.backup, chosen.keys, **addresses)
        tell([*report.figures, *report.faults])
        print("it can be restored" if not report.faults else f"{len(report.faults)} faults")
        return 1 if report.faults else 0
    from forebygg.site.backup import restoring
    from forebygg.site.backup.settling import Numbers

    wish = restoring.Wish(
        chosen.backup,
        keys=chosen.keys,
        only=chosen.only,
        replace=chosen.replace,
        older_keys=chosen.keys_older_than_main,
        numbers=Numbers(chosen.used, chosen.leave_free, chosen.nothing_came),
    )
    tell(or_refuse(restoring.restore, wish))
    print("Now start, and run `forebygg doctor`. What else a person must do: docs/operating.md, Restore.")
    return 0


def _rehearse(chosen: argparse.Namespace) -> int:
    set_up(as_owner=True)
    from forebygg.site.backup import rehearsing

    report = or_refuse(rehearsing.rehearse, main_url=chosen.scratch_main, keys_url=chosen.scratch_keys)
    tell([*report.figures, *report.faults])
    print("this version can be put in use" if not report.faults else f"{len(report.faults)} faults")
    return 1 if report.faults else 0
