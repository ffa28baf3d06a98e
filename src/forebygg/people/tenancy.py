"""Rows belong to a municipality, and in closed rooms to a board. `scope` wraps each request and job."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self, TypeVar

from django.db import connection, models, transaction

from forebygg.kit.actor import Actor

M = TypeVar("M", bound=models.Model, covariant=True)


class TenantQuerySet(models.QuerySet[M]):
    """Rows of one municipality. `for_actor` is where every query of a tenant's rows begins."""

    def for_actor(self, actor: Actor) -> Self:
        """Keep the rows of the actor's municipality; none at all for an actor without one."""
        if actor.municipality_id is None:
            return self.none()
        return self.filter(municipality_id=actor.municipality_id)


class TenantModel(models.Model):
    """A row of one municipality."""

    municipality = models.ForeignKey("people.Municipality", models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        abstract = True


@contextmanager
def scope(actor: Actor) -> Iterator[None]:
    """Wrap a request or a job: on PostgreSQL one transaction with the municipality set for row security.

    On SQLite it does nothing. What must follow a commit (shredding, sending) is done by the loop only.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.municipality', %s, true)", [str(actor.municipality_id or "")])
        yield
