"""What reached the municipality on paper, by telephone or in person, written in by staff."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.concerns.entry import NotForFields, TextField
from forebygg.kit import calendar, clock
from forebygg.ui.forms import DayInput, Option


class LetterForm(NotForFields):
    """What reached the municipality on paper, by telephone or in person, written down by whoever took it."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=_("Hur kom det?"),
        widget=forms.RadioSelect,
        choices=[("letter", _("Brev eller besök")), ("call", _("Telefon"))],
        error_messages={"required": _("Välj hur det kom")},
    )
    came = forms.DateField(
        label=_("Vilken dag kom det in?"),
        widget=DayInput(),
        help_text=_("Dagen då det nådde kommunen. Lagens tider räknas därifrån."),
        error_messages={"required": _("Skriv vilken dag det kom in"), "invalid": _("Skriv dagen som 2026-11-20")},
    )
    kind = forms.ChoiceField(
        label=_("Vad är det?"),
        widget=forms.RadioSelect,
        choices=[
            ("worry", Option(_("Oro för någon"), _("Läses av socialtjänstens mottagning. Du ser den inte sedan."))),
            ("relative", Option(_("Anhörig som vill ha stöd"))),
            ("leaving", Option(_("Någon som vill lämna"))),
            ("question", Option(_("Fråga"))),
            ("consultation", Option(_("Råd utan namn"))),
            ("association", Option(_("Från förening"))),
            ("incident", Option(_("Händelse på en plats"), _("Inga personer."))),
        ],
        error_messages={"required": _("Välj vad det är")},
    )
    age = forms.ChoiceField(
        label=_("Hur gammal är personen oron gäller?"),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("under-18", _("Under 18")),
            ("18-20", _("18–20")),
            ("21", _("21 eller äldre")),
            ("unknown", _("Vet inte")),
        ],
        help_text=_("Svara bara om det är oro för någon. Vet du inte räknas det som ett barn."),
    )
    text = TextField(
        max_length=20_000,
        label=_("Vad står det, eller vad sades?"),
        help_text=_("Skriv av ordagrant. Är det oro för någon får namn stå med: texten förseglas för socialnämnden."),
        error_messages={"required": _("Skriv av det som kom"), "max_length": _("Texten är för lång.")},
    )

    def clean_came(self) -> date:
        """Nothing comes in tomorrow, and what is older than a year was not found on a desk today."""
        came: date = self.cleaned_data["came"]
        if not calendar.add_months(clock.today(), -12) <= came <= clock.today():
            raise forms.ValidationError(_("Skriv en dag som har varit, högst ett år bakåt"))
        return came
