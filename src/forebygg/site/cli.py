"""The `forebygg` command."""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import sys
from collections.abc import Callable


def main(argv: list[str] | None = None) -> int:
    """Run one of the commands; `forebygg --help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forebygg.site.settings")
    commands: dict[str, tuple[Callable[[], int], str]] = {
        "demo": (_demo, "prepare everything, load the example towns, print accounts, serve"),
        "prepare": (_prepare, "migrate both stores and load what ships"),
        "serve": (_serve, "run the web workers and the loop"),
        "loop": (_loop, "run the loop alone"),
        "tick": (_tick, "run what is due now, once"),
        "doctor": (_doctor, "say what is wrong with this installation"),
    }
    parser = argparse.ArgumentParser(prog="forebygg", description="Förebygg")
    choices = parser.add_subparsers(dest="command", required=True)
    for name, (_run, words) in commands.items():
        choices.add_parser(name, help=words)
    founding = choices.add_parser("found", help="found a municipality from a file, and print its first passwords once")
    founding.add_argument("file")
    auditing = choices.add_parser("audit", help="verify the log, or print anchors to keep outside")
    auditing.add_argument("deed", choices=["verify", "anchor"])
    auditing.add_argument("--anchor", help="a file of lines that `audit anchor` printed earlier")
    chosen = parser.parse_args(argv)
    if chosen.command == "audit":
        return _audit(chosen.deed, chosen.anchor)
    return _found(chosen.file) if chosen.command == "found" else commands[chosen.command][0]()


def _setup() -> None:
    import django

    django.setup()


def _prepare() -> int:
    _setup()
    from forebygg.site.install import prepare

    prepare()
    return 0


def _found(file: str) -> int:
    _setup()
    from pathlib import Path

    from forebygg.site import founding
    from forebygg.site.install import prepare

    prepare()
    try:
        accounts = founding.found(Path(file))
    except founding.Refused as error:
        sys.exit(f"forebygg: {error}")
    print("Hand these out in person; they are shown once:")
    for email, password in accounts:
        print(f"  {email:<40} {password}")
    return 0


def _audit(deed: str, kept: str | None) -> int:
    _setup()
    from pathlib import Path

    from forebygg.site import chains

    if deed == "anchor":
        print("\n".join(chains.anchor()))
        return 0
    try:
        faults = list(chains.verify(Path(kept) if kept else None))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        sys.exit(f"forebygg: {kept} is no file of anchors: {type(error).__name__}")
    for line in faults:
        print(line)
    print(f"{chains.summary()}: " + ("all fit" if not faults else f"{len(faults)} faults"))
    return 1 if faults else 0


def _demo() -> int:
    return _serve(_prepare_demo)


def _prepare_demo() -> int:
    _setup()
    from forebygg.demo import loading
    from forebygg.kit import mode
    from forebygg.site.install import prepare

    if not mode.is_demo():
        sys.exit("forebygg: `demo` refuses to run in live mode")
    prepare()
    loading.load_missing()
    print(loading.welcome(_port()), flush=True)
    return 0


def _serve(preparing: Callable[[], int] | None = None) -> int:
    _setup()
    if refused := _apart(preparing or _prepare):
        return refused
    _warm()
    loop = multiprocessing.Process(target=_loop, name="loop")
    loop.start()
    try:
        _granian()
    finally:
        loop.terminate()
        loop.join()
    return 0


def _apart(work: Callable[[], int]) -> int:
    """Do something in a child of its own: what migrating and loading took of memory goes with it."""
    child = multiprocessing.Process(target=_exit_with, args=(work,))
    child.start()
    child.join()
    return child.exitcode or 0


def _exit_with(work: Callable[[], int]) -> None:
    sys.exit(work())


def _warm() -> None:
    """Load what every process needs before the loop and the workers are forked, so that they share its memory.

    Frozen objects are left alone by the collector: it would write to every page it looks at, and so copy it. No
    connection may cross a fork.
    """
    from django.db import connections
    from django.urls import get_resolver

    from forebygg.site import wsgi

    get_resolver().reverse_dict  # noqa: B018 - reading it builds the whole table of addresses
    wsgi.application.load_middleware()
    connections.close_all()
    gc.collect()
    gc.freeze()


def _granian() -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "forebygg.site.wsgi:application",
        address=os.environ.get("HOST", "127.0.0.1"),
        port=_port(),
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("FOREBYGG_WORKERS", "2")),
        blocking_threads=int(os.environ.get("FOREBYGG_THREADS", "2")),
        log_enabled=False,
    ).serve()


def _port() -> int:
    return int(os.environ.get("PORT", "8000"))


def _loop() -> int:
    _setup()
    from forebygg.site.loop import run_for_ever

    try:
        run_for_ever()
    except KeyboardInterrupt:
        return 0
    return 0


def _tick() -> int:
    _setup()
    from forebygg.site.loop import run_due

    print(" ".join(run_due()) or "nothing is due")
    return 0


def _doctor() -> int:
    _setup()
    from forebygg.site import doctor

    faults = doctor.examine()
    for line in [*doctor.remarks(), *faults]:
        print(line)
    print("all well" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0
