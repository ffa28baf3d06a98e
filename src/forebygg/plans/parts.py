"""Whose a measure is: each operation's own part of the plan. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from forebygg.plans.content import Content, PlanMeasure

# "Barn- och utbildningsförvaltningen" is one name, and so is "I/O-gruppen".
_BETWEEN = re.compile(r"\s*[,;]\s*|\s+/\s+|(?<!-)\s+(?:och|samt)\s+")


@dataclass(slots=True)
class Operation:
    """An operation or a profession that the plan names, with the codes of its measures."""

    name: str
    codes: list[str] = field(default_factory=list)


def operations(said: Content) -> list[Operation]:
    """Return who has a part in the plan, in the order of the alphabet: functions that answer, professions concerned."""
    found: dict[str, Operation] = {}
    for measure in said.measures:
        for name in _named(said, measure):
            operation = found.setdefault(name.casefold(), Operation(name[:1].upper() + name[1:]))
            if measure.code not in operation.codes:
                operation.codes.append(measure.code)
    return sorted(found.values(), key=lambda each: each.name.casefold())


def _named(said: Content, measure: PlanMeasure) -> Iterator[str]:
    area = said.area(measure.area)
    for text in (measure.responsible or (area.responsible if area else ""), measure.professions):
        yield from (each.strip(" .") for each in _BETWEEN.split(text) if each.strip(" ."))


def of(said: Content, name: str) -> Operation | None:
    """Return an operation by its name, however it is written."""
    return next((each for each in operations(said) if each.name.casefold() == name.casefold().strip()), None)


def touching(said: Content, words: Iterable[str]) -> list[PlanMeasure]:
    """Return the measures whose functions or professions are called by any of the words, such as "skola"."""
    wanted = [word.casefold() for word in words]
    named = ((measure, " ".join(_named(said, measure)).casefold()) for measure in said.measures)
    return [measure for measure, text in named if any(word in text for word in wanted)]
