"""What somebody sees on the way to and from the municipality's own sign-in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from forebygg.people import single_sign_on


@login_not_required
@require_POST
def go_to_provider(request: Any, provider_id: str) -> HttpResponse:
    """Send somebody to the municipality's own sign-in. Where it does not answer they are told."""
    from allauth.socialaccount.providers.openid_connect.views import login
    from requests import RequestException

    try:
        return _away(request, login(request, provider_id))
    except RequestException:
        return render(request, "people/not_let_in.html", {"silent": True}, status=503)


@login_not_required
@require_POST
def go_to_saml(request: Any, organization_slug: str) -> HttpResponse:
    """The same by SAML."""
    from allauth.socialaccount.providers.saml.views import login as go

    return _away(request, go(request, organization_slug=organization_slug))


def _away(request: Any, answer: HttpResponse) -> HttpResponse:
    """A form of ours may not lead to another site (form-action), not by a redirect either: a page of ours does."""
    if "Location" not in answer.headers:
        return answer
    return render(request, "people/send_on.html", {"address": answer.headers["Location"]})


@login_not_required
def not_let_in(request: Any, organization_slug: str = "") -> HttpResponse:
    """Somebody turned back on the way."""
    return render(request, "people/not_let_in.html")


@csrf_exempt
@login_not_required
@require_POST
def answer_saml(request: Any, organization_slug: str) -> HttpResponse:
    """What the provider sends by the person's browser: kept for a moment, where there is such a provider at all."""
    from allauth.socialaccount.providers.saml.views import acs

    known = single_sign_on.provider_of(request.town)
    if known is None or known["kind"] != "saml" or organization_slug != request.town.slug:
        raise Http404
    answer: HttpResponse = acs(request, organization_slug=organization_slug)
    return answer


@login_not_required
def finish_saml(request: Any, organization_slug: str) -> HttpResponse:
    """The last step of SAML. Coming from the provider the browser leaves our cookie at home, which is strict: a page of
    our own asks once more, and then it is there."""
    from allauth.socialaccount.providers.saml.views import finish_acs

    if settings.SESSION_COOKIE_NAME not in request.COOKIES and "_redir" not in request.GET:
        return render(request, "people/send_on.html", {"address": f"{request.path}?_redir"})
    answer: HttpResponse = finish_acs(request, organization_slug=organization_slug)
    return answer
