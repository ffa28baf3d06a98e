"""A year's follow-up: the document as a whole, a measure, a table of progress; the five points."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.kit.cleaning import CleanForm
from forebygg.kit.text import clean_text
from forebygg.plans.actions.progress import Come
from forebygg.plans.content import Goal
from forebygg.plans.forms.writing import OPEN_TEXT, refuse_persons
from forebygg.plans.models import FollowUp, StewardCheck

_LINES = {"rows": 3}


def _text(label: Any, hint: Any = "") -> forms.CharField:
    widget = forms.Textarea(dict(_LINES))
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=2_000, widget=widget, validators=[refuse_persons]
    )


class HoldsForm(CleanForm):
    """Is the document still current? And where does each goal's indicator stand?"""

    holds = forms.ChoiceField(
        label=_("Stämmer planen fortfarande?"),
        choices=FollowUp.Holds.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj om planen fortfarande stämmer")},
    )
    why = _text(_("Varför?"))
    networks = _text(_("Vilka har ni frågat?"), _("De nätverk och verksamheter som berörs. Funktioner, inte namn."))
    changed = _text(_("Vad har ändrats runt omkring?"), _("Lagar, händelser, organisation, lägesbild."))
    ahead = _text(_("Vad händer nu?"), _("Ska planen förlängas, revideras eller bytas ut? När?"))

    def __init__(self, *args: Any, goals: tuple[Goal, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = [goal for goal in goals if goal.indicator]
        for goal in self.goals:
            self.fields[f"goal-{goal.code}"] = forms.CharField(
                label=goal.indicator, help_text=goal.source, required=False, max_length=120
            )

    def figures(self) -> dict[str, str]:
        """Return the indicators' values by the goals' codes. The form is valid."""
        return {goal.code: self.cleaned_data[f"goal-{goal.code}"] for goal in self.goals}


class PointForm(CleanForm):
    """One of the five points, looked into."""

    point = forms.ChoiceField(choices=StewardCheck.Point.choices, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Vad såg du?"),
        help_text=OPEN_TEXT,
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        validators=[refuse_persons],
    )


class ListForm(forms.Form):
    """A table somebody keeps elsewhere."""

    file = forms.FileField(
        label=_("Tabellen"),
        help_text=_("Excel (xlsx) eller CSV. Första raden ska heta något i stil med Åtgärd, Läge, Vad blev det?"),
        error_messages={"required": _("Välj en fil"), "empty": _("Filen är tom"), "missing": _("Välj en fil")},
    )


class SeenForm(forms.Form):
    """What was read in a table and seen by a person: rows as JSON, carried by the page."""

    rows = forms.CharField(max_length=1_000_000)

    def clean_rows(self) -> dict[str, Come]:
        """Return what is said by measure; anything that is not such rows is refused."""
        try:
            given = json.loads(self.cleaned_data["rows"])
            names = (("status", 12), ("result", 2_000), ("learnt", 2_000), ("proof", 300))
            return {
                str(row["code"]): Come(*(clean_text(str(row[name]))[:size] for name, size in names)) for row in given
            }
        except (ValueError, TypeError, KeyError) as error:
            raise forms.ValidationError(_("Läs in tabellen en gång till.")) from error


class TemplateForm(forms.Form):
    """A Word template of the municipality's own."""

    file = forms.FileField(
        label=_("Mallen"),
        help_text=_("En Word-fil (docx). Börja från mallen som finns: hämta den och byt utseende."),
        error_messages={"required": _("Välj en fil"), "empty": _("Filen är tom"), "missing": _("Välj en fil")},
    )
