"""Methods, situations and words: whole, honest about what is known, never about persons."""

from __future__ import annotations

import pytest
from django.test import Client

from forebygg.knowledge import queries
from tests import make
from tests.cast import Cast


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town(plan=True)


def test_everything_is_in_both_languages() -> None:
    texts = [each for row in queries.list_methods() for each in (row.name, row.what, row.known)]
    for row in queries.list_situations():
        texts += [row.title, row.responsibility, row.enough, row.more, *row.do, *row.avoid]
    texts += [each for word in queries.list_words() for each in (word.term, word.text)]
    assert len(texts) > 90 and all(text.get("sv") and text.get("en") for text in texts)


def test_methods_say_what_is_known_and_where() -> None:
    for method in queries.list_methods():
        assert (
            method.grade in queries.GRADES and method.source and method.level in ("universal", "selective", "indicated")
        )
    assert "sign-lists" in {each.code for each in queries.list_methods() if each.grade == "advised-against"}


def test_situations_suit_their_places_and_never_advise_what_harms() -> None:
    places = {place.code for place in queries.list_places()}
    for each in queries.list_situations():
        assert set(each.where) <= places and each.ends in queries.ENDS and each.do and each.avoid
        assert all(method.grade != "advised-against" for method in each.methods)
    assert {each.ends for each in queries.list_situations()} == set(queries.ENDS)


def test_every_situation_by_page(cast: Cast) -> None:
    listed = Client().get("/vaxjo/situationer").content.decode()
    for each in queries.list_situations():
        assert f'situationer/{each.code}"' in listed
        page = Client().get(f"/vaxjo/situationer/{each.code}").content.decode()
        assert str(each.enough) in page and "Metoder som passar" in page
    assert Client().get("/vaxjo/situationer/finns-inte").status_code == 404
    assert "Strengthen what protects" in Client().get("/vaxjo/en/metoder").content.decode()
