"""What was understood of a document, to confirm or correct: one row a suggestion, each kept or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from forebygg.importing.suggestion import Understood
from forebygg.kit.text import clean_text
from forebygg.plans import content, standing, suggested
from forebygg.plans.actions.deciding import Decided, is_day
from forebygg.plans.forms.writing import NOT_WHOM
from forebygg.plans.lint import names
from forebygg.plans.models import PlanDecision
from forebygg.plans.suggested import Suggestion

SINGLE = {
    "title": _("Planens titel"),
    "kind": _("Slag av dokument"),
    "body": _("Antagen av"),
    "day": _("Beslutsdag"),
    "paragraph": _("Paragraf"),
    "number": _("Diarienummer"),
    "valid_from": _("Gäller från"),
    "valid_to": _("Gäller till och med"),
    "steward": _("Ansvarig funktion"),
    "follow_how": _("Hur planen följs upp"),
    "follow_when": _("När den följs upp"),
    "follow_who": _("Vem som följer upp"),
}
# As long as what keeps them.
_LONGEST = {
    "title": 200,
    "kind": 80,
    "body": 120,
    "day": 10,
    "paragraph": 12,
    "number": 40,
    "valid_from": 10,
    "valid_to": 10,
}
_DAYS = ("day", "valid_from", "valid_to")
LISTS = {
    "purposes": _("Syften"),
    "goals": _("Mål"),
    "levels": _("Nivåer"),
    "groups": _("Målgrupper"),
    "areas": _("Fokusområden"),
    "measures": _("Åtgärder"),
    "terms": _("Begrepp"),
    "partners": _("Samverkan"),
    "contacts": _("Kontakter"),
}
ACTIONS = {
    "revised": PlanDecision.Action.REVISED.label,
    "extended": PlanDecision.Action.EXTENDED.label,
    "repealed": PlanDecision.Action.REPEALED.label,
}
MORE = {"responsible": _("Ansvarig"), "time": _("När"), "area": _("Fokusområde"), "term": _("Begrepp")}
_SHORT = ("areas", "levels", "groups", "partners", "contacts")


@dataclass(frozen=True, slots=True)
class Row:
    """A suggestion with its boxes: keep it, its words, and what belongs to it."""

    keep: BoundField
    text: BoundField
    more: list[BoundField]
    block: int


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one list."""

    title: Any
    rows: list[Row]


def _box(label: Any, *, lines: int = 1, longest: int = 2_000) -> forms.CharField:
    widget = forms.Textarea({"rows": lines}) if lines > 1 else forms.TextInput()
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget)


class ConfirmForm(forms.Form):
    """Everything that was understood. Nothing is required but a title."""

    def __init__(
        self,
        *args: Any,
        found: Understood,
        blocks: Sequence[Mapping[str, Any]] = (),
        forbidden: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.forbidden = tuple(forbidden)
        self.single = suggested.single(found)
        self.several = suggested.several(found, blocks)
        self.history = suggested.history(found)
        for name, label in SINGLE.items():
            self.fields[name] = _box(label, longest=_LONGEST.get(name, 300))
            self.fields[name].initial = self.single[name].text
        self.fields["title"].required = True
        self.fields["title"].error_messages["required"] = _("Skriv vad planen heter")
        for name, label in LISTS.items():
            for index, each in enumerate(self.several[name]):
                self._add(f"{name}-{index}", label, each)
            self.fields[f"{name}-extra"] = _box(_("Fler, en på varje rad"), lines=2, longest=4_000)

        for index, past in enumerate(self.history):
            self._add_decision(f"history-{index}", past)

    def _add_decision(self, key: str, past: Decided) -> None:
        self.fields[f"{key}-keep"] = forms.BooleanField(label=_("Ta med"), required=False, initial=True)
        self.fields[f"{key}-action"] = forms.ChoiceField(
            label=_("Beslut"), choices=list(ACTIONS.items()), required=False
        )
        for name in ("body", "day", "paragraph"):
            self.fields[f"{key}-{name}"] = _box(SINGLE[name] if name != "body" else _("Vem"), longest=_LONGEST[name])
        for name in ("action", "body", "day", "paragraph"):
            self.fields[f"{key}-{name}"].initial = getattr(past, name)

    def _add(self, key: str, label: Any, each: Suggestion) -> None:
        self.fields[f"{key}-keep"] = forms.BooleanField(label=_("Ta med"), required=False, initial=True)
        self.fields[key] = _box(label, lines=1 if key.partition("-")[0] in _SHORT else 2)
        self.fields[key].initial = each.text
        for more, value in each.more:
            self.fields[f"{key}-{more}"] = _box(MORE[more], longest=300)
            self.fields[f"{key}-{more}"].initial = value

    def singles(self) -> list[tuple[BoundField, int]]:
        """Return the fields there is one of, with the block each was read in."""
        return [(self[name], self.single[name].block) for name in SINGLE]

    def groups(self) -> list[tuple[Group, BoundField]]:
        """Return the lists with their rows, and the box for more."""
        return [(Group(label, list(self._rows(name))), self[f"{name}-extra"]) for name, label in LISTS.items()]

    def past(self) -> list[tuple[BoundField, list[BoundField]]]:
        """Return what the document tells of earlier decisions: keep it or not, and its boxes."""
        names = ("action", "body", "day", "paragraph")
        keys = [f"history-{index}" for index in range(len(self.history))]
        return [(self[f"{key}-keep"], [self[f"{key}-{name}"] for name in names]) for key in keys]

    def _rows(self, name: str) -> Iterator[Row]:
        for index, each in enumerate(self.several[name]):
            key = f"{name}-{index}"
            more = [self[f"{key}-{field}"] for field, _value in each.more]
            yield Row(self[f"{key}-keep"], self[key], more, each.block)

    def clean(self) -> dict[str, Any]:
        """Marks that turn the reading direction go; days are days."""
        data: dict[str, Any] = super().clean() or {}
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = clean_text(value)
        for name in (*_DAYS, *(f"history-{index}-day" for index in range(len(self.history)))):
            if data.get(name) and not is_day(data[name]):
                self.add_error(name, _("Skriv dagen som 2026-11-20, 2026-11 eller 2026"))
        for name in LISTS:
            ticked = sum(bool(data.get(f"{name}-{n}-keep")) for n in range(len(self.several[name])))
            if ticked + len(data.get(f"{name}-extra", "").splitlines()) > content.MOST:
                self.add_error(f"{name}-extra", _("Högst 400 rader i en lista."))
        for name in [name for name in data if name.startswith("groups-") and not name.endswith("-keep")]:
            kept = name == "groups-extra" or data.get(f"{name}-keep")
            if kept and names(data[name], self.forbidden):
                self.add_error(name, NOT_WHOM)
        return data

    def decisions(self) -> list[Decided]:
        """Return the decisions a person let stand: the adoption, then what came after. The form is valid.

        The days of validity go with the last of them.
        """
        data = self.cleaned_data
        if not data["body"]:
            return []
        found = [Decided("adopted", data["body"], data["day"], data["paragraph"], data["number"])]
        for index in range(len(self.history)):
            key = f"history-{index}"
            if data.get(f"{key}-keep") and data.get(f"{key}-action"):
                body = data.get(f"{key}-body") or data["body"]
                found.append(
                    Decided(data[f"{key}-action"], body, data.get(f"{key}-day", ""), data.get(f"{key}-paragraph", ""))
                )
        found = standing.in_order(found)
        found[-1] = replace(found[-1], valid_from=data["valid_from"], valid_to=data["valid_to"])
        return found

    def kept(self) -> dict[str, list[dict[str, str]]]:
        """Return the rows of each list that a person kept, corrected as they were. The form is valid."""
        data = self.cleaned_data
        found: dict[str, list[dict[str, str]]] = {}
        for name in LISTS:
            rows = found.setdefault(name, [])
            for index, each in enumerate(self.several[name]):
                key = f"{name}-{index}"
                if data.get(f"{key}-keep") and data.get(key):
                    rows.append({"text": data[key], **{more: data.get(f"{key}-{more}", "") for more, _v in each.more}})
            rows += [{"text": line.strip()} for line in data.get(f"{name}-extra", "").splitlines() if line.strip()]
        return found
