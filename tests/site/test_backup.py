"""What a back-up says of itself, what it refuses, how long keys are kept, and what a restore makes good."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from forebygg.audit.models import Event
from forebygg.kit import clock, mode
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotAllowed
from forebygg.records import actions as records
from forebygg.records.models import RegisterGap, RegisterRow
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy.actions import Sealer
from forebygg.secrecy.models import DataKey, ToShred
from forebygg.site import doctor
from forebygg.site.backup import Refused, making, manifest, stores
from forebygg.site.backup.settling import Numbers
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT


class House:
    """A small installation on SQLite, and a way to give it commands."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("FOREBYGG", "DJANGO"))}
        command = [sys.executable, "-m", "forebygg.site", *arguments]
        given = kept | {"FOREBYGG_HOME": str(self.home)} | environment
        return subprocess.run(command, env=given, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    made = House(tmp_path_factory.mktemp("home"))
    assert made("prepare").returncode == 0
    return made


@pytest.fixture
def backup(house: House, tmp_path: Path) -> Path:
    """A back-up just made."""
    done = house("backup", str(tmp_path / "copies"))
    assert done.returncode == 0, done.stderr
    return next((tmp_path / "copies").iterdir())


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def test_what_it_says(backup: Path) -> None:
    """Files for this account only, hashes, rows, migrations, keys after main, never the master key."""
    assert {path.stat().st_mode & 0o777 for path in backup.iterdir()} == {0o600}
    assert backup.stat().st_mode & 0o777 == 0o700
    main, keys = manifest.read(backup, manifest.MAIN), manifest.read(backup, manifest.KEYS)
    assert main.moment <= keys.moment and main.keys_sha256 == keys.copy.sha256
    assert main.copy.rows["facts_fact"] > 50 and main.copy.migrations["records"][0] == "0001_initial"
    assert manifest.check_file(backup, main).stat().st_size == main.copy.bytes


def test_the_master_key_is_nowhere_in_it(house: House, tmp_path: Path) -> None:
    key = "5c" * 32
    home = tmp_path / "other"
    for command in (["prepare"], ["backup", str(tmp_path / "copies")]):
        assert house(*command, FOREBYGG_HOME=str(home), FOREBYGG_MASTER_KEY=key).returncode == 0
    for path in (tmp_path / "copies").rglob("*.*"):
        assert bytes.fromhex(key) not in path.read_bytes() and key.encode() not in path.read_bytes()


def test_verify_leaves_nothing(house: House, backup: Path, tmp_path: Path) -> None:
    tried = house("restore", "--verify", str(backup))
    assert tried.returncode == 0 and "it can be restored" in tried.stdout, tried.stdout + tried.stderr
    assert "texts: 0 open" in tried.stdout


def test_a_half_one_a_changed_one_and_a_newer_one(house: House, backup: Path) -> None:
    """Each is refused with a sentence, before anything is touched."""
    whole = (backup / manifest.MAIN).read_text()
    newer = json.loads(whole)
    newer["copy"]["migrations"]["facts"].append("9999_tomorrow")
    (backup / manifest.MAIN).write_text(json.dumps(newer))
    assert "made by a newer version" in house("restore", "--verify", str(backup)).stderr
    (backup / manifest.MAIN).write_text(whole)
    raw = bytearray((backup / "main.sqlite3").read_bytes())
    raw[-1] ^= 1
    (backup / "main.sqlite3").write_bytes(raw)
    assert "SHA-256 differs" in house("restore", "--verify", str(backup)).stderr
    (backup / manifest.MAIN).unlink()
    refused = house("restore", "--verify", str(backup))
    assert refused.returncode == 1 and "one that was cut off" in refused.stderr and "Traceback" not in refused.stderr


def test_rows_that_are_missing_show(house: House, backup: Path) -> None:
    """A manifest that counted more than there is: the file was whole when written, and is not what was counted."""
    said = json.loads((backup / manifest.MAIN).read_text())
    said["copy"]["rows"]["facts_fact"] += 1
    (backup / manifest.MAIN).write_text(json.dumps(said))
    tried = house("restore", "--verify", str(backup))
    assert tried.returncode == 1 and "facts_fact" in tried.stdout


def test_another_master_key(house: House, backup: Path) -> None:
    refused = house("restore", "--verify", str(backup), FOREBYGG_MASTER_KEY="ab" * 32)
    assert refused.returncode == 1 and "lies under the master key with the mark" in refused.stderr


def test_not_inside_the_home_and_not_over_what_is_here(house: House, backup: Path) -> None:
    for folder in (house.home / "copies", house.home):
        inside = house("backup", str(folder))
        assert inside.returncode == 1 and "inside FOREBYGG_HOME" in inside.stderr
    refused = house("restore", str(backup), "--nothing-came")
    assert refused.returncode == 1 and "--replace" in refused.stderr
    refused = house("restore", str(backup), "--replace")
    assert refused.returncode == 1 and "--leave-free" in refused.stderr


def test_alone_while_restoring(house: House, backup: Path) -> None:
    """Whoever is at work stops a restore, and a restore that was cut off stops whoever would begin to work."""
    with (house.home / "running.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        refused = house("restore", str(backup), "--replace", "--nothing-came")
        assert refused.returncode == 1 and "is at work. Stop it first" in refused.stderr
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "under way here" in house("tick").stderr
    (house.home / "restore.unfinished").touch()
    for command in ("tick", "prepare", "serve"):
        assert "a restore was cut off" in house(command).stderr
    put = house("restore", str(backup), "--replace", "--nothing-came")
    assert put.returncode == 0, put.stderr
    assert house("tick").returncode == 0
    aside = next(house.home.glob("before-restore-*"))
    assert {path.name for path in aside.iterdir()} >= {"forebygg.sqlite3", "keys.sqlite3"}
    assert f"{aside} holds keys" in house("doctor").stdout


def test_the_night_it_is_needed(house: House, backup: Path, tmp_path: Path) -> None:
    """On a new machine with nothing but the keys of the house: tried, restored, started. And over a broken file."""
    home = tmp_path / "new"
    home.mkdir(mode=0o700)
    for name in ("master.key", "secret.key"):
        (home / name).write_text((house.home / name).read_text())
    new = {"FOREBYGG_HOME": str(home)}
    tried = house("restore", "--verify", str(backup), **new)
    assert tried.returncode == 0, tried.stdout + tried.stderr
    put = house("restore", str(backup), "--nothing-came", **new)
    assert put.returncode == 0, put.stderr
    (home / "forebygg.sqlite3").write_bytes(b"not a database at all" * 500)
    broken = house("backup", str(tmp_path / "more"), **new)
    assert broken.returncode == 1 and "Traceback" not in broken.stderr
    tried = house("restore", "--verify", str(backup), **new)
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert "--replace" in house("restore", str(backup), "--only", "main", "--nothing-came", **new).stderr
    put = house("restore", str(backup), "--only", "main", "--nothing-came", "--replace", **new)
    assert put.returncode == 0 and house("tick", **new).returncode == 0, put.stderr


def test_an_upgrade_is_rehearsed_on_a_copy(house: House) -> None:
    """The copy is prepared and looked through; the real files are the same afterwards, to the byte."""
    before = manifest.digest(house.home / "forebygg.sqlite3"), manifest.digest(house.home / "keys.sqlite3")
    done = house("upgrade", "--rehearse")
    assert done.returncode == 0 and "this version can be put in use" in done.stdout, done.stdout + done.stderr
    assert (manifest.digest(house.home / "forebygg.sqlite3"), manifest.digest(house.home / "keys.sqlite3")) == before
    assert not list(house.home.glob("scratch-*"))


def test_a_back_up_of_nothing_and_one_that_would_lose_its_keys(house: House, tmp_path: Path) -> None:
    empty = house("backup", str(tmp_path / "copies"), FOREBYGG_HOME=str(tmp_path / "empty"))
    assert empty.returncode == 1 and "run `forebygg prepare` first" in empty.stderr
    assert "one day at least" in house("backup", str(tmp_path / "copies"), "--keep-keys-days", "0").stderr
    assert not (tmp_path / "copies").exists()


def test_postgresqls_programs_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores.shutil, "which", lambda name: None)
    with pytest.raises(Refused, match="pg_dump is not installed here"):
        stores._program("pg_dump", {"NAME": "x"})


def test_old_keys_go_and_main_stays(tmp_path: Path) -> None:
    """By the day in the folder's name; half-made ones too; what is not ours is left alone."""
    for days in (1, 6, 8, 30):
        folder = tmp_path / manifest.folder_name(clock.now() - timedelta(days=days))
        folder.mkdir()
        for name in ("keys.sqlite3", "keys.json", "main.sqlite3", "manifest.json"):
            (folder / name).touch()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "keys.sqlite3").touch()
    alone = tmp_path / manifest.folder_name(clock.now() - timedelta(days=9))
    alone.mkdir()
    (alone / "keys.dump").touch()
    assert making.remove_old_keys(tmp_path, 7) == 3
    assert len(list(tmp_path.glob("2*/keys.sqlite3"))) == 2
    assert len(list(tmp_path.glob("2*/main.sqlite3"))) == 4
    assert (tmp_path / "mine" / "keys.sqlite3").exists() and not alone.exists()


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (Numbers(), "--leave-free"),
        (Numbers(leave_free=3, nothing_came=True), "Say one of these"),
        (Numbers(used=["SN 2026:5"]), "is no series"),
    ],
)
def test_somebody_must_say_which_numbers_were_used(numbers: Numbers, words: str) -> None:
    with pytest.raises(Refused, match=words):
        numbers.require_said(Path("x"))


def test_a_gap_stands_in_the_register(cast: Cast) -> None:
    """The next number comes after it, the register says which are missing, and references go on elsewhere."""
    board, by = cast.town_boards["sn"], Actor.system("restore", cast.town)
    first = make.concern(cast)
    last = RegisterRow.objects.get(pk=first.register_row_id).number
    gap = records.leave_gap(board, year=2026, last=last + 3, by=by)
    assert gap is not None and (gap.first, gap.last) == (last + 1, last + 3)
    assert records.leave_gap(board, year=2026, last=last + 3, by=by) is None
    records.skip_references(10_000, by=by)
    after = make.concern(cast)
    assert RegisterRow.objects.get(pk=after.register_row_id).number == last + 4
    assert RegisterGap.objects.count() == Event.objects.filter(code="records.gap_left").count() == 1
    with pytest.raises(NotAllowed):
        records.leave_gap(board, year=2026, last=99, by=cast.karin)
    client = Client()
    client.force_login(cast.user("sven"))
    client.get("/vaxjo/arbete/uppdrag")
    page = client.get("/vaxjo/arbete/diariet").content.decode()
    assert f"SN 2026:{last + 1}–{last + 3}, återställt" in page


def test_deaths_are_repeated(cast: Cast) -> None:
    """A key that an older store of keys brought back dies again."""
    sealer = Sealer(cast.town_boards["sn"])
    ToShred.objects.create(key=sealer.key, asked_at=MOMENT, done_at=MOMENT)
    assert secrecy.sweep() == 0
    assert secrecy.repeat_shredding(by=Actor.system("restore")) == 1
    secrecy.sweep()
    assert not DataKey.objects.filter(uid=sealer.key).exists()
    with pytest.raises(NotAllowed):
        secrecy.repeat_shredding(by=cast.isak)


def test_doctor_sees_how_old_the_newest_is(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """In live: none, an old one, and one that was never tried. A demo is not asked."""
    assert not [line for line in [*doctor.examine(), *doctor.remarks()] if "back-up" in line]
    monkeypatch.setattr(mode, "is_demo", lambda: False)
    assert [line for line in doctor.examine() if "no back-up has been made" in line]
    making.stamp(making.MADE)
    assert not [line for line in doctor.examine() if "back-up" in line]
    assert [line for line in doctor.remarks() if "no back-up has been tried" in line]
    making.stamp(making.TRIED)
    assert not [line for line in doctor.remarks() if "tried" in line]
    with clock.fixed(MOMENT + timedelta(hours=27)):
        assert [line for line in doctor.examine() if "older than 26 hours" in line]
