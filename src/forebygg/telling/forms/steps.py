"""What people outside fill in. No rule of law stands here; limits come from facts through the view."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.concerns.entry import NOT_FOR_KINDS, TOO_LONG, NotForFields, TextField
from forebygg.kit import references
from forebygg.kit.text import clean_text
from forebygg.ui.forms import Option, SensitiveInput


class StepForm(forms.Form):
    """One question of `/beratta`. `step` tells which, so that the back button and two tabs are harmless."""

    code = ""
    step = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, longest: int = 5000, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["step"] = self.code
        for field in self.fields.values():
            if isinstance(field, TextField):
                field.max_length = longest
                field.widget.attrs["maxlength"] = str(longest)
                field.validators.append(forms.CharField(max_length=longest).validators[0])

    def answer(self) -> Any:
        """Return what the draft keeps for this step."""
        return self.cleaned_data[self.code]


class DangerForm(StepForm):
    """Question 1."""

    code = "danger"
    danger = forms.ChoiceField(
        label=_("Är någon i fara just nu?"),
        help_text=_(
            "Till exempel om någon har hotat att skada en bestämd person, har skaffat vapen "
            "eller är på väg att göra något farligt."
        ),
        error_messages={"required": _("Välj om någon är i fara just nu")},
        widget=forms.RadioSelect,
        choices=[
            ("yes", Option(_("Ja"), _("Ring 112 nu. Berätta vad som händer och var."))),
            ("no", Option(_("Nej"), _("Du går vidare till nästa fråga."))),
            (
                "unsure",
                Option(_("Jag vet inte"), _("Ring 112 om du tror att det är bråttom. De hjälper dig att avgöra.")),
            ),
        ],
    )


class WhatForm(StepForm):
    """Question 2."""

    code = "what"
    what = TextField(
        label=_("Vad har hänt?"),
        help_text=_(
            "Skriv med egna ord. Berätta vad du själv har sett eller hört, när det hände och var. "
            "Skriv inga namn här. Vem det gäller frågar vi om sedan, på ett skyddat ställe."
        ),
        error_messages={"required": _("Berätta vad som har hänt. En mening räcker."), "max_length": TOO_LONG},
    )


class AgeForm(StepForm):
    """Question 3, first half."""

    code = "age"
    age = forms.ChoiceField(
        label=_("Ungefär hur gammal är personen?"),
        help_text=_("Åldern avgör vilken mottagning som läser. Vet du inte läser vi som om det gäller ett barn."),
        error_messages={"required": _("Välj ungefär hur gammal personen är")},
        widget=forms.RadioSelect,
        choices=[
            ("under-18", Option(_("Under 18"))),
            ("18-20", Option(_("18–20"))),
            ("21", Option(_("21 eller äldre"))),
            ("unknown", Option(_("Vet inte"))),
        ],
    )


class WhoForm(StepForm):
    """Question 3, second half: to the social services only."""

    code = "who"
    who = forms.ChoiceField(
        label=_("Vem gäller det?"),
        help_text=_("Det här får bara socialtjänsten veta. Du väljer hur, eller låter bli."),
        error_messages={"required": _("Välj hur du vill göra. Du kan låta bli att säga vem det är.")},
        widget=forms.RadioSelect,
        choices=[
            ("call", Option(_("Jag ringer och säger det"), _("Säg att du också har skrivit här."))),
            (
                "service",
                Option(_("Jag använder socialtjänstens e-tjänst"), _("Där loggar du in. Då är du inte anonym.")),
            ),
            (
                "sealed",
                Option(
                    _("Jag skriver det här"), _("Det förseglas direkt. Bara socialtjänsten kan öppna det."), "who_text"
                ),
            ),
            (
                "none",
                Option(_("Jag vill inte säga det"), _("Du får ändå svar och råd. Du kan berätta senare med koden.")),
            ),
        ],
    )
    who_text = TextField(
        rows=3,
        required=False,
        label=_("Vem är det, och hur kan man nå familjen?"),
        help_text=_(
            "Till exempel namn, ungefärlig adress eller skola. Skriv bara det du vet. Den det gäller kan få veta vem "
            "som har hört av sig, så skriv inte ditt eget namn om du vill vara anonym. "
            "När du går vidare visas texten inte igen, inte ens för dig."
        ),
        error_messages={"max_length": TOO_LONG},
    )

    def clean(self) -> dict[str, Any]:
        """Writing here needs a text."""
        data = super().clean() or self.cleaned_data
        if data.get("who") == "sealed" and not data.get("who_text"):
            self.add_error("who_text", _("Skriv vem det gäller, eller välj ett annat sätt"))
        return data

    def answer(self) -> dict[str, str]:
        """The way, and the text only when that way was chosen."""
        chosen = self.cleaned_data["who"]
        return {"who": chosen, "who_text": self.cleaned_data["who_text"] if chosen == "sealed" else ""}


class RelationForm(StepForm):
    """Question 4."""

    code = "relation"
    relation = forms.ChoiceField(
        label=_("Hur känner du personen?"),
        help_text=_("Det hjälper den som läser att förstå. Du kan hoppa över frågan."),
        error_messages={"required": _("Välj det som passar bäst, eller hoppa över frågan")},
        widget=forms.RadioSelect,
        choices=[
            ("family", Option(_("Familj eller släkt"))),
            ("friend", Option(_("Vän eller klasskamrat"))),
            ("neighbour", Option(_("Granne eller bekant"))),
            (
                "work",
                Option(
                    _("Genom mitt arbete"),
                    _("Arbetar du med barn har du en egen plikt att anmäla och kan inte vara anonym."),
                ),
            ),
            ("other", Option(_("På annat sätt"))),
            ("skip", Option(_("Hoppa över"))),
        ],
    )


class ReplyForm(StepForm):
    """Question 5."""

    code = "reply"
    reply = forms.ChoiceField(
        label=_("Hur vill du ha svar?"),
        help_text=_("Du får alltid en kod när du har skickat. Med den kan du läsa svaret och skriva mer."),
        error_messages={"required": _("Välj hur du vill ha svar")},
        widget=forms.RadioSelect,
        choices=[
            ("code", Option(_("Med koden"), _("Du behöver inte säga vem du är."))),
            (
                "phone",
                Option(_("Ring mig"), _("Då behöver vi ett nummer. Då är du inte anonym för den som läser."), "phone"),
            ),
            ("none", Option(_("Jag behöver inget svar"))),
        ],
    )
    phone = forms.CharField(
        label=_("Ditt telefonnummer"),
        required=False,
        max_length=30,
        widget=SensitiveInput({"inputmode": "tel"}),
        help_text=_("Bara mottagningen kan läsa det. Det tas bort tillsammans med det du skrev."),
    )

    def clean(self) -> dict[str, Any]:
        """Being called needs a number with at least five digits."""
        data = super().clean() or self.cleaned_data
        if data.get("reply") == "phone" and sum(c.isdigit() for c in data.get("phone", "")) < 5:
            self.add_error("phone", _("Skriv ett telefonnummer, eller välj ett annat sätt"))
        return data

    def answer(self) -> dict[str, str]:
        """The way, and the number only when that way was chosen."""
        chosen = self.cleaned_data["reply"]
        return {"reply": chosen, "phone": clean_text(self.cleaned_data["phone"]) if chosen == "phone" else ""}


class CheckForm(StepForm):
    """ "Stämmer det här?": nothing to fill in."""

    code = "check"

    def answer(self) -> bool:
        """Sent."""
        return True


FORMS: dict[str, type[StepForm]] = {
    form.code: form for form in (DangerForm, WhatForm, AgeForm, WhoForm, RelationForm, ReplyForm, CheckForm)
}


class CodeForm(forms.Form):
    """The way back: sixteen digits, however they are grouped."""

    code = forms.CharField(
        label=_("Din kod"),
        help_text=_("Sexton siffror. Mellanslag gör inget."),
        error_messages={"required": _("Skriv koden du fick när du skrev till oss")},
        widget=SensitiveInput({"inputmode": "numeric", "maxlength": "40"}),
    )

    def clean_code(self) -> str:
        """Return the sixteen digits."""
        found = references.digits(self.cleaned_data["code"])
        if not found:
            raise forms.ValidationError(_("Koden har sexton siffror. Kontrollera att du skrivit alla."))
        return found


class MoreForm(forms.Form):
    """Write more with the code."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    text = TextField(
        rows=5,
        label=_("Skriv mer"),
        help_text=_("Berätta vad som har hänt sedan sist. Den som läser får det i dag eller nästa vardag."),
        error_messages={"required": _("Skriv något. En mening räcker."), "max_length": TOO_LONG},
        max_length=5000,
    )


class SimpleForm(NotForFields):
    """One text. `submission` makes sending twice harmless."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    text = TextField(
        label=_("Text"),
        error_messages={"required": _("Skriv något. En mening räcker."), "max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, longest: int = 5000, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.widget.attrs["maxlength"] = str(longest)
        field.validators.append(forms.CharField(max_length=longest).validators[0])


class NotForForm(NotForFields):
    """The same for `/beratta`, on a page of its own: who comes here has somebody in mind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["not_for"])
        field.choices, field.required = list(NOT_FOR_KINDS), True
        field.error_messages["required"] = _("Välj vem som inte ska läsa, eller gå tillbaka")
