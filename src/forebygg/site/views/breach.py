"""What the system knows, to lay beside a report about an incident: a page, a PDF, or figures for a machine."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from forebygg.breaches import policies
from forebygg.kit import documents, paper
from forebygg.kit.errors import require


def known(request: Any) -> HttpResponse:
    """Counts, versions and whether the log is whole; never a text, never a person."""
    from forebygg.site import known as knowing  # with the doctor comes the machinery of back-ups

    require(policies.may_handle(request.actor), request.actor, "breach")
    found = knowing.known(request.actor)
    if "json" in request.GET:
        rows = {part.heading: dict(part.rows) for part in found.parts}
        return JsonResponse({"title": found.title} | rows, json_dumps_params={"ensure_ascii": False})
    if "pdf" not in request.GET:
        return render(request, "site/known.html", {"paper": found})
    response = HttpResponse(documents.render(paper.TEMPLATE, paper.content(found)), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="underlag.pdf"'
    return response
