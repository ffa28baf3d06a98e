"""What a plan says, as plain data that is kept whole in each version. Pure.

A version's content is one document: compared, copied and shown as it is, and never changed once decided. Every list
entry bears a code of its own that follows it from version to version, so that progress and differences know it again.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, TypeVar, get_args, get_type_hints

LEVELS = ("universal", "selective", "indicated")
BASES = ("place", "situation", "need")
_CODE = re.compile(r"[a-z0-9]{6}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_LONGEST = 4_000
MOST = 400  # entries of a list


class Unfit(ValueError):  # noqa: N818 (what it is, as in kit.errors)
    """Data that is no content."""


@dataclass(frozen=True, slots=True)
class Line:
    """A purpose, a group, a partner, a place to turn: a text of its own."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what the plan means by it."""

    code: str
    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Goal:
    """What the work is to reach, and by what one sees it: indicator, where its figure comes from, now, wanted."""

    code: str
    text: str
    indicator: str = ""
    source: str = ""
    value: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the work with a name of its own, and the function that answers for it."""

    code: str
    name: str
    responsible: str = ""


@dataclass(frozen=True, slots=True)
class Rights:
    """The rights check of a measure: four questions answered in words, by a function, on a day. "" is not answered."""

    ground: str = ""
    not_opinion: str = ""
    proportionate: str = ""
    least: str = ""
    by: str = ""
    on: str = ""

    @property
    def is_done(self) -> bool:
        """Are all four questions answered?"""
        return all((self.ground, self.not_opinion, self.proportionate, self.least))


@dataclass(frozen=True, slots=True)
class PlanMeasure:
    """A measure: what, where it belongs, for whom, who answers, by when, on what it rests."""

    code: str
    text: str
    area: str = ""
    level: str = ""
    professions: str = ""
    basis: str = ""
    group: str = ""
    gender: str = ""
    responsible: str = ""
    cost: str = ""
    start: str = ""
    due: str = ""
    time: str = ""
    cause: str = ""
    method: str = ""
    evidence: str = ""
    stop: str = ""
    rights: Rights = field(default_factory=Rights)


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a version of a plan says."""

    title: str = ""
    summary: str = ""
    picture: str = ""
    resources: str = ""
    steward: str = ""
    follow_how: str = ""
    follow_when: str = ""
    follow_who: str = ""
    validity: str = ""
    press: str = ""
    terms: tuple[Term, ...] = ()
    milieus: tuple[Term, ...] = ()
    purposes: tuple[Line, ...] = ()
    goals: tuple[Goal, ...] = ()
    levels: tuple[Line, ...] = ()
    groups: tuple[Line, ...] = ()
    areas: tuple[Area, ...] = ()
    measures: tuple[PlanMeasure, ...] = ()
    partners: tuple[Line, ...] = ()
    contacts: tuple[Line, ...] = ()

    def area(self, code: str) -> Area | None:
        """Return an area by its code."""
        return next((area for area in self.areas if area.code == code), None)

    def measure(self, code: str) -> PlanMeasure | None:
        """Return a measure by its code."""
        return next((measure for measure in self.measures if measure.code == code), None)


T = TypeVar("T")
LISTS = tuple(each.name for each in fields(Content) if str(each.type).startswith("tuple"))


def code() -> str:
    """Return a code for a new entry: one of two thousand million."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


def plain(content: Content) -> dict[str, Any]:
    """Return content as plain data."""
    return asdict(content)


def read(data: Mapping[str, Any]) -> Content:
    """Return the content that plain data holds. Raises Unfit for anything else: unknown fields, odd types, no codes."""
    hints = get_type_hints(Content)
    given: dict[str, Any] = {}
    for name, value in data.items():
        if name not in hints:
            raise Unfit(name)
        given[name] = _list(get_args(hints[name])[0], value) if name in LISTS else _text(value)
    return Content(**given)


def _list(kind: type[T], value: Any) -> tuple[T, ...]:
    if not isinstance(value, (list, tuple)) or len(value) > MOST:
        raise Unfit(kind.__name__)
    found = tuple(_entry(kind, each) for each in value)
    codes = [getattr(each, "code", "") for each in found]
    if len(set(codes)) != len(codes) or not all(_CODE.fullmatch(each) for each in codes):
        raise Unfit("code")
    return found


def _entry(kind: type[T], value: Any) -> T:
    names = {each.name for each in fields(kind)}  # type: ignore[arg-type]
    if not isinstance(value, Mapping) or not set(value) <= names:
        raise Unfit(kind.__name__)
    given = {name: _entry(Rights, each) if name == "rights" else _text(each) for name, each in value.items()}
    try:
        return kind(**given)
    except TypeError as error:  # something that an entry must have is not there
        raise Unfit(kind.__name__) from error


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise Unfit("text")
    return value


def put(content: Content, name: str, entry: Any) -> Content:
    """Return the content with an entry of a list put in the place of the one with its code, or last."""
    found: tuple[Any, ...] = getattr(content, name)
    known = any(each.code == entry.code for each in found)
    changed = tuple(entry if each.code == entry.code else each for each in found) if known else (*found, entry)
    return _with(content, name, changed)


def drop(content: Content, name: str, entry_code: str) -> Content:
    """Return the content without the entry of that code."""
    return _with(content, name, tuple(each for each in getattr(content, name) if each.code != entry_code))


def _with(content: Content, name: str, entries: tuple[Any, ...]) -> Content:
    given: dict[str, Any] = {name: entries}
    return replace(content, **given)
