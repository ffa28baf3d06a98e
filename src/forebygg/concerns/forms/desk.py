"""What the desk fills in: answers, duties, letters, hand-overs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.concerns.entry import TextField
from forebygg.kit import calendar, clock
from forebygg.kit.entry import LineField
from forebygg.ui.forms import DayInput, Option


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
        gives: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["to"]).choices = receivers
        cast(forms.ChoiceField, self.fields["door"]).choices = doors
        self.only_part = only_part
        for name in {"gives", "part", "with_writer"} - set(gives):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A part must be written; through some doors goes nothing but a part; everything goes without one."""
        data = super().clean() or {}
        if "part" not in self.fields or "part" in self.errors:
            return data
        if data.get("gives", "part") == "whole":
            if data.get("door") in self.only_part:
                self.add_error("gives", _("Genom den dörren går bara det som den berörda har sagt ja till. Skriv det."))
            data["part"] = ""
        elif not data["part"].strip() and "gives" not in self.errors:
            self.add_error("part", _("Skriv det som mottagaren behöver. Några meningar räcker."))
        return data


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


class LetterForm(forms.Form):
    """What reached the municipality on paper, by telephone or in person, written down by whoever took it."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=_("Hur kom det?"),
        widget=forms.RadioSelect,
        choices=[("letter", _("Brev eller besök")), ("call", _("Telefon"))],
        error_messages={"required": _("Välj hur det kom")},
    )
    came = forms.DateField(
        label=_("Vilken dag kom det in?"),
        widget=DayInput(),
        help_text=_("Dagen då det nådde kommunen. Lagens tider räknas därifrån."),
        error_messages={"required": _("Skriv vilken dag det kom in"), "invalid": _("Skriv dagen som 2026-11-20")},
    )
    kind = forms.ChoiceField(
        label=_("Vad är det?"),
        widget=forms.RadioSelect,
        choices=[
            ("worry", Option(_("Oro för någon"), _("Läses av socialtjänstens mottagning. Du ser den inte sedan."))),
            ("relative", Option(_("Anhörig som vill ha stöd"))),
            ("leaving", Option(_("Någon som vill lämna"))),
            ("question", Option(_("Fråga"))),
            ("consultation", Option(_("Råd utan namn"))),
            ("association", Option(_("Från förening"))),
            ("incident", Option(_("Händelse på en plats"), _("Inga personer."))),
        ],
        error_messages={"required": _("Välj vad det är")},
    )
    age = forms.ChoiceField(
        label=_("Hur gammal är personen oron gäller?"),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("under-18", _("Under 18")),
            ("18-20", _("18–20")),
            ("21", _("21 eller äldre")),
            ("unknown", _("Vet inte")),
        ],
        help_text=_("Svara bara om det är oro för någon. Vet du inte räknas det som ett barn."),
    )
    text = TextField(
        max_length=20_000,
        label=_("Vad står det, eller vad sades?"),
        help_text=_("Skriv av ordagrant. Är det oro för någon får namn stå med: texten förseglas för socialnämnden."),
        error_messages={"required": _("Skriv av det som kom"), "max_length": _("Texten är för lång.")},
    )

    def clean_came(self) -> date:
        """Nothing comes in tomorrow, and what is older than a year was not found on a desk today."""
        came: date = self.cleaned_data["came"]
        if not calendar.add_months(clock.today(), -12) <= came <= clock.today():
            raise forms.ValidationError(_("Skriv en dag som har varit, högst ett år bakåt"))
        return came
