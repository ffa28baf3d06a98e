"""What is written of drafts and initiatives."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.influence.actions.initiating import Said
from forebygg.influence.models import Comment
from forebygg.kit.cleaning import CleanForm
from forebygg.plans.actions.deciding import is_day
from forebygg.ui.forms import DayInput, Option

# Where somebody can be reached: an address, a number to ring (it begins with 0 or +), and an identity number.
_CONTACT = re.compile(r"\S+@\S+\.\w+|(?<!\d)(?:\+|0)(?:[ ./–-]?\d){6,}|(?<!\d)(?:19|20)?\d{6}[-+ ]?\d{4}(?!\d)")
_DAY = {"required": _("Skriv dagen"), "invalid": _("Skriv dagen som 2026-11-20")}


class CommentForm(CleanForm):
    """What somebody thinks of a part of a draft. No name, no way to be reached."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Vad tycker du?"),
        help_text=_("Skriv inget om enskilda människor, och inte vem du är. Texten sparas som underlag för beslutet."),
        max_length=4_000,
        widget=forms.Textarea({"rows": 6, "autocomplete": "off"}),
        error_messages={
            "required": _("Skriv vad du tycker"),
            "max_length": _("Texten är för lång. Högst 4 000 tecken."),
        },
    )

    def clean_text(self) -> str:
        """No address and no number: a private answer is given elsewhere."""
        text: str = self.cleaned_data["text"]
        if _CONTACT.search(text):
            raise forms.ValidationError(_("Ta bort adress och nummer. Ställ en fråga om du vill ha svar privat."))
        return text


class OpenForm(CleanForm):
    """Sending a draft out for opinions."""

    question = forms.CharField(
        label=_("Vad vill ni veta?"),
        help_text=_("En eller två frågor som en invånare kan svara på."),
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Skriv vad ni vill veta")},
    )
    opens_on = forms.DateField(label=_("Första dagen"), widget=DayInput(), error_messages=_DAY)
    closes_on = forms.DateField(label=_("Sista dagen"), widget=DayInput(), error_messages=_DAY)
    decided_where = forms.CharField(
        label=_("Vem beslutar sedan, och när?"),
        help_text=_("Till exempel kommunfullmäktige i mars."),
        max_length=200,
        required=False,
    )
    follow = forms.URLField(
        label=_("Var kan man följa sammanträdet?"),
        help_text=_("Adressen till kommunens sida om sammanträden."),
        max_length=300,
        required=False,
        assume_scheme="https",
    )


class PublishForm(CleanForm):
    """Shown as it came, or with something cut."""

    shown = forms.CharField(
        label=_("Publicera det här"),
        help_text=_("Stryk det som pekar ut någon, och märk med […]. Skriv inte om."),
        max_length=4_000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Det finns ingen text att publicera.")},
    )


class RefuseForm(CleanForm):
    """Not shown, and why."""

    reason = forms.ChoiceField(
        label=_("Publicera inte, för att den"),
        choices=[("", _("Välj …")), *Comment.Reason.choices],
        error_messages={"required": _("Välj varför synpunkten inte publiceras")},
    )


class AnswerForm(CleanForm):
    """What a comment led to."""

    outcome = forms.ChoiceField(
        label=_("Vad leder den till?"),
        choices=Comment.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad den leder till")},
    )
    answer = forms.CharField(
        label=_("Varför?"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Skriv varför")},
    )


class CloseForm(CleanForm):
    """What you said, what we did."""

    summary = forms.CharField(
        label=_("Det här hörde vi, det här gör vi"),
        max_length=4_000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": _("Skriv vad ni hörde och vad ni gör")},
    )


_ISO = _("Till exempel 2026-11-20, 2026-11 eller 2026")
_INITIATIVE: dict[str, tuple[Any, Any, int]] = {
    "title": (_("Vad heter initiativet?"), "", 200),
    "from_whom": (
        _("Varifrån kom det?"),
        _("En funktion, till exempel ledamöter i fullmäktige. Inga namn."),
        120,
    ),
    "came": (_("När kom det in?"), _ISO, 10),
    "number": (_("Diarienummer"), "", 40),
    "wants": (_("Vad vill det?"), "", 2_000),
    "assigned": (_("När fick någon uppdraget?"), _ISO, 10),
    "assigned_by": (_("Vem gav uppdraget?"), "", 120),
    "project": (_("Projektgruppen"), _("Funktioner, inte namn."), 300),
    "steering": (_("Styrgruppen"), _("Funktioner, inte namn."), 300),
    "reported": (_("När kom rapporten?"), _ISO, 10),
    "reported_to": (_("Till vem?"), "", 120),
    "report_number": (_("Rapportens diarienummer"), "", 40),
    "says": (_("Vad kom rapporten fram till?"), "", 4_000),
}
_REQUIRED = {
    "title": _("Skriv vad det heter"),
    "from_whom": _("Skriv varifrån det kom"),
    "wants": _("Skriv vad det vill"),
}


def _is_day(said: str) -> None:
    if not is_day(said.strip()):
        raise forms.ValidationError(_("Skriv dagar som 2026-11-20, 2026-11 eller 2026."))


class InitiativeForm(CleanForm):
    """A written initiative and how far it has come."""

    def __init__(self, *args: Any, measures: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint, longest) in _INITIATIVE.items():
            widget = forms.Textarea({"rows": 3}) if longest >= 2_000 else forms.TextInput()
            field = forms.CharField(label=label, help_text=hint, max_length=longest, widget=widget)
            field.required = name in _REQUIRED
            field.validators += [_is_day] if hint is _ISO else []
            field.error_messages["required"] = _REQUIRED.get(name, "")
            self.fields[name] = field
        if measures:
            self.fields["measures"] = forms.MultipleChoiceField(
                label=_("Åtgärderna det blev"),
                choices=[(code, Option(text)) for code, text in measures],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def said(self) -> Said:
        """Return what was written. The form is valid."""
        return Said(**{name: self.cleaned_data[name] for name in _INITIATIVE})


INITIATIVE_NAMES = tuple(_INITIATIVE)
