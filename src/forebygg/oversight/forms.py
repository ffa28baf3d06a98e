"""Shape of a review."""

from __future__ import annotations

from django import forms


class ReviewForm(forms.Form):
    """Which month. The readings asked about are ticked on the page; only how many they are is kept."""

    period = forms.RegexField(r"^\d{4}-\d{2}$", widget=forms.HiddenInput)
