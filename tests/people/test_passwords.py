"""Passwords: long, one's own, of any characters; changed with the old one; kept as they were typed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from forebygg.demo import loading
from forebygg.people import passwords
from forebygg.people.forms import PasswordForm, SignInForm
from tests import make
from tests.cast import Cast

PAGE = "/vaxjo/arbete/losenord"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.mark.parametrize(
    "bad",
    [
        "elva tecken",
        "password1234",
        "vaxjo2026vaxjo",
        "Vaxjo-Kommun-2026!",
        "FörebyggSommar26",
        "lösenordlösenord",
        "Välkommen november 2026",
        "sven@vaxjo.example",
    ],
)
def test_what_is_guessed_first(cast: Cast, bad: str) -> None:
    """Too short, common, the town, the system, a season, one's own address."""
    with pytest.raises(ValidationError):
        validate_password(bad, cast.user("sven"))


@pytest.mark.parametrize(
    "good",
    [
        "grönsaker vid bryggan",
        "                 z!",
        "aaaaaaaaaaab",
        "1234567890-987",
        "n" + "x9å Ü" * 25,
        "fyrtio kommunala hästar",
        "\N{GRINNING FACE}" * 12,
    ],
)
def test_any_characters_will_do(cast: Cast, good: str) -> None:
    """No rule of composition; spaces, letters of any kind, a hundred and more of them."""
    validate_password(good, cast.user("sven"))


def test_it_is_kept_as_it_was_typed(cast: Cast) -> None:
    """Neither cut nor tidied: 150 characters with blanks at both ends, and not without them."""
    long = " " + "Häst Batteri Klammer " * 7 + "z "
    client = make.sign_in(cast, "sven")
    assert client.post(PAGE, {"old": loading.PASSWORD, "new": long}).status_code == 302
    sven = cast.user("sven")
    assert sven.check_password(long)
    assert not sven.check_password(long.strip()) and not sven.check_password(long[:72])
    given = {"email": sven.email, "password": long}
    assert Client().post("/vaxjo/arbete/logga-in", given).status_code == 302
    assert Client().post("/vaxjo/arbete/logga-in", given | {"password": long.lower()}).status_code == 422


def test_what_has_leaked_elsewhere(cast: Cast, tmp_path: Path, settings: Any) -> None:
    """Against a list of the public shape, first and last line too; without a list nothing is asked."""
    leaked = [f"sommarens hemliga ord {number}" for number in range(500)]
    hashes = sorted(hashlib.sha1(word.encode()).hexdigest().upper() for word in leaked)
    file = tmp_path / "known.txt"
    file.write_text("".join(f"{digest}:{number}\r\n" for number, digest in enumerate(hashes)))
    assert all(passwords.is_listed(file, word) for word in leaked)
    assert not any(passwords.is_listed(file, f"{word}!") for word in leaked)
    validate_password(leaked[0], cast.user("sven"))
    settings.FOREBYGG_KNOWN_PASSWORDS = file
    with pytest.raises(ValidationError, match="läckt"):
        validate_password(leaked[0], cast.user("sven"))
    (tmp_path / "empty.txt").touch()
    assert not passwords.is_listed(tmp_path / "empty.txt", leaked[0])


def test_the_fields_hide_and_help() -> None:
    """Typed text is hidden; a password manager knows which field is which; nothing stops pasting."""
    for form, name, word in (
        (SignInForm, "password", "current-password"),
        (PasswordForm, "old", "current-password"),
        (PasswordForm, "new", "new-password"),
    ):
        widget = form.base_fields[name].widget
        assert widget.input_type == "password" and widget.attrs["autocomplete"] == word
        assert not {"onpaste", "readonly", "pattern"} & set(widget.attrs)
