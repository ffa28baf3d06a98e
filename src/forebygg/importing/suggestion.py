"""What was understood: each thing with the block it was found in, for a person to confirm. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Found:
    """A suggestion: the words, and the block they stand in (-1: from the file's name or several places)."""

    text: str
    block: int = -1


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of the document's history. What is not stated is ""."""

    action: str
    body: str = ""
    date: str = ""
    paragraph: str = ""
    block: int = -1


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as the text puts it, with who and when where the text says so."""

    text: str
    responsible: str = ""
    time: str = ""
    block: int = -1
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what the document means by it."""

    term: str
    text: str
    block: int = -1


@dataclass
class Understood:
    """Everything the importer suggests about one document. Empty means that the text does not say."""

    title: Found | None = None
    municipality: Found | None = None
    document_type: Found | None = None
    type_in_title: str = ""
    adopting_body: Found | None = None
    decision_date: Found | None = None
    decision_paragraph: Found | None = None
    diarienummer: Found | None = None
    valid_from: Found | None = None
    valid_to: Found | None = None
    validity_text: Found | None = None
    decision_history: list[Decision] = field(default_factory=list)
    steward: Found | None = None
    follow_up_how: Found | None = None
    follow_up_when: Found | None = None
    follow_up_responsible: Found | None = None
    purposes: list[Found] = field(default_factory=list)
    goals: list[Found] = field(default_factory=list)
    target_groups: list[Found] = field(default_factory=list)
    prevention_levels: list[Found] = field(default_factory=list)
    focus_areas: list[Found] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    partners: list[Found] = field(default_factory=list)
    contact_points: list[Found] = field(default_factory=list)
    empty_labels: list[str] = field(default_factory=list)

    def prediction(self) -> dict[str, Any]:
        """Return it as plain data: one value or null a field, lists of strings, no places."""
        scalars = (
            "title",
            "municipality",
            "document_type",
            "adopting_body",
            "decision_date",
            "decision_paragraph",
            "diarienummer",
            "valid_from",
            "valid_to",
            "validity_text",
            "steward",
        )
        lists = ("purposes", "goals", "target_groups", "prevention_levels", "focus_areas", "partners", "contact_points")
        return {
            **{name: _text(getattr(self, name)) for name in scalars},
            "decision_history": [_plain(each) for each in self.decision_history],
            "follow_up": {name: _text(getattr(self, f"follow_up_{name}")) for name in ("how", "when", "responsible")},
            **{name: [each.text for each in getattr(self, name)] for name in lists},
            "measures": [_plain(each) for each in self.measures],
            "definitions": [{"term": each.term, "text": each.text} for each in self.definitions],
        }

    def plain(self) -> dict[str, Any]:
        """Return it as plain data with its places, to be sent or kept; `of` reads it back."""
        return asdict(self)

    @classmethod
    def of(cls, data: dict[str, Any]) -> Understood:
        """Return what `plain` made plain. Raises TypeError for anything else."""
        result = cls()
        for name, value in data.items():
            kind = _KINDS.get(name, Found)
            if isinstance(value, list) and name != "empty_labels":
                value = [kind(**each) for each in value]
            elif isinstance(value, dict):
                value = Found(**value)
            if not hasattr(result, name):
                raise TypeError(name)
            setattr(result, name, value)
        return result


_KINDS: dict[str, type[Any]] = {"decision_history": Decision, "measures": Measure, "definitions": Definition}


def _text(found: Found | None) -> str | None:
    return found.text if found else None


def _plain(each: Decision | Measure) -> dict[str, str | None]:
    return {name: value or None for name, value in asdict(each).items() if name not in ("block", "prose")}
