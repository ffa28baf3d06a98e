"""Who acts in the tests: a test says who in one word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from forebygg.kit.actor import Actor
from forebygg.people import queries
from forebygg.people.models import Board, Municipality, User


@dataclass
class Cast:
    """The people of one municipality, each in one assignment."""

    town: Municipality

    def _in(self, name: str, role: str = "") -> Actor:
        user = self.user(name)
        mine = queries.assignments_of(user)
        chosen = next((a for a in mine if not role or a.role == role), mine[0])
        return queries.actor_for(user, chosen, self.town.slug)

    def user(self, name: str) -> User:
        """Return a person by the name before the @."""
        return User.objects.get(email=f"{name}@{self.town.slug}.example")

    @cached_property
    def town_boards(self) -> dict[str, Board]:
        """The municipality's boards by code."""
        return {board.code: board for board in Board.objects.filter(municipality=self.town)}

    @cached_property
    def nobody(self) -> Actor:
        """Someone outside."""
        return Actor.public(self.town)

    @cached_property
    def sven(self) -> Actor:
        """Reads at the reception for children and young people."""
        return self._in("sven")

    @cached_property
    def siv(self) -> Actor:
        """Sven's deputy."""
        return self._in("siv")

    @cached_property
    def hanna(self) -> Actor:
        """Their head."""
        return self._in("hanna")

    @cached_property
    def vera(self) -> Actor:
        """Reads at the reception for adults."""
        return self._in("vera")

    @cached_property
    def anders(self) -> Actor:
        """Supports relatives."""
        return self._in("anders", "relatives")

    @cached_property
    def karin(self) -> Actor:
        """The coordinator."""
        return self._in("karin")

    @cached_property
    def rut(self) -> Actor:
        """The registrar."""
        return self._in("rut", "registrar")

    @cached_property
    def archive(self) -> Actor:
        """Rut in the archive."""
        return self._in("rut", "archive")

    @cached_property
    def isak(self) -> Actor:
        """IT."""
        return self._in("isak")

    @cached_property
    def sara(self) -> Actor:
        """The security manager."""
        return self._in("sara")

    @cached_property
    def lena(self) -> Actor:
        """Teaches."""
        return self._in("lena")


ROLES = ("sven", "siv", "hanna", "vera", "anders", "karin", "rut", "archive", "isak", "sara", "lena")
