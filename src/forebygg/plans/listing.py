"""Progress read from a table somebody keeps elsewhere: which row is which measure, and what it says. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from forebygg.importing import masking
from forebygg.plans.content import PlanMeasure

# What heads a column of such tables; the first that fits counts. Ours are the export's own.
_HEADS = {
    "code": r"kod|code|nr\.? i systemet",
    "text": r"åtgärd|aktivitet|insats|measure",
    "status": r"läge|status|state",
    "result": r"vad blev det|resultat|utfall|kommentar|result|what came",
    "learnt": r"vad lärde|lärdom|learn",
    "proof": r"var det går att se|underlag|bevis|diarienummer|proof|where it can",
}
# The whole cell is one of these, or it is not understood: "klar senast dec" says nothing of what is done.
_STATUS = {
    "done": r"(?:är )?(?:klara?|genomförd|avslutad|slutförd|färdig|done|completed?)t?",
    "under-way": r"pågår|pågående|påbörja(?:d|t|s)|delvis (?:klart?|genomför[dt]t?)|löpande|under way|ongoing",
    "stopped": r"avbruten|avbrutet|stoppad|stoppat|utgår|struken|struket|stopped|cancelled",
    "not-begun": r"(?:inte|ej) (?:på)?börja[dt]?|(?:inte|ej) genomför[dt]t?|planera(?:d|t|s)|not begun|not started",
}
_ORDER = ("not-begun", "stopped", "done", "under-way")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is one of the plan's measures."""

    code: str
    text: str
    status: str
    result: str = ""
    learnt: str = ""
    proof: str = ""


@dataclass(slots=True)
class Listed:
    """What a table says: rows that were understood, and lines that were not, with a code for why."""

    rows: list[Row] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)


def match(table: Sequence[Sequence[str]], measures: Sequence[PlanMeasure]) -> Listed:
    """Return which rows are which measures, by code or by the very words. The first row names the columns.

    Faults are "heads" (no column for measure or status), "unknown" (no such measure), "status" (a word for the status
    that is not understood) and "twice".
    """
    found = Listed()
    heads = _heads(table[0]) if table else {}
    if "status" not in heads or not heads.keys() & {"code", "text"}:
        found.faults.append((1, "", "heads"))
        return found
    by_code = {measure.code: measure for measure in measures}
    by_text = {_plain(measure.text): measure for measure in measures}
    for line, cells in enumerate(table[1:], 2):
        said = {name: cells[at] if at < len(cells) else "" for name, at in heads.items()}
        measure = by_code.get(said.get("code", "")) or by_text.get(_plain(said.get("text", "")))
        status = _status(said["status"])
        why = "unknown" if measure is None else "status" if not status else ""
        if measure and any(row.code == measure.code for row in found.rows):
            why = "twice"
        if why or measure is None:
            found.faults.append((line, said.get("text") or said.get("code", ""), why))
            continue
        # Published as it stands: what points out somebody goes before a person has even seen it.
        rest = {name: masking.text(said.get(name, ""))[:2_000] for name in ("result", "learnt")}
        proof = masking.text(said.get("proof", ""))[:300]
        found.rows.append(Row(measure.code, measure.text, status, **rest, proof=proof))
    return found


def _heads(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, words in _HEADS.items():
        whole = (n for n, cell in enumerate(row) if re.fullmatch(rf"(?:{words})", cell.strip(" ?:"), re.IGNORECASE))
        begun = (n for n, cell in enumerate(row) if re.match(rf"\s*(?:{words})", cell, re.IGNORECASE))
        at = next(whole, next(begun, None))
        if at is not None:
            found[name] = at
    return found


def _status(words: str) -> str:
    plain = " ".join(words.split()).strip(" .")
    return next((code for code in _ORDER if re.fullmatch(_STATUS[code], plain, re.IGNORECASE)), "")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .")
