"""The world of the tests of one truth: a marked word in every text, an actor of every role, a row for every address.

What an actor may see is said once, in `Thing.inside`; the tests hold the pages to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.test import Client

from forebygg.breaches import actions as breaches
from forebygg.calls import actions as calls
from forebygg.calls.note import CallAnswers
from forebygg.cases import actions as cases
from forebygg.cases.models import Participant
from forebygg.concerns import actions as concerns
from forebygg.concerns.models import Concern
from forebygg.influence import actions as influence
from forebygg.influence.actions.consulting import Asked
from forebygg.influence.actions.initiating import Said
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.mailbox import actions as mailbox
from forebygg.people import actions as staff
from forebygg.people import queries as people
from forebygg.people import roles
from forebygg.people.models import Absence, Assignment, Desk, Unit, User
from forebygg.plans import actions as plans
from forebygg.records import actions as records
from forebygg.reporting import actions as reporting
from forebygg.requests import actions as requests
from forebygg.requests import queries as testing
from forebygg.routines import actions as walking
from forebygg.routines import rehearsals
from forebygg.secrecy import actions as secrecy_actions
from forebygg.secrecy import queries as secrecy
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.plans import making

# Who reads at each desk in the world below. Siv reads there too, and is shut out of everything.
READERS = {
    "reception-under-21": {"sven", "hanna"},
    "reception-21": {"vera", "valter", "valter-head", "lars", "nora"},
    "relatives": {"anders"},
    "leaving": {"anders-leaving"},
    "coordinator": {"karin"},
    "security": {"sara"},
}
STAFF_KEEPERS = {"isak", "hanna", "valter-head", "sara"}
OPENING = {"karin", "sara", "disa", "hanna", "valter-head"}
KINDS = tuple(Concern.Kind.values)


@dataclass(frozen=True)
class Thing:
    """Something secret: what gives it away, the value an address carries it by, and which actors may see it."""

    name: str
    tokens: frozenset[str]
    inside: frozenset[str]
    hole: str = ""


@dataclass
class Person:
    """One actor: a name, their browser, the prefix of their municipality, and their assignment's role."""

    name: str
    client: Client
    slug: str
    role: str = ""

    def get(self, path: str, **query: str) -> Any:
        """Open an address of one's own municipality."""
        return self.client.get(f"/{self.slug}/{path}", query)

    def post(self, path: str, posted: dict[str, Any]) -> Any:
        """Send a form to an address of one's own municipality."""
        return self.client.post(f"/{self.slug}/{path}", posted)


@dataclass
class World:
    """Two municipalities with everything in them."""

    cast: Cast
    next_door: Cast
    words: Iterator[str]
    things: list[Thing] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    def word(self) -> str:
        """Return a marked word that stands nowhere else."""
        return next(self.words)

    def add(self, name: str, inside: set[str], *tokens: object, hole: object = "") -> None:
        """Note a thing and what gives it away."""
        known = frozenset(str(token) for token in (*tokens, *([hole] if hole else [])))
        self.things.append(Thing(name, known, frozenset(inside), str(hole)))

    def thing(self, name: str) -> Thing:
        """Return a thing by its name."""
        return next(thing for thing in self.things if thing.name == name)

    def outside(self, name: str) -> list[Person]:
        """Return those who must never meet a thing."""
        return [person for person in self.people if person.name not in self.thing(name).inside]

    def denied(self, person: Person) -> list[Thing]:
        """Return what a person must never meet."""
        return [thing for thing in self.things if person.name not in thing.inside]


def _words() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"Myrstack{number:03}x"


# --- the world ---------------------------------------------------------------------------------------------------


def world() -> World:
    """Return two municipalities with a marked word in every text there can be, and an actor of every kind."""
    make.ship()
    found = World(make.town(), make.town("grannby"), _words())
    _hire(found)
    _fill(found)
    _lapse(found)
    _people(found)
    return found


def _assign(cast: Cast, name: str, role: str, place: str, **changes: Any) -> Assignment:
    """Let somebody new in, as two others would have."""
    user = User(municipality=cast.town, email=f"{name}@{cast.town.slug}.example", name=f"{name.title()} Exempel")
    user.set_unusable_password()
    user.save(force_insert=True)
    desk = Desk.objects.filter(municipality=cast.town, code=place).first()
    unit = desk.unit if desk else Unit.objects.get(municipality=cast.town, code=place)
    values = {
        "starts": MOMENT.date() - timedelta(30),
        "approved_by": cast.user("sara"),
        "proposed_by": cast.user("isak"),
    }
    return Assignment.objects.create(
        municipality=cast.town, user=user, role=role, unit=unit, desk=desk, **values | changes
    )


def _hire(world: World) -> None:
    """Those whom the example municipality lacks: the other roles, and those who should see nothing any more."""
    cast = world.cast
    for name, role in (("stina", "steward"), ("tore", "trainer"), ("ana", "analyst"), ("pia", "page-owner")):
        _assign(cast, name, role, "kommunledning")
    yesterday = MOMENT.date() - timedelta(1)
    _assign(cast, "eva", "reception", "reception-under-21", ends=yesterday)
    _assign(cast, "pelle", "reception", "reception-under-21", approved_by=None)
    for name in ("lars", "nora"):
        _assign(cast, name, "reception", "reception-21")
    stopped = _assign(cast, "stig", "reception", "reception-under-21")
    staff.end_assignment(stopped, by=cast.sara)


def matter(world: World, name: str, *, also: set[str] = frozenset(), **changes: Any) -> Concern:  # type: ignore[assignment]
    """Register a concern with a marked word in each of its texts, and note who is inside."""
    cast, what, who, phone = world.cast, world.word(), world.word(), world.word()
    report = {"what": what, "writer": {"danger": "no", "reply": "code", "phone": phone}} | changes
    if report.get("kind", "worry") in ("worry", "relative", "leaving", "booking"):
        report["who"] = who
    row = make.concern(cast, **report)
    readers = set(READERS[row.desk.code]) | ({"sara"} if row.kind == "incident" else set())
    if row.desk.code == "reception-under-21":
        concerns.exclude_reader(row, cast.user("siv"), by=cast.hanna)
    world.add(name, readers | also, what, who, phone, row.uid, hole=row.reference)
    return make.fresh(row)


def _more(world: World, thing: str, row: Concern) -> None:
    """Add what work leaves: a note, an answer, an addition, a reason, a hold."""
    by, words = world.cast.sven, [world.word() for _ in range(6)]
    concerns.mark_read(row, by=by)
    concerns.note_work(make.fresh(row), words[0], by=by)
    concerns.write_back(make.fresh(row), words[1], by=by)
    assert row.thread is not None
    concerns.add_to_thread(make.fresh(row).thread, words[2], submission=uuid4(), by=world.cast.nobody)
    concerns.answer_step(make.fresh(row), step="danger", choice="no", reason=words[3], by=by)
    concerns.hold_concern(make.fresh(row), reason="appeal", by=by)
    to, until = people.get_receiver(by, "relatives"), MOMENT.date() + timedelta(30)
    concerns.record_consent(make.fresh(row), giver="self", to=to, about=words[4], until=until, by=by)
    exempt = {"state": "exempt", "exception": "gdpr-14-5-d", "day": MOMENT.date(), "reason": words[5]}
    concerns.record_information(make.fresh(row), **exempt, by=by)
    world.add(f"{thing}: work", world.thing(thing).inside, *words)


def _fill(world: World) -> None:
    cast = world.cast
    for kind in KINDS:
        row = matter(world, kind, kind=kind, also={"nora"} if kind == "worry" else set())
        if kind == "worry":
            concerns.open_in_emergency(row.reference, reason=(why := world.word()), by=cast._in("nora"))
            world.add("emergency: reason", {"nobody"}, why)
            _more(world, "worry", make.fresh(row))
    matter(world, "worry about an adult", age_band="21")
    wish = {"danger": "no", "reply": "code", "not_for": "reception", "not_for_who": (word := world.word())}
    matter(world, "kept from the reception", writer=wish)
    world.add("who should not read", {"valter-head"}, word)
    _hand_over(world)
    _papers(world)
    _ended(world)
    _request(world)


def _hand_over(world: World) -> None:
    """A part for another desk, and everything for a function outside; neither shows the other's."""
    cast, part, weighed, outside = world.cast, world.word(), world.word(), world.word()
    row = matter(world, "handed over")
    door = secrecy.get_door(cast.sven, "same-board", "relatives")
    gives = concerns.Gives(part)
    to = people.get_receiver(cast.sven, "relatives")
    given = concerns.hand_over_concern(row, to=to, door=door, balancing=weighed, gives=gives, by=cast.sven)
    assert given.copy is not None
    world.add("copy", READERS["relatives"], part, given.copy.uid, hole=given.copy.reference)
    world.add("balancing", READERS["relatives"] | world.thing("handed over").inside, weighed)
    row = matter(world, "told outside")
    police, way = people.get_receiver(cast.sven, "police"), secrecy.get_door(cast.sven, "under-21-crime", "police")
    limbs = [limb["code"] for limb in way.limbs]
    given = concerns.hand_over_concern(row, to=police, door=way, balancing=weighed, limbs=limbs, by=cast.sven)
    concerns.confirm_outside(given.uid, make.fresh(row), function=outside, at=clock.now(), by=cast.sven)
    world.add("function outside", world.thing("told outside").inside, outside)


def _papers(world: World) -> None:
    """A case, a call, a reminder, days away, a key, staff rows, a reset, a rehearsal, the opening list, a draft."""
    cast, reception = world.cast, READERS["reception-under-21"] | {"siv"}
    desk, door = people.get_desk(cast.sven, "reception-under-21"), secrecy.get_door(cast.sven, "consent", "case")
    case = cases.open_case(desk, support="family", door=door, functions=[word := world.word()], by=cast.sven)
    parts = [row.uid for row in Participant.objects.filter(case=case)]
    world.add("case", reception, word, case.uid, *parts, hole=case.reference)
    olga = cast._in("olga")
    call = calls.start_call(transferred=True, by=olga)
    calls.save_call(call, CallAnswers(what=(word := world.word())), sequence=1, tab="", by=olga)
    world.add("call", {"olga"}, word, hole=call.uid)
    reminder = reporting.begin_report(by=cast.lena)
    world.add("reminder", {"lena"}, reminder.uid)
    days = {"first_day": MOMENT.date(), "last_day": MOMENT.date()}
    absence = Absence.objects.create(municipality=cast.town, user=cast.user("rut"), **days)
    world.add("absence", {"rut", "rut-archive"}, hole=absence.uid)
    klas = _assign(cast, "klas", "operator", "kontaktcenter").user
    key = Authenticator.objects.create(pk=98_760_321, user=klas, type="webauthn", data={"name": (word := world.word())})
    world.add("key", {"klas"}, word, hole=key.pk)
    _staff(world)
    judged = {"significant": "yes", "personal": "yes"}
    breach = breaches.record_breach(kind="lost", discovered_at=MOMENT, **judged, by=cast.sara)
    world.add("breach", {"sara", "disa"}, hole=breach.uid)
    _plans(world)
    run = walking.begin_rehearsal(next(iter(rehearsals.all_rehearsals().values())), by=cast.lena)
    world.add("rehearsal", _own_town(world), hole=run.uid)
    item = {"document": (word := world.word()), "dated": MOMENT.date(), "function": (other := world.word())}
    records.enter_item("dpia", **item, applies=True, by=cast.karin)
    world.add("opening line", OPENING, word, other)
    mailbox.write_draft({"at": "what", "what": (word := world.word())}, None, by=cast.nobody)
    world.add("draft", {"nobody"}, word)


def _plans(world: World) -> None:
    """A draft that colleagues read and the public does not; the pages to write it, and a document sent in."""
    cast, keepers = world.cast, {"karin", "sara", "stina"}
    draft = making.plan(cast.karin, decided=None, content_of=making.said(word := world.word()))
    world.add("plan", _own_town(world), word, hole=draft.uid)
    world.add("plan: kept", keepers, hole=draft.uid)
    # Who may write is told by these pages; the plan itself is no secret to the others.
    world.things[-1] = replace(world.things[-1], tokens=frozenset())
    text = f"Plan mot extremism\n\nSyfte\n\n- att {(word := world.word())} blir bra"
    upload = plans.upload_document(f"{(other := world.word())}.txt", text.encode(), by=cast.karin)
    world.add("upload", keepers, word, other, hole=upload.uid)
    _influence(world, keepers)


def _influence(world: World, keepers: set[str]) -> None:
    """A draft out for opinions, with a comment nobody has read yet; an initiative, which everybody reads."""
    cast, days = world.cast, (MOMENT.date(), MOMENT.date() + timedelta(days=20))
    out = making.plan(cast.karin, decided=None, content_of=making.said("Plan på samråd")).versions.get()
    asked = influence.open_consultation(out, Asked("Vad saknas?", *days), by=cast.karin)
    town = Actor.public(cast.town)
    comment = influence.send_comment(asked, "goals", word := world.word(), uuid4(), by=town)
    world.add("comment", keepers, word, hole=comment.uid)
    taken = influence.take_initiative(Said("Skrivelse", "Ledamöter", "2026-02", "Mer ljus"), by=cast.karin)
    for name, uid in (("consultation: kept", asked.uid), ("initiative: kept", taken.uid)):
        world.things.append(Thing(name, frozenset(), frozenset(keepers), str(uid)))


def _staff(world: World) -> None:
    """A colleague's row, and their wish to begin anew with signing in."""
    row = _assign(world.cast, world.word(), "operator", "kontaktcenter")
    word = row.user.name.partition(" ")[0]
    names = {user.name for user in User.objects.filter(municipality=world.cast.town)} - {row.user.name}
    world.add("names", STAFF_KEEPERS | {"disa", "klas"} | NAMESAKES, *names)
    reset = staff.propose_reset(row.user, by=world.cast._in("isak"))
    world.add("assignment", STAFF_KEEPERS, word, hole=row.uid)
    world.add("person", STAFF_KEEPERS, row.user.uid, reset.uid)


def _own_town(world: World) -> set[str]:
    return {name for name, *_rest in STAFF} | {"nora", "lars"}


def _ended(world: World) -> None:
    """One that has ended: its row may stand in its own desk's list, its texts nowhere."""
    cast, inside = world.cast, READERS["coordinator"]
    row = matter(world, "ended question", kind="question")
    concerns.write_back(row, world.word(), by=cast.karin)
    concerns.finish_answered(make.fresh(row), by=cast.karin)
    thing = world.things.pop()
    world.add("ended: row", inside, row.reference)
    world.add("ended: texts", {"nobody"}, *(thing.tokens - {row.reference}))


# Who sees that there is a request at the social services' board: the registry, and those who work at the board's desks.
ASKED = {"rut"} | READERS["reception-under-21"] | READERS["reception-21"] | {"siv", "anders", "anders-leaving"}


def _request(world: World) -> None:
    """Somebody asked for a record of the young ones' reception: words and address are the board's, the rest a row."""
    cast, words, address, why, reasons, limits = world.cast, *(world.word() for _ in range(5))
    row = matter(world, "asked for")
    given = {"kind": "record", "way": "address", "came_on": MOMENT.date(), "rows": [row.register_row]}
    asked = requests.Asked(**given, words=words, address=address)
    request = requests.register_request(cast.town_boards["sn"], asked, by=cast.rut)
    record = request.records.get()
    opened = testing.open_test(cast.sven, record.uid)
    masks = testing.Masks(hidden=frozenset({"1-0"}))
    seen = testing.digest(testing.masked(opened.parts, masks))
    requests.test_record(opened, requests.Tested("part", ("osl-26-1",), masks, why, seen), by=cast.sven)
    request.refresh_from_db()
    requests.decide_request(request, reasons=reasons, reservation=limits, by=cast.hanna)
    world.add("request", ASKED, hole=request.reference)
    world.add("request: words", ASKED - {"rut"}, words, address)
    world.add("request: decision", ASKED, reasons, limits)
    world.add("request: weighed", {"nobody"}, why)
    other = matter(world, "also asked for")
    asked = requests.Asked(**given | {"rows": [other.register_row]})
    record = requests.register_request(cast.town_boards["sn"], asked, by=cast.rut).records.get()
    world.add("request: record", READERS["reception-under-21"], hole=record.uid)


def _lapse(world: World) -> None:
    """Somebody of the same board opened it in an emergency yesterday, and may no longer."""
    row = Concern.objects.get(reference=world.thing("worry").hole, municipality=world.cast.town)
    secrecy_actions.let_in_for_a_while(row.circle, until=MOMENT - timedelta(minutes=1), by=world.cast._in("lars"))


STAFF = [
    ("sven", "sven", ""), ("siv", "siv", ""), ("hanna", "hanna", ""), ("vera", "vera", ""),
    ("valter", "valter", "reception"), ("valter-head", "valter", "head"), ("anders", "anders", "relatives"),
    ("anders-leaving", "anders", "leaving"), ("karin", "karin", ""), ("sara", "sara", ""), ("olga", "olga", ""),
    ("rut", "rut", "registrar"), ("rut-archive", "rut", "archive"), ("disa", "disa", ""), ("isak", "isak", ""),
    ("lena", "lena", ""), ("petra", "petra", ""), ("stina", "stina", ""), ("tore", "tore", ""), ("ana", "ana", ""),
    ("pia", "pia", ""), ("lars", "lars", ""), ("nora", "nora", ""),
]  # fmt: skip
WITHOUT = ("eva", "pelle", "stig")
# The example municipalities share their invented names: whoever keeps staff next door meets the same.
NAMESAKES = {"isak@grannby", "disa@grannby"}
NEXT_DOOR = ("sven", "karin", "disa", "isak", "rut")


def _people(world: World) -> None:
    for name, account, role in STAFF:
        world.people.append(_person(world.cast, name, account, role))
    for account in WITHOUT:
        world.people.append(_person(world.cast, account, account, ""))
    for account in NEXT_DOOR:
        world.people.append(_person(world.next_door, f"{account}@grannby", account, ""))
    world.people.append(Person("public", Client(), "vaxjo"))
    assert {p.role for p in world.people} >= set(roles.ROLES), "a role without an actor"


def _person(cast: Cast, name: str, account: str, role: str) -> Person:
    client, user = Client(), cast.user(account)
    client.force_login(user)
    mine = people.assignments_of(user)
    chosen = next((a for a in mine if not role or a.role == role), None)
    if chosen is not None:
        client.post(f"/{cast.town.slug}/arbete/uppdrag", {"assignment": str(chosen.uid)})
    client.get(f"/{cast.town.slug}/arbete/")  # the first request of a session stamps it
    return Person(name, client, cast.town.slug, chosen.role if chosen else "")
