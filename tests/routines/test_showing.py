"""What is kept of a version is what would be drawn anew, one picture for each place, language and note."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.utils import translation

from forebygg.routines import drawing, flow, queries, shipped, showing
from forebygg.routines.models import Version
from forebygg.routines.shape import Chart, Position

CHART = shipped.charts()["worry-under-21"]


@pytest.fixture
def version() -> Iterator[Version]:
    """A version whose chart lies in memory, as one that has been read."""
    showing._kept.clear()
    made = Version(uid=uuid4())
    queries._charts[made.uid] = CHART
    yield made
    del queries._charts[made.uid]


def _positions(chart: Chart) -> list[Position]:
    first = flow.advance(chart, ())
    assert first.step is not None
    choice = next(c.code for c in flow.allowed(chart, first))
    return [first, flow.advance(chart, [(first.step.code, choice)])]


def test_kept_is_the_same_as_drawn(version: Version) -> None:
    for position in [None, *_positions(CHART)]:
        for language in ("sv", "en"):
            with translation.override(language):
                for _ in range(2):
                    pictures = showing.shown(version, position, language)
                    assert pictures.drawing == drawing.draw(CHART, position, language)
    assert len(showing._kept) == 6


def test_each_place_and_each_note_has_its_own(version: Version) -> None:
    first, then = _positions(CHART)
    assert first.step is not None
    plain = showing.shown(version, first, "sv")
    noted = showing.shown(version, first, "sv", ((first.step.code, "20/11 16.30"),))
    assert "20/11 16.30" in noted.drawing
    assert "20/11 16.30" not in plain.drawing
    assert showing.shown(version, then, "sv").outline != plain.outline
    assert 'aria-current="step"' in plain.outline
    assert 'aria-current="step"' not in showing.shown(version, None, "sv").outline


def test_what_is_kept_is_bounded(version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "_MOST", 3)
    for number in range(8):
        showing.shown(version, None, "sv", (("x", str(number)),))
    assert len(showing._kept) <= 3
