"""Katrineholm's statements. Its town is not in the demo yet: tried in Växjö, and only those met in full there."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from tests.sources import living


@pytest.mark.source("K14")
def test_k14_worried_relatives_easily_find_what_support_there_is(cast: Cast) -> None:
    """Tried in Växjö. One press from the start page: what one can get, whom to call and when, what is written down,
    who may know; one more press to write. Also in English, and from the page for those who are unsure."""
    relative = Client()
    start = living.look(relative, "")
    assert 'href="/vaxjo/anhorig"' in start and "Få stöd som anhörig" in start
    page = living.look(relative, "anhorig")
    for heading in ("Det här kan du få", "Vad skriver vi upp?", "Vem får veta att du har ringt?"):
        assert heading in page
    assert 'href="tel:0846500436"' in page and "Öppnar måndag 23 november klockan 9.00" in page
    assert 'href="/vaxjo/anhorig/skriv"' in page
    assert 'href="/vaxjo/anhorig"' in living.look(relative, "orolig")
    english = living.look(relative, "en/anhorig")
    assert 'lang="en"' in english and 'href="tel:0846500436"' in english
    living.write(relative, "anhorig/skriv", "Vad kan jag få för hjälp?")
