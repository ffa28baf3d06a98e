"""Every answer, whatever it answers: the same strict headers, no cookie a script can read, no other way of asking."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from forebygg.people.models import Absence
from tests import make
from tests.cast import Cast

PLACES = (
    "/",
    "/halsa",
    "/finns-inte",
    "/vaxjo/",
    "/vaxjo/beratta",
    "/vaxjo/ut",
    "/vaxjo/finns-inte-heller",
    "/vaxjo/arbete/",
    "/vaxjo/arbete/logga-in",
    "/vaxjo/arbete/oro/",
    "/vaxjo/arbete/oro/ORO-AAAA-11/",
    "/vaxjo/arbete/oppning/utkast/dpia-sn?pdf=1",
    "/statiskt/ui/favicon.svg",
    "/statiskt/",
    "/statiskt/../settings.py",
    "/.git/config",
)


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.mark.parametrize("path", PLACES)
def test_headers(cast: Cast, path: str) -> None:
    """What loads, who frames, what is sniffed, who hears where one came from: also for faults, files and documents."""
    answer = make.sign_in(cast, "karin").get(path, secure=True)
    said = answer.headers
    policy = said["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "*" not in policy
    for part in ("script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert part in policy
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Referrer-Policy"] == "no-referrer"
    assert said["Cross-Origin-Opener-Policy"] == said["Cross-Origin-Resource-Policy"] == "same-origin"
    assert said["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "Access-Control-Allow-Origin" not in said
    assert not {"Server", "X-Powered-By"} & set(said)
    if path.startswith("/vaxjo/arbete/") or answer.status_code >= 400:
        assert said["Cache-Control"] == "no-store" or "no-store" in said["Cache-Control"]
    kind = said.get("Content-Type", "text/html; charset=utf-8")
    assert not kind.startswith("text/") or "charset=" in kind
    if kind == "application/pdf":
        assert said["Content-Disposition"] == 'attachment; filename="utkast-dpia-sn.pdf"'
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    for secret in (b"Traceback", b"SECRET_KEY", b"[core]", b"INSTALLED_APPS", b"Index of"):
        assert secret not in body


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "PROPFIND"])
def test_other_ways_of_asking(cast: Cast, method: str) -> None:
    """Only what is used: reading and sending. The refusal has the headers too, and repeats nothing."""
    answer = Client().generic(method, "/vaxjo/beratta", "ett ord")
    assert answer.status_code == 405 and answer.headers["Allow"] == "GET, HEAD, POST"
    assert answer.content == b"" and "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("length", ["many", "-5", "1e9", "²", "9" * 5000])
def test_a_length_that_is_none(cast: Cast, length: str) -> None:
    """A body of no length is refused before anybody reads it, signed in or not."""
    for path in ("/vaxjo/beratta", "/vaxjo/arbete/uppdrag"):
        assert Client().post(path, {"text": "ett ord"}, CONTENT_LENGTH=length).status_code == 400


def test_where_one_is_sent_on(cast: Cast) -> None:
    """After sign-in to one's own house only, whatever the address asked for."""
    given = {"email": "sven@vaxjo.example", "password": "ova-utan-risk"}
    for bad in (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil",
        "\t//x",
    ):
        answer = Client().post("/vaxjo/arbete/logga-in", given | {"next": bad})
        assert answer.status_code == 302 and answer.headers["Location"].startswith("/vaxjo/arbete/"), bad


def test_a_desk_form_needs_its_token(cast: Cast) -> None:
    """Somebody else's page cannot act for whoever is signed in."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.user("sven"))
    assert (
        client.post("/vaxjo/arbete/franvaro", {"first_day": "2026-11-20", "last_day": "2026-11-20"}).status_code == 403
    )


def test_fields_nobody_asked_for_change_nothing(cast: Cast) -> None:
    """More fields, or the same one twice, is no way to set what the form does not."""
    karin = make.sign_in(cast, "karin")
    given = {"first_day": ["2026-11-23", "2026-11-24"], "last_day": "2026-11-25", "user": "1", "municipality": "99"}
    assert karin.post("/vaxjo/arbete/franvaro", given).status_code == 302
    row = Absence.objects.get()
    assert (row.user, row.municipality) == (cast.user("karin"), cast.town)
    assert row.first_day.isoformat() == "2026-11-24"  # the last one, always


LIVE = """
import forebygg.site.settings as s
from forebygg.mailbox import cookie
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, cookie.NAME, s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
      getattr(s, "SESSION_COOKIE_PATH", "/"), getattr(s, "SESSION_COOKIE_DOMAIN", None),
      s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN,
      s.PASSWORD_HASHERS[0].rpartition(".")[2], s.ALLOWED_HOSTS)
"""


def test_in_live_a_cookie_is_this_hosts_and_over_tls_only(tmp_path: Path) -> None:
    """Their very names make the browser see to it; nothing of a rehearsal is left on."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FOREBYGG", "DJANGO"))}
    given = {
        "FOREBYGG_HOME": str(tmp_path),
        "FOREBYGG_SECRET_KEY": "x" * 60,
        "FOREBYGG_MASTER_KEY": "ab" * 32,
        "FOREBYGG_MODE": "live",
        "DJANGO_SETTINGS_MODULE": "forebygg.site.settings",
    }
    done = subprocess.run([sys.executable, "-c", LIVE], env=kept | given, capture_output=True, text=True, check=True)
    said = "__Host-arbete __Host-arbete-csrf __Secure-besok False True True / None False ScryptPasswordHasher []"
    assert " ".join(done.stdout.split()) == said


def test_cookies_of_a_visitor_and_of_staff(cast: Cast) -> None:
    """No script reads them, no other site brings them."""
    staff, visitor = Client(), Client()
    staff.post("/vaxjo/arbete/logga-in", {"email": "sven@vaxjo.example", "password": "ova-utan-risk"})
    visitor.get("/vaxjo/beratta")
    visitor.post("/vaxjo/beratta", {"step": "danger", "danger": "no"}, secure=True)
    found = {**staff.cookies, **visitor.cookies}
    assert {"arbete", "arbete-csrf", "besok"} <= set(found)
    for name, cookie in found.items():
        assert cookie["httponly"] and cookie["samesite"] == "Strict" and not cookie["domain"], name
        assert len(name) + len(cookie.value) < 4096
    assert found["besok"]["secure"] and found["besok"]["path"] == "/vaxjo/"
