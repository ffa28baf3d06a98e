"""Pure: the measures and their categories, fixed by docs/decisions/2026-11-21-counters-not-rows.md."""

from __future__ import annotations

MEASURES: dict[str, tuple[str, ...]] = {
    "channel": ("web", "call", "transferred-call", "staff", "letter"),
    "age-band": ("under-21", "21"),
    "kind": ("worry", "relative", "question", "consultation", "incident", "association", "booking"),
    "routine": (),
    "outcome": ("closed-kindly", "advice-given", "handed-on", "taken-over", "recorded"),
    "hours-to-reading": ("2", "8", "24", "72", "more"),
    "hours-to-acknowledgement": ("2", "8", "24", "72", "more"),
    "deadline": ("kept", "missed"),
    "deviation": ("duty-waived", "other-lane", "run-moved", "none"),
    "disposed": ("on-time", "late"),
    "leaving-in-year": ("all",),
    "call": ("received",),
}
_HOURS = (2, 8, 24, 72)


def is_known(measure: str, category: str) -> bool:
    """Say whether a category belongs to a measure; routines count by code and version."""
    return measure in MEASURES and (not MEASURES[measure] or category in MEASURES[measure])


def hours(number: float) -> str:
    """Return the category of a waiting time: "2" means two hours or less."""
    return next((str(limit) for limit in _HOURS if number <= limit), "more")
