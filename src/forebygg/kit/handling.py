"""How each column is handled. Every model declares it; a house test fails on a column nobody has thought about.

class Handling:
    open = {"id", "uid", …}      # may stand in lists and registers
    secret = {"what_happened"}   # SealedText, opened by open_… queries only
    pseudonym = set()            # tokens that still are personal data
    staff = {"user"}             # about those who work here
    retention = "concern"        # which rule ends the row; "kept" or "parent" otherwise
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from forebygg.kit.fields import SealedText

KINDS = ("open", "secret", "pseudonym", "staff")


@dataclass(frozen=True, slots=True)
class Declared:
    """A model's Handling, read."""

    model: str
    kinds: dict[str, str]
    retention: str


def read(model: type[models.Model]) -> Declared:
    """Read a model's inner class. Raises LookupError when it has none."""
    inner = model.__dict__.get("Handling")
    if inner is None:
        raise LookupError(f"{model.__name__} has no Handling")
    kinds = {column: kind for kind in KINDS for column in getattr(inner, kind, set())}
    return Declared(model.__name__, kinds, getattr(inner, "retention", ""))


def problems(model: type[models.Model]) -> list[str]:
    """Say in whole sentences what is wrong with a model's Handling; an empty list is good."""
    try:
        declared = read(model)
    except LookupError as error:
        return [str(error)]
    found = []
    columns = {field.name: field for field in model._meta.concrete_fields}
    stated = [c for kind in KINDS for c in getattr(model.__dict__["Handling"], kind, set())]
    for column in sorted(set(stated)):
        if stated.count(column) > 1:
            found.append(f"{model.__name__}.{column} is declared twice")
    for column in sorted(set(columns) - set(stated)):
        found.append(f"{model.__name__}.{column} is in no kind of Handling")
    for column in sorted(set(stated) - set(columns)):
        found.append(f"{model.__name__}.{column} is declared but no longer exists")
    for column, field in columns.items():
        if (declared.kinds.get(column) == "secret") != isinstance(field, SealedText):
            found.append(f"{model.__name__}.{column}: secret columns are SealedText, and only they")
    if not declared.retention:
        found.append(f"{model.__name__} names no retention")
    return found
