"""Two throw-away PostgreSQL clusters for the tests: one for the main store, one for the keys."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

KEY_SETTINGS = "-c wal_recycle=off -c wal_keep_size=0"


def binaries() -> Path | None:
    """Return the folder with initdb, or None when PostgreSQL's server is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


def start_both() -> None:
    """Start the two clusters once and name them in the environment, where worker processes find them."""
    if "FOREBYGG_TEST_MAIN_URL" in os.environ:
        return
    for variable, cluster in (
        ("FOREBYGG_TEST_MAIN_URL", Cluster("main")),
        ("FOREBYGG_TEST_KEYS_URL", Cluster("keys", options=KEY_SETTINGS)),
    ):
        os.environ[variable] = cluster.url()
        atexit.register(cluster.stop)


class Cluster:
    """One cluster on a socket of its own; nothing listens on the network."""

    def __init__(self, name: str, *, options: str = "", fsync: bool = False) -> None:
        folder = binaries()
        if folder is None:
            raise SystemExit("PostgreSQL's server is missing: apt-get install postgresql")
        self.bin = folder
        self.root = Path(tempfile.mkdtemp(prefix=f"forebygg-{name}-"))
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(self.root, "postgres", "postgres")
        self._run("initdb", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8", "-D", str(self.data))
        flush = "on" if fsync else "off"
        settings = f"-k {self.root} -c listen_addresses= -c fsync={flush} -c max_connections=60 {options}"
        self._run("pg_ctl", "-w", "-D", str(self.data), "-l", str(self.root / "log"), "-o", settings, "start")

    @property
    def data(self) -> Path:
        """The data folder, for the tests that look at raw bytes."""
        return self.root / "data"

    def url(self, database: str = "postgres") -> str:
        """Return the address as FOREBYGG_DATABASE_URL wants it."""
        return f"postgresql://{self.user}@/{database}?host={quote(str(self.root), safe='')}"

    def application(self) -> str:
        """Return the address of an account that owns nothing: the application's, beside the owner's."""
        self._run("psql", "-h", str(self.root), "-d", "postgres", "-c", "CREATE ROLE application LOGIN")
        return self.url().replace(f"//{self.user}@", "//application@")

    def stop(self) -> None:
        """Stop and remove the cluster."""
        self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")
        shutil.rmtree(self.root, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        user = {"user": "postgres"} if os.geteuid() == 0 else {}
        command = [str(self.bin / program), *arguments]
        subprocess.run(command, check=True, cwd=self.root, stdout=subprocess.DEVNULL, **user)  # type: ignore[call-overload]
