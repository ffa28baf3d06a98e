"""One tag per component. A tag only prepares variables; what they mean stands on top of the component's template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from forebygg.ui import doors, forms, icons

register = template.Library()

# Written from right to left, but unknown to Django: dari, pashto, sorani, urdu.
RIGHT_TO_LEFT = {"prs", "ps", "ckb", "ur"}
# The ring of a clock: radius 24, so this many units round.
ROUND = 150.8
SOON = 0.3


def _component(name: str, /, **variables: Any) -> SafeString:
    return render_to_string(f"ui/components/{name}.html", variables)


def _or_nothing(content: str) -> str:
    """Return a block's content, or nothing when it is only white space. (Stripping would make safe HTML unsafe.)"""
    return content if content.strip() else ""


@register.simple_tag
def door(name: str) -> str:
    """{% door 'akut' %}: the address behind a named door."""
    return doors.url(name)


@register.simple_tag
def menu_items(menu: Iterable[Any]) -> SafeString:
    """{% menu_items menu as items %}: the rows of the desk's menu, made once and shown twice."""
    return _component("desk-menu-items", menu=menu)


@register.simple_tag
def icon(name: str, modifier: str = "") -> SafeString:
    """{% icon 'check' 'done' %}: an icon for beside a word."""
    return icons.icon(name, modifier)


@register.simple_tag
def field(bound: BoundField, heading: bool = False, layout: str = "") -> SafeString:
    """{% field form.danger heading=True %}: a field; as the page's question when it has the heading."""
    return render_to_string("ui/field.html", {"field": bound, "heading": heading, "layout": layout})


@register.filter
def field_kind(bound: BoundField) -> str:
    """Say how a field is drawn."""
    return forms.kind(bound)


@register.filter
def field_cards(bound: BoundField) -> list[forms.Card]:
    """Return the cards of a field with choices."""
    return forms.cards(bound)


@register.inclusion_tag("ui/components/error-summary.html")
def error_summary(*bound: BaseForm) -> dict[str, Any]:
    """{% error_summary form %}: what is missing, with links; nothing at all when nothing is wrong."""
    found = forms.faults(*(form for form in bound if form and form.is_bound))
    return {"faults": found, "heading": forms.heading(found)}


@register.simple_block_tag
def notice(content: str, kind: str = "", title: str = "", role: str = "") -> SafeString:
    """{% notice kind="warn" title="…" %}…{% endnotice %}."""
    return _component("notice", content=content, kind=kind, title=title, role=role)


@register.simple_block_tag
def panel(
    content: str, title: str, link_url: str = "", link_text: str = "", note: str = "", id: str = ""
) -> SafeString:
    """{% panel title="…" link_url=u link_text="…" %}…{% endpanel %}."""
    return _component("panel", content=content, title=title, link_url=link_url, link_text=link_text, note=note, id=id)


@register.inclusion_tag("ui/components/path.html")
def path(steps: Iterable[Any], row: bool = False) -> dict[str, Any]:
    """{% path steps %}: the way with a lit "Du är här"."""
    return {"steps": steps, "row": row}


@register.inclusion_tag("ui/components/progress.html")
def progress(at: int, of: int, note: str = "") -> dict[str, Any]:
    """{% progress 2 5 %}: "Fråga 2 av 5" with bars."""
    bars = [{"x": 2 + 46 * i, "state": "done" if i + 1 < at else "here" if i + 1 == at else ""} for i in range(of)]
    return {"at": at, "of": of, "note": note, "bars": bars, "width": 46 * of}


@register.inclusion_tag("ui/components/tag.html")
def tag(kind: str, word: str, icon: str = "") -> dict[str, Any]:
    """{% tag "done" "Klar" %}: a word about state."""
    return {"kind": "" if kind == "none" else kind, "word": word, "icon": icon or ("check" if kind == "done" else "")}


def ring(left: float, value: str, unit: str = "", kind: str = "") -> dict[str, Any]:
    """Return what a clock's ring needs. Numbers leave as text: a Swedish decimal comma breaks an SVG attribute."""
    kind = kind or ("danger" if left <= 0 else "warn" if left <= SOON else "")
    share = 1.0 if left <= 0 else min(left, 1.0)
    size = "15" if len(value) <= 4 else "13" if len(value) <= 6 else "10"
    return {"dash": f"{share * ROUND:.1f} {ROUND}", "value": value, "unit": unit, "kind": kind, "font": size}


@register.inclusion_tag("ui/components/clock.html")
def clock(left: float, value: str, label: str, due: str, unit: str = "", kind: str = "") -> dict[str, Any]:
    """{% clock left=0.4 value="4 h" label="Svar" due="senast i dag klockan 12" %}."""
    return {"ring": ring(float(left), str(value), unit, kind), "label": label, "due": due}


@register.inclusion_tag("ui/components/todo.html")
def todo(items: Iterable[Any]) -> dict[str, Any]:
    """{% todo items %}: what waits, each row with its clock and its word."""
    return {"items": items}


@register.inclusion_tag("ui/components/clock-ring.html")
def clock_ring(left: float, value: str, unit: str = "", kind: str = "") -> dict[str, Any]:
    """{% clock_ring 0.4 "4 h" %}: the ring alone, for a row that has the words beside it already."""
    return {"ring": ring(float(left), str(value), unit, kind)}


@register.inclusion_tag("ui/components/call-list.html")
def call_list(rows: Iterable[Any]) -> dict[str, Any]:
    """{% call_list rows %}: numbers to call."""
    return {"rows": rows}


@register.inclusion_tag("ui/components/empty-state.html")
def empty_state(text: str, action: str = "", url: str = "") -> dict[str, Any]:
    """{% empty_state "Inget nytt." action="…" url=u %} (`empty` belongs to Django's for)."""
    return {"text": text, "action": action, "url": url}


@register.simple_block_tag
def table(content: str, caption: str, kind: str = "", show_caption: bool = False) -> SafeString:
    """{% table caption="…" kind="figures" %}<thead>…</thead><tbody>…</tbody>{% endtable %}."""
    return _component("table", content=content, caption=caption, kind=kind, show_caption=show_caption)


@register.inclusion_tag("ui/components/facts.html")
def facts(rows: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """{% facts rows %}: terms and values."""
    return {"rows": rows}


@register.simple_block_tag(takes_context=True)
def sealed(
    context: template.Context, content: str, head: str, note: str = "", closed: Iterable[Any] = ()
) -> SafeString:
    """{% sealed head="…" note="…" closed=rows %}{{ text|linebreaks }}{% endsealed %}."""
    token = context.get("csrf_token", "")
    return _component("sealed", content=_or_nothing(content), head=head, note=note, closed=closed, csrf_token=token)


@register.simple_block_tag
def thread(content: str, side: str, title: str, note: str = "", messages: Iterable[Any] = ()) -> SafeString:
    """{% thread side="outside" title="…" messages=m %}<form>…</form>{% endthread %}."""
    return _component("thread", content=content, side=side, title=title, note=note, messages=messages)


@register.simple_block_tag
def duties(content: str) -> SafeString:
    """{% duties %}{% duty title="…" %}…{% endduty %}{% endduties %}."""
    return _component("duties", content=content)


@register.simple_block_tag
def duty(content: str, title: str, note: str = "", done: bool = False) -> SafeString:
    """{% duty title="…" note="…" done=False %}buttons{% endduty %}."""
    return _component("duty", content=_or_nothing(content), title=title, note=note, done=done)


@register.inclusion_tag("ui/components/code.html")
def code(digits: str, address: str = "", until: str = "", label: str = "") -> dict[str, Any]:
    """{% code digits=code address=a until="torsdag 18 februari" %}: the receipt's code in groups of four."""
    bare = "".join(ch for ch in str(digits) if not ch.isspace())
    groups = [bare[i : i + 4] for i in range(0, len(bare), 4)]
    return {"groups": groups, "address": address, "until": until, "label": label}


@register.simple_block_tag
def language_mark(content: str, code: str, name: str = "") -> SafeString:
    """{% language_mark "en" %}…{% endlanguage_mark %}: text in another language than the page."""
    try:
        info = get_language_info(code)
        local, rtl = info["name_local"], info["bidi"]
    except KeyError:
        local, rtl = code, code in RIGHT_TO_LEFT
    return _component("language-mark", content=content, code=code, name=name or local, rtl=rtl)
