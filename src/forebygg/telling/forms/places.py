"""What happened at a place: sort, place, consequence. No persons, no pictures."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.concerns.entry import TOO_LONG, NotForKind, TextField
from forebygg.kit.entry import LineField
from forebygg.ui.forms import Option, SensitiveInput

SORTS = [
    ("graffiti", Option(_("Klotter eller en symbol"))),
    ("poster", Option(_("Affisch, flygblad eller märke"))),
    ("damage", Option(_("Skadegörelse"))),
    ("threat", Option(_("Hot mot en verksamhet"))),
    ("other", Option(_("Något annat"))),
]
PLACES = [
    ("school", Option(_("Skola eller förskola"))),
    ("leisure", Option(_("Fritidsgård eller idrott"))),
    ("association", Option(_("En förenings eller ett samfunds lokal"))),
    ("street", Option(_("Gata, torg eller park"))),
    ("housing", Option(_("Bostadsområde"))),
    ("municipal", Option(_("Kommunens lokaler"))),
    ("elsewhere", Option(_("En annan plats"))),
]
CONSEQUENCES = [
    ("none", Option(_("Ingen som jag vet"))),
    ("fear", Option(_("Någon blev rädd eller illa berörd"))),
    ("broken", Option(_("Något gick sönder"))),
    ("disturbed", Option(_("Verksamheten stördes"))),
    ("hurt", Option(_("Någon blev skadad"))),
]


class IncidentForm(NotForKind):
    """Sort, place, consequence, and what was seen or heard. `submission` makes sending twice harmless."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    sort = forms.ChoiceField(
        label=_("Vad gäller det?"),
        widget=forms.RadioSelect,
        choices=SORTS,
        error_messages={"required": _("Välj vad det gäller")},
    )
    place = forms.ChoiceField(
        label=_("Vilken sorts plats?"),
        widget=forms.RadioSelect,
        choices=PLACES,
        error_messages={"required": _("Välj vilken sorts plats det är")},
    )
    where = LineField(
        label=_("Var är det?"),
        help_text=_("Så att vi hittar dit. Till exempel: gaveln på gymnastiksalen."),
        max_length=160,
        widget=SensitiveInput(),
        error_messages={"required": _("Skriv var det är"), "max_length": TOO_LONG},
    )
    when = LineField(
        label=_("När såg du det?"),
        help_text=_("Ungefär räcker. Till exempel: i morse."),
        max_length=80,
        required=False,
        widget=SensitiveInput(),
    )
    consequence = forms.ChoiceField(
        label=_("Vad blev följden?"),
        widget=forms.RadioSelect,
        choices=CONSEQUENCES,
        error_messages={"required": _("Välj vad följden blev")},
    )
    seen = TextField(
        rows=5,
        required=False,
        max_length=2000,
        label=_("Vad såg eller hörde du själv?"),
        help_text=_("Beskriv saken, inte människor. Inga namn, inga bilnummer. Beskriv inte hur någon ser ut."),
        error_messages={"max_length": TOO_LONG},
    )
