"""Figures for a watching machine: readable by Prometheus, shut without a token, silent about worries."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from forebygg.audit import actions as audit
from forebygg.concerns.models import Concern
from forebygg.kit import clock
from forebygg.site import cli, loop, metrics
from forebygg.site.models import Round
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

PAGE = "/halsa/matt"
TOKEN = "k" * 40


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _figures() -> dict[tuple[str, str], float]:
    families = text_string_to_metric_families(metrics.text())
    return {(s.name, s.labels.get("job", "")): s.value for family in families for s in family.samples}


def test_prometheus_reads_it(cast: Cast) -> None:
    """Each name once with its words; queues, ages, chain and memory are there."""
    make.concern(cast)
    loop.run_due()
    Round.objects.filter(job="dispose").update(last_error="ValueError")
    with clock.fixed(MOMENT + timedelta(minutes=7)):
        found = _figures()
    assert found["forebygg_job_age_seconds", "seal-log"] == 420
    assert found["forebygg_job_failed", "dispose"] == 1 and found["forebygg_job_failed", "seal-log"] == 0
    assert found["forebygg_log_links", ""] > 5 and found["forebygg_process_memory_bytes", ""] > 10_000_000
    assert ("forebygg_backup_age_seconds", "") not in found
    names = [line.split()[2] for line in metrics.text().splitlines() if line.startswith("# TYPE")]
    assert len(names) == len(set(names)) and all(name.startswith("forebygg_") for name in names)


def test_what_is_stuck_shows(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter that cannot leave, a log nobody chains, a back-up that grows old."""
    make.concern(cast)
    monkeypatch.setattr(metrics, "newest_backup", lambda: MOMENT - timedelta(hours=3))
    with clock.fixed(MOMENT + timedelta(hours=2)):
        found = _figures()
        assert found["forebygg_notices_waiting", ""] >= 1 and found["forebygg_notices_oldest_seconds", ""] >= 7200
        assert found["forebygg_backup_age_seconds", ""] == 5 * 3600
        assert found["forebygg_log_unsealed", ""] > 0 and found["forebygg_faults", ""] > 0
        while audit.seal_events():
            pass
        assert _figures()["forebygg_log_unsealed", ""] == 0


def test_it_counts_no_worries(cast: Cast) -> None:
    """No figure is how many there are, none has a municipality's name, and none is about a person."""
    for _ in range(3):
        make.concern(cast)
    said = metrics.text()
    for word in ("vaxjo", "Växjö", "sven", "@", "concern", "worry", "oro", "case", "desk", "town"):
        assert word not in said.replace("remind_", "").lower(), word
    labels = {name for family in text_string_to_metric_families(said) for s in family.samples for name in s.labels}
    assert labels == {"job", "version", "mode"} and Concern.objects.count() == 3


def test_off_without_a_token_and_shut_without_the_right_one(cast: Cast, settings: Any) -> None:
    """To all but the machine it is not there, in one and the same way; also under a municipality's address."""
    right = {"Authorization": f"Bearer {TOKEN}"}
    for path in (PAGE, f"/vaxjo{PAGE}"):
        settings.FOREBYGG_METRICS_TOKEN = ""
        for headers in ({}, right, {"Authorization": "Bearer "}):
            assert Client().get(path, headers=headers).status_code == 404
        settings.FOREBYGG_METRICS_TOKEN = TOKEN
        for headers in (
            {},
            {"Authorization": TOKEN},
            {"Authorization": f"Bearer {TOKEN}x"},
            {"Authorization": "Bearer å"},
        ):
            assert Client().get(path, headers=headers).status_code == 404
    answer = Client().get(f"/vaxjo{PAGE}", headers=right)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == metrics.KIND
    assert answer.headers["Cache-Control"] == "no-store"


def test_by_command(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    """The same, printed."""
    assert cli.main(["metrics"]) == 0
    assert capsys.readouterr().out.startswith("# HELP forebygg_build_info")


def test_ages_never_run_backwards() -> None:
    """A clock that was set back gives nought, not less."""
    assert metrics._age(clock.now() + timedelta(hours=1)) == 0
    assert metrics._age(datetime(2026, 11, 20, 11, 20, tzinfo=MOMENT.tzinfo)) == 3600
