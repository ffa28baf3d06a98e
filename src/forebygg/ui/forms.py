"""How Django's forms look here: cards instead of bare radios, faults said in words, hints tied to their fields.

`settings.FORM_RENDERER = "forebygg.ui.forms.FormRenderer"`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Nothing typed here may be kept by the browser or sent away by its spelling service.
UNSEEN = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "sentences"}

NUMBERS = (
    gettext_lazy("Ett"),
    gettext_lazy("Två"),
    gettext_lazy("Tre"),
    gettext_lazy("Fyra"),
    gettext_lazy("Fem"),
    gettext_lazy("Sex"),
    gettext_lazy("Sju"),
    gettext_lazy("Åtta"),
)


class FormRenderer(DjangoTemplates):
    """Django's renderer with this room's field: `{{ form.x.as_field_group }}` gives label, hint, fault and box.

    Its engine reads Django's own widgets and the templates of every installed app, so no further setting is needed.
    """

    field_template_name = "ui/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        """Render one piece of a form. A hidden box is made here: a page has a dozen, each of three templates."""
        if template_name == forms.HiddenInput.template_name:
            return _hidden(context["widget"])
        return SafeString(super().render(template_name, context, request))  # the engine escapes


def _hidden(widget: Mapping[str, Any]) -> SafeString:
    value = widget["value"]
    known = {} if value is None else {"value": str(value)}
    attributes = format_html_join("", ' {}="{}"', (known | widget["attrs"]).items())
    return format_html('<input type="hidden" name="{}"{}>', widget["name"], attributes)


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Option:
    """A choice's label with its hint; `more` names the field that belongs to it and opens below it.

    `choices = [("yes", Option(_("Ja"), _("Ring 112 nu."))), …]`
    """

    label: object
    hint: object = ""
    more: str = ""

    def __str__(self) -> str:
        return str(self.label)


class SensitiveTextarea(forms.Textarea):
    """A text box for what somebody tells."""

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__({"rows": 9, **UNSEEN, **(attrs or {})})


class SensitiveInput(forms.TextInput):
    """One line that the browser must not remember, such as a contact or a receipt code."""

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__({**UNSEEN, "autocapitalize": "off", **(attrs or {})})


@dataclass(frozen=True, slots=True)
class Card:
    """One radio or check box, ready for `components/choice.html`."""

    control: SafeString
    label: object
    hint: object = ""
    hint_id: str = ""
    more: BoundField | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the error summary. `target` is an id on the page, empty when the fault belongs to no field."""

    target: str
    text: str
    is_missing: bool = False


def kind(field: BoundField) -> str:
    """Say how a field is drawn: "hidden", "cards", "check" or "plain"."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "cards"
    return "check" if isinstance(widget, forms.CheckboxInput) else "plain"


def cards(field: BoundField) -> list[Card]:
    """Return the cards of a field: one per choice, or the single check box."""
    if kind(field) == "check":
        hint_id = f"{field.auto_id}_helptext" if field.help_text else ""
        return [Card(field.as_widget(), field.label, field.help_text, hint_id)]
    return [_card(field, option.data) for option in field]


def _card(field: BoundField, data: dict[str, Any]) -> Card:
    # A radio has no validity of its own (the group has): browsers and readers disagree on aria-invalid here.
    attrs = {name: value for name, value in data["attrs"].items() if name != "aria-invalid"}
    label, more = data["label"], None
    hint, hint_id = (label.hint, f"{attrs.get('id', '')}_hint") if isinstance(label, Option) else ("", "")
    if hint:
        attrs["aria-describedby"] = hint_id
    if isinstance(label, Option) and label.more:
        more = field.form[label.more]
    control = format_html(
        '<input type="{}" name="{}" value="{}"{}>', data["type"], data["name"], data["value"], flatatt(attrs)
    )
    return Card(control, label, hint, hint_id if hint else "", more)


def faults(*forms_: forms.BaseForm) -> list[Fault]:
    """List what is wrong in some forms, in the order of the page: first what belongs to no field."""
    found: list[Fault] = []
    for form in forms_:
        found.extend(Fault("", str(text)) for text in form.non_field_errors())
        missing = {name for name, errors in form.errors.as_data().items() if all(e.code == "required" for e in errors)}
        for field in form:
            target = "" if field.is_hidden else _target(field)
            found.extend(Fault(target, str(text), field.name in missing) for text in field.errors)
    return found


def _target(field: BoundField) -> str:
    """Return the id to jump to: the first card, for there is no box to put the cursor in."""
    if kind(field) == "cards":
        return next((option.id_for_label for option in field), "")
    return field.id_for_label


def heading(found: Iterable[Fault]) -> str:
    """Say in words how many answers are missing or must change."""
    found = list(found)
    if not any(fault.target for fault in found):
        return _("Något behöver ändras")
    count = len(found)
    number = str(NUMBERS[count - 1]) if count <= len(NUMBERS) else str(count)
    if all(fault.is_missing for fault in found):
        return _("%(number)s svar saknas") % {"number": number}
    return _("%(number)s svar behöver ändras") % {"number": number}
