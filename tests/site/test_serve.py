"""Starting: what prepares does so apart, and what it refuses stops the start."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from forebygg.site import cli


def _run(home: Path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FOREBYGG", "DJANGO"))}
    return subprocess.run(
        [sys.executable, "-m", "forebygg.site", command],
        env=kept | {"FOREBYGG_HOME": str(home), "PORT": "1"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_child_that_refuses_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli._end(cli._begin(lambda: 0)) == 0
    assert cli._end(cli._begin(lambda: 3)) == 3
    monkeypatch.setattr(cli, "set_up", lambda: None)
    monkeypatch.setattr(cli, "_warm", lambda days: None)
    monkeypatch.setattr(cli, "_granian", lambda: pytest.fail("served all the same"))
    assert cli._serve(lambda: 3) == 3


def test_no_connection_crosses_the_fork_and_what_is_shared_lies_still() -> None:
    for store in ("default", "keys"):
        connections[store].ensure_connection()
    before = gc.get_freeze_count()
    closed: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        # The tests' stores live in their connections: count the closing, do not do it.
        patch.setattr(connections, "close_all", lambda: closed.append("all"))
        cli._warm({})
    assert closed == ["all"]
    assert gc.get_freeze_count() > before
    gc.unfreeze()


def test_serve_refuses_the_other_mode(tmp_path: Path) -> None:
    assert _run(tmp_path, "prepare").returncode == 0
    refused = _run(tmp_path, "serve", FOREBYGG_MODE="live", FOREBYGG_HOSTS="trygg.example")
    assert refused.returncode != 0
    assert "Demo and live never share a database" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_what_every_process_holds_is_what_it_needs(tmp_path: Path) -> None:
    """What is loaded before the fork lies in every process once: no protocol nobody speaks, nothing of back-ups, no
    other country's holidays; ours are told by a child. What each would load for itself lies there already."""
    code = (
        "import datetime, django, sys; django.setup()\n"
        "from forebygg.kit import calendar\n"
        "from forebygg.site import cli\n"
        "days, child = cli._ask_for_days(); cli._warm(days.recv()); child.join()\n"
        "christmas = datetime.date(datetime.date.today().year + 2, 12, 25)\n"
        "print(['free'] if calendar.is_working_day(christmas) else [])\n"
        "large = ('requests', 'oauthlib', 'psycopg', 'onelogin', 'typst', 'holidays')\n"
        "print([name for name in large if name in sys.modules])\n"
        "print([name for name in ('django.template.loader_tags',) if name not in sys.modules])"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FOREBYGG", "DJANGO"))}
    given = kept | {"FOREBYGG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "forebygg.site.settings"}
    made = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True, check=True)
    assert made.stdout.split() == ["[]", "[]", "[]"]
