"""Shape of input for sign-in, absences and closed days."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    """Address and password. Pasting is allowed; a password manager is welcome."""

    email = forms.EmailField(
        label=_("E-postadress"),
        error_messages={"required": _("Skriv din e-postadress"), "invalid": _("Skriv hela adressen, med @")},
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Lösenord"),
        error_messages={"required": _("Skriv ditt lösenord")},
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        max_length=200,
        strip=False,
    )
    next = forms.CharField(widget=forms.HiddenInput, required=False)


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AbsenceForm(forms.Form):
    """First and last day away."""

    first_day = forms.DateField(label=_("Första dagen"), widget=DayInput())
    last_day = forms.DateField(label=_("Sista dagen"), widget=DayInput())


class DayForm(forms.Form):
    """One day on which a desk is closed."""

    day = forms.DateField(label=_("Dag"), widget=DayInput())
    version = forms.IntegerField(widget=forms.HiddenInput)
