"""A year's report as bytes: PDF, Word, Excel."""

from __future__ import annotations

from django.utils.translation import gettext as _

from forebygg.files import sheets, word
from forebygg.files.formats.refusal import Refused
from forebygg.kit import documents, paper
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound, WrongState
from forebygg.plans import queries, report
from forebygg.plans.models import FollowUp
from forebygg.plans.queries import PlanPage

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def made(viewer: Actor, page: PlanPage, follow_up: FollowUp, kind: str) -> bytes:
    """Return the bytes of the report. Raises NotFound for a kind there is not."""
    if kind not in TYPES:
        raise NotFound(viewer, "plan")
    shot, before = queries.shots(page, follow_up)
    composed = report.compose(shot, before)
    if kind == "xlsx":
        return sheets.excel(composed.title, report.sheets(shot))
    if kind == "docx":
        try:
            return word.fill(queries.report_template(viewer), paper.content(composed))
        except Refused as error:
            raise WrongState(_("Er egen Word-mall går inte att fylla i. Ta bort den under Rapportmall.")) from error
    return documents.render(paper.TEMPLATE, paper.content(composed))
