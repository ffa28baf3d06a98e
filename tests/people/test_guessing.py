"""Whoever guesses learns nothing and is stopped; whoever is signed in finds the way out and confirms a change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from forebygg.audit.models import Event
from forebygg.demo import loading
from forebygg.kit import clock
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

PAGE = "/vaxjo/arbete/logga-in"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _try(email: str, password: str) -> tuple[int, str]:
    answer = Client().post(PAGE, {"email": email, "password": password})
    return answer.status_code, answer.content.decode().replace(email, "")


def test_a_lock_after_some_tries(cast: Cast) -> None:
    """Five wrong ones, each logged; then the right one is wrong too, for a while."""
    for _ in range(5):
        assert _try("sven@vaxjo.example", "fel lösenord")[0] == 422
    assert Event.objects.filter(code="people.sign_in_failed", about=str(cast.user("sven").uid)).count() == 5
    assert _try("sven@vaxjo.example", loading.PASSWORD)[0] == 422
    assert _try("siv@vaxjo.example", loading.PASSWORD)[0] == 302
    with clock.fixed(MOMENT + timedelta(minutes=16)):
        assert _try("sven@vaxjo.example", loading.PASSWORD)[0] == 302


def test_one_answer_for_unknown_and_wrong(cast: Cast) -> None:
    """To the letter: unknown, wrong, of another municipality, ended."""
    make.town("grannby")
    user = cast.user("siv")
    user.is_active = False
    user.save(update_fields=["is_active"])
    tried = [
        _without_tokens(_try(email, loading.PASSWORD if "sven@" not in email else "fel"))
        for email in ("sven@vaxjo.example", "ingen@vaxjo.example", "sven@grannby.example", "siv@vaxjo.example")
    ]
    assert all(each == tried[0] for each in tried)


def _without_tokens(answer: tuple[int, str]) -> tuple[int, list[str]]:
    return answer[0], [line for line in answer[1].splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.mark.parametrize("path", ["", "oro/", "losenord", "andra-steget/", "uppdrag?byt=1", "finns-inte"])
def test_a_way_out_on_every_page(cast: Cast, path: str) -> None:
    """Signing out is one press away, also on a page that is not there."""
    page = make.sign_in(cast, "sven").get(f"/vaxjo/arbete/{path}").content.decode()
    assert 'action="/vaxjo/arbete/logga-ut"' in page


def test_confirmed_before_the_second_step_changes(cast: Cast) -> None:
    """A session left open is not enough to add or take away a way to sign in."""
    sven = make.sign_in(cast, "sven")
    for path in ("app", "nyckel"):
        answer = sven.get(f"/vaxjo/arbete/andra-steget/{path}")
        assert answer.status_code == 302 and "bekrafta" in answer.headers["Location"], path
