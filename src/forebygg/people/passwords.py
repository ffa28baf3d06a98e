"""Two more things a password must not be: made of words that anyone here would guess, or known from a leak elsewhere.

Beside Django's own rules (length, the commonest ones, one's name). Nothing limits which characters one uses.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What is guessed first about a place of work: the system, the employer, the task, the season. With the municipality's
# own names added, nothing but eight characters of one's own besides makes a password.
WORDS = re.findall(
    r"\w+",
    """
    förebygg forebygg extremism kommun kommunen kommunens socialtjänst socialtjansten samordnare mottagningen säkerhet
    lösenord losenord password passord välkommen valkommen welcome sommar vinter höst vår januari februari mars april
    maj juni juli augusti september oktober november december måndag tisdag onsdag torsdag fredag lördag söndag
    admin test qwerty
    """,
)
_OWN = 8


class WordsKnownHere:
    """Refuses what is little more than words that stand on the first page of every guesser's list about us."""

    def validate(self, password: str, user: Any = None) -> None:
        """Take the known words away and count what is left. Raises ValidationError."""
        left = password.lower()
        for word in sorted({*WORDS, *_names(user)}, key=len, reverse=True):
            left = left.replace(word, "")
        if left != password.lower() and len(set(left)) < _OWN:
            raise ValidationError(_("Lösenordet bygger på ord som andra gissar först. Ta fyra ord som är dina egna."))

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("Inte kommunens eller systemets namn, en månad eller ett veckodagsnamn.")


class KnownElsewhere:
    """Refuses a password that has leaked somewhere, when the installation has a list: sorted SHA-1 in hex, one a line,
    as the public lists come. Nobody outside is asked. Without a list it says nothing."""

    def validate(self, password: str, user: Any = None) -> None:
        """Look the password up. Raises ValidationError."""
        path = settings.FOREBYGG_KNOWN_PASSWORDS
        if path is not None and is_listed(path, password):
            raise ValidationError(_("Lösenordet har läckt någon annanstans. Välj ett annat."))

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("Inte ett lösenord som har läckt.")


def is_listed(path: Path, password: str) -> bool:
    """Say whether a list of hashes holds a password: some forty lines are read, however long it is."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:

        def line_from(place: int) -> bytes:
            """Return the first whole line that begins there or later; at the end what is greater than any."""
            file.seek(max(place - 1, 0))
            if place:
                file.readline()
            return file.readline()[:40].upper() or b"~"

        return line_from(bisect_left(range(path.stat().st_size), wanted, key=line_from)) == wanted


def _names(user: Any) -> set[str]:
    """Return the words of the municipality's names, long enough to matter."""
    if user is None or user.municipality_id is None:
        return set()
    town = user.municipality
    words = re.split(r"\W+", f"{town.name} {town.short_name} {town.slug}".lower())
    return {word for word in words if len(word) > 3}
