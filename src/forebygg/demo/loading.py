"""Loads the towns that are missing, with dates relative to the day of loading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml
from django.db import transaction

from forebygg.breaches import actions as breaches
from forebygg.concerns import actions as concerns
from forebygg.concerns.reports import Report
from forebygg.demo import laying
from forebygg.facts import actions as facts
from forebygg.kit import calendar, clock, mode, references
from forebygg.kit.actor import Actor
from forebygg.people import actions as people
from forebygg.people import queries as towns
from forebygg.people import roles
from forebygg.people.models import Municipality
from forebygg.records import actions as records
from forebygg.routines import actions as routines
from forebygg.routines import flow, shipped
from forebygg.situation import actions as situation

PASSWORD = "ova-utan-risk"  # noqa: S105 - printed at start; demo mode only
_FOLDER = Path(__file__).parent / "towns"
_BY = Actor.system("demo")
_CHECKED = timedelta(days=17)


def files() -> Iterator[dict[str, Any]]:
    """Yield each town file, in the order of the sources."""
    order = ("vaxjo", "tyreso", "vaggeryd", "malmo", "katrineholm")
    for name in order:
        path = _FOLDER / f"{name}.yaml"
        if path.exists():
            yield yaml.safe_load(path.read_text(encoding="utf-8"))


def load_missing() -> None:
    """Load every town that is not there yet. A town half loaded by a crash is not there: one transaction founds it."""
    known = {town.slug for town in towns.towns()}
    for data in files():
        if data["town"]["slug"] not in known:
            with transaction.atomic():
                load(data)


def load(data: Mapping[str, Any]) -> Municipality:
    """Load one town: organisation, numbers, decisions, routines, and what waits."""
    town = load_organisation(data, password=PASSWORD, starts=calendar.add_months(clock.today(), -12))
    _load_decisions(data, town)
    for row in data.get("year", ()):
        _quarter(row, town)
    for row in (*data.get("own", ()), *data.get("worries", ())):
        _concern(row, town)
    for row in data.get("breaches", ()):
        _breach(row, town)
    if data.get("plan", True):
        laying.lay(town)
    return town


def load_organisation(data: Mapping[str, Any], *, password: str, starts: date) -> Municipality:
    """Load what a real municipality has before it opens: organisation, first staff, numbers, routines in force."""
    town = people.found(data["town"], password=password, starts=starts, by=_BY)
    by = Actor.system("demo", town)
    _load_facts(data, town, by)
    raw = data["routines"]
    for chart in shipped.charts().values():
        routines.publish(
            flow.dump(chart),
            town=town.pk,
            body=raw["body"],
            decided_on=_day(raw["decided_on"]),
            paragraph=raw["paragraph"],
            by=by,
            origin="shipped",
        )
    return town


def _load_facts(data: Mapping[str, Any], town: Municipality, by: Actor) -> None:
    starts = calendar.add_months(clock.today(), -13)
    for code, raw in data["phones"].items():
        value = {name: raw[name] for name in ("number", "hours", "outside_hours", "note") if name in raw}
        row = {"code": code, "kind": "phone", "label": {"sv": raw["sv"], "en": raw["en"]}, "value": value}
        dates = {"valid_from": starts, "verified_on": clock.today() - _CHECKED if mode.is_demo() else None}
        facts.set_local(row | dates, town=town.pk, by=by)
    for code, address in data.get("links", {}).items():
        row = {"code": code, "kind": "link", "label": {"sv": code, "en": code}, "value": address}
        facts.set_local(row, town=town.pk, by=by)


def _load_decisions(data: Mapping[str, Any], town: Municipality) -> None:
    raw = data["decisions"]
    archive = Actor("staff", "Arkivfunktionen", town.pk, town.slug, permissions=frozenset({"disposal.decide"}))
    for board in towns.list_boards(archive):
        for rule, decision in raw["rules"].items():
            records.enter_decision(
                board,
                rule=rule,
                body=raw["body"][board.code],
                decided_on=_day(raw["decided_on"]),
                paragraph=decision["paragraph"],
                days=decision["days"],
                by=archive,
            )


def _quarter(raw: Mapping[str, Any], town: Municipality) -> None:
    """Raise the counters of what ended in a quarter: all that a year leaves behind."""
    day = calendar.add_months(clock.today(), -3 * raw["ago"])
    with clock.fixed(clock.at(day, 12)):
        for ended in raw["ended"]:
            situation.raise_counters(town.pk, counters(ended))


def counters(ended: str) -> set[tuple[str, str]]:
    """Return the counters of "kind channel age outcome hours deadline", one measure at a time."""
    if ended == "leaving":
        return {("leaving-in-year", "all")}
    kind, channel, age, outcome, hours, deadline = ended.split()
    raised = {
        ("kind", kind),
        ("channel", channel),
        ("age-band", age),
        ("outcome", outcome),
        ("hours-to-reading", hours),
        ("disposed", "on-time"),
    }
    if deadline != "-":
        routine = f"worry-{'21' if age == '21' else 'under-21'}" if kind == "worry" else kind
        raised |= {("routine", f"{routine}-1"), ("deadline", deadline), ("deviation", "none")}
    if channel == "transferred-call":
        raised.add(("call", "received"))
    if outcome == "handed-on":
        raised.add(("hours-to-acknowledgement", hours))
    return raised


def _concern(raw: Mapping[str, Any], town: Municipality) -> None:
    with clock.fixed(_moment(raw["days"], raw["hour"])):
        report = Report(
            kind=raw.get("kind", "worry"),
            channel=raw["channel"],
            age_band=raw.get("age", "unknown"),
            what=raw["what"],
            who=raw.get("who", ""),
            writer={"danger": "no", "relation": raw["relation"], "reply": "code"} if "relation" in raw else {},
            code=references.receipt_code(),
            submission=uuid4(),
        )
        concerns.register_concern(report, by=Actor.public(town))


def _breach(raw: Mapping[str, Any], town: Municipality) -> None:
    by = Actor("staff", "Säkerhetschefen", town.pk, town.slug, permissions=roles.permissions("security"))
    found = clock.now() - timedelta(hours=raw["hours"])
    held = {name: raw[name] for name in ("kind", "significant", "personal")}
    breaches.record_breach(**held, discovered_at=found, by=by)


def _moment(working_days_ago: int, hour: int) -> datetime:
    """Return an hour on a working day some working days back, never in the future."""
    day = clock.today()
    if not calendar.is_working_day(day) or clock.at(day, hour) > clock.now():
        day = calendar.previous_working_day(day)
    for _ in range(working_days_ago):
        day = calendar.previous_working_day(day)
    return clock.at(day, hour)


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def welcome(port: int) -> str:
    """Return what is printed at start: the address and an account per role."""
    lines = ["", f"  Förebygg (demo, påhittade uppgifter): http://localhost:{port}/", ""]
    for data in files():
        town = data["town"]
        lines.append(f"  {town['name']}: http://localhost:{port}/{town['slug']}/  personal: …/{town['slug']}/arbete/")
        for person in data["town"]["staff"]:
            roles = ", ".join(job["role"] for job in person["assignments"])
            lines.append(f"    {person['email']:<28} {PASSWORD}   {roles}")
    return "\n".join([*lines, ""])
