"""The list of breaches, one of them with its reports, and each report's draft."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from forebygg.breaches import actions, drafts, policies, queries
from forebygg.breaches.forms import BreachForm, HeldForm, MomentForm
from forebygg.kit import clock, documents, paper
from forebygg.kit.errors import require
from forebygg.kit.kept import whole


def breaches(request: Any) -> HttpResponse:
    """What has been written down, and a form for the next."""
    require(policies.may_handle(request.actor), request.actor, "breach")
    form = BreachForm(request.POST or None, initial=_now())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        held = {name: data[name] for name in ("kind", "significant", "personal")}
        breach = actions.record_breach(**held, discovered_at=form.moment(), by=request.actor)
        return redirect("breaches:detail", uid=breach.uid)
    context = {"rows": queries.list_breaches(request.actor), "form": form}
    return render(request, "breaches/list.html", context, status=422 if form.errors else 200)


def detail(request: Any, uid: UUID) -> HttpResponse:
    """The reports with their hours; what is sent is marked, what is held is changed."""
    row = queries.get_breach(request.actor, uid)
    held = HeldForm(initial={"significant": row.breach.significant, "personal": row.breach.personal})
    sent = MomentForm()
    if request.method == "POST":
        row.breach.version = whole(request.POST, "version", -1)
        if request.POST.get("do") == "reassess":
            held = HeldForm(request.POST)
        else:
            sent = MomentForm(request.POST)
        if _did(request, row, held, sent):
            return redirect("breaches:detail", uid=uid)
    step = request.POST.get("do", "")
    forms = [(each, sent if each.step == step else _form(each.step)) for each in row.reports]
    context = {"row": row, "held": held, "sent": sent, "forms": forms}
    return render(request, "breaches/detail.html", context, status=422 if held.errors or sent.errors else 200)


def _did(request: Any, row: queries.Row, held: HeldForm, sent: MomentForm) -> bool:
    if held.is_bound and held.is_valid():
        actions.reassess_breach(row.breach, **held.cleaned_data, by=request.actor)
        return True
    if sent.is_bound and sent.is_valid():
        actions.mark_sent(row.breach, request.POST.get("do", ""), at=sent.moment(), by=request.actor)
        return True
    return False


def draft(request: Any, uid: UUID, step: str) -> HttpResponse:
    """A report's draft, to read, copy and send by the authority's own way; as PDF when asked for."""
    row = queries.get_breach(request.actor, uid)
    found = drafts.draft(row, step, town=str(request.town.name))
    if found is None:
        raise Http404
    if "pdf" not in request.GET:
        return render(request, "breaches/draft.html", {"paper": found, "row": row})
    response = HttpResponse(documents.render(paper.TEMPLATE, paper.content(found)), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="incident-{step}.pdf"'
    return response


def _form(step: str) -> MomentForm:
    return MomentForm(initial=_now(), auto_id=f"{step}-%s")


def _now() -> dict[str, Any]:
    shown = clock.local(clock.now())
    return {"day": shown.date(), "at": shown.time()}
