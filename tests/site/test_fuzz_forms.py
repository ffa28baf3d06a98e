"""Every form there is, and every file read from outside, with values nobody thought of: a refusal, never a fault.

The forms are found, not listed: a new one is tried from its first day.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django import forms
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import forebygg
from forebygg.demo import loading
from forebygg.facts.models import Fact
from forebygg.files.formats import plain
from forebygg.importing.understanding import understand
from forebygg.kit import references
from forebygg.kit.kept import identity, kept_fields, whole
from forebygg.kit.text import clean_text
from forebygg.people.models import Municipality, User
from forebygg.routines import flow, shipped
from forebygg.routines.shape import Said
from forebygg.site import founding
from tests import make
from tests.crash.test_every_statement import taken_back
from tests.plans import making
from tests.seeds import SOAK

MANY = settings(
    max_examples=1500 if SOAK else 40,
    deadline=2000,  # milliseconds: nothing somebody types may hold a worker longer
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
BAD = (
    ["", "\0", "a\0b", "\u202e\x07", "<script>", "x" * 50_000, "-1", "9" * 400, "1e400", "NaN", "٣", "2026-13",
     "9999-12-31", "0001-01-01T00:00", "2026-03-29T02:30", "2026-02-30", "24:00", "' OR 1=1 --", "{{7*7}}", "../../etc",
     "a@" + "b." * 200 + "c", "https://" + "a" * 3000, "\n" * 9000, "é" * 20_000]
)  # fmt: skip
HOSTILE = st.sampled_from(BAD)
VALUE = st.one_of(HOSTILE, st.text(max_size=200), st.integers().map(str), st.dates().map(str), st.datetimes().map(str))
# What some forms are told by their view.
TOLD: dict[str, Any] = {
    "longest": 5000,
    "people": [("a", "A")],
    "choices": [("a", "A")],
    "label": "L",
    "receivers": [("police", "P")],
    "doors": [("consent", "C")],
    "only_part": {"consent"},
    "gives": {"gives", "part", "with_writer"},
    "places": [("a", "A")],
    "users": [("a", "A")],
    "user": User(email="a@x.example", name="A"),
    "found": understand(plain.of_text(making.TEXT)),
    "said": making.said(),
    "part": "measures",
    "code": "d00001",
}


def found_forms() -> list[type[forms.BaseForm]]:
    """Return every form class of the house."""
    found = []
    for info in pkgutil.walk_packages(forebygg.__path__, "forebygg."):
        if ".forms" in info.name and ".ui." not in info.name:
            for thing in vars(importlib.import_module(info.name)).values():
                if inspect.isclass(thing) and issubclass(thing, forms.BaseForm) and thing.__module__ == info.name:
                    found.append(thing)
    return sorted(set(found), key=lambda form: f"{form.__module__}.{form.__name__}")


def make_form(form: type[forms.BaseForm], data: QueryDict) -> forms.BaseForm:
    """Return a form with what was posted, told what its own view would tell it."""
    wanted = inspect.signature(form.__init__).parameters.values()
    own = [p for p in wanted if p.kind == p.KEYWORD_ONLY]
    unknown = [p.name for p in own if p.default is p.empty and p.name not in TOLD]
    assert not unknown, f"{form.__name__} asks for {unknown}: say it in TOLD"
    return form(data, **{p.name: TOLD[p.name] for p in own if p.name in TOLD})


def test_the_forms_are_found() -> None:
    """The search finds the forms of many rooms."""
    assert len(found_forms()) >= 25
    assert {form.__module__.split(".")[1] for form in found_forms()} >= {"concerns", "telling", "people", "cases"}


@pytest.mark.parametrize("form", found_forms(), ids=lambda form: f"{form.__module__.split('.')[1]}.{form.__name__}")
def test_a_form(form: type[forms.BaseForm]) -> None:
    """Whatever is posted, a form says yes or no, and shows itself again."""
    names = list(make_form(form, QueryDict()).fields)

    @MANY
    @given(st.lists(st.tuples(st.sampled_from([*names, "other"]), VALUE), max_size=2 * len(names)))
    def posted(pairs: list[tuple[str, str]]) -> None:
        data = QueryDict(mutable=True)
        for name, value in pairs:
            data.appendlist(name, value)
        made = make_form(form, data)
        made.is_valid()
        str(made.errors)
        clean = (value for value in made.cleaned_data.values() if isinstance(value, str))
        assert not any("\0" in value for value in clean), "a null would be a fault in PostgreSQL"

    for name in names:
        for bad in BAD:
            posted.hypothesis.inner_test([(name, bad)])  # each at least once; then whatever hypothesis thinks of
    if names:
        posted()


def changed(data: Any, draw: Callable[..., Any]) -> Any:
    """Return plain data with one thing in it changed, left out, or of another kind."""
    if isinstance(data, dict) and data:
        key = draw(st.sampled_from(sorted(data, key=str)))
        match draw(st.integers(0, 5)):
            case 0:
                return {k: v for k, v in data.items() if k != key}
            case 1:
                return data | {draw(st.text(max_size=5)): data[key]}
            case 2:
                return data | {key: draw(PLAIN)}
            case _:
                return data | {key: changed(data[key], draw)}
    if isinstance(data, list) and data:
        at = draw(st.integers(0, len(data) - 1))
        return [*data[:at], changed(data[at], draw), *data[at + 1 :]]
    return draw(PLAIN)


PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40), HOSTILE),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=6,
)


@MANY
@given(st.data())
def test_a_chart(data: st.DataObject) -> None:
    """A chart with something else in it is refused in a sentence, or is a chart."""
    chart = flow.dump(next(iter(shipped.charts().values())))
    for _ in range(data.draw(st.integers(1, 3))):
        chart = changed(chart, data.draw)
    try:
        loaded = flow.load(chart)
        flow.check(loaded, stop_words=("x",), receivers={"police"}, facts=set())
    except Said:
        pass


@settings(MANY, max_examples=300 if SOAK else 8, deadline=None, phases=[Phase.generate])
@given(data=st.data())
def test_a_town_file(data: st.DataObject, tmp_path: Path) -> None:
    """`forebygg found FILE`: a file with something else in it founds a municipality, or nothing at all and says why."""
    if not Fact.objects.exists():
        make.ship()
    town = next(iter(loading.files())) | {"worries": [], "own": [], "year": []}
    file = tmp_path / "town.yaml"
    if data.draw(st.booleans()):
        for _ in range(data.draw(st.integers(1, 2))):
            town = changed(town, data.draw)
        file.write_text(yaml.safe_dump(town), encoding="utf-8", errors="replace")
    else:
        file.write_bytes(data.draw(st.one_of(st.binary(max_size=200), st.just(b"[" * 3000), st.just(b"a: &a [*a]"))))
    with taken_back():
        try:
            founding.found(file)
        except founding.Refused as refused:
            assert str(refused) and not Municipality.objects.exists()
        else:
            assert Municipality.objects.count() == 1


@MANY
@given(VALUE, VALUE)
def test_small_readers(one: str, two: str) -> None:
    """What stands in addresses, hidden fields and codes."""
    whole({"a": one}, "a", 0)
    identity({"a": one}, "a")
    references.tidy(one)
    assert references.digits(one) == "" or len(references.digits(one)) == 16
    assert "\0" not in clean_text(one)
    kept_fields({one: two})
