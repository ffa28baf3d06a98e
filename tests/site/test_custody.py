"""Custody from the command line: written once, tried, recovered without the master key, and one let in."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from forebygg.audit.models import Event
from forebygg.kit import mode
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotAllowed, WrongState
from forebygg.notices.models import Notice
from forebygg.people import actions as people
from forebygg.people.models import Assignment, User
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy import keys
from forebygg.site import actions, cli, doctor
from tests import make
from tests.cast import Cast


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _shares(folder: Path) -> list[str]:
    return [(folder / f"share-{number}.txt").read_text().splitlines()[-1] for number in (1, 2, 3)]


def _recover(folder: Path, said: str, to: Path) -> subprocess.CompletedProcess[str]:
    """As it is done when everything is lost: in live, without a home and without a master key."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FOREBYGG", "DJANGO"))}
    command = [sys.executable, "-m", "forebygg.site", "custody", "recover"]
    options = ["--envelopes", str(folder / "envelopes.json"), "--to", str(to)]
    environment = kept | {"FOREBYGG_MODE": "live"}
    return subprocess.run(
        [*command, *options], env=environment, input=said, capture_output=True, text=True, check=False, timeout=300
    )


def test_split_and_recover(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files for this account only; nothing secret is printed or logged; any two shares give the very key."""
    folder = tmp_path / "custody"
    assert cli.main(["custody", "split", "--to", str(folder)]) == 0
    shares, said = _shares(folder), capsys.readouterr().out
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600} and len(list(folder.iterdir())) == 4
    event = Event.objects.get(code="secrecy.custody_split")
    for secret in (django_settings.FOREBYGG_MASTER_KEY, *shares):
        assert secret not in said and secret not in str(event.detail)
    to = tmp_path / "master.key"
    done = _recover(folder, f"{shares[2]}\n{shares[0]}\n", to)
    assert done.returncode == 0, done.stderr
    assert to.read_text() == django_settings.FOREBYGG_MASTER_KEY and to.stat().st_mode & 0o777 == 0o600
    assert to.read_text() not in done.stdout + done.stderr
    again = _recover(folder, f"{shares[2]}\n{shares[0]}\n", to)
    assert again.returncode == 1 and "Name a file that is not there" in again.stderr
    mistyped = shares[0][:-1] + ("0" if shares[0][-1] != "0" else "1")
    wrong = _recover(folder, f"{mistyped}\n{shares[1]}\n", tmp_path / "x")
    assert wrong.returncode == 1 and "share 1 is mistyped" in wrong.stderr and "Traceback" not in wrong.stderr
    one = _recover(folder, f"{shares[0]}\n{shares[0]}\n", tmp_path / "x")
    assert one.returncode == 1 and "two different shares" in one.stderr and not (tmp_path / "x").exists()


def test_not_inside_the_home(cast: Cast) -> None:
    with pytest.raises(SystemExit, match="inside FOREBYGG_HOME"):
        cli.main(["custody", "split", "--to", str(Path(django_settings.HOME) / "custody")])


def test_doctor_remarks(cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """In live: never split, and split before the master key was changed."""
    keys.require_master()
    monkeypatch.setattr(mode, "is_demo", lambda: False)
    assert [line for line in doctor.remarks() if "not split on three persons" in line]
    secrecy.note_split(by=Actor.system("custody"))
    assert not [line for line in doctor.remarks() if "three persons" in line]
    secrecy.rotate_master(b"\x07" * 32, by=Actor.system("rotate-keys"))
    settings.FOREBYGG_MASTER_KEY = (b"\x07" * 32).hex()
    assert [line for line in doctor.remarks() if "not split on three persons" in line]


def _let_in(folder: Path, monkeypatch: pytest.MonkeyPatch, said: list[str], **more: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(said) + "\n"))
    options = {
        "envelopes": str(folder / "envelopes.json"),
        "town": "vaxjo",
        "email": "ida@vaxjo.example",
        "name": "Ida",
    }
    return cli.main(["custody", "let-in", *(f"--{name}={value}" for name, value in (options | more).items())])


def test_two_custodians_let_one_in(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One of IT, with an approved role and a password for a day; data protection and heads are told; it is logged."""
    folder = tmp_path / "custody"
    cli.main(["custody", "split", "--to", str(folder)])
    shares = _shares(folder)
    with pytest.raises(SystemExit, match="two different shares"):
        _let_in(folder, monkeypatch, [shares[1], shares[1]])
    assert not User.objects.filter(email="ida@vaxjo.example").exists() and not Notice.objects.exists()
    with pytest.raises(SystemExit, match="Ange en enhet"):
        _let_in(folder, monkeypatch, shares[:2], unit="nowhere")
    with pytest.raises(SystemExit, match="no municipality"):
        _let_in(folder, monkeypatch, shares[:2], town="nowhere")
    capsys.readouterr()
    assert _let_in(folder, monkeypatch, shares[1:]) == 0
    password = re.findall(r"ida@vaxjo.example: (\S+)", capsys.readouterr().out)[0]
    ida = User.objects.get(email="ida@vaxjo.example")
    assert ida.check_password(password) and ida.first_password_until is not None
    role = Assignment.objects.get(user=ida)
    assert role.role == "it" and role.approved_by_id == ida.pk and role.ends is None
    told = set(Notice.objects.filter(template="site/let-in-by-custody").values_list("address", flat=True))
    heads = Assignment.objects.filter(role__in=["data-protection", "head"], municipality=cast.town)
    assert told == set(heads.values_list("user__email", flat=True)) and told
    event = Event.objects.get(code="people.let_in_by_custody")
    assert event.about == str(ida.uid) and password not in str(event.detail)
    assert _let_in(folder, monkeypatch, shares[:2]) == 0
    assert Assignment.objects.filter(user=ida).count() == 1


def test_shares_of_the_master_key_before(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """They open the old key, and the old key lets nobody in."""
    folder = tmp_path / "custody"
    cli.main(["custody", "split", "--to", str(folder)])
    secrecy.rotate_master(b"\x07" * 32, by=Actor.system("rotate-keys"))
    settings.FOREBYGG_MASTER_KEY = (b"\x07" * 32).hex()
    with pytest.raises(SystemExit, match="it was rotated after the splitting"):
        _let_in(folder, monkeypatch, _shares(folder)[:2])


def test_nobody_else_may(cast: Cast) -> None:
    """The deed is the command's alone, and within one municipality."""
    with pytest.raises(NotAllowed):
        people.let_in_by_custody(name="Ida", email="ida@vaxjo.example", unit="", by=cast.isak)
    make.town("tyreso-2")
    with pytest.raises(WrongState):
        actions.let_in_by_custody(cast.town, name="Sven", email="sven@tyreso-2.example", unit="")
