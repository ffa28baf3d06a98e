"""Shape of a line of the opening list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.kit.entry import LineField
from forebygg.ui.forms import DayInput


class OpeningForm(forms.Form):
    """Which document, dated when, by which function; or why it is not needed."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=60)
    document = LineField(
        label=_("Handling och nummer"),
        max_length=200,
        help_text=_("Till exempel: Konsekvensbedömning oro, SN 2026:102."),
        error_messages={"required": _("Skriv vilken handling som visar det")},
    )
    dated = forms.DateField(
        label=_("Datum"),
        widget=DayInput(),
        error_messages={"required": _("Skriv handlingens datum"), "invalid": _("Skriv datumet som 2026-09-08")},
    )
    function = LineField(
        label=_("Funktion som svarar för den"),
        max_length=120,
        help_text=_("Funktion, inte namn."),
        error_messages={"required": _("Skriv vilken funktion som svarar för den")},
    )
    needless = forms.BooleanField(label=_("Gäller inte oss. Handlingen visar varför."), required=False)
