"""The second lock alone: with the application's own filters taken away, PostgreSQL still shows nobody too much."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, router, transaction
from django.db.models import Q
from django.test import Client

from forebygg.audit.models import Event
from forebygg.concerns import actions as concerns
from forebygg.concerns.models import Concern, HandOver
from forebygg.kit.actor import Actor
from forebygg.mailbox.models import Message, Thread
from forebygg.people import queries as people
from forebygg.people import tenancy
from forebygg.people.models import Assignment, Board
from forebygg.people.second_step import AccountAdapter
from forebygg.people.tenancy import TenantQuerySet
from forebygg.records.models import RegisterRow
from forebygg.reporting import actions as reporting
from forebygg.reporting.models import WelfareReport
from forebygg.secrecy import policies as secrecy
from forebygg.secrecy import queries as doors
from forebygg.secrecy.models import Circle, Exclusion
from forebygg.site import row_security
from tests import make
from tests.cast import Cast
from tests.second_lock import as_the_application

postgres_only = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row security")


def _in_keys(model: Any) -> bool:
    return router.db_for_read(model) == "keys"


def test_every_table_is_locked_or_named() -> None:
    """A new table without a way to its municipality fails here."""
    tables = {m._meta.db_table for m in apps.get_models() if m.__module__.startswith("forebygg.") and not _in_keys(m)}
    found = {table for table, *_ in row_security.locked()}
    assert tables - found == set(row_security.OPEN)
    assert {"concerns_concern", "cases_case", "calls_callnote", "secrecy_disclosure"} <= {
        table for table, shown, _ in row_security.locked() if "forebygg_circles(" in shown
    }


@pytest.fixture
def towns() -> tuple[Cast, Cast]:
    make.ship()
    return make.town(), make.town("katrineholm")


@postgres_only
def test_nobody_in_particular_sees_nothing(towns: tuple[Cast, Cast]) -> None:
    """It fails closed: without a scope every locked table is empty."""
    make.concern(towns[0])
    with as_the_application():
        seen = {model: model._default_manager.count() for model in (Concern, Circle, RegisterRow, Board, Assignment)}
        assert set(seen.values()) == {0}
        with tenancy.scope(Actor.public(towns[0].town)):
            assert Board.objects.count() > 0
        assert Board.objects.count() == 0


@postgres_only
def test_rows_of_another_municipality_or_circle(towns: tuple[Cast, Cast]) -> None:
    """Without any filter of ours: one's own desk's, no other desk's, no other town's; nor written, nor moved there."""
    one, other = towns
    own, adult, away = make.concern(one), make.concern(one, age_band="21"), make.concern(other)
    tried = ((one.sven, {own.pk}), (one.vera, {adult.pk}), (other.sven, {away.pk}), (one.isak, set()))
    with as_the_application():
        for actor, seen in tried:
            with tenancy.scope(actor):
                assert set(Concern.objects.values_list("pk", flat=True)) == seen, actor.name
        with tenancy.scope(one.sven):
            assert Concern.objects.filter(pk=away.pk).update(status="closed") == 0
            assert Concern.objects.filter(pk=adult.pk).delete()[0] == 0
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                Concern.objects.filter(pk=own.pk).update(municipality=other.town)
            with tenancy.beyond():
                with tenancy.beyond():  # one inside another does not end it
                    pass
                assert set(Concern.objects.values_list("pk", flat=True)) == {own.pk, adult.pk}
            assert set(Concern.objects.values_list("pk", flat=True)) == {own.pk}
            Exclusion.objects.create(circle=own.circle, user_id=one.sven.user_id)
            assert not Concern.objects.exists()
            absence = "INSERT INTO people_absence (uid, user_id, first_day, last_day, municipality_id) "
            given = [str(uuid4()), one.sven.user_id, "2026-11-20", "2026-11-20", other.town.pk]
            refused = pytest.raises(ProgrammingError, match="row-level security")
            with refused, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(absence + "VALUES (%s, %s, %s, %s, %s)", given)


@postgres_only
def test_what_hangs_on_a_matter_and_what_is_ones_own(towns: tuple[Cast, Cast]) -> None:
    """Threads, messages and hand-overs are shown to those inside the matter, at either end; a reminder to report to the
    one whose it is. The public comes by its code."""
    one, _other = towns
    row = make.concern(one)
    concerns.write_back(row, "Vi har läst.", by=one.sven)
    to, door = people.get_receiver(one.sven, "reception-21"), doors.get_door(one.sven, "same-board", "reception-21")
    limbs = [limb["code"] for limb in door.limbs]
    concerns.hand_over_concern(make.fresh(row), to=to, door=door, balancing="Vägt.", limbs=limbs, by=one.sven)
    own = make.concern(one)
    reporting.begin_report(by=one.lena)
    told = Thread.objects.get(pk=own.thread_id)
    tried = ((one.sven, 1, True, 0), (one.vera, 1, False, 0), (one.anders, 0, False, 0), (one.lena, 0, False, 1))
    with as_the_application():
        for actor, handed, reads, reminders in tried:
            with tenancy.scope(actor):
                threads = set(Thread.objects.values_list("pk", flat=True))
                assert (told.pk in threads) == reads and HandOver.objects.count() == handed, actor.name
                assert set(Message.objects.values_list("thread", flat=True)) <= threads, actor.name
                assert WelfareReport.objects.count() == reminders, actor.name
        with tenancy.scope(one.nobody):
            assert Thread.objects.filter(fingerprint=told.fingerprint).exists()


@postgres_only
@pytest.mark.parametrize("change", ["totp_activated", "webauthn_removed", "recovery_codes_generated"])
def test_a_change_of_the_second_step_is_logged_after_the_commit(towns: tuple[Cast, Cast], change: str) -> None:
    """The library tells of it when the request's transaction, and with it for whom it asks, is over."""
    user = towns[0].user("sven")
    with as_the_application():
        AccountAdapter(None).send_notification_mail(f"mfa/email/{change}", user)
    assert Event.objects.filter(about=str(user.uid), detail__kind=change).count() == 1


@postgres_only
def test_the_log_can_only_be_added_to(towns: tuple[Cast, Cast]) -> None:
    """The application's role has no right to change or remove it, whatever the triggers say."""
    make.concern(towns[0])
    for deed in ("UPDATE audit_event SET code = 'x'", "DELETE FROM audit_seal", "TRUNCATE audit_event"):
        refused = pytest.raises(ProgrammingError, match="permission denied")
        with as_the_application(), refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(deed)


@postgres_only
@pytest.mark.parametrize("without_filters", [False, True])
def test_pages_with_the_second_lock_alone(
    towns: tuple[Cast, Cast], monkeypatch: pytest.MonkeyPatch, without_filters: bool
) -> None:
    """Every page still works under the lock; and with the application's filters gone, still denies what it denied."""
    one, other = towns
    word = "Ett ord som ingen annan får se: myrstack"
    row = make.concern(one, what=word)
    make.concern(other, what=word)
    Concern.objects.filter(municipality=other.town).update(reference="ORO-AAAA-22")
    if without_filters:
        monkeypatch.setattr(TenantQuerySet, "for_actor", lambda self, actor: self)
        monkeypatch.setattr(secrecy, "visible", lambda actor, circle="circle": Q())
        monkeypatch.setattr(secrecy, "is_inside", lambda actor, circle: True)
    clients = {}
    for town, name in ((one, "sven"), (one, "vera"), (one, "karin"), (one, "isak"), (other, "sven"), (other, "hanna")):
        clients[town.town.slug, name] = client = Client()
        client.force_login(town.user(name))
    with as_the_application():
        for (slug, name), client in clients.items():
            base = f"/{slug}/arbete/"
            assert client.get(base + "uppdrag").status_code in (200, 302)
            seen: dict[str, Any] = {path: client.get(base + path) for path in ("", "oro/", f"oro/{row.reference}/")}
            opened = seen[f"oro/{row.reference}/"]
            assert opened.status_code == (200 if (slug, name) == ("vaxjo", "sven") else 404), (slug, name)
            assert (word in opened.content.decode()) == (opened.status_code == 200)
            if (slug, name) != ("vaxjo", "sven"):
                assert all(row.reference not in page.content.decode() for page in seen.values()), (slug, name)
            assert all(page.status_code in (200, 404) for page in seen.values()), (slug, name, seen)
    assert Event.objects.filter(kind="reading").count() == 1
