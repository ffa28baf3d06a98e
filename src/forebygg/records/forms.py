"""Shape of a disposal decision."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"


class DecisionForm(forms.Form):
    """The board's own decision: which board, rule, body, date, paragraph, days."""

    board = forms.ChoiceField(label=_("Nämnd"))
    rule = forms.ChoiceField(label=_("Regel"))
    body = forms.CharField(label=_("Vem beslutade?"), max_length=120, help_text=_("Till exempel socialnämnden."))
    decided_on = forms.DateField(label=_("Beslutsdatum"), widget=DayInput(format="%Y-%m-%d"))
    paragraph = forms.CharField(label=_("Paragraf"), max_length=20, help_text=_("Till exempel § 61."))
    days = forms.IntegerField(label=_("Antal dagar"), min_value=0, max_value=3650)

    def __init__(self, *args: Any, boards: Any = (), rules: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("board", boards), ("rule", rules)):
            cast(forms.ChoiceField, self.fields[name]).choices = choices
