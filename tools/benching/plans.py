"""A plan of 200 measures, and the paper of thirty pages: read in, compared, reported. Run inside the installation."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forebygg.site.settings")
import django  # noqa: E402 - settings first

django.setup()

import io  # noqa: E402

import pikepdf  # noqa: E402
import typst  # noqa: E402

from forebygg.importing.reading import read_apart  # noqa: E402
from forebygg.kit import clock  # noqa: E402
from forebygg.kit.actor import Actor  # noqa: E402
from forebygg.people import roles  # noqa: E402
from forebygg.people.models import Municipality  # noqa: E402
from forebygg.plans import actions, comparing, content, papers, queries  # noqa: E402
from forebygg.plans.actions.deciding import Decided  # noqa: E402
from forebygg.plans.actions.following import Held  # noqa: E402
from forebygg.plans.actions.progress import Come  # noqa: E402
from forebygg.plans.actions.writing import About  # noqa: E402
from forebygg.plans.content import Area, Content, PlanMeasure  # noqa: E402

MEASURES, _AREAS, _TIMES = 200, 10, 3
TITLE = "Plan att mäta på"
_WORDS = (
    "skolan",
    "fritiden",
    "säkerheten",
    "föreningarna",
    "utbildar",
    "samtalar",
    "bjuder",
    "träffar",
    "följer",
    "varje",
)


def _sentence(seed: int, words: int) -> str:
    found = " ".join(_WORDS[(seed * 7 + each * (seed % 5 + 1)) % len(_WORDS)] for each in range(words))
    return f"{found.capitalize()}, del {seed}."


def _said(measures: int = MEASURES) -> Content:
    areas = tuple(Area(f"a{n:05}", f"Fokusområde {n}", "Skolchefen") for n in range(_AREAS))
    rows = tuple(
        PlanMeasure(
            f"d{n:05}", _sentence(n, 12), area=areas[n % _AREAS].code, level="universal", responsible="Skolchefen",
            due="2027-06", cause=_sentence(n + 1, 8), gender=_sentence(n + 2, 8),
        )
        for n in range(measures)
    )  # fmt: skip
    return Content(title=TITLE, steward="Säkerhetschefen", follow_when="varje år", areas=areas, measures=rows)


def _steward() -> Actor:
    town = Municipality.objects.get(slug="vaxjo")
    return Actor("staff", "Förvaltaren", town.pk, town.slug, permissions=roles.permissions("steward"))


def fill() -> None:
    """Lay up the plan in force, two measures of three with how far they have come. Prints its address word."""
    by = _steward()
    plan = actions.found_plan(_said(), About("Handlingsplan", "Kommunen"), by=by).plan
    actions.record_decision(plan, Decided("adopted", "kommunfullmäktige", "2025-02-24", "9"), by=by)
    for number in (each for each in range(MEASURES) if each % 3):
        plan.refresh_from_db()
        actions.record_progress(plan, f"d{number:05}", Come("under-way", _sentence(number, 10)), by=by)
    print(plan.slug)


def paper(pages: int = 32) -> bytes:
    """Return a plan of so many pages as a PDF: headings, prose, lists and tables, all of it invented here."""
    parts = ["= Handlingsplan mot våldsbejakande extremism", "Antagen av kommunfullmäktige 2025-02-24, § 9", "= Syfte"]
    parts += [f"- att {_sentence(n, 9).lower()}" for n in range(4)]
    for part in range(pages * 2):
        parts.append(f"== Fokusområde {part}")
        parts += [_sentence(part * 9 + n, 40) + "\n" for n in range(3)]
        parts += [f"- {_sentence(part * 5 + n, 10)} Ansvarig: Skolchefen" for n in range(4)]
    made: bytes = typst.compile(
        "\n".join(["#set page(margin: 2.2cm)", "#set text(size: 11pt)", *parts]).encode(), format="pdf"
    )
    return made


def _shown(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def _best(deed: Callable[[], object]) -> float:
    times = []
    for _ in range(_TIMES):
        begun = time.perf_counter()
        deed()
        times.append(time.perf_counter() - begun)
    return sorted(times)[_TIMES // 2]


def measure() -> None:
    """Print as JSON: seconds and MB of reading, pages and seconds of the report, seconds of the difference."""
    pdf = paper()
    reading = _best(lambda: read_apart(pdf, "plan.pdf"))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    by = _steward()
    page = next(each for each in queries.list_pages(by) if each.said.title == TITLE)
    year = actions.begin_follow_up(page.plan, by=by)
    actions.answer_follow_up(year, Held("yes", ""), {}, by=by)
    page, viewer = queries.open_plan(by, uid=page.plan.uid), by
    report = papers.made(viewer, page, year, "pdf")
    reported = _best(lambda: papers.made(viewer, page, year, "pdf"))
    before = _said()
    after = replace(
        before, measures=tuple(replace(each, text=_sentence(n + 3, 13)) for n, each in enumerate(before.measures))
    )
    words = len(json.dumps(content.plain(before), ensure_ascii=False).split())
    differing = _best(lambda: comparing.compare(before, after))
    found = {"pages": _shown(pdf), "reading": reading, "peak": peak, "report_pages": _shown(report), "report": reported}
    print(json.dumps(found | {"differing": differing, "words": words, "at": clock.today().isoformat()}))


if __name__ == "__main__":
    {"fill": fill, "measure": measure}[sys.argv[1]]()
