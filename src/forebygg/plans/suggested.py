"""From what a document seems to say to what a person is asked to confirm, and from the answers to content. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forebygg.importing.suggestion import Found, Measure, Understood
from forebygg.plans import content
from forebygg.plans.actions.deciding import Decided
from forebygg.plans.content import Content, Goal, Line, PlanMeasure, Term

LINES = ("purposes", "goals", "areas", "levels", "groups", "partners", "contacts")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to confirm: its field, its words, and the block of the document it was read in (-1: none)."""

    name: str
    text: str
    block: int = -1
    more: tuple[tuple[str, str], ...] = ()


def single(found: Understood) -> dict[str, Suggestion]:
    """Return what there is one of, by field; a field without a suggestion is empty."""
    names = {
        "title": found.title,
        "kind": found.document_type,
        "municipality": found.municipality,
        "body": found.adopting_body,
        "day": found.decision_date,
        "paragraph": found.decision_paragraph,
        "number": found.diarienummer,
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
        "steward": found.steward,
        "follow_how": found.follow_up_how,
        "follow_when": found.follow_up_when,
        "follow_who": found.follow_up_responsible,
    }
    return {name: _one(name, value) for name, value in names.items()}


def _one(name: str, value: Found | None) -> Suggestion:
    return Suggestion(name, value.text, value.block) if value else Suggestion(name, "")


def several(found: Understood, blocks: Sequence[Mapping[str, Any]] = ()) -> dict[str, list[Suggestion]]:
    """Return what there may be many of, by list. A measure under an area's heading belongs to the area."""
    given = {
        "purposes": found.purposes,
        "goals": found.goals,
        "areas": found.focus_areas,
        "levels": found.prevention_levels,
        "groups": found.target_groups,
        "partners": found.partners,
        "contacts": found.contact_points,
    }
    result = {name: [Suggestion(name, each.text, each.block) for each in values] for name, values in given.items()}
    result["measures"] = [
        Suggestion("measures", each.text, each.block, _more(each, found, blocks)) for each in found.measures
    ]
    result["terms"] = [Suggestion("terms", each.text, each.block, (("term", each.term),)) for each in found.definitions]
    return result


def history(found: Understood) -> list[Decided]:
    """Return the decisions after the adoption that the document tells of, in their order."""
    kinds = {"förläng": "extended", "upphäv": "repealed"}
    return [
        Decided(
            next((kind for word, kind in kinds.items() if each.action.startswith(word)), "revised"),
            each.body,
            each.date,
            each.paragraph,
        )
        for each in found.decision_history
        if each.action != "antagen" and (each.date or each.body)
    ]


def _more(each: Measure, found: Understood, blocks: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    names = {area.text.casefold(): area.text for area in found.focus_areas}
    above = (blocks[index]["text"] for index in range(min(each.block, len(blocks) - 1), -1, -1))
    area = next((names[text.casefold()] for text in above if text.casefold() in names), "") if names else ""
    return (("responsible", each.responsible), ("time", each.time), ("area", area))


def confirmed(single_answers: Mapping[str, str], lists: Mapping[str, list[dict[str, str]]]) -> Content:
    """Return the content that a person's answers make: each list's kept rows, in order."""
    lines: dict[str, Any] = {
        name: tuple(Line(content.code(), row["text"]) for row in lists.get(name, [])) for name in LINES
    }
    lines["goals"] = tuple(Goal(content.code(), row["text"]) for row in lists.get("goals", []))
    lines["areas"] = tuple(content.Area(content.code(), row["text"]) for row in lists.get("areas", []))
    codes = {area.name.casefold(): area.code for area in lines["areas"]}
    measures = tuple(
        PlanMeasure(
            content.code(),
            row["text"],
            area=codes.get(row.get("area", "").casefold(), ""),
            responsible=row.get("responsible", ""),
            time=row.get("time", ""),
        )
        for row in lists.get("measures", [])
    )
    terms = tuple(Term(content.code(), row.get("term", ""), row["text"]) for row in lists.get("terms", []))
    kept: dict[str, Any] = {
        name: single_answers.get(name, "") for name in ("title", "steward", "follow_how", "follow_when", "follow_who")
    }
    return Content(**kept, **lines, measures=measures, terms=terms)


def as_read(found: Understood) -> Content:
    """Return the content of a document as it was read, nothing confirmed: to look for gaps in."""
    lists = {name: [{"text": each.text, **dict(each.more)} for each in rows] for name, rows in several(found).items()}
    return confirmed({name: each.text for name, each in single(found).items()}, lists)
