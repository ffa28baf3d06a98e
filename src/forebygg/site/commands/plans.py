"""Plans from the command line: what a document seems to say, lacks and changed; a published plan and its report."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forebygg.files.formats import refusal
from forebygg.files.formats.refusal import Refused
from forebygg.importing.reading import Reading, read_apart
from forebygg.importing.suggestion import Understood
from forebygg.site.commands import Choices, set_up, tell

if TYPE_CHECKING:
    from forebygg.kit.actor import Actor
    from forebygg.plans.queries import PlanPage

_WHY = {
    refusal.EMPTY: "the file is empty, or holds no text",
    refusal.UNKNOWN: "this is no PDF, Word document, web page or text",
    refusal.TOO_LARGE: "the file is too large",
    refusal.SCANNED: "the PDF holds pictures of pages and no text; run it through text recognition first",
    refusal.ENCRYPTED: "the file is locked with a password",
    refusal.BROKEN: "the file is broken",
    refusal.MACROS: "the document holds macros or embedded programs; save it as an ordinary document without them",
    refusal.BOMB: "the file unpacks to something far larger than any document",
    refusal.TOO_SLOW: "reading the file took too long",
}


def add(choices: Choices) -> None:
    """Name the command."""
    plan = choices.add_parser("plan", help="read a plan that somebody has")
    deeds = plan.add_subparsers(dest="deed", required=True)
    importing = deeds.add_parser("import", help="say what a document seems to say; nothing is kept")
    importing.add_argument("file", help="PDF, Word, web page or text; - for standard input")
    importing.add_argument("--json", action="store_true", help="as JSON: one value or null a field")
    importing.set_defaults(run=_import)
    linting = deeds.add_parser("lint", help="say what a plan in a document lacks; nothing is kept")
    linting.add_argument("file", help="PDF, Word, web page or text; - for standard input")
    linting.set_defaults(run=_lint)
    differing = deeds.add_parser("diff", help="say what differs between two documents; nothing is kept")
    differing.add_argument("before", help="PDF, Word, web page or text")
    differing.add_argument("after")
    differing.set_defaults(run=_diff)
    exporting = deeds.add_parser("export", help="print a published plan: JSON, or its measures as CSV")
    reporting = deeds.add_parser("report", help="write the report of a year that is closed")
    for one in (exporting, reporting):
        one.add_argument("town")
        one.add_argument("plan", help="its word in the address, /arbetet/<word>")
    exporting.add_argument("--csv", action="store_true", help="the measures, a row each")
    exporting.set_defaults(run=_export)
    reporting.add_argument("year", type=int)
    reporting.add_argument("file", help="where to; .pdf, .docx or .xlsx")
    reporting.set_defaults(run=_report)


def _read(file: str) -> Reading:
    name = "" if file == "-" else Path(file).name
    try:
        return read_apart(sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes(), name)
    except OSError as error:
        sys.exit(f"forebygg: {file}: {error.strerror}")
    except Refused as refused:
        sys.exit(f"forebygg: {file}: {_WHY[refused.code]}")


def _lint(chosen: argparse.Namespace) -> int:
    set_up()
    from forebygg.facts import shipping
    from forebygg.kit import clock
    from forebygg.knowledge import queries as knowledge
    from forebygg.plans import gaps, lint, standing, suggested
    from forebygg.plans.actions.deciding import Decided

    found = _read(chosen.file).understood
    said = suggested.as_read(found)
    days = {name: each.text for name, each in suggested.single(found).items()}
    adopted = Decided("adopted", days["body"], days["day"], days["paragraph"], "", days["valid_from"], days["valid_to"])
    stands = standing.of([adopted] if adopted.body else [], clock.today())
    # What ships: nothing is asked of a store, so a municipality's own words and other plans are not looked at.
    never = next(row["value"] for row in shipping.rows() if row["code"] == "never-whom")
    graded = {str(word).casefold(): each.grade for each in knowledge.list_methods() for word in each.name.values()}
    known = lint.Known(frozenset(never), methods=graded)
    for each in gaps.told(lint.check(said, stands, known)):
        tell([f"{each.code:18} {each.title}", *(f"{'':18} - {gap.about}" for gap in each.gaps if gap.entry)])
    return 0


def _diff(chosen: argparse.Namespace) -> int:
    from forebygg.plans import comparing, suggested

    before, after = (suggested.as_read(_read(file).understood) for file in (chosen.before, chosen.after))
    for change in comparing.compare(before, comparing.aligned(before, after)):
        marks = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
        words = "".join(marks[piece.kind].format(piece.text) for piece in change.pieces)
        tell([f"{change.part}.{change.name}: {words}"])
    return 0


def _published(chosen: argparse.Namespace) -> tuple[Actor, PlanPage]:
    """Return what everybody may see of a plan: the command line sees no more."""
    set_up(everywhere=True)
    from forebygg.kit.actor import Actor
    from forebygg.kit.errors import NotFound
    from forebygg.people import queries as people
    from forebygg.plans import queries

    town = next((each for each in people.towns() if each.slug == chosen.town), None)
    if town is None:
        sys.exit(f"forebygg: no municipality is called {chosen.town}")
    viewer = Actor.public(town)
    try:
        return viewer, queries.open_plan(viewer, slug=chosen.plan)
    except NotFound:
        sys.exit(f"forebygg: {chosen.town} has published no plan called {chosen.plan}")


def _export(chosen: argparse.Namespace) -> int:
    _viewer, page = _published(chosen)
    from forebygg.files import sheets
    from forebygg.plans import queries, report

    found = queries.published(page)
    if chosen.csv:
        print(sheets.comma_separated(report.measures(found)), end="")
    else:
        print(json.dumps(found, ensure_ascii=False, indent=1, default=str))
    return 0


def _report(chosen: argparse.Namespace) -> int:
    viewer, page = _published(chosen)
    from forebygg.kit.errors import NotFound
    from forebygg.plans import papers, queries

    kind = Path(chosen.file).suffix.lstrip(".").lower()
    if kind not in papers.TYPES:
        sys.exit(f"forebygg: {chosen.file}: the name ends in .pdf, .docx or .xlsx")
    try:
        made = papers.made(viewer, page, queries.open_follow_up(viewer, page.plan, chosen.year), kind)
        Path(chosen.file).write_bytes(made)
    except NotFound:
        sys.exit(f"forebygg: {chosen.plan} has no follow-up of {chosen.year} that is closed")
    except OSError as error:
        sys.exit(f"forebygg: {chosen.file}: {error.strerror}")
    return 0


def _import(chosen: argparse.Namespace) -> int:
    found = _read(chosen.file).understood
    if chosen.json:
        print(json.dumps(found.prediction(), ensure_ascii=False, indent=1))
    else:
        tell(_lines(found))
    return 0


def _lines(found: Understood) -> list[str]:
    lines: list[str] = []
    for name, value in found.prediction().items():
        for each in value if isinstance(value, list) else [value]:
            lines.append(f"{name:20} {_said(each)}")
    return lines


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return " | ".join(str(part) for part in value.values() if part) or "–"
    return str(value) if value else "–"
