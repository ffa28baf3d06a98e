"""The gallery. Like every view, for signed-in staff only unless it says otherwise."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forebygg.ui.gallery import ENTRIES
from forebygg.ui.icons import ICONS
from forebygg.ui.stylesheet import Face


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component of one face; `?face=public` shows the other one."""
    face: Face = "public" if request.GET.get("face") == "public" else "desk"
    shown = [(entry, entry.sample()) for entry in ENTRIES if entry.is_on(face) and entry.template]
    context = {"base": f"ui/base_{face}.html", "face": face, "shown": shown, "icons": sorted(ICONS)}
    return render(request, "ui/gallery.html", context)
