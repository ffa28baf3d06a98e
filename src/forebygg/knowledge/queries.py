"""Methods, situations and words, from the files that ship. Nothing here is about anyone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

from forebygg.kit.text import Text

_FOLDER = Path(__file__).parent / "shipped"
GRADES = {
    "tried": _("Prövad: följd i forskning, med resultat som håller"),
    "promising": _("Lovande: används, och de som följt den ser att den hjälper"),
    "untried": _("Oprövad: rimlig, men ingen har visat att den hjälper"),
    "advised-against": _("Avråds: gör mer skada än nytta"),
}
ENDS = ("pedagogy", "advice", "report", "incident", "emergency")


@dataclass(frozen=True, slots=True)
class Method:
    """A way of working: what it is, on which level, what is known about it, where it says so."""

    code: str
    name: Text
    what: Text
    level: str
    grade: str
    known: Text
    source: str

    @property
    def grade_words(self) -> Any:
        """What the grade means."""
        return GRADES[self.grade]


@dataclass(frozen=True, slots=True)
class Situation:
    """Something that an operation meets: where, whose responsibility it is, what to do and not, how it often ends."""

    code: str
    title: Text
    where: tuple[str, ...]
    responsibility: Text
    do: tuple[Text, ...]
    avoid: tuple[Text, ...]
    enough: Text
    more: Text
    ends: str
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is used, and who uses it so."""

    term: Text
    text: Text
    source: str


@dataclass(frozen=True, slots=True)
class Place:
    """An operation where situations are met; `words` are what plans call it."""

    code: str
    name: Text
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def list_methods() -> tuple[Method, ...]:
    """Return every method, in the order of the file."""
    rows = _load("methods")["methods"]
    return tuple(
        Method(
            code,
            Text(row["name"]),
            Text(row["what"]),
            row["level"],
            row["grade"],
            Text(row["known"]),
            row.get("source", ""),
        )
        for code, row in rows.items()
    )


def find_method(name: str) -> Method | None:
    """Return a method by what it is called in either language, however it is written."""
    said = " ".join(name.casefold().split()).strip(" .")
    return next(
        (each for each in list_methods() if said in {str(word).casefold() for word in each.name.values()}), None
    )


@lru_cache(maxsize=1)
def list_situations() -> tuple[Situation, ...]:
    """Return every situation, in the order of the file."""
    methods = {method.code: method for method in list_methods()}
    return tuple(
        Situation(
            code,
            Text(row["title"]),
            tuple(row["where"]),
            Text(row["responsibility"]),
            tuple(Text(each) for each in row["do"]),
            tuple(Text(each) for each in row["avoid"]),
            Text(row["enough"]),
            Text(row["more"]),
            row["ends"],
            tuple(methods[each] for each in row["methods"]),
        )
        for code, row in _load("situations")["situations"].items()
    )


def find_situation(code: str) -> Situation | None:
    """Return a situation by its code."""
    return next((each for each in list_situations() if each.code == code), None)


@lru_cache(maxsize=1)
def list_places() -> tuple[Place, ...]:
    """Return the operations where situations are met."""
    rows = _load("situations")["places"].items()
    return tuple(Place(code, Text(row["name"]), tuple(row["words"])) for code, row in rows)


@lru_cache(maxsize=1)
def list_words() -> tuple[Word, ...]:
    """Return definitions and milieus as they are used nationally."""
    return tuple(Word(Text(row["term"]), Text(row["text"]), row["source"]) for row in _load("words")["words"])


def _load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return data
