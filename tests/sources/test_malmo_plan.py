"""Malmö's guidelines as a plan, in Malmö."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from tests.sources import living

TOWN = "malmo"


@pytest.mark.source("M2")
def test_m2_the_definition_and_the_milieus_are_explained_to_the_public(cast: Cast) -> None:
    """From every page's foot: what the city means, which milieus, how the words are used in the country, never whom."""
    assert "Källor och ord" in living.look(Client(), "orolig")
    page = living.look(Client(), "kallor")
    assert "Rörelser, ideologier och miljöer som inte godtar demokratin" in page
    for milieu in (
        "Vit makt-miljön",
        "Den våldsbejakande vänsterextrema miljön",
        "Den våldsbejakande islamistiska miljön",
    ):
        assert page.count(milieu) >= 2  # as the city sees it, and as the word is used
    assert "aldrig för personer" in page and "Att vara troende är något helt annat." in page
    assert "<title>Källor och ord" in page
