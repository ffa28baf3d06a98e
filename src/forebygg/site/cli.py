"""The `forebygg` command."""

from __future__ import annotations

import argparse
import os
import subprocess
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
    chosen = parser.parse_args(argv)
    return commands[chosen.command][0]()


def _setup() -> None:
    import django

    django.setup()


def _prepare() -> int:
    _setup()
    from forebygg.site.install import prepare

    prepare()
    return 0


def _demo() -> int:
    _setup()
    from forebygg.demo import loading
    from forebygg.kit import mode
    from forebygg.site.install import prepare

    if not mode.is_demo():
        sys.exit("forebygg: `demo` refuses to run in live mode")
    prepare()
    loading.load_missing()
    print(loading.welcome(_port()), flush=True)
    return _serve()


def _serve() -> int:
    _setup()
    from forebygg.site.install import prepare

    prepare()
    loop = subprocess.Popen([sys.executable, "-m", "forebygg.site", "loop"])  # noqa: S603 - our own module
    from django.db import connections

    connections.close_all()
    try:
        _granian()
    finally:
        loop.terminate()
        loop.wait()
    return 0


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
