"""One truth: what the page of a thing denies is in no list, count, form, document, feed, error, mail or counter.

A marked word stands in every text and every reference is known; the whole answer of every address is searched for what
its reader may not meet. Then one more matter comes in, and nothing at all changes for those outside.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import models, router

from forebygg.audit import actions as audit
from forebygg.audit.models import Event
from forebygg.calls import actions as calls
from forebygg.calls.note import CallAnswers
from forebygg.cases import actions as cases
from forebygg.concerns import actions as concerns
from forebygg.kit import calendar, clock, documents
from forebygg.people import queries as people
from forebygg.reporting import actions as reporting
from forebygg.secrecy import queries as secrecy
from forebygg.site import schedule
from forebygg.situation.models import Counter
from tests import make
from tests.conftest import MOMENT
from tests.journeys import asking, table, truth
from tests.journeys.table import TABLE, TOLD
from tests.journeys.truth import Person, Thing, World

pytestmark = pytest.mark.standing
# Columns in which words may be typed that are not sealed: functions, organisations, papers. None is about a person.
TYPED = {
    "concerns.HandOver.acknowledged_by", "cases.Participant.function",
    "records.OpeningItem.document", "records.OpeningItem.function", "mfa.Authenticator.data",
    # What a plan says, and the document it was read from: about the work, never about anyone.
    "plans.PlanVersion.content", "plans.PlanUpload.name", "plans.PlanUpload.data",
    "plans.PlanUpload.blocks", "plans.PlanUpload.understood",
}  # fmt: skip
# The one table to take away: how many were disposed of, under which decision.
KINDS = {
    "halsa": "text/plain",
    "stil": "text/css",
    "arbetet/flode.atom": "application/atom",
    "arbetet/katalog.rdf": "application/rdf",
    "arbete/gallring/bevis.pdf": "application/pdf",
    "arbete/gallring/bevis.csv": "text/csv",
}


def _as_json(_template: Path, data: Mapping[str, Any]) -> bytes:
    """Stand in for the document: what goes into it, so that it can be searched."""
    return json.dumps(data, ensure_ascii=False, default=str).encode()


@pytest.fixture(autouse=True)
def _documents_that_can_be_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "render", _as_json)


def _given_away(text: str, denied: list[Thing]) -> list[tuple[str, str]]:
    return [(thing.name, token) for thing in denied for token in thing.tokens if token in text]


def _pages(person: Person) -> dict[str, tuple[str, int]]:
    """Open every address without an object: answers and statements. The open pages once, as nobody; the pages of one's
    own sign-in once, as somebody."""
    found = {}
    for pattern, row in TABLE.items():
        once = {"open": "public", "own": "sven"}.get(row.kind, person.name)
        if row.kind in ("list", "open", "own") and person.name == once:
            for path in table.filled(pattern):
                found[path] = asking.counted(lambda path=path: person.get(path))
    return found


def test_every_sealed_column_bears_a_marked_word(world: World) -> None:
    """Of every sealed column of every model there is a row with a text; a new column without one fails here."""
    house = [m for m in apps.get_models() if m.__module__.startswith("forebygg.")]
    sealed = [(m, column) for m in house for column in getattr(m.Handling, "secret", ())]
    assert len(sealed) >= 9
    assert [f"{m.__name__}.{c}" for m, c in sealed if not m.objects.filter(**{f"{c}__isnull": False}).exists()] == []
    words = {token for thing in world.things for token in thing.tokens if token.startswith("Myrstack")}
    for label in TYPED:
        model, _dot, column = label.rpartition(".")
        typed = str(list(apps.get_model(model).objects.values_list(column, flat=True)))
        assert [word for word in words if word in typed], label


def test_no_marked_word_lies_open_in_any_table(world: World) -> None:
    """Every row of every table of both stores: a marked word only where words that are not about persons are typed, and
    a matter's reference nowhere but in its own row."""
    staff = world.thing("assignment").tokens
    words = {token for thing in world.things for token in thing.tokens if token.startswith(("Myrstack", "ORO-"))}
    for model in apps.get_models():
        for row in model._base_manager.using(router.db_for_read(model) or "default"):
            for column in row._meta.concrete_fields:
                where = f"{row._meta.label}.{column.name}"
                value = column.value_from_object(row)
                found = {word for word in words if word in (value if isinstance(value, str) else repr(value))}
                may = where in TYPED or where == "concerns.Concern.reference" or row._meta.model_name == "user"
                assert not found or may, (where, found)
                assert row._meta.model_name != "user" or found <= staff, (where, found)


def test_nothing_denied_is_on_any_page(world: World) -> None:
    """Every address without an object × every actor: no word, reference or identity of what they may not open; and a
    page is a page: a feed, a table to take away, any other kind of content fails here."""
    met = 0
    for person in world.people:
        denied = world.denied(person)
        for path, (text, _statements) in _pages(person).items():
            assert _given_away(_untold(text, path, person), denied) == [], (person.name, path)
            kind = re.search(r"'Content-Type', '([\w/]+)", text)
            named = path if path in KINDS or path.startswith("halsa") else path.partition("/")[0]
            expected = KINDS.get(named, "text/html") if text.startswith("200") else "text/html"
            assert kind is None or kind.group(1) == expected, (path, kind)
            met += 1
    assert met > 700


def _untold(text: str, path: str, person: Person) -> str:
    """Take away the references that whoever reviews the log is told: of what was opened, never what stands in it."""
    return re.sub(r"ORO-\w{4}-\d\d", "", text) if (path, person.name) == ("arbete/logg", "disa") else text


def test_nothing_denied_is_on_the_pages_of_what_one_may_open(world: World) -> None:
    """Insiders' own pages and documents: their matter, and nothing of another that hangs together with it."""
    for person in world.people:
        denied = world.denied(person)
        for thing in world.things:
            if person.name not in thing.inside or not thing.hole.startswith(("ORO-", "SAM-")):
                continue
            base = f"arbete/{'oro' if thing.hole.startswith('ORO') else 'samverkan'}/{thing.hole}/"
            tails = ["", "?vem=1", "jav", "vidare", "vidare?to=relatives", "informera"] if "oro" in base else [""]
            answers = [(tail, asking.text_of(person.get(base + tail))) for tail in tails]
            if "oro" in base:
                answers.append(("handling", asking.text_of(person.post(base + "handling", {"version": "0"}))))
            for tail, text in answers:
                assert _given_away(text, denied) == [], (person.name, thing.name, tail)


def test_nothing_denied_answers_a_form(world: World) -> None:
    """A form with somebody else's references and identities in every field: what comes back is what was sent."""
    sent = sorted({token for thing in world.things for token in thing.tokens if not token.startswith("Myrstack")})
    names = ("reference", "nummer", "uid", "person", "reset", "assignment", "submission", "handover", "text", "reason")
    for person in world.people:
        words = [
            Thing(thing.name, frozenset(t for t in thing.tokens if t.startswith("Myrstack")), thing.inside)
            for thing in world.denied(person)
        ]
        for pattern, row in TABLE.items():
            if not row.post or row.kind in ("thing", "own") or row.kind == "open" and person.name != "public":
                continue
            if pattern == "arbete/nodoppning" or pattern.startswith(("arbete/logga", "arbete/personal/borja")):
                continue  # a reference there opens, and the rest answers with nothing but itself
            posted: dict[str, Any] = {name: sent[sum(map(ord, name)) % len(sent)] for name in names} | {"version": "0"}
            for path in table.filled(pattern):
                assert _given_away(asking.text_of(person.post(path, posted)), words) == [], (person.name, path)


# --- one more matter comes in ------------------------------------------------------------------------------------


def _neutral(text: str, told: str, person: Person) -> str:
    """Take away what may differ by name; what is left must be the same to the last byte."""
    if told == "figures":
        return re.sub(r'(?<=<td class="num">)\d+(?=</td>)|(?<=<td>)(?:–|\d+ \w+)(?=</td>)', "", text)
    if told == "register":  # of one's own board; the archive function has the municipality's
        series = {"archive": r"\w+", "coordinator": "KS", "security": "KS", "registrar": "KS"}.get(person.role, "SN")
        day = r"<td>\d+ \w+ \d{4}</td><td>\w+</td><td>[^<]*</td>"
        return re.sub(rf'<tr><th scope="row" class="num">{series} \d{{4}}:\d+</th>{day}</tr>', "", text)
    if told == "known":
        return re.sub(r"[0-9a-f]{64}|\d+", "", text)
    return re.sub(r"ORO-\w{4}-\d\d", "", text)


def _unchanged(person: Person, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return the addresses whose answer, or number of statements, tells that something came in."""
    from forebygg.people import roles

    may = roles.permissions(person.role)
    changed = []
    for path, (text, statements) in before.items():
        if path.startswith(("arbete/logga-in", "arbete/andra-steget")):
            continue  # nothing of a room, and a key's challenge is random
        told = next((kind for (address, right), kind in TOLD.items() if path == address and right in may), "")
        now, then = (_neutral(t, told, person) if told else t for t in (after[path][0], text))
        if now != then or (statements != after[path][1]):
            changed.append(path)
    return changed


def _for_children(world: World) -> set[str]:
    """A worry about a child that is worked with, a case, a call, a reminder. Returns who is inside."""
    cast, olga = world.cast, world.cast._in("olga")
    row = truth.matter(world, "one more")
    concerns.mark_read(row, by=cast.sven)
    concerns.note_work(make.fresh(row), "x", by=cast.sven)
    desk, door = people.get_desk(cast.sven, "reception-under-21"), secrecy.get_door(cast.sven, "consent", "case")
    cases.open_case(desk, support="family", door=door, functions=["x"], by=cast.sven)
    calls.save_call(calls.start_call(transferred=True, by=olga), CallAnswers(what="x"), sequence=1, tab="", by=olga)
    reporting.begin_report(by=cast._in("pia"))
    return {"sven", "hanna", "olga", "pia"}


def _for_the_rest(world: World) -> set[str]:
    """A matter of every other kind, at every other desk. Returns who is inside."""
    for kind in truth.KINDS:
        if kind != "worry":
            truth.matter(world, f"one more {kind}", kind=kind)
    truth.matter(world, "one more adult", age_band="21")
    for kind in ("worry", "question"):  # kept from the reception, and from the coordinator: they are outside
        truth.matter(world, f"kept {kind}", kind=kind, writer={"not_for": "staff", "not_for_who": world.word()})
    return set().union(*(readers for desk, readers in truth.READERS.items() if desk != "reception-under-21"))


def test_nothing_changes_for_those_outside(world: World) -> None:
    """Whether something came in is told by no page, figure, badge or statement but the three named exceptions; to
    somebody shut out of it neither. What comes in first is inside for some; they look when the rest has come, from
    which they are outside, and those who are inside nothing look once, at both."""
    for name in ("hanna", "karin", "isak", "disa", "rut-archive", "karin@grannby"):  # what lies in memory
        _pages(next(p for p in world.people if p.name == name))
    before = {person.name: _pages(person) for person in world.people}
    first = _for_children(world) | {"siv"}  # has a case of her own among it; see the next test
    for_others = set().union(*(readers for desk, readers in truth.READERS.items() if desk != "reception-under-21"))
    for person in (p for p in world.people if p.name in for_others - first):
        assert _unchanged(person, before.pop(person.name), _pages(person)) == [], person.name
    before |= {p.name: _pages(p) for p in world.people if p.name in first}
    assert _for_the_rest(world) == for_others
    for person in (p for p in world.people if p.name in before and p.name != "siv"):
        assert _unchanged(person, before.pop(person.name), _pages(person)) == [], person.name
    assert set(before) == {"siv"}


def test_nothing_changes_for_somebody_shut_out(world: World) -> None:
    """Siv reads at the desk, and is shut out of what comes in: her list, badge, today and figures of her own."""
    siv = next(p for p in world.people if p.name == "siv")
    before = _pages(siv)
    row = truth.matter(world, "her brother")
    concerns.mark_read(row, by=world.cast.sven)
    assert _unchanged(siv, before, _pages(siv)) == []


# --- what leaves by itself ---------------------------------------------------------------------------------------


def test_no_letter_says_what_it_is_about(world: World) -> None:
    """A day and a night of every job: no subject, body or header bears a word, reference or identity; nor does a
    letter go to somebody shut out of what it is about, or whose time here is over."""
    tokens = {token for thing in world.things for token in thing.tokens}
    for hours in (0, 1, 5, 20, 24 * 8, 24 * 80):
        with clock.fixed(calendar.add_days(MOMENT, hours // 24).replace(hour=7 + hours % 12)):
            for job in (job for job in schedule.JOBS if job.name != "scrub-keys"):  # PostgreSQL: not in a transaction
                job.run()
    assert len(mail.outbox) > 20
    for letter in mail.outbox:
        whole = letter.message().as_string() + letter.subject + letter.body + str(letter.extra_headers)
        assert not [token for token in tokens if token in whole], letter.subject
        assert not {"eva", "pelle", "stig"} & {address.partition("@")[0] for address in letter.to}


def test_nobody_shut_out_is_written_to(world: World) -> None:
    """Siv is the deputy, and would be reminded of what waits; of this she is not, and of a copy neither."""
    from forebygg.concerns.models import Concern
    from forebygg.notices.models import Notice

    row = truth.matter(world, "unread")
    for days in (3, 80):
        with clock.fixed(calendar.add_days(MOMENT, days)):
            concerns.add_to_thread(make.fresh(row).thread, "x", submission=row.uid, by=world.cast.nobody)  # type: ignore[arg-type]
            next(job for job in schedule.JOBS if job.name == "remind").run()
    reasons = ("unread", "too-old", "addition", "unacknowledged", "emergency")
    shut = {
        str(uid)
        for uid in Concern.objects.filter(circle__exclusions__user=world.cast.user("siv")).values_list("uid", flat=True)
    }
    told = Notice.objects.filter(about__in=shut, address="siv@vaxjo.example")
    assert [n.reason for n in told if n.reason.startswith(reasons)] == []
    assert Notice.objects.filter(about=str(row.uid), address="hanna@vaxjo.example").exists()


def test_log_and_counters_hold_codes_only(world: World) -> None:
    """No marked word and no reference in any event, seal or counter; a refusal does not say of what."""
    for person in world.people:
        person.get(f"arbete/oro/{world.thing('worry').hole}/")
        person.get("arbete/oppna", reference=world.thing("case").hole)
    audit.seal_events()
    words = {t for thing in world.things for t in thing.tokens if t.startswith(("Myrstack", "ORO-", "SAM-"))}
    kept: list[models.Model] = [*Event.objects.all(), *Counter.objects.all()]
    assert len(kept) > 100
    for row in kept:
        assert not [word for word in words if word in str(vars(row))], row
    assert set(Event.objects.filter(kind="refusal").values_list("about", flat=True)) == {""}
