"""A document somebody has: sent in, shown beside what was understood, confirmed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from forebygg.importing.suggestion import Understood
from forebygg.kit.errors import require
from forebygg.kit.kept import whole
from forebygg.plans import actions, policies, queries, refusals, suggested
from forebygg.plans.actions.writing import About
from forebygg.plans.forms.confirming import ConfirmForm
from forebygg.plans.forms.uploading import UploadForm


def upload(request: Any) -> HttpResponse:
    """Send in the plan one has."""
    require(policies.may_keep(request.actor), request.actor, "plan")
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        found = actions.upload_document(file.name or "", file.read(), by=request.actor)
        return redirect("plans:confirm", uid=found.uid)
    return render(request, "plans/upload.html", {"form": form}, status=422 if form.errors else 200)


def confirm(request: Any, uid: UUID) -> HttpResponse:
    """The document to the left, what it seems to say to the right."""
    found = queries.open_upload(request.actor, uid)
    if request.method == "POST":
        found.version = whole(request.POST, "version", -1)
        if request.POST.get("do") == "drop":
            actions.drop_upload(found, by=request.actor)
            return redirect("plans:list")
    if found.refused:
        return render(request, "plans/refused.html", {"upload": found, "why": refusals.WHY[found.refused]})
    understood = Understood.of(found.understood)
    form = ConfirmForm(
        request.POST or None, found=understood, blocks=found.blocks, forbidden=queries.never_whom(request.actor)
    )
    if request.method == "POST" and form.is_valid():
        plan = _confirm(request, found, form)
        return redirect("plans:plan", uid=plan.uid)
    context = {
        "upload": found,
        "form": form,
        "strange": _strange(request, understood),
        "empty": understood.empty_labels,
    }
    return render(request, "plans/confirm.html", context, status=422 if form.errors else 200)


def _confirm(request: Any, found: Any, form: ConfirmForm) -> Any:
    data = form.cleaned_data
    said = suggested.confirmed(data, form.kept())
    about = About(kind=data["kind"], owner=data["body"] or str(request.town.name))
    return actions.confirm_upload(found, said, about, form.decisions(), by=request.actor)


def _strange(request: Any, understood: Understood) -> str:
    """Return another municipality's name when the document seems to be its."""
    named = understood.municipality.text if understood.municipality else ""
    return "" if not named or named.casefold() in str(request.town.name).casefold() else named


def file(request: Any, uid: UUID) -> HttpResponse:
    """The document as it came, to keep."""
    found = queries.open_upload(request.actor, uid)
    response = HttpResponse(bytes(found.data), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = 'attachment; filename="dokument"'
    return response
