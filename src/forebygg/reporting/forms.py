"""Shape of "Gjort klockan …"."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ReportedForm(forms.Form):
    """ "Gjort klockan …", today or, for whoever is reminded the morning after, yesterday."""

    day = forms.ChoiceField(
        label=_("Vilken dag?"), widget=forms.RadioSelect, choices=[("0", _("I dag")), ("1", _("I går"))], initial="0"
    )
    at = forms.TimeField(
        label=_("Gjort klockan"),
        widget=forms.TimeInput({"type": "time"}, "%H:%M"),
        error_messages={
            "required": _("Skriv vilken tid du anmälde"),
            "invalid": _("Skriv tiden som 13.20 eller 13:20"),
        },
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
    )
