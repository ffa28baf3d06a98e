"""Shape of input for cases."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.cases.models import Case, Review
from forebygg.kit.entry import LineField
from forebygg.ui.forms import SensitiveTextarea


class OpenForm(forms.Form):
    """What kind of support, on which ground, and which functions."""

    support = forms.ChoiceField(
        label=_("Vilket slags stöd?"),
        choices=Case.Support.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj slag av stöd")},
    )
    door = forms.ChoiceField(
        label=_("På vilken grund får funktionerna arbeta tillsammans?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj grund")},
    )
    functions = forms.CharField(
        label=_("Vilka funktioner?"),
        help_text=_("En funktion per rad, till exempel ”Skolkurator, Lindskolan”. Skriv inga namn."),
        widget=SensitiveTextarea({"rows": 4}),
        max_length=1000,
        error_messages={"required": _("Skriv minst en funktion")},
    )

    def __init__(self, *args: Any, doors: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["door"]).choices = doors


class ReviewForm(forms.Form):
    """What the review led to."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    months = forms.IntegerField(widget=forms.HiddenInput)
    finding = forms.ChoiceField(label=_("Hur går det vidare?"), choices=Review.Finding.choices)


class ParticipantForm(forms.Form):
    """One more function."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    function = LineField(label=_("Lägg till en funktion"), max_length=120)
