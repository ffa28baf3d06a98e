"""The opening list: lines, drafts ready for the meeting, approval by two functions, opening."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from forebygg.kit import documents
from forebygg.kit import paper as shape
from forebygg.kit.errors import require
from forebygg.people import queries as people
from forebygg.records import actions as records
from forebygg.site import actions, papers
from forebygg.site import opening as lists
from forebygg.site.forms import OpeningForm


def opening(request: Any) -> HttpResponse:
    """The list as it stands; a line filled in by those who may."""
    may_edit = request.actor.may("opening.edit")
    require(may_edit or request.actor.may("opening.approve"), request.actor, "opening")
    form = OpeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["code"] not in lists.entered_lines(people.list_desks(request.actor)):
            raise Http404
        applies = not (data.pop("needless") and data["code"] == "processor-agreement")
        records.enter_item(data.pop("code"), **data, applies=applies, by=request.actor)
        return redirect("site:opening")
    page = lists.compose(request.actor)
    context = {
        "page": page,
        "path": lists.shown_step(page),
        "forms": [(line, _form(line, form)) for line in page.lines if line.is_entered and may_edit],
        "form": form,
        "may_edit": may_edit,
        "may_approve": lists.may_approve(request.actor) and page.step == 3 and page.lacks(request.actor),
        "left": len(page.lines) - page.ready,
    }
    return render(request, "site/opening.html", context, status=422 if form.errors else 200)


def _form(line: Any, posted: OpeningForm) -> OpeningForm:
    if posted.is_bound and posted.data.get("code") == line.code:
        return posted
    return OpeningForm(initial={"code": line.code}, auto_id=f"{line.code}-%s")


@require_POST
def deed(request: Any) -> HttpResponse:
    """Approve, open or shut."""
    match request.POST.get("do"):
        case "approve":
            actions.approve_opening(request.POST.get("seen", ""), by=request.actor)
        case "open":
            actions.open_intake(by=request.actor)
        case "shut":
            actions.shut_intake(by=request.actor)
        case _:
            raise Http404
    return redirect("site:opening")


def paper(request: Any, code: str) -> HttpResponse:
    """A draft, to read or copy; as PDF when asked for."""
    require(request.actor.may("opening.edit") or request.actor.may("opening.approve"), request.actor, "opening")
    draft = papers.draft(request.actor, code)
    if draft is None:
        raise Http404
    if "pdf" not in request.GET:
        return render(request, "site/paper.html", {"paper": draft, "code": code})
    pdf = documents.render(shape.TEMPLATE, shape.content(draft))
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="utkast-{code}.pdf"'
    return response
