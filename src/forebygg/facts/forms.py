"""Shape of a corrected number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class NumberForm(forms.Form):
    """A telephone number as it is written: digits, spaces, hyphens. `shown` is the number that the page showed."""

    code = forms.SlugField(widget=forms.HiddenInput, max_length=60)
    shown = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    number = forms.RegexField(
        r"^\+?[0-9][0-9 \-]{1,18}[0-9]$",
        label=_("Rätt nummer"),
        required=False,
        max_length=20,
        error_messages={"invalid": _("Skriv numret med siffror, till exempel 114 14")},
    )

    def __init__(self, *args: Any, name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if name:  # a page has one form for each number
            self.fields["number"].label = _("Rätt nummer till %(name)s") % {"name": name}
