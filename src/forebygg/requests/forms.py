"""Shape of a request, of a test, and of what comes after."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.concerns.entry import TextField
from forebygg.kit import clock
from forebygg.requests.models import RecordRequest, RequestedRecord
from forebygg.requests.queries import Masks
from forebygg.ui.forms import DayInput, Option

_KINDS = [
    (
        RecordRequest.Kind.RECORD,
        Option(_("En allmän handling"), _("Var och en får begära det, utan att säga vem eller varför.")),
    ),
    (
        RecordRequest.Kind.EXTRACT,
        Option(
            _("Vad som finns om den som frågar"),
            _("Mottagningarna läser igenom sina få texter. Den som frågar visar vem den är när svaret lämnas ut."),
        ),
    ),
]
_WAYS = [
    (RecordRequest.Way.DESK, Option(_("Hämtas på plats"))),
    (RecordRequest.Way.ADDRESS, Option(_("Skickas till en adress"), more="address")),
]


class RequestForm(forms.Form):
    """What somebody asked for by letter, by telephone or at the counter. There is no field for who."""

    kind = forms.ChoiceField(
        label=_("Vad begärs?"),
        choices=_KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad som begärs")},
    )
    board = forms.ChoiceField(label=_("Vilken nämnd?"))
    numbers = TextField(
        rows=3,
        required=False,
        max_length=500,
        label=_("Nummer i diariet, om de är kända"),
        help_text=_("Ett per rad, till exempel SN 2026:14. Är numret okänt lämnar du rutan tom."),
    )
    words = TextField(
        rows=4,
        required=False,
        max_length=2000,
        label=_("Begäran, med den frågandes ord"),
        help_text=_("Fråga inte vem det är eller varför. Texten förseglas, och bara nämndens mottagning läser den."),
    )
    came_on = forms.DateField(
        label=_("Vilken dag kom den?"),
        widget=DayInput(),
        error_messages={"required": _("Skriv vilken dag"), "invalid": _("Skriv dagen som 2026-11-20")},
    )
    way = forms.ChoiceField(
        label=_("Hur lämnas svaret?"),
        choices=_WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur svaret lämnas")},
    )
    address = TextField(
        rows=3, required=False, max_length=300, label=_("Adress"), help_text=_("Förseglas, och gallras med begäran.")
    )

    def __init__(self, *args: Any, boards: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["board"]).choices = boards

    def clean(self) -> dict[str, Any]:
        """An address is asked for where the answer goes to one; a day that has not been is no day it came."""
        data = dict(super().clean() or {})
        if data.get("way") == RecordRequest.Way.ADDRESS and not data.get("address"):
            self.add_error("address", _("Skriv adressen, eller välj att svaret hämtas"))
        if data.get("came_on") and data["came_on"] > clock.today():
            self.add_error("came_on", _("Skriv en dag som har varit"))
        data["numbers"] = [line.strip() for line in data.get("numbers", "").splitlines() if line.strip()][:50]
        return data


class TestForm(forms.Form):
    """The outcome, the grounds, and what is covered."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Vad lämnas ut?"), widget=forms.RadioSelect, error_messages={"required": _("Välj vad som lämnas ut")}
    )
    passages = TextField(
        rows=4,
        required=False,
        max_length=3000,
        label=_("Ord och stycken som maskas"),
        help_text=_("Ett per rad, precis som det står. Det maskas överallt där det förekommer, i hela ord."),
    )
    reason = TextField(
        rows=3,
        required=False,
        max_length=2000,
        label=_("Hur har du vägt?"),
        help_text=_("Stannar här, förseglat. Det som ska stå i beslutet skrivs när det fattas."),
    )

    def __init__(
        self,
        *args: Any,
        is_kept: bool = True,
        grounds: Iterable[tuple[str, Option]] = (),
        sentences: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        outcomes = [choice for choice in RequestedRecord.Outcome.choices if (choice[0] != "gone") == is_kept]
        cast(forms.ChoiceField, self.fields["outcome"]).choices = outcomes
        label = _("På vilken grund lämnas något inte ut?")
        self.fields["grounds"] = forms.MultipleChoiceField(
            label=label, choices=grounds, required=False, widget=forms.CheckboxSelectMultiple
        )
        # Drawn on the page beside each sentence, not as one field.
        self.fields["hidden"] = forms.MultipleChoiceField(required=False, choices=[(code, code) for code in sentences])

    def masks(self) -> Masks:
        """Return what is to be covered. The form is valid."""
        lines = [line.strip() for line in self.cleaned_data["passages"].splitlines() if line.strip()]
        return Masks(frozenset(self.cleaned_data["hidden"]), tuple(lines))


class DecisionForm(forms.Form):
    """The words of the decision."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reasons = TextField(
        rows=3,
        required=False,
        max_length=2000,
        label=_("Skäl som står i beslutet"),
        help_text=_("Grunden och lagens innehåll står där ändå. Skriv inget om någon person."),
    )
    reservation = TextField(
        rows=2,
        required=False,
        max_length=1000,
        label=_("Förbehåll, om det behövs"),
        help_text=_("Till exempel att uppgiften inte får spridas vidare. Ett förbehåll kan överklagas."),
    )


class DayForm(forms.Form):
    """The day an appeal came."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    came_on = forms.DateField(
        label=_("Vilken dag kom överklagandet?"),
        widget=DayInput(),
        error_messages={"required": _("Skriv vilken dag"), "invalid": _("Skriv dagen som 2026-11-20")},
    )


class RulingForm(forms.Form):
    """What the court said."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    ruling = forms.ChoiceField(
        label=_("Vad säger domstolen?"),
        choices=RecordRequest.Ruling.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad domstolen säger")},
    )
