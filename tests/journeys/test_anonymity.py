"""Who writes to us from outside leaves no address, no browser and no minute: every table of both stores, the file of
the counters and everything logged are searched after a whole day of open pages, forms, codes and faults."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models, router
from django.test import Client, RequestFactory

from forebygg.concerns.models import Concern
from forebygg.influence import actions as influence
from forebygg.influence.actions.consulting import Asked
from forebygg.influence.models import Consultation
from forebygg.kit import clock, door, limits
from forebygg.site import schedule
from forebygg.telling import simple
from tests import make
from tests.cast import Cast
from tests.journeys import asking
from tests.journeys.table import TABLE, filled
from tests.journeys.test_worry_reaches_the_reception import tell
from tests.plans import making

ODD = datetime(2026, 11, 20, 12, 23, 47, 123456, tzinfo=UTC)  # a moment that no full hour looks like
ADDRESS, BEHIND = "203.0.113.77", "198.51.100.23"
MARKED = {
    "HTTP_USER_AGENT": "Gulsparv/9.9 (Xanadu 4)",
    "HTTP_ACCEPT_LANGUAGE": "sma-SE;q=0.37",
    "HTTP_REFERER": "https://bakgard.example/samtal",
    "HTTP_X_FORWARDED_FOR": BEHIND,
    "HTTP_X_REAL_IP": BEHIND,
    "HTTP_FORWARDED": f"for={BEHIND}",
    "HTTP_SEC_CH_UA_PLATFORM": "Xanadu",
    "HTTP_X_REQUEST_ID": "gulsparv-1",
    "REMOTE_ADDR": ADDRESS,
    "REMOTE_HOST": "gulsparv.bakgard.example",
}
LATER = datetime(2026, 11, 20, 12, 41, 7, tzinfo=UTC)  # when the loop comes round
TRACES = ("gulsparv", "xanadu", "sma-se", "bakgard", ADDRESS, BEHIND)
# The clock as anything could have written it down: the minute, its second, seconds since 1970 to the ten.
MINUTES = re.compile(rf"1[23][:.]23|{str(int(ODD.timestamp()))[:9]}")

# Times that the public's own deeds never touch, and whose they are. A new column that a day of the public neither
# writes nor leaves out here by name fails.
_STAFF, _LOOP, _TOWN = "a deed of staff", "a round of the loop", "made before anybody came"
NOT_THE_PUBLICS = {
    "site.Installation.made_at": _TOWN, "site.Installation.demo_loaded_at": _TOWN,
    "site.Round.last_run": _LOOP, "people.User.last_login": _STAFF, "people.User.locked_until": _STAFF,
    "people.User.first_password_until": _STAFF, "people.SignInReset.proposed_at": _STAFF,
    "concerns.Concern.read_at": _STAFF, "concerns.Concern.document_at": _STAFF, "concerns.Concern.ended_at": _STAFF,
    "concerns.Concern.entered_at": _STAFF, "concerns.InternalNote.at": _STAFF, "concerns.Reason.at": _STAFF,
    "concerns.HandOver.made_available_at": _STAFF, "concerns.HandOver.acknowledgement_due": _STAFF,
    "concerns.HandOver.acknowledged_at": _STAFF, "secrecy.Disclosure.at": _STAFF, "secrecy.Circle.ends": _STAFF,
    "secrecy.CircleMember.ends": _STAFF, "secrecy.ToShred.asked_at": _STAFF, "secrecy.ToShred.done_at": _LOOP,
    "mailbox.Thread.read_at": _STAFF, "mailbox.Thread.ended_at": _STAFF, "calls.CallNote.started_at": _STAFF,
    "calls.CallNote.saved_at": _STAFF, "calls.CallNote.ends_at": _STAFF, "calls.CallNote.connected_at": _STAFF,
    "cases.Case.opened_at": _STAFF, "cases.Case.closed_at": _STAFF, "reporting.WelfareReport.remind_at": _STAFF,
    "reporting.WelfareReport.done_at": _STAFF, "reporting.WelfareReport.feedback_at": _STAFF,
    "reporting.WelfareReport.told_at": _LOOP, "oversight.LogReview.at": _STAFF, "records.Hold.set_at": _STAFF,
    "records.Hold.released_at": _STAFF, "records.OpeningItem.entered_at": _STAFF,
    "records.OpeningApproval.at": _STAFF, "routines.Run.ended_at": _STAFF, "routines.Answer.at": _STAFF,
    "routines.OpenDuty.met_at": _STAFF, "routines.OpenDuty.waived_at": _STAFF, "routines.Version.published_at": _TOWN,
    "notices.Notice.withdrawn_at": _STAFF,
    "secrecy.Consent.given_at": _STAFF, "secrecy.Consent.withdrawn_at": _STAFF,
    "secrecy.Disclosure.withdrawn_at": _STAFF, "secrecy.MasterMark.since": _TOWN, "secrecy.MasterMark.split_at": _TOWN,
    "breaches.Breach.discovered_at": _STAFF, "breaches.Filing.sent_at": _STAFF,
    "requests.RecordRequest.registered_at": _STAFF, "requests.RecordRequest.decided_at": _STAFF,
    "requests.RecordRequest.answered_at": _STAFF, "requests.RecordRequest.closed_at": _STAFF,
    "requests.RequestedRecord.tested_at": _STAFF, "requests.DeskReading.done_at": _STAFF,
    "plans.Plan.made_at": _STAFF, "plans.PlanVersion.made_at": _STAFF, "plans.PlanDecision.recorded_at": _STAFF,
    "plans.Progress.said_at": _STAFF, "plans.PlanUpload.uploaded_at": _STAFF,
    "plans.FollowUp.begun_at": _STAFF, "plans.FollowUp.closed_at": _STAFF, "plans.StewardCheck.checked_at": _STAFF,
    "plans.ReportTemplate.kept_at": _STAFF,
    "influence.Consultation.opened_at": _STAFF, "influence.Consultation.closed_at": _STAFF,
    "influence.Initiative.made_at": _STAFF,
    "breaches.Breach.recorded_at": _STAFF, "records.RegisterGap.at": _TOWN,
    "concerns.Information.at": _STAFF,
}  # fmt: skip
# Times finer than the hour in the rows of such a day, each with its reason; none of them follows the writer's minute.
FINER = {
    "routines.OpenDuty.due_at": "the end of a working day, counted from the cut hour",
    "notices.Notice.made_at": "the loop's own reminders; what the public's deed tells is cut",
}


@pytest.fixture(params=[False, True], ids=["alone", "behind a proxy"])
def cast(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    monkeypatch.setattr(settings, "FOREBYGG_BEHIND_PROXY", request.param)
    make.ship()
    found = make.town()
    with clock.fixed(ODD):
        draft = making.plan(found.karin, decided=None).versions.get()
        asked = Asked("Vad saknas?", clock.today(), clock.today())
        influence.open_consultation(draft, asked, by=found.karin)
        yield found


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged at every level, as the house writes it."""
    from forebygg.site import logs

    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Lines())
    loggers = [root, *map(logging.getLogger, ("django", "forebygg", "django.template"))]
    before = [logger.level for logger in loggers]
    root.addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    loggers[-1].setLevel(logging.INFO)  # below, it tells of every name that a template asks for in vain
    yield stream
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)
    root.removeHandler(handler)


def _visitor() -> Client:
    return Client(raise_request_exception=False, **MARKED)  # type: ignore[arg-type]


def _number(client: Client, path: str) -> str:
    found = re.search(r'name="submission" value="([^"]+)"', client.get(path).content.decode())
    assert found, path
    return found.group(1)


def _a_day_of_the_public() -> set[int]:
    """Read every open page, send every form, come back with right and wrong codes, meet every fault, in both languages.
    Returns the statuses met."""
    met = set[int]()

    def note(answer: Any) -> Any:
        met.add(answer.status_code)
        whole = f"{answer.headers} {answer.content!r}".lower()
        assert not [trace for trace in TRACES if trace in whole], answer.request["PATH_INFO"]
        assert set(answer.cookies) <= {"besok"} or "/arbete/" in answer.request["PATH_INFO"]
        return answer

    for language in ("", "en/"):
        for path in (path for pattern, row in TABLE.items() if row.kind == "open" for path in filled(pattern)):
            note(_visitor().get(f"/vaxjo/{language}{path}"))
        for page in simple.KINDS:
            client, path = _visitor(), f"/vaxjo/{language}{page}"
            note(client.post(path, {"submission": str(uuid4()), "text": ""}))
            note(client.post(path, {"submission": _number(client, path), "text": "Vi undrar en sak om det här."}))
        _worry_and_back(note, language)
        _incident(note, language)
        _comment(note, language)
    _faults(note)
    return met


def _worry_and_back(note: Any, language: str) -> None:
    code, path = tell(_visitor()), f"/vaxjo/{language}svar"
    for tried in (code, "1234 5678 9012 3456", "x"):
        client = _visitor()
        note(client.post(path, {"code": tried}))
        note(client.get(path))
        if tried == code:
            more = {"text": "I går hände det igen.", "submission": _number(client, path)}
            note(client.post(path, more))
    draft = _visitor()
    note(draft.post(f"/vaxjo/{language}beratta/annan-lasare", {"not_for": "reception", "not_for_who": "Någon"}))
    tell(draft)
    draft = _visitor()
    note(draft.post("/vaxjo/beratta"))
    note(draft.post("/vaxjo/beratta", {"step": "danger", "danger": "no"}))
    note(draft.get("/vaxjo/ut"))


def _comment(note: Any, language: str) -> None:
    """What somebody thinks of a draft: with contact details it is sent back, without them it goes in."""
    client, path = _visitor(), f"/vaxjo/{language}samrad/{Consultation.objects.get().uid}/measures"
    note(client.get(path.rpartition("/")[0]))
    for text in ("Ring 070-123 45 67", "Fler vuxna vid stationen."):
        note(client.post(path, {"text": text, "submission": _number(client, path)}))


def _incident(note: Any, language: str) -> None:
    client, path = _visitor(), f"/vaxjo/{language}anmal-handelse"
    form = {"sort": "graffiti", "place": "school", "where": "Gaveln", "when": "i morse", "consequence": "fear"}
    note(client.post(path, form | {"seen": "En symbol", "submission": _number(client, path)}))


def _faults(note: Any) -> None:
    """The slow path, an expired draft, a page that is not there, a control character, a deed without sign-in."""
    for _ in range(7):
        note(_visitor().post("/vaxjo/svar", {"code": "1111 2222 3333 4444"}))
    key = f"tell:{door.client(RequestFactory().get('/', **MARKED))}"  # type: ignore[arg-type]
    for _ in range(60):
        limits.hit(settings.FOREBYGG_LIMITS_FILE, key)
    visitor = _visitor()
    slow = note(visitor.post("/vaxjo/fraga", {"submission": str(uuid4()), "text": "Vi undrar en sak till."}))
    assert "waited" in slow.content.decode()
    note(visitor.post("/vaxjo/beratta", {"step": "what", "what": "Det jag just skrev"}))
    note(visitor.get("/vaxjo/finns-inte"))
    note(visitor.get("/vaxjo/%00"))
    note(visitor.post("/vaxjo/arbete/oro/ORO-7K3F-92/svar", {"text": "x"}))
    note(visitor.get("/vaxjo/arbete/oro/"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("forebygg.telling.views.thread.threads.draft_key", lambda *_: 1 / 0)
        note(visitor.get("/vaxjo/svar"))


def _rows() -> dict[tuple[str, Any], dict[str, Any]]:
    """Every row of every table of both stores, also those of the libraries."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        store = router.db_for_read(model) or "default"
        for row in model._base_manager.using(store).all():
            values = {c.name: c.value_from_object(row) for c in model._meta.concrete_fields}
            found[model._meta.label, row.pk] = values
    return found


def _made(before: dict[Any, dict[str, Any]]) -> list[tuple[str, Any]]:
    """Every value that came, or changed, with the name of its column."""
    made = []
    for (label, key), values in _rows().items():
        old = before.get((label, key), {})
        made += [(f"{label}.{n}", v) for n, v in values.items() if v is not None and old.get(n, ...) != v]
    return made


@pytest.fixture
def day(cast: Cast, log: io.StringIO) -> Iterator[list[tuple[str, Any]]]:
    """What a day of the public, and the loop's round after it, have left in the tables."""
    before = _rows()
    assert _a_day_of_the_public() >= {200, 303, 401, 404, 410, 422, 429, 500}
    assert Concern.objects.count() >= 2 * (len(simple.KINDS) + 2)
    told = _made(before)
    with clock.fixed(LATER):
        for job in schedule.JOBS:
            job.run()
    made = [*told, *_made(before)]
    assert not [v for n, v in told if n == "notices.Notice.made_at" and v != clock.hour(ODD)]
    assert len({name.rpartition(".")[0] for name, _value in made}) >= 14
    yield made


def _as_text(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)


def test_no_table_knows_who_it_was(day: list[tuple[str, Any]]) -> None:
    """No address, no browser, no language, no page before; nor the hash that the counters know them by."""
    file = Path(settings.FOREBYGG_LIMITS_FILE)
    hashes = [limits.client(file, address) for address in (ADDRESS, BEHIND)]
    found = [(name, value) for name, value in day if any(t in _as_text(value).lower() for t in (*TRACES, *hashes))]
    assert found == []
    assert not [name for name, _value in day if name.startswith(("sessions.", "django_session", "mfa."))]


def test_no_table_knows_the_minute(day: list[tuple[str, Any]]) -> None:
    """Every time that a day of the public leaves is a full hour; no text, number or identity holds a finer one."""
    finer = set()
    for name, value in day:
        if isinstance(value, datetime | time):
            if (value.minute, value.second, value.microsecond) != (0, 0, 0):
                finer.add(name)
                assert (value.minute, value.second) not in ((ODD.minute, ODD.second), (ODD.minute, 0)), name
        elif isinstance(value, UUID):
            assert value.version in (4, 5), name  # by chance, or by what it names; the others hold the clock
        elif not isinstance(value, memoryview | bytes) and not hasattr(value, "body"):
            assert not MINUTES.search(_as_text(value)), (name, value)
    assert finer == set(FINER)


def test_every_column_of_time_was_met_or_is_somebody_elses(day: list[tuple[str, Any]]) -> None:
    """From the models: a new column of time that this day does not write, and nobody has named, fails."""
    times = {
        f"{m._meta.label}.{c.name}"
        for m in apps.get_models()
        if m.__module__.startswith("forebygg.")
        for c in m._meta.concrete_fields
        if isinstance(c, models.DateTimeField)
    }
    written = {name for name, value in day if isinstance(value, datetime)}
    assert times - written - set(NOT_THE_PUBLICS) == set()
    assert set(NOT_THE_PUBLICS) - times == set() and set(NOT_THE_PUBLICS) & written == set()


def test_only_the_counters_know_a_client_and_for_a_day(
    day: list[tuple[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The named exception: a salted hash beside the second of a try, in a file of its own; tomorrow the file knows
    nothing, also when nobody has come since."""
    file, behind = Path(settings.FOREBYGG_LIMITS_FILE), settings.FOREBYGG_BEHIND_PROXY
    used, unused = (limits.client(file, a) for a in ((BEHIND, ADDRESS) if behind else (ADDRESS, BEHIND)))

    def raw() -> str:
        return b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*")).decode("latin-1").lower()

    assert used in raw() and unused not in raw()
    assert not [trace for trace in TRACES if trace in raw()]
    later = limits.time.time() + 90_000
    monkeypatch.setattr(limits.time, "time", lambda: later)
    next(job for job in schedule.JOBS if job.name == "sweep-limits").run()
    assert used not in raw() and limits.client(file, BEHIND if behind else ADDRESS) != used


def test_nothing_that_is_logged_knows_who_it_was(
    day: list[tuple[str, Any]], log: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    """At every level, of every library: no trace, no code, no path beyond the place in the source."""
    said = log.getvalue().lower()
    assert said.count("zerodivisionerror") == 1  # it does hear faults
    hashes = [limits.client(Path(settings.FOREBYGG_LIMITS_FILE), address) for address in (ADDRESS, BEHIND)]
    assert not [trace for trace in (*TRACES, *hashes, "finns-inte", "i går hände") if trace in said]
    out, err = capfd.readouterr()
    assert not [trace for trace in TRACES if trace in (out + err).lower()]


def test_no_file_of_the_home_knows_who_it_was(day: list[tuple[str, Any]]) -> None:
    """Nothing is written beside the databases."""
    for file in (file for file in Path(settings.HOME).rglob("*") if file.is_file()):
        raw = file.read_bytes().decode("latin-1").lower()
        assert not [trace for trace in TRACES if trace in raw], file.name


def test_a_right_code_is_answered_as_a_wrong_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status, headers, bytes, the cookie's length and the number of statements; also when the tries are used up."""
    code = tell(_visitor())

    def posted(tried: str) -> tuple[int, str, int, int]:
        client = _visitor()
        text, statements = asking.counted(lambda: client.post("/vaxjo/svar", {"code": tried}))
        cookie = client.cookies.get("besok")
        return int(text[:3]), text, len(cookie.value) if cookie else 0, statements

    with asking.steady(monkeypatch):
        posted(code)
        answers = [posted(tried) for tried in (code, "1234567890123456", code, "9" * 16)]
        assert answers[0][0] == 303 and answers.count(answers[0]) == 4
        used_up = [posted(tried) for tried in (code, "1234567890123456")]
    assert used_up[0][0] == 429 and used_up[0] == used_up[1]


def test_one_right_code_buys_no_guesses(cast: Cast) -> None:
    """Whoever has a code of their own shows it between the guesses, and its page again: the wrong ones still count."""
    code, met = tell(_visitor()), []
    for guess in range(8):
        met.append(_visitor().post("/vaxjo/svar", {"code": f"{guess:016d}"}).status_code)
        own = _visitor()
        own.post("/vaxjo/svar", {"code": code})
        for _ in range(3):
            own.get("/vaxjo/svar")
    assert met == [303] * 5 + [429] * 3
