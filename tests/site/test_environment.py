"""The start of a live installation refuses what belongs to rehearsals, with a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def _start(tmp_path: Path, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FOREBYGG", "DJANGO"))}
    given = {
        "FOREBYGG_HOME": str(tmp_path),
        "FOREBYGG_SECRET_KEY": "x" * 60,
        "FOREBYGG_MASTER_KEY": "ab" * 32,
        "FOREBYGG_MODE": "live",
    }
    command = [sys.executable, "-c", "import forebygg.site.settings"]
    environment = kept | given | more
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_secret_key_before_this_one(tmp_path: Path) -> None:
    """Sessions signed under it go on; without it there is none."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FOREBYGG", "DJANGO"))}
    code = "from forebygg.site.settings import SECRET_KEY_FALLBACKS; print(SECRET_KEY_FALLBACKS)"
    for more, said in (({"FOREBYGG_SECRET_KEY_OLD": "y" * 60}, ["y" * 60]), ({}, [])):
        environment = kept | {"FOREBYGG_HOME": str(tmp_path)} | more
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == str(said)


def test_live_starts_and_refuses_a_moved_clock(tmp_path: Path) -> None:
    """Without the variable it starts; with it, it stops and says why. A demo may move its clock."""
    assert _start(tmp_path).returncode == 0
    moved = _start(tmp_path, FOREBYGG_CLOCK_SHIFT_SECONDS="3600")
    assert moved.returncode != 0 and "FOREBYGG_CLOCK_SHIFT_SECONDS is refused in live mode" in moved.stderr
    assert _start(tmp_path, FOREBYGG_CLOCK_SHIFT_SECONDS="3600", FOREBYGG_MODE="demo").returncode == 0


def test_a_list_of_providers_that_is_wrong_stops_the_start(tmp_path: Path) -> None:
    """Every mistake is said in one line; in live the provider is met under TLS only."""
    (tmp_path / "secret").write_text("s3cret\n")
    right = {"name": "Fejk", "server": "https://idp.example", "client": "c", "secret_file": str(tmp_path / "secret")}
    wrong = {
        "the kind is one of": right | {"kind": "ldap"},
        "missing ['client']": {k: v for k, v in right.items() if k != "client"},
        "unknown ['colour']": right | {"colour": "red"},
        "must begin with https://": right | {"server": "http://idp.example"},
        "no readable list": right | {"secret_file": str(tmp_path / "nowhere")},
    }
    listed = tmp_path / "identity.yaml"
    for words, row in wrong.items():
        listed.write_text(json.dumps({"vaxjo": row}))
        stopped = _start(tmp_path, FOREBYGG_IDENTITY=str(listed))
        assert stopped.returncode != 0 and words in stopped.stderr and "Traceback" not in stopped.stderr
    for bad in ("- a\n- b", "{", "vaxjo: 3"):
        listed.write_text(bad)
        assert "no readable list" in _start(tmp_path, FOREBYGG_IDENTITY=str(listed)).stderr
    listed.write_text(json.dumps({"vaxjo": right}))
    assert _start(tmp_path, FOREBYGG_IDENTITY=str(listed)).returncode == 0


def test_a_token_that_could_be_guessed_is_refused(tmp_path: Path) -> None:
    """Too short stops the start; so does a file that is not there; from a file it is taken."""
    short = _start(tmp_path, FOREBYGG_METRICS_TOKEN="hemligt")
    assert short.returncode != 0 and "at least 32 characters" in short.stderr
    gone = _start(tmp_path, FOREBYGG_METRICS_TOKEN_FILE=str(tmp_path / "gone"))
    assert gone.returncode != 0 and "which is no file" in gone.stderr
    (tmp_path / "token").write_text("k" * 40 + "\n")
    assert _start(tmp_path, FOREBYGG_METRICS_TOKEN_FILE=str(tmp_path / "token")).returncode == 0


MAIL = """
import django, json; django.setup()
from django.core.mail import get_connection
found = get_connection()
context = found.ssl_context
print(json.dumps([found.host, found.port, found.use_tls, found.use_ssl, found.username, found.password,
                  context.check_hostname, context.verify_mode.name]))
"""


def test_mail_under_tls(tmp_path: Path) -> None:
    """By STARTTLS or from the first byte, its certificate checked; a password never goes in clear."""
    (tmp_path / "relay").write_text("s3cret\n")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FOREBYGG", "DJANGO"))}
    given = kept | {"FOREBYGG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "forebygg.site.settings"}
    given |= {"FOREBYGG_SMTP": "post.example:587", "FOREBYGG_SMTP_USER": "forebygg"}
    given |= {"FOREBYGG_SMTP_PASSWORD_FILE": str(tmp_path / "relay")}
    for how, begun, first in (("starttls", True, False), ("tls", False, True)):
        asked = given | {"FOREBYGG_SMTP_TLS": how}
        done = subprocess.run([sys.executable, "-c", MAIL], env=asked, capture_output=True, text=True, check=True)
        said = ["post.example", 587, begun, first, "forebygg", "s3cret", True, "CERT_REQUIRED"]
        assert json.loads(done.stdout) == said
    for wrong, words in (({}, "never goes in clear"), ({"FOREBYGG_SMTP_TLS": "ssl"}, "none, starttls or tls")):
        stopped = _start(tmp_path, FOREBYGG_SMTP_PASSWORD_FILE=str(tmp_path / "relay"), **wrong)
        assert stopped.returncode != 0 and words in stopped.stderr and "Traceback" not in stopped.stderr


def test_an_address_that_asks_for_what_is_not_read(tmp_path: Path) -> None:
    """Whoever writes sslmode in it would believe it."""
    address = "postgresql://u:p@db.example/main?sslmode=verify-full"
    stopped = _start(tmp_path, FOREBYGG_DATABASE_URL=address)
    assert stopped.returncode != 0 and "sslmode is not read there" in stopped.stderr
