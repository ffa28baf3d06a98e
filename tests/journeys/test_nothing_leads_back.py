"""The join test: register, certificates, log, disclosures and counters, joined on every shared value, times cut to the
month, find the routine's outcome of no registered number. A demo year with one worry a month."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from forebygg.concerns import actions
from forebygg.concerns.models import Concern
from forebygg.kit import calendar, clock
from forebygg.records import actions as records
from forebygg.records.models import RegisterRow
from forebygg.secrecy import actions as secrecy
from tests import make
from tests.cast import Cast
from tests.concerns.test_steps import TO_THE_WAY

_KEPT = ("records.RegisterRow", "records.Certificate", "audit.Event", "situation.Counter", "secrecy.ToShred")
_OUTCOMES = {"closed-kindly", "advice-given", "handed-on", "taken-over"}


@pytest.fixture
def cast() -> Cast:
    with clock.fixed(clock.at(date(2026, 2, 2), 8)):
        make.ship()
        cast = make.town(decisions=False)
        for rule, days in (("concern-closed", 14), ("concern-entered", 30), ("thread", 90)):
            records.enter_decision(
                cast.town_boards["sn"],
                rule=rule,
                body="Socialnämnden",
                decided_on=date(2026, 1, 20),
                paragraph="§ 1",
                days=days,
                by=cast.archive,
            )
        return cast


def _a_year(cast: Cast) -> dict[str, str]:
    """Live through a year; return which registered number ended how (only this test knows)."""
    truth = {}
    for month in range(12):
        day = calendar.next_working_day(calendar.add_months(date(2026, 2, 9), month))
        with clock.fixed(clock.at(day, 10)):
            row = make.concern(cast)
            truth[f"SN {row.register_row.year}:{row.register_row.number}"] = _end(cast, row, month)
    with clock.fixed(clock.at(date(2027, 9, 1), 10)):
        records.run_disposal()
        secrecy.sweep()
    return truth


def _end(cast: Cast, row: Concern, month: int) -> str:
    if month % 2:
        row = make.walk(cast, row, *TO_THE_WAY, "advice")
        actions.meet_duty(row, duty="answer", by=cast.sven)
        return "advice-given"
    row = make.walk(cast, row, *TO_THE_WAY, "take-over", "no")
    actions.transcribe(row, by=cast.sven)
    row = make.walk(cast, row, "done")
    for duty in ("answer", "offer-relatives"):
        row = actions.meet_duty(make.fresh(row), duty=duty, by=cast.sven)
    return "taken-over"


def _values(row: models.Model) -> set[str]:
    """Return a row's values as they could be joined on: times and dates cut to the month."""
    found = set()
    for field in row._meta.concrete_fields:
        value: Any = getattr(row, field.attname)
        if value is None or value == "" or field.primary_key:
            continue
        if hasattr(value, "year"):
            value = f"{value.year}-{value.month}"
        found.add(f"{value}")
    return found


def test_no_registered_number_leads_to_an_outcome(cast: Cast) -> None:
    """Wherever one starts in the register, what is reachable by shared rare values names no single outcome."""
    truth = _a_year(cast)
    assert not Concern.objects.exists()
    assert set(truth.values()) == {"advice-given", "taken-over"}
    rows = [row for label in _KEPT for row in apps.get_model(label).objects.all()]
    by_value: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        for value in _values(row):
            by_value[value].append(index)
    for index, row in enumerate(rows):
        if isinstance(row, RegisterRow) and row.direction == "in":
            assert len(_outcomes_beside(index, rows, by_value)) != 1, row.number


def _outcomes_beside(index: int, rows: list[models.Model], by_value: dict[str, list[int]]) -> set[str]:
    """Follow values shared by exactly two rows: a link that singles something out."""
    seen, waiting, outcomes = {index}, [index], set[str]()
    while waiting:
        values = _values(rows[waiting.pop()])
        outcomes |= values & _OUTCOMES
        for value in values:
            linked = by_value[value]
            if len(linked) == 2:
                waiting.extend(i for i in linked if i not in seen)
                seen.update(linked)
    return outcomes


def test_the_join_would_find_a_leak(cast: Cast) -> None:
    """A planted fault: an ending logged with its outcome about the register row's uid is found."""
    from forebygg.audit.models import Event

    _a_year(cast)
    row = RegisterRow.objects.filter(direction="in").first()
    assert row is not None
    leak = {"at": row.at, "kind": "deed", "code": "planted", "actor_kind": "staff", "actor": "x"}
    Event.objects.create(**leak, about=str(row.uid), about_kind="taken-over", detail={})
    rows = [r for label in _KEPT for r in apps.get_model(label).objects.all()]
    by_value: dict[str, list[int]] = defaultdict(list)
    for index, found in enumerate(rows):
        for value in _values(found):
            by_value[value].append(index)
    start = next(i for i, found in enumerate(rows) if isinstance(found, RegisterRow) and found.pk == row.pk)
    assert _outcomes_beside(start, rows, by_value) == {"taken-over"}
