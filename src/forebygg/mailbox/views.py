"""`/ut`: leave fast. Forgets the draft, empties the cache, and goes to a harmless page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt

from forebygg.mailbox import actions, cookie, queries


@login_not_required
@csrf_exempt
def leave(request: Any) -> HttpResponse:
    """303 to the municipality's chosen page, with the draft and its cookie gone.

    Never Clear-Site-Data "cookies": it would empty every service of the town (tried in Chromium over TLS).
    """
    key = queries.draft_key(request.actor, request.COOKIES.get(cookie.NAME))
    actions.forget_draft(key, by=request.actor)
    response = HttpResponseRedirect(request.town.exit_url)
    response.status_code = 303
    response.headers["Clear-Site-Data"] = '"cache","storage"'
    response.delete_cookie(cookie.NAME, path=request.town_prefix, samesite="Strict")
    return response
