"""Shape of input for sign-in, absences and closed days."""

from __future__ import annotations

from typing import Any, cast

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


class PersonForm(forms.Form):
    """Someone who is to work here. A role is proposed afterwards."""

    name = forms.CharField(label=_("Namn"), max_length=80, error_messages={"required": _("Skriv namnet")})
    email = forms.EmailField(
        label=_("E-postadress"),
        error_messages={"required": _("Skriv e-postadressen"), "invalid": _("Skriv hela adressen, med @")},
    )


class ProposeForm(forms.Form):
    """Who, in which role, where, in which order of reading."""

    person = forms.ChoiceField(label=_("Person"))
    role = forms.ChoiceField(label=_("Roll"))
    place = forms.ChoiceField(label=_("Mottagning eller enhet"))
    rank = forms.ChoiceField(
        label=_("Ordning"),
        choices=[("member", _("Läser")), ("deputy", _("Ställföreträdare")), ("head", _("Chef"))],
        help_text=_("Gäller bara mottagningar: vem som läser först, sedan, sist."),
    )

    def __init__(self, *args: Any, people: Any = (), roles: Any = (), places: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("person", people), ("role", roles), ("place", places)):
            cast(forms.ChoiceField, self.fields[name]).choices = choices
