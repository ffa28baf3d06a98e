"""A line that somebody types, as every room's forms take it."""

from __future__ import annotations

from typing import Any

from django import forms

from forebygg.kit.text import clean_text


class LineField(forms.CharField):
    """A short text as somebody wrote it, made harmless: no control characters, nothing that turns the reading."""

    def to_python(self, value: Any) -> str:
        """Clean before the length is judged; a line has no breaks."""
        return " ".join(clean_text(super().to_python(value) or "").split())
