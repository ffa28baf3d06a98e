"""The list of a municipality's directory."""

from __future__ import annotations

import argparse
import sys

from forebygg.site.commands import Choices, set_up


def add(choices: Choices) -> None:
    """Name the command."""
    listed = choices.add_parser("directory", help="take the directory's list: who left, which groups")
    listed.add_argument("town")
    listed.add_argument("file", help="JSON; - for standard input")
    listed.add_argument("--all-may-leave", action="store_true", help="more than half have really left")
    listed.set_defaults(run=_follow)


def _follow(chosen: argparse.Namespace) -> int:
    set_up(everywhere=True)
    from forebygg.site import directory

    try:
        here, left = directory.follow(chosen.town, chosen.file, all_may_leave=chosen.all_may_leave)
    except directory.Refused as error:
        sys.exit(f"forebygg: {error}")
    print(f"{here} are here, {left} have left")
    return 0
