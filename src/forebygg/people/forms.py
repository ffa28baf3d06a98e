"""Shape of input for sign-in, absences and closed days."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from forebygg.kit.entry import LineField
from forebygg.people.models import User
from forebygg.ui.forms import DayInput


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


class PasswordForm(forms.Form):
    """A password of one's own. The old one is asked for unless it was just given and somebody else made it."""

    old = forms.CharField(
        label=_("Lösenordet du har nu"),
        error_messages={"required": _("Skriv lösenordet du har nu")},
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        max_length=200,
        strip=False,
    )
    new = forms.CharField(
        label=_("Nytt lösenord"),
        help_text=_("Minst 12 tecken. Fyra ord som bara du kommer på är bra."),
        error_messages={"required": _("Skriv ett nytt lösenord")},
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        max_length=200,
        strip=False,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if user.first_password_until is not None:
            del self.fields["old"]

    def clean_old(self) -> str:
        """It must be right: a session left open is not enough to take the account over."""
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError(_("Lösenordet stämmer inte"))
        return ""

    def clean_new(self) -> str:
        """Long, not among the known ones, not one's name, and not the one somebody else knows."""
        new = str(self.cleaned_data["new"])
        validate_password(new, self.user)
        if self.user.check_password(new):
            raise forms.ValidationError(_("Välj ett annat lösenord än det du har nu"))
        return new


class ResetForm(forms.Form):
    """Who is to begin anew with signing in."""

    person = forms.ChoiceField(label=_("Person"))

    def __init__(self, *args: Any, people: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["person"]).choices = people


class ApproveForm(forms.Form):
    """The second person's word about a person whom only the proposer has met."""

    knows_person = forms.BooleanField(required=False, label=_("Jag har själv talat med personen"))


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

    name = LineField(label=_("Namn"), max_length=80, error_messages={"required": _("Skriv namnet")})
    email = forms.EmailField(
        label=_("E-postadress"),
        error_messages={"required": _("Skriv e-postadressen"), "invalid": _("Skriv hela adressen, med @")},
    )


class RoleForm(forms.Form):
    """Which role, where, in which order of reading."""

    role = forms.ChoiceField(label=_("Roll"))
    place = forms.ChoiceField(label=_("Mottagning eller enhet"))
    rank = forms.ChoiceField(
        label=_("Ordning"),
        choices=[("member", _("Läser")), ("deputy", _("Ställföreträdare")), ("head", _("Chef"))],
        help_text=_("Gäller bara mottagningar: vem som läser först, sedan, sist."),
    )

    def __init__(self, *args: Any, roles: Any = (), places: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("role", roles), ("place", places)):
            cast(forms.ChoiceField, self.fields[name]).choices = choices


class ProposeForm(RoleForm):
    """Who, in which role, where, in which order of reading."""

    person = forms.ChoiceField(label=_("Person"))
    field_order = ("person",)

    def __init__(self, *args: Any, people: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["person"]).choices = people


class GroupForm(RoleForm):
    """Which group of the directory gives which role, where."""

    group = LineField(
        label=_("Gruppens namn eller nummer"),
        help_text=_("Precis som kommunens inloggning skriver det."),
        max_length=200,
        error_messages={"required": _("Skriv gruppens namn")},
    )
    field_order = ("group",)
