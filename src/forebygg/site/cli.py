"""The `forebygg` command."""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from multiprocessing.connection import Connection

from forebygg.site.commands import backups, custody, directory, or_refuse, plans, rotation, set_up


def main(argv: list[str] | None = None) -> int:
    """Run one of the commands; `forebygg --help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forebygg.site.settings")
    simple: dict[str, tuple[Callable[[], int], str]] = {
        "demo": (_demo, "prepare everything, load the example towns, print accounts, serve"),
        "prepare": (_prepare, "migrate both stores and load what ships"),
        "serve": (_serve, "run the web workers and the loop"),
        "loop": (_loop, "run the loop alone"),
        "tick": (_tick, "run what is due now, once"),
        "doctor": (_doctor, "say what is wrong with this installation"),
        "metrics": (_metrics, "print figures for a watching machine, in Prometheus' text format"),
    }
    parser = argparse.ArgumentParser(prog="forebygg", description="Förebygg")
    choices = parser.add_subparsers(dest="command", required=True)
    for name, (run, words) in simple.items():
        choices.add_parser(name, help=words).set_defaults(run=lambda _chosen, run=run: run())
    founding = choices.add_parser("found", help="found a municipality from a file, and print its first passwords once")
    founding.add_argument("file")
    founding.set_defaults(run=lambda chosen: _found(chosen.file))
    auditing = choices.add_parser("audit", help="verify the log, or print anchors to keep outside")
    auditing.add_argument("deed", choices=["verify", "anchor"])
    auditing.add_argument("--anchor", help="a file of lines that `audit anchor` printed earlier")
    auditing.set_defaults(run=lambda chosen: _audit(chosen.deed, chosen.anchor))
    for subject in (backups, custody, directory, plans, rotation):
        subject.add(choices)
    chosen = parser.parse_args(argv)
    run_it: Callable[[argparse.Namespace], int] = chosen.run
    return run_it(chosen)


def _take_part() -> None:
    """Stop while a restore or a rotation of keys is under way, and be seen by the next one."""
    from forebygg.site import running

    or_refuse(running.take_part)


def _check_master() -> None:
    """Stop when the master key is another than the store's: what would be sealed under it would open nowhere."""
    from forebygg.secrecy import keys

    or_refuse(keys.require_master)


def _prepare() -> int:
    set_up()
    _take_part()
    from forebygg.site.install import prepare

    prepare()
    return 0


def _found(file: str) -> int:
    set_up()
    _take_part()
    from pathlib import Path

    from forebygg.site import founding, row_security
    from forebygg.site.install import prepare

    prepare()
    try:
        with row_security.as_owner():
            accounts = founding.found(Path(file))
    except founding.Refused as error:
        sys.exit(f"forebygg: {error}")
    print("Hand these out in person; they are shown once:")
    for email, password in accounts:
        print(f"  {email:<40} {password}")
    return 0


def _audit(deed: str, kept: str | None) -> int:
    set_up(everywhere=True)
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
    set_up()
    from forebygg.demo import loading
    from forebygg.kit import mode
    from forebygg.site import row_security
    from forebygg.site.install import prepare

    if not mode.is_demo():
        sys.exit("forebygg: `demo` refuses to run in live mode")
    prepare()
    with row_security.as_owner():
        loading.load_missing()
    print(loading.welcome(_port()), flush=True)
    return 0


def _serve(preparing: Callable[[], int] | None = None) -> int:
    set_up()
    _take_part()
    from forebygg.site import messages

    messages.compile_all()  # before they are read below
    days, almanac = _ask_for_days()
    child = _begin(preparing or _prepare)
    _warm(days.recv())
    almanac.join()
    if refused := _end(child):
        return refused
    loop = multiprocessing.Process(target=_loop, name="loop")
    loop.start()
    try:
        _granian()
    finally:
        loop.terminate()
        loop.join()
    return 0


def _begin(work: Callable[[], int]) -> multiprocessing.Process:
    """Do something in a child of its own: what migrating and loading took of memory goes with it."""
    child = multiprocessing.Process(target=_exit_with, args=(work,))
    child.start()
    return child


def _end(child: multiprocessing.Process) -> int:
    """Wait for it, and return how it ended."""
    child.join()
    return child.exitcode or 0


def _ask_for_days() -> tuple[Connection, multiprocessing.Process]:
    """Start a child that sends the holidays of the years around now: the library that knows them is large, and stays
    there. Returns where they come, and the child."""
    days, teller = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.Process(target=_tell_days, args=(teller,), name="almanac")
    child.start()
    teller.close()  # ours: a child that dies is then heard of
    return days, child


def _tell_days(teller: Connection) -> None:
    from forebygg.kit import calendar, clock

    year = clock.today().year
    teller.send({each: calendar.holidays_of(each) for each in range(year - 10, year + 11)})


def _exit_with(work: Callable[[], int]) -> None:
    sys.exit(work())


def _warm(holidays: Mapping[int, frozenset[date]]) -> None:
    """Load what every process needs before the loop and the workers are forked, so that they share its memory.

    Frozen objects are left alone by the collector: it would write to every page it looks at, and so copy it. No
    connection may cross a fork.
    """
    from django.conf import settings
    from django.db import connections
    from django.template import engines
    from django.urls import get_resolver
    from django.utils import translation

    from forebygg.kit import calendar
    from forebygg.site import wsgi

    get_resolver().reverse_dict  # noqa: B018 - reading it builds the whole table of addresses
    wsgi.application.load_middleware()
    engines.all()
    calendar.tell(holidays)
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("Start")
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
    set_up(everywhere=True)
    _take_part()
    _check_master()
    from forebygg.site.loop import run_for_ever

    try:
        run_for_ever()
    except KeyboardInterrupt:
        return 0
    return 0


def _tick() -> int:
    set_up(everywhere=True)
    _take_part()
    _check_master()
    from forebygg.site.loop import run_due

    print(" ".join(run_due()) or "nothing is due")
    return 0


def _doctor() -> int:
    set_up(everywhere=True)
    from forebygg.site import doctor

    faults = doctor.examine()
    for line in [*doctor.remarks(), *faults]:
        print(line)
    print("all well" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0


def _metrics() -> int:
    set_up(everywhere=True)
    from forebygg.site import metrics

    sys.stdout.write(metrics.text())
    return 0
