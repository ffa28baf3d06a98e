"""`rotate-keys master|board|data`: new keys at each level, while nobody is at work."""

from __future__ import annotations

import argparse
import os
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from forebygg.site.commands import Choices, or_refuse, set_up, tell

if TYPE_CHECKING:
    from forebygg.people.models import Board


def add(choices: Choices) -> None:
    """Name the command and its three levels."""
    rotating = choices.add_parser("rotate-keys", help="new keys at one level; the server is stopped")
    levels = rotating.add_subparsers(dest="level", required=True)
    master = levels.add_parser("master", help="wrap the keys of boards and purposes under another master key")
    master.add_argument("--new-key-file", type=Path, required=True, help="64 hex characters; made when it is not there")
    master.set_defaults(run=_master)
    board = levels.add_parser("board", help="give a board a new key")
    board.add_argument("board", help="TOWN/BOARD, or all")
    board.set_defaults(run=_board)
    data = levels.add_parser("data", help="seal every text under a new data key")
    data.add_argument("--board", default="all", help="TOWN/BOARD, or all")
    data.set_defaults(run=_data)


def _master(chosen: argparse.Namespace) -> int:
    set_up(as_owner=True)
    from forebygg.kit.actor import Actor
    from forebygg.secrecy import actions, keys
    from forebygg.site import running

    def work() -> None:
        with running.alone():
            new, old = _new_key(chosen.new_key_file), keys.master_mark()
            number = actions.rotate_master(new, by=Actor.system("rotate-keys"))
            keys.scrub()
        tell(_what_now(chosen.new_key_file, old, keys.mark_of(new), number))

    or_refuse(work)
    return 0


def _new_key(file: Path) -> bytes:
    """Read the new master key, or make it: durable before anything is wrapped under it. Raises Refused."""
    from forebygg.secrecy import keys
    from forebygg.site.backup import Refused, manifest

    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            stream.write(secrets.token_hex(32))
            stream.flush()
            os.fsync(stream.fileno())
        manifest.flush_folder(file.resolve().parent)
    words = file.read_text(encoding="ascii", errors="replace").strip()
    if not re.fullmatch(r"[0-9a-fA-F]{64}", words):
        raise Refused(f"{file} does not hold a master key: exactly 64 hex characters (openssl rand -hex 32)")
    if keys.mark_of(bytes.fromhex(words)) == keys.master_mark():
        raise Refused(f"{file} holds the master key that is in use already")
    return bytes.fromhex(words)


def _what_now(file: Path, old: str, new: str, number: int) -> list[str]:
    return [
        f"{number} keys lie under the master key with the mark {new} now. The one with the mark {old} opens nothing.",
        "Now, before anything is started:",
        f"1. Point FOREBYGG_MASTER_KEY_FILE at {file}, or put its line where the old one was given (the environment,",
        "   or master.key in the home). A start with the old one is refused.",
        "2. forebygg doctor, then start.",
        "3. forebygg custody split: the three shares and the envelopes of the old key are worth nothing now.",
        "4. forebygg backup. Back-ups from before need the OLD master key: keep it, apart, until the last back-up of",
        "   keys from before is gone (key-backup-days), then destroy it.",
    ]


def _boards(named: str) -> list[Board]:
    """Return the boards that TOWN/BOARD names, or all. Raises Refused."""
    from forebygg.kit.actor import Actor
    from forebygg.people import queries as people
    from forebygg.site.backup import Refused

    every = [
        (town, board) for town in people.towns() for board in people.list_boards(Actor.system("rotate-keys", town))
    ]
    found = [board for town, board in every if named in ("all", f"{town.slug}/{board.code}")]
    if not found and named != "all":
        known = ", ".join(f"{town.slug}/{board.code}" for town, board in every)
        raise Refused(f"there is no board {named}. There are: {known}")
    return found


def _board(chosen: argparse.Namespace) -> int:
    set_up(as_owner=True)
    from forebygg.kit.actor import Actor
    from forebygg.secrecy import actions, keys
    from forebygg.site import running

    def work() -> None:
        with running.alone():
            keys.require_master()
            for board in _boards(chosen.board):
                number = actions.rotate_board(board, by=Actor.system("rotate-keys", board.municipality))
                print(f"{board.municipality.slug}/{board.code}: a new key, {number} data keys wrapped under it")
            keys.scrub()

    or_refuse(work)
    return 0


def _data(chosen: argparse.Namespace) -> int:
    set_up(as_owner=True)
    from forebygg.kit.actor import Actor
    from forebygg.secrecy import actions, keys
    from forebygg.site import running

    def work() -> int:
        left = 0
        with running.alone():
            keys.require_master()
            for board in _boards(chosen.board):
                renewed = actions.rotate_data(board, by=Actor.system("rotate-keys", board.municipality))
                print(f"{board.municipality.slug}/{board.code}: {renewed.matters} matters under new keys")
                left += renewed.left
            keys.scrub()
        if left:
            print(f"{left} matters were left as they were: a text in them does not open. Run `restore --verify`.")
        return 1 if left else 0

    return or_refuse(work)
