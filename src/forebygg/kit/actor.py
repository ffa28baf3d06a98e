"""Who is acting. Every action takes one as `by`, every query one as `viewer`; there is no way round."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from forebygg.kit import clock

Kind = Literal["staff", "public", "system"]


class HasTown(Protocol):
    """What an Actor needs to know of a municipality."""

    @property
    def pk(self) -> int: ...
    @property
    def slug(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one assignment, the public, or a timed job.

    `name` is a function ("Mottagningen barn och unga"), never a person's name: it is what the log shows.
    """

    kind: Kind
    name: str
    municipality_id: int | None = None
    municipality: str = ""
    user_id: int | None = None
    assignment_id: int | None = None
    board_id: int | None = None
    unit_id: int | None = None
    desk_ids: frozenset[int] = frozenset()
    role: str = ""
    permissions: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def public(cls, municipality: HasTown) -> Actor:
        """Someone outside, on the open web: we do not know who and do not try to find out."""
        return cls("public", "public", municipality.pk, municipality.slug)

    @classmethod
    def system(cls, job: str, municipality: HasTown | None = None) -> Actor:
        """A timed job. Without a municipality it may only do what concerns no municipality's rows."""
        if municipality is None:
            return cls("system", job)
        return cls("system", job, municipality.pk, municipality.slug)

    def may(self, permission: str) -> bool:
        """Say whether the current assignment carries the permission code."""
        return permission in self.permissions

    def moment(self) -> datetime:
        """The time to store for a deed of this actor: the public's are cut to the hour (see docs/threats.md)."""
        return clock.hour(clock.now()) if self.kind == "public" else clock.now()
