"""Shape of a yes, and of whether somebody was told."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.concerns.entry import TextField
from forebygg.concerns.models import Information
from forebygg.secrecy.models import Consent
from forebygg.ui.forms import DayInput, Option


class ConsentForm(forms.Form):
    """Whose yes, to what, to whom, until when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    giver = forms.ChoiceField(
        label=_("Vem har sagt ja?"),
        widget=forms.RadioSelect,
        choices=[
            (Consent.Giver.SELF, _("Den det gäller")),
            (Consent.Giver.GUARDIAN, _("Vårdnadshavaren, för ett barn som inte kan avgöra själv")),
            (Consent.Giver.BOTH, _("Både vårdnadshavaren och den unga")),
        ],
        error_messages={"required": _("Välj vem som har sagt ja")},
    )
    receiver = forms.ChoiceField(label=_("Till vem får det lämnas?"))
    about = TextField(
        rows=3,
        max_length=1000,
        label=_("Vad får lämnas, och till vad ska det användas?"),
        help_text=_("Förseglas med oron."),
        error_messages={"required": _("Skriv vad samtycket gäller. En mening räcker.")},
    )
    until = forms.DateField(label=_("Till och med"), widget=DayInput())

    def __init__(self, *args: Any, receivers: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["receiver"]).choices = receivers


class InformForm(forms.Form):
    """Whether the person a worry is about was told: the day, or the exception and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("Har den det gäller fått veta att ni har uppgifterna?"),
        widget=forms.RadioSelect,
        choices=[
            (Information.State.TOLD, Option(_("Ja"), _("Skriv vilken dag."))),
            (
                Information.State.LATER,
                Option(_("Inte än"), _("Skriv senast vilken dag. Det står på Idag tills det är gjort.")),
            ),
            (Information.State.EXEMPT, Option(_("Nej, ett undantag gäller"), _("Välj undantag och skriv varför."))),
        ],
        error_messages={"required": _("Välj om den det gäller har fått veta")},
    )
    day = forms.DateField(label=_("Vilken dag?"), widget=DayInput())
    exception = forms.ChoiceField(label=_("Vilket undantag?"), widget=forms.RadioSelect, required=False)
    reason = TextField(
        rows=3,
        required=False,
        max_length=1000,
        label=_("Varför gäller undantaget?"),
        help_text=_("Förseglas med oron. Skriv inget namn."),
    )

    def __init__(self, *args: Any, exceptions: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["exception"]).choices = exceptions
