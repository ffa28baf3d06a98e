"""Shape of a disposal decision."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.kit.entry import LineField
from forebygg.ui.forms import DayInput, Option


class ExportForm(forms.Form):
    """Which board's register, for which days, in which form."""

    board = forms.ChoiceField(label=_("Nämnd"))
    first = forms.DateField(label=_("Från och med"), widget=DayInput())
    last = forms.DateField(label=_("Till och med"), widget=DayInput())
    form = forms.ChoiceField(
        label=_("Form"),
        choices=[
            ("csv", Option(_("Tabell (CSV)"), _("För kalkylblad."))),
            ("xml", Option(_("XML (CITS ERMS)"), _("För ett annat diarium eller ett e-arkiv."))),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, boards: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["board"]).choices = boards


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
