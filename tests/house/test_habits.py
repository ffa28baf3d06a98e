"""Habits: sizes, saves by field, who is asked first, logged deeds, numbers in facts, papers, no signals."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from forebygg.audit.events import REGISTER
from tests.house import reading

# Each exception with its reason.
LONG_MODULES: set[str] = set()
LARGE_ROOMS = {
    # Half of it is the pure drawing of charts (layout, routing, lettering), one idea a file.
    "routines": 3450,
    # A third of it is lists of words; one element of a plan a file.
    "importing": 4000,
    # The main job: intake, reading, the walk, handing on, whose yes, who was told; a wall would cut deeds in two.
    "concerns": 3700,
    # Organisation, and signing in (password, second step, own provider, sessions): the next deed of sign-in parts them.
    "people": 3500,
    # Documents, the linter, versions, follow-up and report, open data; what residents say of a draft is another room.
    # The follow-up with its report is the next that goes.
    "plans": 4700,
}
SPANS = {
    "kit/calendar.py": "a day is a day",
    "kit/clock.py": "an hour is an hour",
    "site/loop.py": "slack of the loop, no rule of law",
    "site/doctor.py": "when a loop counts as old, no rule of law",
    "people/views/desks.py": "sign-in lock; facts stand above this room until stronger sign-in comes",
    "people/actions/resets.py": "how long a proposal waits for its answer, no rule of law",
    "people/signing.py": "how long a first password lives, no rule of law",
    "calls/views.py": "when another tab counts as idle, no rule of law",
    "concerns/desk.py": "an hour is an hour: how time left is shown",
    "secrecy/actions/matters.py": "hours between two scrubs of the key store, no rule of law",
    "site/chains.py": "slack of the loop, no rule of law",
    "plans/timeline.py": "how far a picture reaches where no end is stated",
    "site/monday.py": "a week is a week",
    "site/known.py": "how far back the figures beside a report look, no rule of law",
    "demo/loading.py": "dates of invented data",
}
OPEN_VIEWS = {
    # The way to the municipality's own sign-in and back: the library's, and ours around them.
    "answer_saml",
    "go_to_saml",
    "MetadataView",
    "callback",
    "finish_saml",
    "go_to_provider",
    "not_let_in",
    "AuthenticateView",  # between the steps of signing in
    "LoginWebAuthnView",
    "towns",
    "style",
    "healthy",
    "figures",  # with a token, and off without one
    "start",
    "acute",
    "contact",
    "situations",
    "situation",
    "methods",
    "sources",
    "call",
    "page",
    "leave",
    "tell",
    "not_for",
    "write",
    "report_incident",
    "cards",
    "card",
    "thread",
    "routine_list",
    "routine",
    "consultations",  # a draft out for opinions, and a box to say one's own in
    "consultation",
    "comment",
    "initiatives",
    "plans",  # the plans and one of them, as citizens read them
    "plan",
    "part",
    "measure",
    "differences",
    "follow_up",
    "report",
    "as_json",  # open data
    "as_csv",
    "feed",
    "catalogued",
    "sign_in",
    "sign_out",
}
UNLOGGED = {
    "record_consent": "logged by the room of secrecy, in the same transaction",
    "write_draft": "an unsent draft is its writer's alone",
    "save_call": "an unsent note is its writer's alone",
    "forget_draft": "the visitor's own draft",
    "begin_report": "a reminder to oneself; the log must not tell who reported a child, and when",
    "finish_report": "as begin_report",
    "forget_report": "as begin_report",
    "begin_rehearsal": "a rehearsal is nobody else's business: it is not logged",
    "answer_rehearsal": "as begin_rehearsal",
    "approve_opening": "records.approve_list logs",
    "open_intake": "people.set_intake logs",
    "shut_intake": "people.set_intake logs",
    "open_thread": "inside register_concern, which logs",
    "send_draft": "register_concern in it logs",
    "post": "inside answer or add_to_thread, which log",
    "rekey": "inside hand_over_concern, which logs",
    "tell_both": "inside record_breach, which logs; a reminder is no deed",
    "tell": "the deed that tells is logged by its room",
    "register": "inside the room's own deed, which logs",
    "record": "is the log",
    "saw": "is the log",
    "open_duty": "inside conclude, which logs",
    "place_new": "inside hand_over_concern, which logs",
    "remove_old_uploads": "what nobody confirmed in time; the loop's own tidying, no record",
    "dispose_thread": "inside the disposal run, which logs number and rule",
}


def lengths(source: str) -> list[tuple[str, int]]:
    """Return each function's length in lines."""
    return [(f.name, (f.end_lineno or 0) - f.lineno + 1) for f in reading.functions(source)]


def test_sizes() -> None:
    """Functions of 40 lines, modules of 400, templates of 150, rooms of 3 000, at most."""
    for path, source in reading.modules():
        name = path.relative_to(reading.SOURCE).as_posix()
        assert len(source.splitlines()) <= 400 or name in LONG_MODULES, name
        for function, length in lengths(source):
            assert length <= (25 if "views" in path.as_posix() else 40), f"{name}:{function} has {length} lines"
    for room, name, source in reading.templates():
        assert len(source.splitlines()) <= 150, f"{room}/{name}"
    for room in reading.rooms():
        total = sum(len(s.splitlines()) for _, s in reading.modules(reading.SOURCE / room))
        assert total <= LARGE_ROOMS.get(room, 3000), f"{room}: {total}"
    assert max(length for _, length in lengths("def long():\n" + "    x = 1\n" * 60)) > 40


def test_tests_are_small_too() -> None:
    """A test module has at most 500 lines: one deed a file."""
    for path in sorted((reading.ROOT / "tests").rglob("*.py")):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 500, path.name


def bare_saves(source: str) -> list[int]:
    """Return the lines of saves that do not name their fields."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "save":
            named = {keyword.arg for keyword in node.keywords}
            to_a_file = bool(node.args)  # a document's, no row's
            if not to_a_file and not named & {"update_fields", "force_insert", "commit"}:
                found.append(node.lineno)
    return found


def test_saves_name_their_fields() -> None:
    """A bare save writes old values back."""
    faults = {path.name: lines for path, source in reading.modules() if (lines := bare_saves(source))}
    assert faults == {}
    assert bare_saves("row.save()") == [1]


def test_numbers_of_the_law_stand_in_facts() -> None:
    """No length of time with a literal, no phone number, outside the named list."""
    span = re.compile(r"timedelta\((?:\w+=)?\d")
    phone = re.compile(r"\b0\d{1,3}[- ]\d{2,3} ?\d{2,3}")
    for path, source in reading.modules():
        name = path.relative_to(reading.SOURCE).as_posix()
        assert not span.search(source) or name in SPANS, f"{name}: a literal length of time"
        assert not phone.search(source) or name.startswith("ui/gallery"), f"{name}: a phone number"
    for room, name, source in reading.templates():
        assert not phone.search(source) or "gallery" in name or room == "ui", f"{room}/{name}: a phone number"
    assert span.search("timedelta(days=14)") and phone.search("08-465 004 10")


# Who reaches past the circles of whoever acts, and why it may.
BEYOND = {
    "concerns/actions/emergency.py:open_in_emergency": "the matter is let in to by this deed, and the head is told",
    "concerns/actions/consents.py:withdraw_consent": "the receiver's copy, stopped or marked",
    "concerns/actions/handover.py:_give": "the copy is the receiver's",
    "concerns/actions/intake.py:_create": "whoever registers is seldom the one who reads",
    "concerns/actions/intake.py:register_concern": "the way back is there before the concern that lets anybody see it",
    "concerns/actions/receiving.py:take_in": "a receipt ends or goes on with the sender's part",
    "records/queries.py:list_rules": "figures of what is due, for the archive function",
    "requests/actions/matters.py:_is_still_here": "whoever registers a request freezes what they may not read",
    "requests/actions/matters.py:disclose_to_asker": "the records of a request may lie at several desks of the board",
    "requests/matters.py:belonging": "what a request is about must not go, whoever may read it",
    "requests/queries.py:_mine": "as find_record, for the page's links",
    "requests/queries.py:find_record": "a record that is gone anyone of the board may say so of; one that is here, not",
    "concerns/queries.py:by_submission": "sent twice is one, whoever reads it",
    "concerns/queries.py:count_kept": "a figure, large ones only, for whoever reports an incident",
    "concerns/queries.py:count_waiting": "the coordinator's three figures",
    "concerns/queries.py:references_of": "the log's review, no text",
    "concerns/queries.py:trace": "the log's review, no text",
}


def test_reaching_beyond_a_circle_is_written_out() -> None:
    """A new place that opens the second lock stands in the list, with its reason."""
    found = set()
    for path, source in reading.modules():
        for function in reading.functions(source):
            if "with beyond()" in ast.unparse(function):
                found.add(f"{path.relative_to(reading.SOURCE).as_posix()}:{function.name}")
    assert found == set(BEYOND)


def _views(resolver: URLResolver) -> list[URLPattern]:
    found: list[URLPattern] = []
    for entry in resolver.url_patterns:
        found.extend([entry] if isinstance(entry, URLPattern) else _views(entry))
    return found


def test_open_addresses_are_written_out() -> None:
    """Every view that opts out of sign-in stands in the list, and nothing else."""
    entries = [*_views(get_resolver("forebygg.site.urls")), *_views(get_resolver("forebygg.site.townless_urls"))]
    names = {
        getattr(e.callback, "view_class", e.callback).__name__
        for e in entries
        if not getattr(e.callback, "login_required", True)
    }
    assert names == OPEN_VIEWS


def deeds(source: str) -> list[ast.FunctionDef]:
    """Return a module's public deeds: functions that take `by`."""
    tree = ast.parse(source)
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and "by" in {a.arg for a in [*node.args.kwonlyargs, *node.args.args]}
    ]


def _logs(node: ast.FunctionDef, source: str) -> bool:
    helpers = {f.name: ast.unparse(f) for f in reading.functions(source)}
    text = ast.unparse(node)
    return "audit." in text or any(f"{n}(" in text and "audit." in t for n, t in helpers.items()) or "record(" in text


def _action_modules() -> list[tuple[Path, str]]:
    return [(p, s) for p, s in reading.modules() if p.name == "actions.py" or p.parent.name == "actions"]


def test_every_deed_is_logged() -> None:
    """Or stands in the list of those that another deed logs."""
    assert len(_action_modules()) > 10
    for path, source in _action_modules():
        for node in deeds(source):
            assert node.name in UNLOGGED or _logs(node, source), f"{path.parent.name}.{node.name} is not logged"
    planted = "def steal(row, *, by):\n    row.delete()"
    assert not _logs(deeds(planted)[0], planted)


def test_events_are_codes_in_the_register() -> None:
    """`room.word`, once each."""
    assert len(REGISTER) > 40
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", code) for code in REGISTER)
    with pytest.raises(ValueError, match="twice"):
        from forebygg.audit.events import event

        event("concern.registered", "again")


def test_rooms_open_with_four_lines() -> None:
    """What it owns, what not, its nouns, its neighbours."""
    for room in reading.rooms() | {"site", "demo", "kit", "ui", "files"}:
        text = (reading.SOURCE / room / "__init__.py").read_text(encoding="utf-8")
        for line in ("Owns:", "Does not own:", "Main nouns:", "Neighbours below:"):
            assert line in text, f"{room} lacks {line}"


def test_no_signals_no_admin_no_helpers() -> None:
    """What the house has decided against is not there."""
    banned = re.compile(r"django\.dispatch|db\.models\.signals|contrib\.admin")
    names = re.compile(r"(^|/)(core|common|utils?|helpers?|signals|managers|admin)(\.py|/)")
    for path, source in reading.modules():
        assert not banned.search(source), path.name
        assert not names.search(path.relative_to(reading.SOURCE).as_posix()), path
    assert banned.search("from django.dispatch import receiver") and names.search("concerns/utils.py")


def test_lock_files_hold_no_address() -> None:
    """A name and hashes, nothing else."""
    for path in reading.ROOT.glob("requirements*.txt"):
        assert not re.search(r"://|index-url|find-links", path.read_text()), path.name


def test_english_is_complete() -> None:
    """Every Swedish text has its English, with the same holes; a planted text is missed."""
    import polib

    from tools import messages

    said, catalogue = messages.collect(), polib.pofile(str(messages.CATALOGUE))
    assert messages.problems(said, catalogue) == []
    planted = said | {messages.Said("En ny text på %(day)s"): {"x.py"}}
    assert messages.problems(planted, catalogue) == ["no English: En ny text på %(day)s"]


def test_decision_records() -> None:
    """Dated names, and four headings each."""
    found = sorted((reading.ROOT / "docs" / "decisions").glob("*.md"))
    assert len(found) >= 10
    for path in found:
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md", path.name), path.name
        text = path.read_text(encoding="utf-8")
        for heading in ("## Context", "## Decision", "## Price", "## Look again"):
            assert heading in text, f"{path.name} lacks {heading}"
