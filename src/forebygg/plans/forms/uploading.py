"""A file to read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.files.formats.sniffing import LARGEST


class UploadForm(forms.Form):
    """The document somebody has."""

    file = forms.FileField(
        label=_("Dokumentet"),
        help_text=_("PDF, Word (docx), webbsida eller text. Högst 25 MB. Filen skickas ingen annanstans."),
        error_messages={"required": _("Välj en fil"), "empty": _("Filen är tom"), "missing": _("Välj en fil")},
    )

    def clean_file(self) -> Any:
        """A file that is not too large to hold."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Filen är större än 25 MB. Spara den utan bilder, eller dela den."))
        return file
