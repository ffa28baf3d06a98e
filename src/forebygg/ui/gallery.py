"""Every component with sample data: what the accessibility tests and the screenshots run on, and how one learns them.

A component is a template in templates/ui/components, its CSS of the same name, and an entry here. Its variables are
read from the comment on top of the template, so that they are written once. All samples are invented.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django import forms

from forebygg.ui.forms import Option, SensitiveTextarea
from forebygg.ui.stylesheet import COMPONENTS, Face

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates" / "ui"

# CSS without a template of its own, and templates styled by another's CSS, each with its reason.
CSS_ONLY = {
    "button": "a class on a link or a button, not a wrapper",
    "chart": "drawings are made by the room that has the figures",
    "flow": "charts are drawn by the room that has the steps",
    "feedback": "a form of the room that counts the answers",
    "field": "its template is ui/field.html, rendered by the form",
    "site-footer": "stands in base_public.html, where a page can add to it",
    "beside": "a document beside a form: the room that reads documents draws both",
    "table-desk": "tables that only staff see: the public's stylesheet has a budget",
}
STYLED_BY = {
    "clock-ring": "clock",
    "duty": "duties",
    "desk-menu-items": "desk-menu",
}
# Parts that every page already shows: a second one would be a second landmark of the same name.
FRAME = ("emergency", "demo-strip", "site-header", "brand", "exit", "desk-menu", "desk-menu-items", "desk-bar")


@dataclass(frozen=True, slots=True)
class Entry:
    """One component in the gallery. `sample` gives its context anew for each visit."""

    name: str
    sample: Callable[[], dict[str, Any]] = field(default=dict)
    part_of: str = ""

    @property
    def template(self) -> str:
        """Return the name of the template that shows the sample; empty when another entry or the frame shows it."""
        return "" if self.part_of else f"ui/gallery/{self.name}.html"

    @property
    def variables(self) -> list[tuple[str, str]]:
        """Return the variables and their meaning, from the comment on top of the component's template."""
        return variables(self.name)

    def is_on(self, face: Face) -> bool:
        """Say whether a face's stylesheet holds the component."""
        return STYLED_BY.get(self.name, self.name) in COMPONENTS[face]


def variables(name: str) -> list[tuple[str, str]]:
    """Read (variable, meaning) from a component's comment; its first line says what the component is."""
    path = TEMPLATES / "components" / f"{name}.html"
    if not path.exists():
        path = TEMPLATES / f"{name}.html"
    if not path.exists():
        return []
    found = re.match(r"{% comment %}\n(.*?)\n{% endcomment %}", path.read_text(encoding="utf-8"), re.DOTALL)
    if not found:
        return []
    rows = [line.partition(": ") for line in found[1].splitlines()[1:]]
    return [(name, meaning) for name, _, meaning in rows if name != "variables"]


class SampleForm(forms.Form):
    """A form with one of each kind of field."""

    danger = forms.ChoiceField(
        label="Är någon i fara just nu?",
        help_text="Till exempel om någon har hotat att skada en bestämd person.",
        choices=[
            ("yes", Option("Ja", "Ring 112 nu. Berätta vad som händer och var.")),
            ("no", Option("Nej", "Du går vidare till nästa fråga.")),
            ("unsure", Option("Jag vet inte", "Vi hjälper dig att avgöra.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om någon är i fara just nu"},
    )
    what = forms.CharField(
        label="Vad har hänt?",
        help_text="Skriv med egna ord.",
        widget=SensitiveTextarea({"rows": 3, "class": "textarea--short"}),
        error_messages={"required": "Berätta vad som har hänt. En mening räcker."},
    )


class WhoForm(forms.Form):
    """A card that opens a field, cards in a row, a check box and a list."""

    who = forms.ChoiceField(
        label="Vem gäller det?",
        choices=[
            ("sealed", Option("Jag skriver det här", "Det förseglas direkt.", more="who_text")),
            ("none", Option("Jag vill inte säga det")),
        ],
        widget=forms.RadioSelect,
        initial="sealed",
    )
    who_text = forms.CharField(
        label="Vem är det?",
        required=False,
        widget=SensitiveTextarea({"rows": 2, "class": "textarea--short"}),
    )
    age = forms.ChoiceField(
        label="Ålder",
        choices=[("a", "Yngre"), ("b", "Mitt emellan"), ("c", "Äldre"), ("d", "Vet inte")],
        widget=forms.RadioSelect,
    )
    checked = forms.BooleanField(label="Barnets bästa är prövat hos oss", help_text="Du bekräftar bara.")
    unit = forms.ChoiceField(label="Enhet", choices=[("a", "Kontaktcenter"), ("b", "Biblioteket")])


def _forms() -> dict[str, Any]:
    return {"form": SampleForm({}, prefix="a"), "who_form": WhoForm(prefix="b")}


def _error_summary() -> dict[str, Any]:
    return {"form": SampleForm({}, prefix="a")}


def _path() -> dict[str, Any]:
    words = (("Mottaget", "done"), ("Väntar på att bli läst", "here"), ("Läst", "later"), ("Överlämnat", "later"))
    return {"steps": [{"title": title, "state": state, "note": "Ett par ord"} for title, state in words]}


def _call_list() -> dict[str, Any]:
    return {
        "rows": [
            {"label": "Någon är i fara", "number": "112", "href": "tel:112", "strong": True},
            {"label": "Växeln", "number": "08-465 004 10", "href": "tel:0846500410", "note": "Öppet nu, till 16.30"},
            {"label": "Ett kort utan nummer i dag", "number": "–"},
        ]
    }


def _todo() -> dict[str, Any]:
    late = {"title": "En oläst oro", "left": 0.0, "value": "+2 d", "kind": "danger", "word": "Över tiden"}
    today = {"title": "Svara en förening", "left": 0.3, "value": "4 h", "kind": "warn", "word": "I dag"}
    return {"items": [{"url": "#todo", "note": "Senast klockan 12.00", **item} for item in (late, today)]}


def _sealed() -> dict[str, Any]:
    closed = [{"text": "Vem det gäller ligger i ett eget sigill.", "url": "#sealed", "action": "Öppna, det loggas"}]
    return {"text": "Påhittad text om något som har hänt.\n\nEtt stycke till.", "closed": closed}


def _thread() -> dict[str, Any]:
    theirs = {"who": "Den som skrev", "when": "fredag klockan 14", "text": "Se texten ovan.", "ours": False}
    return {"messages": [theirs, {"who": "Vi", "when": "fredag 14.31", "text": "Vi har läst.", "ours": True}]}


def _facts() -> dict[str, Any]:
    return {"rows": [("Hela texten", "Mottagningen"), ("Bara antal", "Samordnaren")]}


ENTRIES: tuple[Entry, ...] = (
    *(Entry(name, part_of="frame") for name in FRAME),
    Entry("button"),
    Entry("notice"),
    Entry("error-summary", _error_summary),
    Entry("field", _forms),
    Entry("choice", part_of="field"),
    Entry("progress"),
    Entry("path", _path),
    Entry("code"),
    Entry("call-list", _call_list),
    Entry("panel"),
    Entry("tag"),
    Entry("clock"),
    Entry("clock-ring", part_of="todo"),
    Entry("todo", _todo),
    Entry("facts", _facts),
    Entry("table"),
    Entry("empty-state"),
    Entry("language-mark"),
    Entry("sealed", _sealed),
    Entry("thread", _thread),
    Entry("duties"),
    Entry("duty", part_of="duties"),
)
