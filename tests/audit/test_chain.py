"""The log only grows, and it can be shown that it did: links, anchors, and what a thief or an insider would try."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from forebygg.audit import actions as audit
from forebygg.audit import chain, queries
from forebygg.audit.models import Event, Seal
from forebygg.kit import clock
from forebygg.site import chains, cli
from forebygg.site.schedule import seal_stragglers
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT


@pytest.fixture
def cast() -> Cast:
    make.ship()
    found = make.town()
    make.concern(found)
    while audit.seal_events():
        pass
    return found


def _force(statement: str) -> None:
    """Do what only somebody with the database in their hands can: take the triggers away first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE audit_seal DISABLE TRIGGER USER")
        else:
            for table in ("audit_event", "audit_seal"):
                for deed in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{deed}")
        cursor.execute(statement)


@pytest.mark.parametrize("model", [Event, Seal])
def test_the_application_can_neither_change_nor_remove(cast: Cast, model: type[Event] | type[Seal]) -> None:
    """Through the ORM, in bulk, one row or raw SQL."""
    row = model.objects.order_by("id").last()
    assert row is not None
    table = model._meta.db_table
    for deed in (
        lambda: model.objects.update(municipality="x"),
        lambda: model.objects.all().delete(),
        lambda: row.delete(),
        lambda: row.save(),
        lambda: connection.cursor().execute(f"DELETE FROM {table}"),
        lambda: connection.cursor().execute(f"UPDATE {table} SET municipality = 'x'"),
    ):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            deed()
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            connection.cursor().execute(f"TRUNCATE {table}")


def test_a_whole_log_verifies(cast: Cast) -> None:
    """Every chain from its first link; each municipality and year has its own."""
    assert list(chains.verify()) == []
    assert Event.objects.count() == Seal.objects.count() > 5
    assert {head.municipality for head in queries.heads()} == {"", "vaxjo"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor = 'Nobody' WHERE id = (SELECT max(id) - 2 FROM audit_event)",
        "DELETE FROM audit_event WHERE id = (SELECT max(id) - 2 FROM audit_event)",
        "UPDATE audit_seal SET hash = 'a' WHERE id = (SELECT max(id) - 2 FROM audit_seal)",
        "DELETE FROM audit_seal WHERE id = (SELECT max(id) - 2 FROM audit_seal)",
    ],
)
def test_what_is_changed_behind_the_house_shows(cast: Cast, statement: str) -> None:
    """Somebody with the database file: a changed or missing event or link no longer fits."""
    _force(statement)
    assert any("do not fit" in fault or "waited" in fault for fault in chains.verify())
    with clock.fixed(MOMENT + timedelta(hours=2)):
        assert list(chains.verify()) != []


def test_a_log_cut_short_shows_by_its_anchor(cast: Cast, tmp_path: Path) -> None:
    """Cut off at the end, with its seals, it looks whole from within; a line kept outside tells."""
    kept = tmp_path / "anchor.txt"
    kept.write_text("\n".join(chains.anchor()) + "\n", encoding="utf-8")
    assert list(chains.verify(kept)) == []
    make.concern(cast)
    audit.seal_events()
    assert list(chains.verify(kept)) == []  # it grew, and what was printed still stands
    last = Seal.objects.filter(municipality="vaxjo").order_by("-number")[10]
    _force(f"DELETE FROM audit_event WHERE municipality = 'vaxjo' AND id >= {last.event}")
    _force(f"DELETE FROM audit_seal WHERE municipality = 'vaxjo' AND number >= {last.number}")
    assert list(chains.verify()) == []
    assert any("no longer stands" in fault for fault in chains.verify(kept))


def test_an_event_put_in_late_is_unsealed_and_told(cast: Cast) -> None:
    """Put in with an old hour, or written while the loop stands still."""
    Event.objects.create(at=MOMENT - timedelta(days=1), kind="deed", code="x", actor_kind="staff", actor="x")
    assert any("waited for their seal" in fault for fault in chains.verify())


def _an_event(**more: object) -> Event:
    return Event(**{"at": MOMENT, "kind": "deed", "code": "x", "actor_kind": "system", "actor": "x"} | more)


def test_what_the_public_did_looks_an_hour_old_and_is_no_fault(cast: Cast) -> None:
    """Its hour is cut: a minute to two it says one o'clock, and the loop has a minute."""
    with clock.fixed(MOMENT + timedelta(minutes=39)):  # 13.59 in Sweden
        _an_event(at=clock.hour(clock.now()), actor_kind="public").save()
        assert list(chains.verify()) == []


def test_many_are_sealed_in_one_round(cast: Cast) -> None:
    """A round takes all that waits, however much was done in a minute."""
    Event.objects.bulk_create(_an_event() for _ in range(1_001))
    assert audit.seal_events() == 1_001
    assert list(chains.verify()) == []


def test_a_round_looks_back_some_way_and_once_a_day_all_the_way(cast: Cast) -> None:
    """The log grows for years and each minute asks only its end; what lies deeper is found the same day."""
    _an_event().save()
    far = Event.objects.order_by("-id")[0].pk + 20_000
    _an_event(id=far).save()
    last = Seal.objects.filter(municipality="").order_by("-number")[0]
    Seal.objects.create(
        municipality="",
        year=last.year,
        number=last.number + 1,
        event=far,
        hash=chain.link(last.hash, queries.as_mapping(Event.objects.get(pk=far))),
        sealed_at=MOMENT,
    )
    assert audit.seal_events() == 0
    assert seal_stragglers() == 1
    assert list(chains.verify()) == []


def test_verifying_asks_little(cast: Cast, django_assert_max_num_queries: object) -> None:
    """Some statements per thousand links, not one for each."""
    before = Seal.objects.count()
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        list(chains.verify())
    assert before > 12


def test_anchors_are_mailed_outside(cast: Cast, settings: object, mailoutbox: list[object]) -> None:
    """To those named, in live; nobody named, nothing sent."""
    settings.FOREBYGG_MAIL_IN_DEMO = False  # type: ignore[attr-defined]
    assert chains.mail_anchors() == 0
    settings.FOREBYGG_ANCHOR_MAIL = ["revision@example.org"]  # type: ignore[attr-defined]
    assert chains.mail_anchors() == 0  # a demo mails nothing by itself
    settings.FOREBYGG_MAIL_IN_DEMO = True  # type: ignore[attr-defined]
    assert chains.mail_anchors() == 1
    letter = mailoutbox[0]
    assert all(line in letter.body for line in chains.anchor()) and letter.to == ["revision@example.org"]  # type: ignore[attr-defined]


def test_by_command(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit codes: 0 whole, 1 broken; a file that is no anchor is said in one line."""
    assert cli.main(["audit", "anchor"]) == 0
    kept = tmp_path / "anchor.txt"
    kept.write_text(capsys.readouterr().out, encoding="utf-8")
    assert cli.main(["audit", "verify", "--anchor", str(kept)]) == 0
    assert "all fit" in capsys.readouterr().out
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("hello", encoding="utf-8")
    with pytest.raises(SystemExit, match="no file of anchors"):
        cli.main(["audit", "verify", "--anchor", str(wrong)])
    _force("UPDATE audit_event SET actor = 'x' WHERE id = (SELECT max(id) FROM audit_event)")
    assert cli.main(["audit", "verify"]) == 1
