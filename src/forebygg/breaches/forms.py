"""Shape of a breach and of what was sent: codes and times, no free text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.breaches.models import Breach
from forebygg.kit import clock
from forebygg.ui.forms import DayInput


class MomentForm(forms.Form):
    """A day and a time of the clock."""

    day = forms.DateField(
        label=_("Dag"),
        widget=DayInput(),
        error_messages={"required": _("Skriv vilken dag"), "invalid": _("Skriv dagen som 2026-11-20")},
    )
    at = forms.TimeField(
        label=_("Klockan"),
        widget=forms.TimeInput({"type": "time"}, "%H:%M"),
        error_messages={"required": _("Skriv vilken tid"), "invalid": _("Skriv tiden som 13.20 eller 13:20")},
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
    )

    def moment(self) -> datetime:
        """Return the moment when clocks showed that. The form is valid."""
        data: dict[str, Any] = self.cleaned_data
        return clock.at(data["day"], data["at"].hour, data["at"].minute)


class HeldForm(forms.Form):
    """What one holds so far."""

    significant = forms.ChoiceField(
        label=_("Är incidenten betydande?"),
        help_text=_("Den stör arbetet allvarligt, kostar mycket eller skadar andra. Vet ni inte än räknas det som ja."),
        choices=Breach.Held.choices,
        widget=forms.RadioSelect,
        initial=Breach.Held.UNKNOWN,
    )
    personal = forms.ChoiceField(
        label=_("Berörs personuppgifter?"),
        help_text=_("Någon obehörig kan ha sett dem, eller de har ändrats eller försvunnit."),
        choices=Breach.Held.choices,
        widget=forms.RadioSelect,
        initial=Breach.Held.UNKNOWN,
    )


class BreachForm(MomentForm, HeldForm):
    """An incident: what it looked like, and when somebody here first knew."""

    kind = forms.ChoiceField(
        label=_("Vad är det som har hänt?"),
        help_text=_("Skriv inga namn och inget om vad som stod. Det hör hemma i anmälan."),
        choices=Breach.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj det som ligger närmast")},
    )
    field_order = ("kind", "day", "at", "significant", "personal")
