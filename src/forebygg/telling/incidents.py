"""Pure: the report of what happened at a place, written so that it can be read aloud."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from forebygg.concerns.reports import Report

# Written in Swedish whatever language the page was read in: the desk reads it.
SORTS = {
    "graffiti": "Klotter eller en symbol",
    "poster": "Affisch, flygblad eller märke",
    "damage": "Skadegörelse",
    "threat": "Hot mot en verksamhet",
    "other": "Något annat",
}
PLACES = {
    "school": "Skola eller förskola",
    "leisure": "Fritidsgård eller idrott",
    "association": "En förenings eller ett samfunds lokal",
    "street": "Gata, torg eller park",
    "housing": "Bostadsområde",
    "municipal": "Kommunens lokaler",
    "elsewhere": "En annan plats",
}
CONSEQUENCES = {
    "none": "Ingen känd",
    "fear": "Någon blev rädd eller illa berörd",
    "broken": "Något gick sönder",
    "disturbed": "Verksamheten stördes",
    "hurt": "Någon blev skadad",
}


def text(answers: Mapping[str, str]) -> str:
    """Return the answers of the form as lines. Raises KeyError for a code the form does not offer."""
    rows = [
        f"Sort: {SORTS[answers['sort']]}",
        f"Plats: {PLACES[answers['place']]}. {answers['where']}",
        f"När: {answers['when'] or 'inte sagt'}",
        f"Följd: {CONSEQUENCES[answers['consequence']]}",
    ]
    return "\n".join([*rows, *(["", answers["seen"]] if answers["seen"] else [])])


def report(
    answers: Mapping[str, str], *, channel: str, writer: Mapping[str, str], code: str, submission: UUID
) -> Report:
    """Return the report of one incident. Nobody's age was asked."""
    return Report("incident", channel, "unknown", text(answers), "", writer, code, submission)
