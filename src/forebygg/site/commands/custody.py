"""`custody split|recover|let-in`: two of three persons hold the master key together."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from pathlib import Path
from typing import Any

from forebygg.secrecy import custody
from forebygg.secrecy.custody import Share, Unfit
from forebygg.site.commands import Choices, or_refuse, set_up, tell

_FILE = "envelopes.json"


def add(choices: Choices) -> None:
    """Name the command and its three deeds."""
    keeping = choices.add_parser("custody", help="split the master key on three persons, and recover it with two")
    deeds = keeping.add_subparsers(dest="deed", required=True)
    splitting = deeds.add_parser("split", help="write three shares and a file of envelopes")
    splitting.add_argument("--to", type=Path, required=True, metavar="DIR")
    splitting.set_defaults(run=_split)
    recovering = deeds.add_parser("recover", help="write the master key to a file, with two shares")
    recovering.add_argument("--envelopes", type=Path, required=True, metavar="FILE")
    recovering.add_argument("--to", type=Path, required=True, metavar="FILE")
    recovering.set_defaults(run=_recover)
    letting = deeds.add_parser("let-in", help="let one person of IT in, with two shares, when nobody else can")
    letting.add_argument("--envelopes", type=Path, required=True, metavar="FILE")
    letting.add_argument("--town", required=True)
    letting.add_argument("--email", required=True)
    letting.add_argument("--name", required=True)
    letting.add_argument("--unit", default="", help="the unit's code; default: where IT was last")
    letting.set_defaults(run=_let_in)


def write_new(path: Path, text: str) -> None:
    """Write a file of mode 0600 that was not there. Raises Unfit."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Unfit(f"{path} cannot be written: {error.strerror}. Name a file that is not there.") from error
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _split(chosen: argparse.Namespace) -> int:
    set_up(as_owner=True)
    or_refuse(_write_split, chosen.to)
    tell(
        [
            f"{chosen.to}: three shares and {_FILE}.",
            "1. Print share-1.txt, share-2.txt and share-3.txt, give each to one person in a sealed envelope, remove",
            "   the files. Two of the three persons open everything together; one alone opens nothing.",
            f"2. Keep {_FILE} in two places, outside this machine. It is not secret, but without it the shares are",
            "   worth nothing.",
            "3. Try it now, with two of the sheets:",
            f"   forebygg custody recover --envelopes {chosen.to / _FILE} --to FILE",
            "   compare FILE with the master key, remove FILE.",
        ]
    )
    return 0


def _write_split(folder: Path) -> None:
    from django.conf import settings

    from forebygg.kit import clock
    from forebygg.kit.actor import Actor
    from forebygg.secrecy import actions, keys

    keys.require_master()
    if folder.resolve().is_relative_to(Path(settings.HOME).resolve()):
        raise Unfit(f"{folder} lies inside FOREBYGG_HOME: shares do not lie beside what they guard")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    master = bytes.fromhex(settings.FOREBYGG_MASTER_KEY)
    shares, envelopes = custody.split(master, keys.master_mark(), clock.now().isoformat(timespec="minutes"))
    for share in shares:
        words = f"Förebygg, huvudnyckeln, del {share.number} av {custody.SHARES}\n\n{share.text()}\n"
        write_new(folder / f"share-{share.number}.txt", words)
    write_new(folder / _FILE, json.dumps(envelopes, indent=1) + "\n")
    actions.note_split(by=Actor.system("custody"))


def _recover(chosen: argparse.Namespace) -> int:
    """Without the settings: they stop when there is no master key, and that is when this is needed."""
    try:
        master = _master_of(chosen.envelopes)
        write_new(chosen.to, master.hex())
    except Unfit as error:
        sys.exit(f"forebygg: {error}")
    print(
        f"The master key lies in {chosen.to}. Point FOREBYGG_MASTER_KEY_FILE at it, start, and run `forebygg doctor`."
    )
    return 0


def _master_of(file: Path) -> bytes:
    """Ask for two shares and open an envelope. Raises Unfit."""
    try:
        envelopes: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        made_at = envelopes["made_at"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unfit(f"{file} cannot be read as envelopes ({type(error).__name__})") from error
    print(f"Envelopes {envelopes.get('set')} of {made_at}. Two shares are needed, of two persons.", file=sys.stderr)
    return custody.recover(envelopes, [_ask("The first share: "), _ask("The second share: ")])


def _ask(words: str) -> Share:
    """At a keyboard, ask until it is a share; from a pipe, once. Raises Unfit."""
    if not sys.stdin.isatty():
        return Share.read(sys.stdin.readline())
    while True:
        try:
            return Share.read(getpass.getpass(words))
        except Unfit as error:
            print(error, file=sys.stderr)


def _let_in(chosen: argparse.Namespace) -> int:
    set_up(as_owner=True)
    from forebygg.kit.errors import WrongState
    from forebygg.people import queries as people
    from forebygg.secrecy import keys
    from forebygg.site import actions

    or_refuse(keys.require_master)
    town = next((town for town in people.towns() if town.slug == chosen.town), None)
    if town is None:
        sys.exit(f"forebygg: there is no municipality {chosen.town}")
    try:
        if keys.mark_of(_master_of(chosen.envelopes)) != keys.master_mark():
            raise Unfit("these shares open another master key than the one in use: it was rotated after the splitting")
        password = actions.let_in_by_custody(town, name=chosen.name, email=chosen.email, unit=chosen.unit)
    except (Unfit, WrongState) as error:
        sys.exit(f"forebygg: {error}")
    print(f"{chosen.email}: {password}")
    print("It lives for a day and opens only the page where an own one is chosen. The data protection function and the")
    print("heads are told. One person of IT proposes; a second person approves, as always.")
    return 0
