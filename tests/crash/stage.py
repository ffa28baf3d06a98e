"""A real installation in a folder (SQLite) or on two clusters (PostgreSQL), started, killed and started again."""

from __future__ import annotations

import http.client
import http.cookiejar
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# Friday 20 November 2026, 13.20 in Sweden: within hours.
_MOMENT = 1_795_177_200


def free_port() -> int:
    """Return a port nobody uses on loopback."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))  # the kernel picks one that is free
        return int(s.getsockname()[1])


class Stage:
    """One installation and its server process."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.port = free_port()
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("FOREBYGG", "DJANGO"))},
            "FOREBYGG_HOME": str(home),
            "FOREBYGG_WORKERS": "1",
            "PORT": str(self.port),
            "FOREBYGG_BEHIND_PROXY": "1",  # each visitor from a house of their own
            "DJANGO_SETTINGS_MODULE": "forebygg.site.settings",
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, command_name: str = "demo") -> None:
        """Start the demo server, or `serve`, and wait until it answers."""
        command = [sys.executable, "-m", "forebygg.site", command_name]
        self.process = subprocess.Popen(
            command,
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for _ in range(1_200):  # two minutes: other programs may use the machine
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/halsa", timeout=1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise RuntimeError("the server ended at start") from None
                time.sleep(0.1)
        raise RuntimeError("the server did not start")

    def kill(self) -> None:
        """kill -9 of everything this stage started."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def run(self, code: str) -> str:
        """Run a piece of Python inside the installation and return what it prints. It sees every row."""
        owner = self.environment.get("FOREBYGG_OWNER_DATABASE_URL")
        environment = self.environment | ({"FOREBYGG_DATABASE_URL": owner} if owner else {})
        script = f"import django; django.setup()\n{code}"
        made = subprocess.run(
            [sys.executable, "-c", script], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        if made.returncode not in (0, 9, -signal.SIGKILL):  # some scripts end themselves
            raise RuntimeError(made.stderr[-2000:])
        return made.stdout

    def forebygg(self, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
        """Run one of the operator's commands, with `said` on its standard input."""
        command = [sys.executable, "-m", "forebygg.site", *arguments]
        return subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False, input=said
        )


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:  # type: ignore[override]
        return None


class Visitor:
    """Someone with a browser that keeps its one cookie and tries again when the line breaks."""

    STEPS = (
        {"step": "danger", "danger": "no"},
        {"step": "what"},
        {"step": "age", "age": "under-18"},
        {"step": "who", "who": "none", "who_text": ""},
        {"step": "relation", "relation": "skip"},
        {"step": "reply", "reply": "code", "phone": ""},
        {"step": "check"},
    )

    def __init__(self, stage: Stage, text: str) -> None:
        self.stage, self.text = stage, text
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar, _NoRedirect())
        self.opener.addheaders.append(("X-Forwarded-For", f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.1"))

    def tell(self) -> str:
        """Walk the form until a receipt is shown; return its code. Every broken request is simply tried again."""
        self._try("POST", {})
        while True:
            page = self._try("GET")
            if code := re.findall(r"<span>(\d{4})</span>", page):
                return "".join(code)
            found = re.search(r'name="step" value="([a-z]+)"', page)
            wanted = next((s for s in self.STEPS if found and s["step"] == found.group(1)), None)
            if wanted is None:  # the draft did not outlive the crash: begin again, as the page says
                self._try("POST", {})
                continue
            self._try("POST", {**wanted, "what": self.text} if wanted["step"] == "what" else wanted)

    def read(self, code: str) -> str:
        """Return the thread page of a code."""
        url = f"http://127.0.0.1:{self.stage.port}/vaxjo/svar"
        self._open(url, {"code": code})
        return self._open(url)

    def _try(self, method: str, data: dict[str, str] | None = None) -> str:
        url = f"http://127.0.0.1:{self.stage.port}/vaxjo/beratta"
        for _ in range(2_400):
            try:
                return self._open(url, data if method == "POST" else None)
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the server never came back")

    def _open(self, url: str, data: dict[str, str] | None = None) -> str:
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        try:
            with self._answer(urllib.request.Request(url, body)) as answer:
                if answer.status == 500:
                    raise AssertionError("500 from the server")
                return str(answer.read().decode())
        except http.client.HTTPException as error:  # killed while it answered, whatever it was answering
            raise ConnectionResetError from error

    def _answer(self, request: urllib.request.Request) -> Any:
        """Return the answer of any status: a redirect and a refusal are read like a page, and break like one."""
        try:
            return self.opener.open(request, timeout=10)
        except urllib.error.HTTPError as error:
            return error
