"""A version as pages show it: drawn, and as a list. Versions never change, so what was made of one is kept.

What is kept holds the chart's own words, the codes of the choices taken and times in words; never a text or a name.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from forebygg.routines import drawing, flow, outline
from forebygg.routines.models import Version
from forebygg.routines.queries import chart_of
from forebygg.routines.shape import Position

_MOST = 256
_kept: dict[tuple[object, ...], Shown] = {}


@dataclass(frozen=True, slots=True)
class Shown:
    """Two pictures of one thing: for eyes on a wide screen, and for ears and narrow screens."""

    drawing: SafeString
    outline: SafeString


def shown(version: Version, position: Position | None, language: str, notes: tuple[tuple[str, str], ...] = ()) -> Shown:
    """Return a version as it looks from where a run stands, or as a whole; `notes` are short texts by step."""
    key = (version.uid, position and position.walked, language, notes)
    if key not in _kept:
        if len(_kept) >= _MOST:
            _kept.clear()
        _kept[key] = _made(version, position, language, dict(notes))
    return _kept[key]


def _made(version: Version, position: Position | None, language: str, notes: dict[str, str]) -> Shown:
    chart = chart_of(version)
    rows = outline.outline(chart, position or flow.advance(chart, ()), language)
    words = {"outline": rows, "all_steps": position is None}
    return Shown(
        drawing=mark_safe(drawing.draw(chart, position, language, notes=notes)),  # noqa: S308 - the pen escapes
        outline=render_to_string("routines/_outline.html", words),
    )
