"""The drafts of the reports: shipped words, filled with hours and codes; brackets for what only people know."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forebygg.breaches.models import Filing
from forebygg.breaches.queries import Row, book_of
from forebygg.kit import clock, paper
from forebygg.kit.text import Text

_FILE = Path(__file__).parent / "shipped" / "drafts.yaml"


def draft(row: Row, step: str, *, town: str) -> paper.Paper | None:
    """Return the draft of one report about a breach, or None when it asks for no such report."""
    report = next((each for each in row.reports if each.step == step), None)
    if report is None:
        return None
    raw, breach, book = _shipped()[step], row.breach, book_of(row.breach)
    held = {"yes": _("ja"), "no": _("nej"), "unknown": _("vet inte än")}
    words = {
        "town": town,
        "kind": str(breach.get_kind_display()),
        "discovered": moment(breach.discovered_at),
        "due": moment(report.due),
        "significant": held[breach.significant],
        "personal": held[breach.personal],
        "function": breach.recorded_by,
        "warned": _sent(row, Filing.Step.WARNING),
        "notified": _sent(row, Filing.Step.NOTIFICATION),
        "authority": ", ".join(book.words("breach-authority")),
        "supervisor": ", ".join(book.words("supervisory-authority")),
        "act": _provision(book.provision("csl-2")),
        "article": _provision(book.provision("gdpr-33")),
        "article_told": _provision(book.provision("gdpr-34")),
    }
    parts = [paper.part(part, words) for part in raw["parts"]]
    return paper.Paper(str(Text(raw["title"])).format_map(words), parts)


def moment(at: datetime) -> str:
    """Return a moment as it is said in a report."""
    return date_format(clock.local(at), "j F Y, G.i")


def _sent(row: Row, step: Filing.Step) -> str:
    filing = next((report.filing for report in row.reports if report.step == step), None)
    return moment(filing.sent_at) if filing else _("inte skickad")


def _provision(found: Any) -> str:
    return str(found.name) if found else _("[lagrum]")


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found
