"""Each component: rendered, listed in the gallery, styled, explained, and safe under the strict policy."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import include, path

from forebygg.ui import doors, gallery, icons, stylesheet, views
from forebygg.ui.forms import FormRenderer
from forebygg.ui.gallery import SampleForm, WhoForm

COMPONENTS = sorted(file.stem for file in (gallery.TEMPLATES / "components").glob("*.html"))
SAMPLES = [entry for entry in gallery.ENTRIES if entry.template]
DOORS = {
    "start",
    "akut",
    "ring",
    "svar",
    "ut",
    "skydda_besoket",
    "om_dig",
    "personuppgifter",
    "tillganglighet",
    "language",
    "desk_home",
    "switch_assignment",
    "open_reference",
    "sign_out",
}
urlpatterns = [path("komponenter/", include("forebygg.ui.urls"))]


def render(source: str, **context: Any) -> str:
    html = Template("{% load ui %}" + source).render(Context(context))
    return re.sub(r"\s+", " ", html).strip()


@pytest.fixture
def all_doors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "url", lambda name: f"/dorr/{name}/" if name in DOORS else doors._doors[name])


# The gallery is whole


def test_every_component_is_in_the_gallery() -> None:
    names = [entry.name for entry in gallery.ENTRIES]
    assert len(names) == len(set(names))
    assert set(COMPONENTS) <= set(names)
    assert set(names) - set(COMPONENTS) <= set(gallery.CSS_ONLY)


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_has_css(name: str) -> None:
    assert (stylesheet.CSS / "components" / f"{gallery.STYLED_BY.get(name, name)}.css").exists()


def test_every_css_has_a_component_or_a_reason() -> None:
    for file in (stylesheet.CSS / "components").glob("*.css"):
        assert file.stem in COMPONENTS or gallery.CSS_ONLY.get(file.stem), file.name


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_lists_its_variables(name: str) -> None:
    source = (gallery.TEMPLATES / "components" / f"{name}.html").read_text()
    assert source.startswith(f"{{% comment %}}\n{name}: ")
    stated = {variable for variable, _ in gallery.variables(name)}
    assert stated or "\nvariables: none\n" in source
    assert all(meaning for _, meaning in gallery.variables(name))
    body = source.partition("{% endcomment %}")[2]
    local = set(re.findall(r" (?:as|for|with) (\w+)", body)) | set(re.findall(r"(?:with| )(\w+)=", body)) | {"forloop"}
    used = set(re.findall(r"{{ ?(\w+)", body)) | set(re.findall(r"{% (?:if|elif|for \w+ in) (?:not )?(\w+)", body))
    assert used - local <= stated | {"term", "value"}, name


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_templates_are_short(name: str) -> None:
    assert (gallery.TEMPLATES / "components" / f"{name}.html").read_text().count("\n") <= 60


# The strict policy


@pytest.mark.parametrize("file", sorted(gallery.TEMPLATES.rglob("*.html")), ids=lambda file: file.name)
def test_no_template_breaks_the_policy(file: Path) -> None:
    source = file.read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|<script(?![^>]*src=)", source)
    assert not re.search(r"""(href|src|action)=["']/""", source)


@pytest.mark.parametrize("entry", SAMPLES, ids=lambda entry: entry.name)
def test_every_sample_renders(entry: gallery.Entry) -> None:
    html = render_to_string(entry.template, {"sample": entry.sample()})
    assert "<" in html
    assert not re.search(r"\sstyle=|{{|{%|&lt;(p|a|div)\b", html)


# What each says


def test_icons_are_inline_and_silent() -> None:
    assert 'class="icon icon--done"' in render("{% icon 'check' 'done' %}")
    assert 'aria-hidden="true"' in render("{% icon 'phone' %}")
    with pytest.raises(LookupError, match="no icon"):
        icons.icon("nothing")


def test_texts_are_escaped() -> None:
    nasty = "<script>x</script>"
    for source in (
        "{% notice title=x %}{{ x }}{% endnotice %}",
        "{% panel title=x note=x %}{{ x }}{% endpanel %}",
        "{% tag 'warn' x %}",
        "{% clock left=1 value=x label=x due=x unit=x %}",
        "{% empty_state x action=x url=x %}",
        "{% sealed head=x note=x %}{{ x|linebreaks }}{% endsealed %}",
        "{% duties %}{% duty title=x note=x %}{{ x }}{% endduty %}{% endduties %}",
        "{% table caption=x %}{{ x }}{% endtable %}",
        "{% icon 'check' x %}",
    ):
        assert "<script" not in render(source, x=nasty), source


def test_notice_and_panel() -> None:
    html = render('{% notice kind="warn" title="Obs" role="status" %}<p>Text</p>{% endnotice %}')
    assert '<div class="notice notice--warn" role="status">' in html
    assert "<p>Text</p>" in html
    html = render('{% panel title="Plan" link_url="#x" link_text="Öppna" id="plan" %}<p>Text</p>{% endpanel %}')
    assert '<section class="panel" id="plan">' in html
    assert '<a href="#x">Öppna</a>' in html


def test_path_lights_one_step() -> None:
    steps = [{"title": "Ett", "state": "done"}, {"title": "Två", "state": "here"}, {"title": "Tre", "state": "later"}]
    html = render("{% path steps row=True %}", steps=steps)
    assert html.count('aria-current="step"') == 1
    assert html.count("Du är här") == 1
    assert "Klart:" in html
    assert "path--row" in html


def test_progress_says_the_numbers() -> None:
    html = render('{% progress 2 5 note="fortsättning" %}')
    assert "Fråga 2 av 5, fortsättning" in html
    assert html.count("<rect") == 5
    assert html.count('class="is-done"') == 1
    assert html.count('class="is-here"') == 1


@pytest.mark.parametrize(
    ("left", "css_class", "dash"),
    [
        (1.0, 'class="clock"', "150.8"),
        (0.3, "clock--warn", "45.2"),
        (0, "clock--danger", "150.8"),
        (-3, "clock--danger", "150.8"),
    ],
)
def test_clock_shows_the_share_left(left: float, css_class: str, dash: str) -> None:
    html = render('{% clock left=left value="4 h" label="Svar" due="i dag klockan 12" %}', left=left)
    assert css_class in html
    assert f'stroke-dasharray="{dash} 150.8"' in html
    assert "<strong>Svar</strong>" in html
    assert "i dag klockan 12" in html
    assert ("Över tiden" in html) is (left <= 0)


def test_state_is_a_word() -> None:
    assert render("{% tag 'none' 'Via webben' %}") == '<span class="tag">Via webben</span>'
    assert "<svg" in render("{% tag 'done' 'Klar' %}")


def test_code_comes_in_fours() -> None:
    html = render('{% code digits="4718 0236 9951 3070" until="torsdag" %}')
    assert re.findall(r"<span>(\d+)</span>", html) == ["4718", "0236", "9951", "3070"]
    assert "Gäller till och med torsdag." in html


def test_sealed_opens_by_post_only() -> None:
    row = {"text": "Vem det gäller", "url": "#x", "action": "Öppna"}
    html = render('{% sealed head="Förseglad" closed=rows %} {% endsealed %}', rows=[row])
    assert 'method="post"' in html
    assert "blockquote" not in html
    assert "<blockquote" in render('{% sealed head="Förseglad" %}<p>Text</p>{% endsealed %}')


def test_table_can_be_scrolled_by_keyboard() -> None:
    html = render('{% table caption="Läget" %}<tbody></tbody>{% endtable %}')
    assert 'tabindex="0" role="region" aria-label="Läget"' in html
    assert "<caption" in html


def test_language_is_marked_both_ways() -> None:
    html = render('{% language_mark "ar" %}<p>x</p>{% endlanguage_mark %}')
    assert 'lang="ar" dir="rtl"' in html
    assert 'lang="prs" dir="rtl"' in render('{% language_mark "prs" name="Dari" %}x{% endlanguage_mark %}')
    assert 'dir="ltr"' in render('{% language_mark "en" %}x{% endlanguage_mark %}')


# Forms


def test_error_summary_links_to_each_fault() -> None:
    html = render("{% error_summary form %}", form=SampleForm({}, prefix="a"))
    assert "Två svar saknas" in html
    assert '<a href="#id_a-danger_0">Välj om någon är i fara just nu</a>' in html
    assert '<a href="#id_a-what">' in html
    assert 'role="alert" tabindex="-1" autofocus' in html
    assert "Inget du har skrivit har försvunnit." in html


def test_error_summary_is_silent_when_nothing_is_wrong() -> None:
    good = SampleForm({"danger": "no", "what": "Text"})
    assert render("{% error_summary form %}{% error_summary unbound %}", form=good, unbound=SampleForm()) == ""


def test_error_summary_counts_in_words() -> None:
    one = SampleForm({"danger": "no"})
    assert "Ett svar saknas" in render("{% error_summary form %}", form=one)
    wrong = SampleForm({"danger": "maybe", "what": "Text"})
    assert "Ett svar behöver ändras" in render("{% error_summary form %}", form=wrong)
    wrong.add_error(None, "Sidan är gammal")
    html = render("{% error_summary form %}", form=wrong)
    assert "<li>Sidan är gammal</li>" in html


def test_a_radio_becomes_cards() -> None:
    html = re.sub(r"\s+", " ", str(SampleForm({}, prefix="a")["danger"].as_field_group()))
    assert html.count('<label class="choice">') == 3
    assert '<fieldset class="field" aria-describedby="id_a-danger_helptext id_a-danger_error">' in html
    assert 'id="id_a-danger_error">Fel: Välj om någon är i fara just nu<' in html
    assert 'aria-describedby="id_a-danger_0_hint"' in html
    assert 'id="id_a-danger_0_hint">Ring 112 nu.' in html
    assert "aria-invalid" not in html


def test_a_question_is_the_heading() -> None:
    html = render("{% field form.danger heading=True %}{% field form.what heading=True %}", form=SampleForm())
    assert '<legend><h1 class="question">Är någon i fara just nu?</h1></legend>' in html
    assert '<h1 class="question"><label for="id_what">Vad har hänt?</label></h1>' in html


def test_what_is_told_is_not_kept_by_the_browser() -> None:
    html = str(SampleForm({"danger": "no", "what": ""})["what"].as_field_group())
    for needed in ('autocomplete="off"', 'spellcheck="false"', 'aria-invalid="true"', 'rows="3"'):
        assert needed in html
    assert 'aria-describedby="id_what_helptext id_what_error"' in html


@pytest.mark.parametrize("value", [None, "", "x", 7, '"><script>', "<b>"])
def test_a_hidden_box_is_as_djangos_own(value: object) -> None:
    """Made without templates, to the byte what Django's templates make."""
    own, djangos = FormRenderer(), DjangoTemplates()
    widget = forms.HiddenInput(attrs={"id": "a", "form": "b<"})
    shown = [widget.render("n<", value, renderer=renderer).strip() for renderer in (own, djangos)]
    assert shown[0] == shown[1]
    assert "<script" not in shown[0]


def test_the_menu_is_made_once_and_shown_twice() -> None:
    item = {"url": "#x", "label": "<Inkommet>", "icon": "inbox", "count": 3, "current": True}
    menu = [{"heading": "Ordning", "items": [item]}]
    html = render("{% menu_items menu as items %}{{ items }}{{ items }}", menu=menu)
    assert html.count("&lt;Inkommet&gt;") == html.count('aria-current="page"') == 2


def test_a_card_opens_its_field() -> None:
    html = render("{% field form.who %}", form=WhoForm())
    assert 'class="choice choice--more"' in html
    assert html.index('value="sealed"') < html.index('name="who_text"') < html.index('value="none"')
    assert 'value="sealed" id="id_who_0" checked' in html or "checked" in html.partition('value="none"')[0]


def test_values_and_kinds_survive() -> None:
    form = WhoForm({"who": "none", "age": "c", "checked": "on", "unit": "b"})
    html = render("{% field form.age layout='four' %}{% field form.checked %}{% field form.unit %}", form=form)
    assert "choice-row choice-row--four" in html
    assert html.count("checked") >= 2
    assert '<option value="b" selected>' in html


def test_hidden_fields_stay_hidden() -> None:
    class Versioned(forms.Form):
        version = forms.IntegerField(widget=forms.HiddenInput)

    assert "<label" not in render("{% field form.version %}", form=Versioned(initial={"version": 3}))


# The two faces


def frame(**extra: Any) -> dict[str, Any]:
    return {
        "town": SimpleNamespace(name="Växjö (exempel)", short_name="Växjö", slug="vaxjo", logo=""),
        "demo": True,
        "stylesheets": {"public": "/stil/p.css", "desk": "/stil/d.css"},
        "emergency": [
            SimpleNamespace(label="om någon är i fara just nu.", number="112", href="tel:112"),
            SimpleNamespace(label="Inte akut:", number="114 14", href="tel:11414"),
        ],
        "language": "sv",
        **extra,
    }


@pytest.mark.usefixtures("all_doors")
def test_on_the_public_face_112_comes_first() -> None:
    html = render_to_string("ui/base_public.html", frame())
    assert '<html lang="sv">' in html
    links = re.findall(r'<a [^>]*href="([^"]+)"', html.partition("<body")[2])
    assert links[:3] == ["tel:112", "tel:11414", "#content"]
    assert '<a class="exit" href="/dorr/ut/" rel="noreferrer nofollow">' in html
    assert "Påhittade uppgifter" in html
    assert "<title>Råd och stöd – Växjö (exempel)</title>" in html
    assert html.count("<main") == html.count("<header") == html.count("<footer") == 1


@pytest.mark.usefixtures("all_doors")
def test_the_public_face_stands_without_numbers_town_or_stylesheet() -> None:
    html = render_to_string("ui/base_public.html", {})
    assert re.findall(r'<a [^>]*href="([^"]+)"', html.partition("<body")[2])[0] == "/dorr/akut/"
    assert "Påhittade" not in html
    assert "Förebygg" in html


@pytest.mark.usefixtures("all_doors")
def test_the_public_footer_names_who_answers() -> None:
    html = render_to_string("ui/base_public.html", frame(page_owner="samordnaren", page_reviewed="3 november 2026"))
    assert "Ansvarig för sidan: samordnaren." in html
    assert "Granskad 3 november 2026." in html


@pytest.mark.usefixtures("all_doors")
def test_a_page_with_faults_says_so_in_its_title() -> None:
    html = render_to_string("ui/base_public.html", frame(form=SampleForm({})))
    assert "<title>Fel: Råd och stöd" in html


@pytest.mark.usefixtures("all_doors")
def test_the_desk_shows_the_menu_and_who_you_are() -> None:
    item = {"url": "#x", "label": "Inkommet", "icon": "inbox", "count": 2, "current": True}
    who = SimpleNamespace(function="Socialsekreteraren", place="Mottagningen", switch_url="")
    html = render_to_string("ui/base_desk.html", frame(who=who, menu=[{"heading": "Stöd", "items": [item]}]))
    assert html.count('aria-current="page"') == 2
    assert 'action="/dorr/open_reference/" method="get"' in html
    assert 'action="/dorr/sign_out/" method="post"' in html
    assert "Socialsekreteraren" in html
    assert "leave-guard" not in html


@pytest.mark.usefixtures("all_doors")
def test_the_desk_asks_for_no_number_from_nobody() -> None:
    html = render_to_string("ui/base_desk.html", frame(who=None))
    assert "open_reference" not in html
    assert "sign_out" not in html


@pytest.mark.usefixtures("all_doors")
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("face", ["public", "desk"])
def test_the_gallery_shows_all_of_a_face(face: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}
    monkeypatch.setattr(views, "render", lambda request, name, context: seen.update(context, name=name))
    views.gallery(RequestFactory().get("/", {"face": face}))
    html = render_to_string(seen.pop("name"), {**frame(), **seen})
    for entry in SAMPLES:
        shown = f'<section class="panel" id="{entry.name}">' in html
        assert shown is (entry.name in stylesheet.COMPONENTS[face]), entry.name  # type: ignore[index]
