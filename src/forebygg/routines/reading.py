"""Charts from and to plain data (YAML, JSON). Strict: what is not known is refused, so nothing hides in a chart."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar, get_args

from forebygg.routines.shape import Broken, Chart, Choice, Duty, Step, StepKind, Words

MOST_STEPS = 200
MOST_DUTIES = 50
MOST_CHOICES = 20
LONGEST_TEXT = 2000
LONGEST_LABEL = 60
CODE = re.compile(r"[a-z0-9-]{1,40}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")

Data = Mapping[str, object]
T = TypeVar("T", Step, Duty, Choice)


def load(data: Mapping[str, object]) -> Chart:
    """Make a Chart of plain data: {"code", "kind", "title", "purpose", "first", "steps": [...], "duties": [...]}.

    Steps, choices and duties are mappings with the fields of their shapes. Raises Broken, with a sentence, for unknown
    or missing keys, wrong types, codes that are not codes, texts that are too long and lists that are too large.
    """
    top = _known(data, "schemat", _TOP, _TOP - {"duties"})
    steps = [_step(item, f"steg {number}") for number, item in enumerate(_items(top["steps"], "steps", MOST_STEPS), 1)]
    rest = _items(top.get("duties", []), "duties", MOST_DUTIES)
    duties = [_duty(item, f"uppgift {number}") for number, item in enumerate(rest, 1)]
    return Chart(
        code=_code(top["code"], "schemats code"),
        kind=_code(top["kind"], "schemats kind"),
        title=_words(top["title"], "schemats title"),
        purpose=_words(top["purpose"], "schemats purpose"),
        first=_code(top["first"], "schemats first"),
        steps={step.code: step for step in _once(steps, "steg")},
        duties={duty.code: duty for duty in _once(duties, "uppgift")},
    )


def dump(chart: Chart) -> dict[str, object]:
    """Give the chart as plain data that `load` reads back to an equal chart. What stands at its default is left out."""
    return {
        "code": chart.code,
        "kind": chart.kind,
        "title": dict(chart.title),
        "purpose": dict(chart.purpose),
        "first": chart.first,
        "steps": [_plain(step) for step in chart.steps.values()],
        "duties": [_plain(duty) for duty in chart.duties.values()],
    }


def read_step(data: object, where: str) -> Step:
    """Make one Step of plain data. Raises Broken."""
    return _step(data, where)


def read_duty(data: object, where: str) -> Duty:
    """Make one Duty of plain data. Raises Broken."""
    return _duty(data, where)


def _step(data: object, where: str) -> Step:
    return _shape(Step, data, where)


def _duty(data: object, where: str) -> Duty:
    return _shape(Duty, data, where)


def _shape(shape: type[T], data: object, where: str) -> T:
    known = {item.name: item for item in fields(shape)}
    given = _known(data, where, known.keys(), [name for name, item in known.items() if _is_required(item)])
    made: dict[str, Any] = {name: _READERS[name](value, f"{where}, {name}") for name, value in given.items()}
    return shape(**made)


def _is_required(item: Field[object]) -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def _known(data: object, where: str, known: Collection[str], required: Collection[str]) -> Data:
    if not isinstance(data, Mapping):
        raise Broken(f"Där {where} väntas står något annat.", f"Something else stands where {where} is expected.")
    for key in data:
        if key not in known:
            raise Broken(f"Okänd nyckel i {where}: {str(key)[:40]}.", f"Unknown key in {where}: {str(key)[:40]}.")
    for key in required:
        if key not in data:
            raise Broken(f"Nyckeln {key} saknas i {where}.", f"The key {key} is missing in {where}.")
    return data


def _items(value: object, where: str, most: int) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise Broken(f"{where} ska vara en lista.", f"{where} must be a list.")
    if len(value) > most:
        raise Broken(f"{where} har fler än {most} rader.", f"{where} has more than {most} rows.")
    return value


def _code(value: object, where: str) -> str:
    if not isinstance(value, str) or not CODE.fullmatch(value):
        raise Broken(
            f"{where} ska vara en kod med små bokstäver, siffror och bindestreck.",
            f"{where} must be a code of small letters, digits and hyphens.",
        )
    return value


def _code_or_nothing(value: object, where: str) -> str:
    return "" if value == "" else _code(value, where)


def _codes(value: object, where: str) -> tuple[str, ...]:
    return tuple(_code(item, where) for item in _items(value, where, MOST_DUTIES))


def _yes_or_no(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise Broken(f"{where} ska vara ja eller nej.", f"{where} must be true or false.")
    return value


def _words(value: object, where: str, longest: int = LONGEST_TEXT) -> Words:
    if not isinstance(value, Mapping):
        raise Broken(f"{where} ska ha en text per språk.", f"{where} must have a text per language.")
    for language, text in value.items():
        if not isinstance(language, str) or not _LANGUAGE.fullmatch(language) or not isinstance(text, str):
            raise Broken(f"{where} ska ha en text per språk.", f"{where} must have a text per language.")
        if len(text) > longest:
            raise Broken(f"{where} är längre än {longest} tecken.", f"{where} is longer than {longest} characters.")
    return dict(value)


def _label(value: object, where: str) -> Words:
    return _words(value, where, LONGEST_LABEL)


def _kind(value: object, where: str) -> StepKind:
    for kind in get_args(StepKind):
        if value == kind:
            found: StepKind = kind
            return found
    raise Broken(f"{where} är inget känt slag av steg.", f"{where} is not a known kind of step.")


def _choices(value: object, where: str) -> tuple[Choice, ...]:
    found = [_shape(Choice, item, where) for item in _items(value, where, MOST_CHOICES)]
    return tuple(_once(found, where))


def _once(items: list[T], where: str) -> list[T]:
    codes = [item.code for item in items]
    for code in codes:
        if codes.count(code) > 1:
            raise Broken(f"Koden {code} finns två gånger bland {where}.", f"The code {code} stands twice in {where}.")
    return items


def _plain(item: Step | Duty | Choice) -> dict[str, object]:
    given = ((field.name, getattr(item, field.name), field) for field in fields(item))
    return {
        name: _simple(value) for name, value, field in given if _is_required(field) or not _is_default(value, field)
    }


def _is_default(value: object, field: Field[object]) -> bool:
    return value == (field.default if field.default is not MISSING else {})


def _simple(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) if isinstance(item, Choice) else item for item in value]
    return dict(value) if isinstance(value, Mapping) else value


_TOP = frozenset({"code", "kind", "title", "purpose", "first", "steps", "duties"})
_READERS: dict[str, Callable[[object, str], object]] = {
    "code": _code,
    "kind": _kind,
    "label": _label,
    "text": _words,
    "guidance": _words,
    "why": _words,
    "lane": _code,
    "deadline": _code_or_nothing,
    "door": _code_or_nothing,
    "choices": _choices,
    "next": _code_or_nothing,
    "opens": _codes,
    "receiver": _code_or_nothing,
    "outcome": _code_or_nothing,
    "locked": _yes_or_no,
    "needs_reason_to_waive": _yes_or_no,
}
