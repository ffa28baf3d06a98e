"""What a certificate says, as a table: on the page, as a PDF to keep and as CSV for the archive's own system."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forebygg.kit import documents, paper
from forebygg.records import retention
from forebygg.records.models import Certificate

# A cell that begins so would be taken for a formula by whoever opens the table.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def columns() -> list[str]:
    """Return what a certificate says, in order."""
    return [_("Från"), _("Till"), _("Nämnd"), _("Regel"), _("Beslut"), _("Dagar"), _("Antal")]


def rows(certificates: Iterable[Certificate]) -> Iterator[list[str]]:
    """Yield each certificate as words: the period in which so many went, whose, under which rule and decision."""
    for row in certificates:
        decided = date_format(row.decision.decided_on, "Y-m-d")
        yield [
            date_format(row.since, "Y-m-d") if row.since else "",
            date_format(row.run_on, "Y-m-d"),
            str(row.board.name),
            str(retention.RULES[row.rule].title),
            f"{row.decision.body}, {decided}, {row.decision.paragraph}",
            str(row.decision.days),
            str(row.number),
        ]


def as_csv(certificates: Iterable[Certificate]) -> bytes:
    """Return the certificates as CSV (UTF-8 with its mark, semicolons): what a Swedish spreadsheet opens as it is."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(columns())
    writer.writerows([_tame(cell) for cell in row] for row in rows(certificates))
    return out.getvalue().encode("utf-8-sig")


def as_pdf(certificates: Iterable[Certificate]) -> bytes:
    """Return the certificates as PDF/A."""
    words = _("Varje rad säger hur många handlingar som gallrades i perioden. Vilka de var går inte att ta fram.")
    part = paper.Part(_("Det här är gallrat"), [words], columns(), list(rows(certificates)))
    data = paper.content(paper.Paper(_("Gallringsbevis"), [part])) | {"footer": _("Gallringsbevis")}
    return documents.render(paper.TEMPLATE, data)


def _tame(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
