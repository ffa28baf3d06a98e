"""A hostile official who wants something out: an export, a hand-over without a ground, a task that is over."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest

from forebygg.audit.models import Event
from forebygg.concerns import actions as concerns
from forebygg.kit import clock
from forebygg.kit.errors import WrongState
from forebygg.people import actions as people
from forebygg.people import queries as staff
from forebygg.secrecy import queries as secrecy
from forebygg.secrecy.models import Disclosure
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.journeys.official import NAME, TEXT, cast, lists, signed_in

__all__ = ["cast"]  # a fixture of these tests


def test_no_export(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a client says it takes, a page is a page. Two things can be taken away: the document of one matter, by
    those inside, logged; a draft paper of the opening list, which holds no matter; the archive function's certificates,
    which are numbers; and the register, which the law wants open, without a word of a matter."""
    from forebygg.kit import documents

    made: list[str] = []
    monkeypatch.setattr(documents, "render", lambda _t, data: made.append(str(data)) or b"%PDF")
    rows = [make.concern(cast, what=f"{TEXT} {n}", who=NAME) for n in range(3)]
    for name, role in (("sven", ""), ("hanna", ""), ("karin", ""), ("rut", "archive"), ("disa", ""), ("isak", "")):
        client = signed_in(cast, name, role)
        for path in lists():
            if path.startswith("arbete/gallring/bevis"):
                continue
            for kind in ("text/csv", "application/json", "application/vnd.ms-excel", "application/pdf"):
                answer = client.get(f"/vaxjo/{path}", {"format": kind}, headers={"accept": kind})
                assert answer.headers.get("Content-Type", "text/html").startswith("text/html"), (path, kind)
                assert "Content-Disposition" not in answer.headers
    taken = signed_in(cast, "sven").post(
        f"/vaxjo/arbete/oro/{rows[0].reference}/handling", {"version": rows[0].version}
    )
    assert taken.headers["Content-Type"] == "application/pdf" and len(made) == 1
    assert f"{TEXT} 0" in made[0] and f"{TEXT} 1" not in made[0] and rows[1].reference not in made[0]
    assert Event.objects.filter(code="concern.document_made", about=str(rows[0].uid)).count() == 1
    assert signed_in(cast, "karin").get("/vaxjo/arbete/oppning/utkast/dpia-sn?pdf").content == b"%PDF"
    assert not [word for word in (NAME, TEXT, rows[0].reference) if word in made[1]]
    signed_in(cast, "rut", "archive").get("/vaxjo/arbete/gallring/bevis.pdf")
    told = made[2] + signed_in(cast, "rut", "archive").get("/vaxjo/arbete/gallring/bevis.csv").content.decode()
    days = {"first": "2026-01-01", "last": "2026-12-31", "form": "csv"}
    register = signed_in(cast, "hanna").post("/vaxjo/arbete/diariet/ut", days | {"board": "sn"})
    assert register.headers["Content-Type"].startswith("text/csv")
    told += register.content.decode()
    for word in (NAME, TEXT, *(row.reference for row in rows), *(str(row.uid) for row in rows)):
        assert word not in told


def test_nothing_leaves_without_a_recorded_ground(cast: Cast) -> None:
    """To the police, a school or another unit: a receiver, a door in force that leads there, and why; all of it is
    kept. No door, a door for somebody else, or no reason: nothing leaves."""
    row = make.concern(cast, what=TEXT)
    sven, page = signed_in(cast, "sven"), f"/vaxjo/arbete/oro/{row.reference}/vidare"
    whole = {"to": "police", "balancing": "Behövs nu", "version": str(row.version)}
    leading = secrecy.list_doors(cast.sven, "police")
    found = [door for door in leading if door.limbs]
    doors, limbs = [door.code for door in found], [limb["code"] for limb in found[0].limbs]
    elsewhere = [d.code for d in secrecy.list_doors(cast.sven, "relatives") if d.code not in {e.code for e in leading}]
    assert doors and elsewhere
    for lacking in (
        whole,
        whole | {"door": elsewhere[0]},
        whole | {"door": "påhittad"},
        whole | {"door": doors[0], "balancing": " "},
    ):
        assert sven.post(page, lacking).status_code in (404, 422)
    police, way = staff.get_receiver(cast.sven, "police"), secrecy.get_door(cast.sven, doors[0], "police")
    with pytest.raises(WrongState, match="hur ni vägt"):  # the deed asks too, not only the form
        concerns.hand_over_concern(make.fresh(row), to=police, door=way, balancing=" ", by=cast.sven)
    assert sven.post(page, whole | {"door": doors[0], f"limbs_{doors[0]}": limbs[:-1]}).status_code == 422
    assert not Disclosure.objects.exists()
    assert sven.post(page, whole | {"door": doors[0], f"limbs_{doors[0]}": limbs}).status_code == 303
    kept = Disclosure.objects.get()
    assert (kept.door, kept.receiver, kept.function) == (doors[0], "police", "Mottagningen barn och unga")
    assert kept.balancing is not None and Event.objects.filter(code="concern.handed_over").count() == 1


def test_time_that_is_over_is_over(cast: Cast) -> None:
    """An assignment that is ended, an account that is stopped, an emergency that has lapsed: gone at the next request,
    in the same browser."""
    row = make.concern(cast, what=TEXT)
    page = f"/vaxjo/arbete/oro/{row.reference}/"
    sven, siv, vera = signed_in(cast, "sven"), signed_in(cast, "siv"), signed_in(cast, "vera")
    concerns.open_in_emergency(row.reference, reason="x", by=cast.vera)
    assert [client.get(page).status_code for client in (sven, siv, vera)] == [200, 200, 200]
    people.end_assignment(staff.assignments_of(cast.user("sven"))[0], by=cast.sara)
    user = cast.user("siv")
    user.is_active = False
    user.save(update_fields=["is_active"])
    with clock.fixed(MOMENT + timedelta(hours=5)):
        answers = [client.get(page) for client in (sven, siv, signed_in(cast, "vera"))]
    assert [answer.status_code for answer in answers] == [302, 302, 404]
    assert not [a for a in answers if "kvarnvinge" in html.unescape(a.content.decode())]
