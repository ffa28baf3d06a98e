"""Shape of a corrected number."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class NumberForm(forms.Form):
    """A telephone number as it is written: digits, spaces, hyphens."""

    code = forms.SlugField(widget=forms.HiddenInput, max_length=60)
    number = forms.RegexField(
        r"^\+?[0-9][0-9 \-]{1,18}[0-9]$",
        label=_("Rätt nummer"),
        required=False,
        max_length=20,
        error_messages={"invalid": _("Skriv numret med siffror, till exempel 114 14")},
    )
