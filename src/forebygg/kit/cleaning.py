"""A form whose texts are cleaned as every text from outside is."""

from __future__ import annotations

from typing import Any

from django import forms

from forebygg.kit.text import clean_text


class CleanForm(forms.Form):
    """Texts lose control characters and the marks that turn the reading direction."""

    def clean(self) -> dict[str, Any]:
        """Return the data, each text cleaned."""
        data: dict[str, Any] = super().clean() or {}
        return {name: clean_text(value) if isinstance(value, str) else value for name, value in data.items()}
