"""The yearly report to those who decided: written from what the follow-up says, the same for PDF, Word and Excel. Pure.

A report is a `Paper`: headings, paragraphs, tables. What it is made of is a snapshot, plain data that a closed
follow-up keeps: the report of an earlier year is made of what was said then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from forebygg.files.sheets import Sheet
from forebygg.kit import paper
from forebygg.kit.paper import Paper, Part

Snapshot = Mapping[str, Any]
_SAID = {"not-begun": "none", "under-way": "now", "done": "done", "stopped": "stopped"}
_LOOKS = ("done", "now", "late", "none", "stopped")


def looks() -> dict[str, str]:
    """Return what each look of a measure is called."""
    words = (_("Klar"), _("Pågår"), _("Försenad"), _("Inte börjat"), _("Avbruten"))
    return dict(zip(_LOOKS, words, strict=True))


def compose(shot: Snapshot, before: Snapshot | None = None) -> Paper:
    """Return the report of a snapshot; `before` is the one of the year before, for what has happened since."""
    parts = [
        _short(shot, before),
        _holds(shot),
        _goals(shot),
        *(_area(shot, name) for name in dict.fromkeys(row["area"] for row in shot["measures"])),
        _learnt(shot),
        _late(shot),
        _levels(shot),
        _stewardship(shot),
        _decisions(shot),
        _ahead(shot),
    ]
    title = _("Uppföljning %(year)s: %(title)s") % {"year": shot["year"], "title": shot["title"]}
    return Paper(title, [part for part in parts if part.lines or part.rows], _footer(shot))


def _footer(shot: Snapshot) -> str:
    if shot["closed"]:
        return _("Avslutad %(day)s") % {"day": shot["closed"]}
    return _("Utkast %(day)s") % {"day": shot["made"]}


def _short(shot: Snapshot, before: Snapshot | None) -> Part:
    measures = shot["measures"]
    done, late = _count(measures, "done"), _count(measures, "late")
    lines = [
        _("Åtgärder: %(all)s. Klara: %(done)s. Försenade: %(late)s.")
        % {"all": len(measures), "done": done, "late": late}
    ]
    if before:
        earlier = {row["code"] for row in before["measures"] if row["look"] == "done"}
        new = [row["text"] for row in measures if row["look"] == "done" and row["code"] not in earlier]
        lines.append(_("Klara sedan uppföljningen %(year)s: %(new)s.") % {"year": before["year"], "new": len(new)})
        lines += [f"– {text}" for text in new]
    unasked = sum(not row["asked"] for row in measures)
    if unasked:
        lines.append(_("Utan svar i år: %(number)s.") % {"number": unasked})
    return Part(_("Kort sagt"), lines, [], [])


def _holds(shot: Snapshot) -> Part:
    answers = {"yes": _("Ja"), "partly": _("Delvis"), "no": _("Nej")}
    lines = [answers[shot["holds"]] + "."] if shot["holds"] else [_("Frågan är inte besvarad än.")]
    lines += [shot["why"]] if shot["why"] else []
    if shot["networks"]:
        lines.append(_("Tillfrågade: %(whom)s") % {"whom": shot["networks"]})
    if shot["changed"]:
        lines.append(_("Ändrade förutsättningar: %(what)s") % {"what": shot["changed"]})
    return Part(_("Stämmer planen fortfarande?"), lines, [], [])


def _goals(shot: Snapshot) -> Part:
    columns = [_("Mål"), _("Hur det märks"), _("Var uppgiften finns"), _("Läget nu"), _("Målvärde")]
    rows = [[row["text"], row["indicator"], row["source"], row["series"], row["target"]] for row in shot["goals"]]
    return Part(_("Mål"), [], columns, rows)


def _area(shot: Snapshot, name: str) -> Part:
    columns = [_("Åtgärd"), _("Ansvarig funktion"), _("Klar senast"), _("Läge"), _("Vad blev det?")]
    rows = [
        [row["text"], row["responsible"], row["due"], looks()[row["look"]], row["result"]]
        for row in shot["measures"]
        if row["area"] == name
    ]
    return Part(name or _("Övrigt"), [], columns, rows)


def _learnt(shot: Snapshot) -> Part:
    lines = [f"{row['text']}: {row['learnt']}" for row in shot["measures"] if row["learnt"]]
    return Part(_("Vad vi lärde oss"), lines, [], [])


def _late(shot: Snapshot) -> Part:
    rows = [[row["text"], row["responsible"], row["due"]] for row in shot["measures"] if row["look"] == "late"]
    return Part(_("Försenade åtgärder"), [], [_("Åtgärd"), _("Ansvarig funktion"), _("Skulle vara klar")], rows)


def _levels(shot: Snapshot) -> Part:
    names = {"universal": _("Alla (generell)"), "selective": _("Platser och grupper (selektiv)")}
    names |= {"indicated": _("Enskilda (indikerad)"), "": _("Ingen nivå angiven")}
    numbers = {level: sum(row["level"] == level for row in shot["measures"]) for level in names}
    rows = [[names[level], str(number)] for level, number in numbers.items() if number]
    return Part(_("Åtgärder per nivå"), [], [_("Nivå"), _("Åtgärder")], rows)


def _stewardship(shot: Snapshot) -> Part:
    rows = [[row["point"], row["on"] or _("Inte än"), row["note"]] for row in shot["points"]]
    return Part(_("Förvaltarskap"), [], [_("Punkt"), _("Senast"), _("Iakttagelse")], rows)


def _decisions(shot: Snapshot) -> Part:
    columns = [_("Beslut"), _("Vem"), _("Dag"), _("Paragraf"), _("Diarienummer"), _("Gäller till och med")]
    return Part(_("Beslut om planen"), [], columns, [list(row) for row in shot["decisions"]])


def _ahead(shot: Snapshot) -> Part:
    return Part(_("Framåt"), [shot["ahead"]] if shot["ahead"] else [], [], [])


def _count(measures: Sequence[Mapping[str, Any]], look: str) -> int:
    return sum(row["look"] == look for row in measures)


def sheets(shot: Snapshot) -> list[Sheet]:
    """Return the tables of a report: measures, goals, decisions. The first can be filled in and read back."""
    return [measures(shot), _sheet(_goals(shot)), _sheet(_decisions(shot))]


def _sheet(part: Part) -> Sheet:
    return Sheet(part.heading, part.columns, part.rows)


def measures(shot: Snapshot) -> Sheet:
    """Return the measures as a table; its columns are those that reading progress knows."""
    columns = [_("Kod"), _("Åtgärd"), _("Fokusområde"), _("Nivå"), _("Ansvarig funktion"), _("Klar senast")]
    columns += [_("Läge"), _("Vad blev det?"), _("Vad lärde ni er?"), _("Var det går att se"), _("Försenad")]
    rows = [_measure(row) for row in shot["measures"]]
    return Sheet(_("Åtgärder"), columns, rows)


def _measure(row: Mapping[str, Any]) -> list[str]:
    """Return a measure's row: what was said of it, and in a column of its own that it is late, which nobody says."""
    said = looks()[_SAID.get(row.get("status", ""), row["look"])]
    first = [row[name] for name in ("code", "text", "area", "level", "responsible", "due")]
    last = [row[name] for name in ("result", "learnt", "proof")]
    return [*first, said, *last, _("Ja") if row["look"] == "late" else ""]


def trial() -> dict[str, Any]:
    """Return the data of an invented report that a template is tried on."""
    row = ["A", "B", "C", "D", "E"]
    return paper.content(
        # As in a real one: the first part has no table, another has no lines.
        Paper(
            "Uppföljning",
            [Part("Nu", ["Rad."], [], []), Part("Rubrik", ["En rad."], row, [row]), Part("Sen", [], row, [row])],
        )
    )
