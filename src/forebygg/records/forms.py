"""Shape of a disposal decision."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.kit.entry import LineField
from forebygg.ui.forms import DayInput


class DecisionForm(forms.Form):
    """The board's own decision: which board, rule, body, date, paragraph, days."""

    board = forms.ChoiceField(label=_("Nämnd"))
    rule = forms.ChoiceField(label=_("Regel"))
    body = LineField(label=_("Vem beslutade?"), max_length=120, help_text=_("Till exempel socialnämnden."))
    decided_on = forms.DateField(label=_("Beslutsdatum"), widget=DayInput())
    paragraph = LineField(label=_("Paragraf"), max_length=20, help_text=_("Till exempel § 61."))
    days = forms.IntegerField(label=_("Antal dagar"), min_value=0, max_value=3650)

    def __init__(self, *args: Any, boards: Any = (), rules: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("board", boards), ("rule", rules)):
            cast(forms.ChoiceField, self.fields[name]).choices = choices
