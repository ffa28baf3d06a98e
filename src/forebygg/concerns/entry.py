"""A text as every form that leads to a concern takes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.concerns.reports import NOT_FOR, NOT_FOR_WHO
from forebygg.kit import mode
from forebygg.kit.text import clean_text
from forebygg.people.models import Municipality
from forebygg.ui.forms import SensitiveTextarea

TOO_LONG = _("Texten är för lång. Korta den eller skicka resten efteråt med din kod.")


def is_open(town: Municipality) -> bool:
    """Say whether a municipality takes what people write: a rehearsal always, others when the opening list is whole."""
    return mode.is_demo() or town.intake_open


class TextField(forms.CharField):
    """A text as somebody wrote it, made harmless."""

    def __init__(self, *, rows: int = 9, **kwargs: Any) -> None:
        short = {"class": "textarea--short"} if rows < 6 else {}
        kwargs.setdefault("widget", SensitiveTextarea({"rows": rows, **short}))
        super().__init__(strip=True, **kwargs)

    def to_python(self, value: Any) -> str:
        """Clean before the length is judged."""
        return clean_text(super().to_python(value) or "")


# Of what kind the one is who should not read.
NOT_FOR_KINDS = (
    ("reception", _("Någon hos dem som annars läser")),
    ("staff", _("Någon annan som arbetar i kommunen")),
    ("elected", _("En förtroendevald")),
    ("unsaid", _("Det vill jag inte säga")),
)


class NotForKind(forms.Form):
    """Somebody here should not read this: of what kind. Nothing chosen, nothing asked."""

    not_for = forms.ChoiceField(
        required=False,
        label=_("Vem ska inte läsa?"),
        widget=forms.RadioSelect,
        choices=[("", _("Ingen. Alla som brukar får läsa")), *NOT_FOR_KINDS],
    )

    def wish(self) -> dict[str, str]:
        """Return what is sealed about the writer's wish, empty when there is none. A name alone is a wish too."""
        kind, who = self.cleaned_data[NOT_FOR], self.cleaned_data.get(NOT_FOR_WHO, "")
        return {} if not (kind or who) else {NOT_FOR: kind or "unsaid"} | ({NOT_FOR_WHO: who} if who else {})


class NotForFields(NotForKind):
    """The same, and who it is, if the writer wants to say so."""

    not_for_who = TextField(
        rows=2,
        required=False,
        max_length=200,
        label=_("Vem är det? Du behöver inte svara"),
        help_text=_("Det förseglas. Bara de som läser i stället kan öppna det. Skriv inte ditt eget namn."),
        error_messages={"max_length": TOO_LONG},
    )
