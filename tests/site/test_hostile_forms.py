"""Every form and address of sign-in, conflict, emergency, hand-over and the log, hostile: a sentence, never a fault."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from forebygg.breaches import actions as breaches
from forebygg.people import actions as people
from forebygg.people.models import SignInReset
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.requests.asking import ask, only

BAD = (
    "",
    "\0",
    "a\0b",
    "ORO-\0",
    "\u202e\x07",
    "<script>alert(1)</script>",
    "x" * 100_000,
    "-1",
    "9" * 20,
    "2026-13",
    "9999-12",
    "0001-01",
    "' OR 1=1 --",
    str(uuid4()),
)
REASON = {"reference": "x", "reason": "y"}
GIVES = {"to": "relatives", "door": "same-board", "gives": "part", "part": "x", "balancing": "b", "version": "0"}
BREACH = {"kind": "lost", "day": "2026-11-20", "at": "12:00", "significant": "yes", "personal": "no"}
ASK = {
    "kind": "record",
    "board": "sn",
    "numbers": "",
    "words": "w",
    "came_on": "2026-11-20",
    "way": "desk",
    "address": "",
}
TEST = {"version": "0", "outcome": "part", "grounds": "osl-26-1", "hidden": "0-0", "passages": "film", "do": "look"}
LETTER = {"submission": "x", "channel": "letter", "came": "2026-11-20", "kind": "worry", "age": "", "text": "t"}
FORMS: list[tuple[str, str, dict[str, str]]] = [
    ("sven", "oro/{}/vidare", GIVES),
    ("hanna", "oro/{}/jav", {"do": "out", "person": "x", "version": "0"}),
    ("vera", "nodoppning", REASON),
    ("isak", "personal/borja-om", {"do": "propose", "person": "x", "reset": "x"}),
    ("sara", "personal/borja-om", {"do": "approve", "reset": "x", "knows_person": "on"}),
    ("isak", "personal/", {"do": "add", "name": "n", "email": "e@x.se"}),
    ("lena", "anmala", {"do": "", "day": "0", "at": "12:00", "uid": "x"}),
    ("karin", "nummer", {"code": "bris", "shown": "x", "number": "1"}),
    ("hanna", "oppning/gor", {"do": "approve", "seen": "x"}),
    ("disa", "logg", {"period": "2026-10", "ask": "1"}),
    ("sara", "incidenter/", BREACH),
    ("sara", "incidenter/{1}/", {"do": "warning", "version": "0", "day": "2026-11-20", "at": "12:00"}),
    ("sara", "incidenter/{1}/", {"do": "reassess", "version": "0", "significant": "no", "personal": "no"}),
    ("hanna", "begaran/", ASK),
    ("sven", "begaran/{2}/gor", {"do": "add", "version": "0", "matter": "ORO-7K3F-92"}),
    ("hanna", "begaran/{2}/gor", {"do": "decide", "version": "0", "reasons": "x", "reservation": "y"}),
    ("hanna", "begaran/{2}/gor", {"do": "appeal", "version": "0", "came_on": "2026-11-20"}),
    ("hanna", "begaran/{2}/gor", {"do": "rule", "version": "0", "ruling": "stands"}),
    ("sven", "provning/{3}/", TEST),
    ("sven", "provning/{3}/", TEST | {"do": "save"}),
    ("sven", "losenord", {"old": "x", "new": "y"}),
    ("sven", "oro/ny", LETTER),
    ("sven", "andra-steget/app", {"code": "x"}),
    ("sven", "andra-steget/nyckel", {"name": "x", "credential": "x"}),
    ("sven", "andra-steget/bekrafta/losenord", {"password": "x", "next": "x"}),
]


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _in(cast: Cast, name: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.user(name))
    client.get("/vaxjo/arbete/uppdrag")
    return client


@pytest.mark.parametrize(("who", "path", "given"), FORMS, ids=[path for _who, path, _given in FORMS])
def test_forms(cast: Cast, who: str, path: str, given: dict[str, str]) -> None:
    """Each field in turn: empty, control characters, turned text, huge, another kind of value."""
    row = make.concern(cast, writer={"danger": "no", "reply": "phone", "phone": "08-465 004 98"})
    request = ask(cast, row)
    held = {"significant": "yes", "personal": "yes"}
    breach = breaches.record_breach(kind="lost", discovered_at=MOMENT, **held, by=cast.sara)
    address = f"/vaxjo/arbete/{path.format(row.reference, breach.uid, request.reference, only(request).uid)}"
    faults = []
    for field in given:
        client = _in(cast, who)
        for bad in BAD:
            if (status := client.post(address, given | {field: bad}).status_code) >= 500:
                faults.append((field, bad[:12], status))
    assert faults == []


def test_addresses(cast: Cast) -> None:
    """What stands in a query or in the path itself, by somebody signed in and by nobody."""
    disa, sven, nobody = _in(cast, "disa"), _in(cast, "sven"), Client(raise_request_exception=False)
    for bad in BAD:
        for field in ("manad", "nummer"):
            assert disa.get("/vaxjo/arbete/logg", {field: bad}).status_code < 500, (field, bad[:12])
        assert sven.get("/vaxjo/arbete/oppna", {"reference": bad}).status_code < 500, bad[:12]
        for address in ("logga-in/nyckel", "logga-in", "andra-steget/kod"):
            given = {"credential": bad, "email": bad, "password": bad, "code": bad}
            assert nobody.post(f"/vaxjo/arbete/{address}", given).status_code < 500, (address, bad[:12])
    for path in ("arbete/oro/%00/", "arbete/samverkan/a%00b/", "arbete/samtal/%00/", "%00", "kort/%00"):
        assert sven.get(f"/vaxjo/{path}").status_code == 404, path


def test_another_municipalitys_reset_is_not_there(cast: Cast) -> None:
    """Known by its identity, it can be neither approved nor refused."""
    other = make.town("grannby")
    reset = people.propose_reset(other.user("siv"), by=other._in("isak"))
    for deed in ("approve", "refuse"):
        given = {"do": deed, "reset": str(reset.uid), "knows_person": "on"}
        assert _in(cast, "sara").post("/vaxjo/arbete/personal/borja-om", given).status_code == 404
    assert SignInReset.objects.filter(pk=reset.pk).exists()
