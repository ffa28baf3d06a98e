"""How far a plan is on its way, from draft to the next version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forebygg.plans.queries import PlanPage

_STAGES = (
    ("draft", _("Utkast")),
    ("out", _("Samråd")),
    ("proposed", _("Förslag")),
    ("decided", _("Beslutad")),
    ("in-force", pgettext_lazy("stage of a plan", "Gäller")),
    ("followed-up", _("Följs upp")),
    ("over", _("Slut")),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name, and whether the plan is there, has been there, or is on its way."""

    name: Any
    is_here: bool
    is_past: bool


def of(page: PlanPage) -> list[Stage]:
    """Return the stages; the open version's when there is one, else those of the plan in force."""
    here = _here(page)
    codes = [code for code, _name in _STAGES]
    return [Stage(name, code == here, codes.index(code) < codes.index(here)) for code, name in _STAGES]


def _here(page: PlanPage) -> str:
    if page.draft is not None:
        return str(page.draft.state)
    if page.standing.is_repealed or page.standing.has_lapsed:
        return "over"
    begins = page.standing.valid_from
    if begins and begins > page.standing.today:
        return "decided"
    return "followed-up" if page.plan.follow_ups.exists() else "in-force"
