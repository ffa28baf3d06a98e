"""What the desk fills in: answers, duties, letters, hand-overs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.concerns.entry import TextField
from forebygg.kit.entry import LineField
from forebygg.ui.forms import Option


class AnswerForm(forms.Form):
    """The desk's answer to a step. The choices are the chart's."""

    step = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": _("Välj ett svar")})
    reason = TextField(
        rows=2,
        required=False,
        max_length=2000,
        label=_("Skäl, om det behövs"),
        help_text=_("Kort om vägvalet. Bedömningen av personen skriver ni i ert eget system."),
    )

    def __init__(self, *args: Any, choices: Any = (), label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["choice"])
        field.choices = choices
        field.label = label


class DutyForm(forms.Form):
    """Done, or not needed because …"""

    duty = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = TextField(rows=2, required=False, max_length=2000, label=_("Varför behövs det inte?"))


class TextForm(forms.Form):
    """One text: to the one who wrote, or a note about the work."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = TextField(
        rows=3, max_length=5000, label=_("Text"), error_messages={"required": _("Skriv något. En mening räcker.")}
    )


class HoldForm(forms.Form):
    """Why disposal must wait."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Varför?"),
        choices=[
            ("records-request", _("Någon har begärt ut handlingen")),
            ("appeal", _("Överklagande")),
            ("complaint", _("Klagomål")),
            ("extract", _("Registerutdrag")),
            ("supervision", _("Tillsyn")),
        ],
    )


class HandOverForm(forms.Form):
    """To whom, through which door, what goes along, weighed how."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.ChoiceField(label=_("Till vem?"))
    door = forms.ChoiceField(
        label=_("Genom vilken dörr?"),
        help_text=_("Grunden som gör att uppgiften får lämnas. Välj den som stämmer, inte den som är lättast."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj genom vilken dörr det lämnas")},
    )
    gives = forms.ChoiceField(
        label=_("Vad lämnar ni?"),
        widget=forms.RadioSelect,
        choices=[
            ("whole", Option(_("Allt"), _("Texten, vem det gäller och koden. Den som skrev får svar därifrån."))),
            ("part", Option(_("Bara det jag skriver här under"))),
        ],
        error_messages={"required": _("Välj vad ni lämnar")},
    )
    part = TextField(
        rows=4,
        required=False,
        max_length=5000,
        label=_("Det som mottagaren behöver"),
        help_text=_("Skriv inte mer än det. Förseglas för mottagaren."),
    )
    with_writer = forms.BooleanField(
        required=False, label=_("Lämna också hur den som skrev kan nås (telefon, om den finns)")
    )
    balancing = TextField(
        rows=3,
        max_length=2000,
        label=_("Hur har ni vägt?"),
        help_text=_("Varför det här får lämnas, till just den mottagaren. Förseglas med oron."),
        error_messages={"required": _("Skriv hur ni har vägt. En mening räcker.")},
    )

    def __init__(  # noqa: PLR0913 - the choices, each from its own room
        self,
        *args: Any,
        receivers: Any = (),
        doors: Any = (),
        only_part: Collection[str] = (),
        conditions: Mapping[str, Any] = MappingProxyType({}),
        gives: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for code, limbs in conditions.items():
            label = _("Svara ja på allt. Är något svar nej går det inte genom den här dörren.")
            self.fields[f"limbs_{code}"] = forms.MultipleChoiceField(
                label=label, choices=limbs, required=False, widget=forms.CheckboxSelectMultiple
            )
        cast(forms.ChoiceField, self.fields["to"]).choices = receivers
        cast(forms.ChoiceField, self.fields["door"]).choices = doors
        self.only_part = only_part
        for name in {"gives", "part", "with_writer"} - set(gives):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Every condition of the chosen door; a part must be written; through some doors goes nothing but a part."""
        data = super().clean() or {}
        limbs = f"limbs_{data.get('door')}"
        if limbs in self.fields and len(data.get(limbs, ())) < len(self.fields[limbs].choices):  # type: ignore[attr-defined]
            self.add_error(limbs, _("Den grunden går bara när svaret är ja på alla frågorna."))
        data["limbs"] = data.get(limbs, [])
        if "part" not in self.fields or "part" in self.errors:
            return data
        if data.get("gives", "part") == "whole":
            if data.get("door") in self.only_part:
                self.add_error("gives", _("Genom den dörren går bara det som den berörda har sagt ja till. Skriv det."))
            data["part"] = ""
        elif not data["part"].strip() and "gives" not in self.errors:
            self.add_error("part", _("Skriv det som mottagaren behöver. Några meningar räcker."))
        return data


class EmergencyForm(forms.Form):
    """Which matter, and why it cannot wait."""

    reference = LineField(
        label=_("Numret"), max_length=20, error_messages={"required": _("Skriv numret, till exempel ORO-7K3F-92")}
    )
    reason = TextField(
        rows=3,
        max_length=1000,
        label=_("Varför kan det inte vänta?"),
        help_text=_("Förseglas med oron. Chefen och dataskyddsfunktionen får veta att du har öppnat."),
        error_messages={"required": _("Skriv varför det inte kan vänta. En mening räcker.")},
    )


class ConflictForm(forms.Form):
    """Who at the desk should not read."""

    person = forms.ChoiceField(label=_("Vem ska inte läsa?"))

    def __init__(self, *args: Any, people: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["person"]).choices = people


class OutsideForm(forms.Form):
    """Which function outside took it, and when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    handover = forms.UUIDField(widget=forms.HiddenInput)
    function = LineField(max_length=120, label=_("Funktion som tog emot"))
    at = forms.DateTimeField(label=_("Tid"), widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"))
