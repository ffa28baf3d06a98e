"""A text as every form that leads to a concern takes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.kit.text import clean_text
from forebygg.ui.forms import SensitiveTextarea

TOO_LONG = _("Texten är för lång. Korta den eller skicka resten efteråt med din kod.")


class TextField(forms.CharField):
    """A text as somebody wrote it, made harmless."""

    def __init__(self, *, rows: int = 9, **kwargs: Any) -> None:
        short = {"class": "textarea--short"} if rows < 6 else {}
        kwargs.setdefault("widget", SensitiveTextarea({"rows": rows, **short}))
        super().__init__(strip=True, **kwargs)

    def to_python(self, value: Any) -> str:
        """Clean before the length is judged."""
        return clean_text(super().to_python(value) or "")
