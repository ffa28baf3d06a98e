"""After a restore: which numbers are left out, in which series and years, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connections

from forebygg.kit import clock
from forebygg.records import queries as register
from forebygg.records.models import ReferenceSeries, RegisterGap
from forebygg.site import doctor
from forebygg.site.backup import Refused, settling
from forebygg.site.backup.manifest import Copy, Manifest
from forebygg.site.backup.settling import Numbers
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

MAIN = Manifest("main", "sqlite", "0.1", "demo", MOMENT.isoformat(), "", 0, "", Copy("", "", 0, {}, {}))


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town(worries=True)


def test_the_last_known_of_a_series(cast: Cast) -> None:
    """Only that series jumps; what is behind it already is let be; references jump in every municipality."""
    last = register.last_number(cast.town_boards["sn"], 2026)
    reference = ReferenceSeries.objects.get(municipality=cast.town).next
    said = settling._free_numbers(MAIN, Numbers(used=[f"vaxjo/sn/2026={last + 5}", "vaxjo/ks/2026=1"]))
    gap = RegisterGap.objects.get()
    assert (gap.board, gap.first, gap.last) == (cast.town_boards["sn"], last + 1, last + 5)
    assert said[0].startswith(f"vaxjo, SN 2026: {last + 1}–{last + 5} are left out")
    assert ReferenceSeries.objects.get(municipality=cast.town).next == reference + 10_000


def test_so_many_in_every_series_over_new_year(cast: Cast) -> None:
    """A back-up of December restored in January: both years' series jump, and no reference comes back."""
    last = register.last_number(cast.town_boards["sn"], 2026)
    before = ReferenceSeries.objects.get(municipality=cast.town).next
    lost = {make.concern(cast).reference for _ in range(3)}
    ReferenceSeries.objects.filter(municipality=cast.town).update(next=before)
    with clock.fixed(datetime(2027, 1, 2, 12, tzinfo=UTC)):
        settling._free_numbers(replace(MAIN, begun_at="2026-12-30T12:00:00+00:00"), Numbers(leave_free=50))
        first = make.concern(cast)
    assert first.register_row.number == 51 and first.register_row.year == 2027
    assert register.last_number(cast.town_boards["sn"], 2026) == last + 3 + 50
    assert first.reference not in lost


def test_a_series_nobody_knows(cast: Cast) -> None:
    with pytest.raises(Refused, match="no such series here: vaxjo/nn/2026"):
        settling._free_numbers(MAIN, Numbers(used=["vaxjo/nn/2026=5"]))


def test_nothing_came(cast: Cast) -> None:
    settling._free_numbers(MAIN, Numbers(nothing_came=True))
    assert not RegisterGap.objects.exists()


@pytest.mark.skipif(connections["keys"].vendor != "postgresql", reason="SQLite sets folders aside")
def test_doctor_sees_keys_set_aside_in_a_schema(cast: Cast) -> None:
    with connections["keys"].cursor() as cursor:
        cursor.execute('CREATE SCHEMA "before-restore-x"')
    assert [line for line in doctor.remarks() if "before-restore-x holds keys" in line]
