"""A server process on loopback: started, timed, weighed, stopped."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tools.benching.wire import Wire, request

ROOT = Path(__file__).resolve().parents[2]
WORKERS, THREADS = "2", "2"  # what `forebygg serve` takes when nothing is said
_START_SECONDS = 60


def free_port() -> int:
    """Return a port nobody uses on loopback, below those the kernel gives to clients: one that polls a port of theirs
    may be connected to itself."""
    while True:
        port = random.randint(20_000, 30_000)
        with socket.socket() as s, contextlib.suppress(OSError):
            s.bind(("127.0.0.1", port))
            return port


class Server:
    """One server and everything it starts, in a process group of its own."""

    def __init__(self, home: Path, path: str, **environment: str) -> None:
        self.port, self.path = free_port(), path
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("FOREBYGG", "DJANGO", "BENCH", "HOST"))},
            "PORT": str(self.port),
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
            "FOREBYGG_HOME": str(home),
            "FOREBYGG_WORKERS": WORKERS,
            "FOREBYGG_THREADS": THREADS,
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *command: str) -> float:
        """Start, wait until the first right answer, and return the seconds that took."""
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while not self._answers():
            if self.process.poll() is not None or time.perf_counter() - begun > _START_SECONDS:
                raise RuntimeError(f"{command[0]} did not start")
            time.sleep(0.01)
        return time.perf_counter() - begun

    def _answers(self) -> bool:
        try:
            wire = Wire(self.port)
            answer = wire.send(request("GET", self.path))
        except OSError:
            return False
        wire.close()
        return answer.status == 200

    def weigh(self) -> list[float]:
        """Return the memory of every process of the group (PSS, MB), the one that was started first."""
        if self.process is None:
            return []
        group, found = self.process.pid, []
        for entry in sorted(Path("/proc").glob("[0-9]*"), key=lambda entry: int(entry.name)):
            try:
                if os.getpgid(int(entry.name)) == group:
                    found.append(_pss(entry) / 1024)
            except OSError:
                continue
        return found

    def stop(self) -> None:
        """Ask the group to end, and end it when it does not."""
        if self.process is None:
            return
        for how, seconds in ((signal.SIGTERM, 10), (signal.SIGKILL, 10)):
            try:
                os.killpg(self.process.pid, how)
                self.process.wait(seconds)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self.process = None

    def inside(self, *words: str, module: str = "inside", owner: bool = True) -> str:
        """Run a piece of setting up or checking in the installation (tools/benching/inside.py), as the tables' owner,
        who sees every row, or as the application itself."""
        command = [sys.executable, "-m", f"tools.benching.{module}", *words]
        address = self.environment.get("FOREBYGG_OWNER_DATABASE_URL")
        environment = self.environment | ({"FOREBYGG_DATABASE_URL": address} if address and owner else {})
        made = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        if made.returncode:
            raise RuntimeError(made.stderr[-2000:])
        return made.stdout


def _pss(entry: Path) -> int:
    text = (entry / "smaps_rollup").read_text()
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)
