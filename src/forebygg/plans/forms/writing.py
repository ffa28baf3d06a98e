"""A draft's parts: its head, and one entry of a list at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebygg.importing import masking
from forebygg.kit.cleaning import CleanForm
from forebygg.plans import content
from forebygg.plans.actions.deciding import is_day
from forebygg.plans.content import Content, Rights
from forebygg.plans.lint import names
from forebygg.plans.models import Progress
from forebygg.ui.forms import Option

NOT_WHOM = _("Det här pekar ut tro, ursprung eller åsikt. Välj plats, situation eller behov.")
_DAY_HELP = _("Till exempel 2026-11-20, 2026-11 eller 2026")
HEAD = {
    "title": (_("Planens titel"), ""),
    "summary": (_("Sammanfattning"), _("Två meningar som en invånare förstår.")),
    "picture": (_("Lägesbilden planen vilar på"), _("Vad är problemet här? Vad vet ni, och var står det?")),
    "resources": (_("Pengar och tid"), _("Vad får arbetet kosta, och vem har tid för det?")),
    "steward": (_("Ansvarig funktion"), _("En funktion, inte ett namn.")),
    "follow_how": (_("Hur planen följs upp"), ""),
    "follow_when": (_("När den följs upp"), ""),
    "follow_who": (_("Vem som följer upp"), _("En funktion, inte ett namn.")),
    "press": (_("Vem som svarar journalister"), _("En funktion och ett nummer, inte ett namn.")),
}
LINES: dict[str, dict[str, tuple[Any, Any]]] = {
    "terms": {"term": (_("Begrepp"), ""), "text": (_("Vad planen menar med det"), "")},
    "milieus": {
        "term": (_("Miljö som är aktuell här"), _("Ett ord för miljön, aldrig namn på personer.")),
        "text": (_("Vad den gör här"), _("Händelser och platser. Aldrig vem.")),
    },
    "purposes": {"text": (_("Syfte"), "")},
    "goals": {
        "text": (_("Mål"), ""),
        "indicator": (_("Hur det märks"), _("En uppgift som går att följa. Fler anmälningar är inget mål.")),
        "source": (_("Var uppgiften finns"), ""),
        "value": (_("Läget nu"), ""),
        "target": (_("Läget ni vill nå"), ""),
    },
    "levels": {"text": (_("Nivå"), "")},
    "groups": {"text": (_("Målgrupp"), _("Plats, situation eller behov. Aldrig tro, ursprung eller åsikt."))},
    "areas": {"name": (_("Fokusområde"), ""), "responsible": (_("Ansvarig funktion"), "")},
    "partners": {"text": (_("Samverkan med"), "")},
    "contacts": {"text": (_("Vart man vänder sig"), _("En funktion och ett nummer, inte ett namn."))},
    "measures": {
        "text": (_("Åtgärd"), _("Vad ska göras?")),
        "area": (_("Fokusområde"), ""),
        "responsible": (_("Ansvarig funktion"), _("En funktion, inte ett namn.")),
        "start": (_("Börjar"), _DAY_HELP),
        "due": (_("Klar senast"), _DAY_HELP),
        "level": (_("Nivå"), ""),
        "professions": (_("Yrken som berörs"), ""),
        "basis": (_("Målgruppen väljs efter"), ""),
        "group": (_("Målgrupp"), _("Plats, situation eller behov. Aldrig tro, ursprung eller åsikt.")),
        "gender": (_("Kön och ålder"), _("Träffar åtgärden flickor och pojkar, yngre och äldre? Hur vet ni det?")),
        "cause": (_("Orsaken den möter"), _("Vilken del av lägesbilden?")),
        "method": (_("Metod"), _("Välj ur listan, så följer det man vet om den med. Eller skriv en egen.")),
        "evidence": (_("Vad man vet om metoden"), _("Prövad, lovande, oprövad – och var det står.")),
        "cost": (_("Kostnad"), ""),
        "stop": (_("När ni slutar"), _("Vad skulle få er att sluta med åtgärden?")),
    },
}
RIGHTS = {
    "ground": (_("Vad är den sakliga grunden?"), ""),
    "not_opinion": (_("Hur vet ni att den inte riktas mot åsikt eller tro?"), ""),
    "proportionate": (_("Varför står den i proportion till problemet?"), ""),
    "least": (_("Varför räcker inget mindre ingripande?"), ""),
}
_LEVELS: list[tuple[str, Any]] = [
    ("", "–"),
    ("universal", _("Alla (generell)")),
    ("selective", _("Platser och grupper (selektiv)")),
    ("indicated", _("Enskilda (indikerad)")),
]
_BASES: list[tuple[str, Any]] = [("", "–"), ("place", _("Plats")), ("situation", _("Situation")), ("need", _("Behov"))]
_LONG = ("summary", "picture", "resources", "text", "gender", "cause", "evidence", "stop", *RIGHTS)
_DAYS = ("start", "due")


def name_of(part: str, name: str) -> Any:
    """Return what a field of the plan, or of one of its entries, is called."""
    if name == "area":
        return _("Fokusområde")
    known = HEAD if part == "head" else LINES.get(part, {}) | RIGHTS
    return known[name][0] if name in known else name


def _field(name: str, label: Any, hint: Any) -> forms.CharField:
    attrs = {"list": "methods"} if name == "method" else {}
    widget = forms.Textarea({"rows": 3}) if name in _LONG else forms.TextInput(attrs)
    return forms.CharField(label=label, help_text=hint, required=False, max_length=2_000, widget=widget)


class _Cleaned(CleanForm):
    def clean(self) -> dict[str, Any]:
        """Days are days."""
        data = super().clean()
        for name in _DAYS:
            if data.get(name) and not is_day(data[name]):
                self.add_error(name, _("Skriv dagen som 2026-11-20, 2026-11 eller 2026"))
        return data


class HeadForm(_Cleaned):
    """What there is one of in a plan."""

    def __init__(self, *args: Any, said: Content, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(said, name) for name in HEAD}
        super().__init__(*args, **kwargs)
        self.said = said
        for name, (label, hint) in HEAD.items():
            self.fields[name] = _field(name, label, hint)
        self.fields["title"].required = True
        self.fields["title"].error_messages["required"] = _("Skriv vad planen heter")

    def content(self) -> Content:
        """Return the content with the head as it was written. The form is valid."""
        return replace(self.said, **{name: self.cleaned_data[name] for name in HEAD})


class EntryForm(_Cleaned):
    """One entry of a list; `code` "" makes a new one."""

    def __init__(
        self, *args: Any, said: Content, part: str, code: str, forbidden: Iterable[str] = (), **kwargs: Any
    ) -> None:
        self.said, self.part, self.forbidden = said, part, tuple(forbidden)
        entries = {each.code: each for each in getattr(said, part)}
        self.entry = entries.get(code)
        asked = LINES[part]
        initial = {name: getattr(self.entry, name) for name in asked} if self.entry else {}
        if part == "measures" and self.entry:
            initial |= {name: getattr(self.entry.rights, name) for name in RIGHTS}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        for name, (label, hint) in (asked | (RIGHTS if part == "measures" else {})).items():
            self.fields[name] = self._choice(name, label) or _field(name, label, hint)
        first = next(iter(asked))
        self.fields[first].required = True
        self.fields[first].error_messages["required"] = _("Skriv något här")

    def clean(self) -> dict[str, Any]:
        """Whom a measure is for is never told by faith, origin or opinion."""
        data = super().clean()
        name = "text" if self.part == "groups" else "group"
        if name in self.fields and self.part in ("groups", "measures") and names(data.get(name, ""), self.forbidden):
            self.add_error(name, NOT_WHOM)
        return data

    def _choice(self, name: str, label: Any) -> forms.ChoiceField | None:
        if self.part != "measures" or name not in ("area", "level", "basis"):
            return None
        areas: list[tuple[str, Any]] = [("", "–"), *((area.code, area.name) for area in self.said.areas)]
        choices: list[tuple[str, Any]] = {"area": areas, "level": _LEVELS, "basis": _BASES}[name]
        return forms.ChoiceField(label=label, choices=choices, required=False)

    def content(self, function: str, today: str) -> Content:
        """Return the content with the entry put in its place. The form is valid."""
        data = {name: self.cleaned_data.get(name, "") for name in LINES[self.part]}
        kind = {
            "terms": content.Term,
            "milieus": content.Term,
            "goals": content.Goal,
            "areas": content.Area,
            "measures": content.PlanMeasure,
        }
        made = kind.get(self.part, content.Line)
        entry = replace(self.entry, **data) if self.entry else made(code=content.code(), **data)
        if self.part == "measures":
            answers = {name: self.cleaned_data.get(name, "") for name in RIGHTS}
            before = self.entry.rights if self.entry else Rights()
            same = all(getattr(before, name) == value for name, value in answers.items())
            who = {"by": before.by, "on": before.on} if same else {"by": function, "on": today}
            entry = replace(entry, rights=Rights(**answers, **(who if any(answers.values()) else {})))
        return content.put(self.said, self.part, entry)


class DecisionForm(_Cleaned):
    """What the paper of a decision says."""

    action = forms.ChoiceField(
        label=_("Vad beslutades?"),
        choices=[
            ("adopted", Option(_("Planen antogs"), _("Utkastet ni har lämnat till beslut blir den plan som gäller."))),
            (
                "revised",
                Option(_("Planen reviderades"), _("Utkastet ni har lämnat till beslut blir den plan som gäller.")),
            ),
            ("extended", Option(_("Giltighetstiden förlängdes"), _("Innehållet ändras inte."))),
            ("repealed", Option(_("Planen upphävdes"), _("Den finns kvar att läsa, men gäller inte."))),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad som beslutades")},
    )
    body = forms.CharField(
        label=_("Vem beslutade?"), max_length=120, error_messages={"required": _("Skriv vem som beslutade")}
    )
    day = forms.CharField(label=_("Beslutsdag"), help_text=_DAY_HELP, max_length=10, required=False)
    paragraph = forms.CharField(label=_("Paragraf"), max_length=12, required=False)
    number = forms.CharField(label=_("Diarienummer"), max_length=40, required=False)
    valid_from = forms.CharField(label=_("Gäller från"), help_text=_DAY_HELP, max_length=10, required=False)
    valid_to = forms.CharField(label=_("Gäller till och med"), help_text=_DAY_HELP, max_length=10, required=False)

    def clean(self) -> dict[str, Any]:
        """Days are days."""
        data = super().clean()
        for name in ("day", "valid_from", "valid_to"):
            if data.get(name) and not is_day(data[name]):
                self.add_error(name, _("Skriv dagen som 2026-11-20, 2026-11 eller 2026"))
        return data


OPEN_TEXT = _("Det här kan alla läsa. Skriv funktioner, inga namn.")
POINTS_OUT = _("Ta bort personnummer, mobilnummer och e-postadresser. Det här kan alla läsa.")


def refuse_persons(text: str) -> None:
    """Refuse what points somebody out in a text that is published as it is written. Raises ValidationError."""
    if masking.points_out(text):
        raise forms.ValidationError(POINTS_OUT)


class ProgressForm(_Cleaned):
    """How far a measure has come. What is said is published at once."""

    status = forms.ChoiceField(
        label=_("Hur långt har den kommit?"),
        choices=Progress.Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur långt den har kommit")},
    )
    result = forms.CharField(
        label=_("Vad blev det?"),
        help_text=OPEN_TEXT,
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        validators=[refuse_persons],
    )
    learnt = forms.CharField(
        label=_("Vad lärde ni er?"),
        help_text=OPEN_TEXT,
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        validators=[refuse_persons],
    )
    proof = forms.CharField(
        label=_("Var det går att se"),
        help_text=_("Ett diarienummer eller en adress."),
        required=False,
        max_length=300,
        validators=[refuse_persons],
    )


_EXAMPLES = {
    "tyreso": (_("Nivåer och yrken"), _("Syften, mål och tre nivåer, med de yrken som berörs på varje nivå.")),
    "katrineholm": (_("Fokusområden"), _("Sex områden med åtgärder, och uppföljning med nätverken varje år.")),
    "malmo": (_("Vägar till hjälp"), _("Förebygg först, och flera vägar när det inte räcker. Ansvar efter ålder.")),
    "vaggeryd": (_("Flera kommuner tillsammans"), _("Samarbete mellan kommuner, med ett råd som forum.")),
    "vaxjo": (_("Åtgärder efter en utredning"), _("Fyra mål, tre områden och fem åtgärder att pricka av.")),
}


class BeginForm(_Cleaned):
    """A plan laid up from nothing, or from an example."""

    title = forms.CharField(
        label=_("Planens titel"), max_length=200, error_messages={"required": _("Skriv vad planen heter")}
    )
    kind = forms.CharField(
        label=_("Slag av dokument"), help_text=_("Handlingsplan, policy, riktlinjer …"), max_length=80, required=False
    )
    owner = forms.CharField(
        label=_("Vem äger planen?"),
        help_text=_("Kommunen, en nämnd eller flera kommuner."),
        max_length=120,
        required=False,
    )
    example = forms.ChoiceField(
        label=_("Vad vill du börja med?"),
        choices=[
            ("", Option(_("Bara titeln"))),
            *((code, Option(name, hint)) for code, (name, hint) in _EXAMPLES.items()),
        ],
        widget=forms.RadioSelect,
        required=False,
    )


class AboutForm(_Cleaned):
    """What a plan is, beside what it says."""

    kind = forms.CharField(
        label=_("Slag av dokument"), help_text=_("Handlingsplan, policy, riktlinjer …"), max_length=80, required=False
    )
    owner = forms.CharField(
        label=_("Vem äger planen?"),
        help_text=_("Kommunen, en nämnd eller flera kommuner."),
        max_length=120,
        required=False,
    )
    parent = forms.CharField(
        label=_("Vad står planen under?"),
        help_text=_("Till exempel kommunens brottsförebyggande policy, eller kommunens plan om det här är en nämnds."),
        max_length=200,
        required=False,
    )
    towns = forms.CharField(
        label=_("Vilka kommuner delar planen?"),
        help_text=_("Bara om den är gemensam. Skriv den kommun som leder först."),
        max_length=300,
        required=False,
    )
