"""Rows belong to a municipality, and in closed rooms to a board. `scope` wraps each request and job."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Self, TypeVar

from django.db import connection, models, transaction

from forebygg.kit import clock
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


# Whom the rows are shown to just now, in this thread or task. Empty is nobody: nothing is there.
_now_for: ContextVar[Actor | None] = ContextVar("forebygg_now_for", default=None)
_is_beyond: ContextVar[bool] = ContextVar("forebygg_is_beyond", default=False)
_NOBODY = Actor("public", "nobody")
_BEYOND = "SELECT set_config('app.beyond', %s, true)"
_BECOME = """SELECT set_config('app.municipality', %s, true), set_config('app.town', %s, true),
    set_config('app.kind', %s, true), set_config('app.desks', %s, true), set_config('app.assignment', %s, true),
    set_config('app.user', %s, true), set_config('app.now', %s, true), set_config('app.reach', %s, true)"""


@contextmanager
def scope(actor: Actor) -> Iterator[None]:
    """Wrap a request or a job: on PostgreSQL one transaction, in which row security shows this actor's rows.

    On SQLite it does nothing. What must follow a commit (shredding, sending) is done by the loop only.
    """
    if connection.vendor != "postgresql":
        yield
        return
    whole = not connection.in_atomic_block  # what is set in a transaction ends with it
    with transaction.atomic():
        before = _now_for.get()
        become(actor)
        try:
            yield
        finally:
            _now_for.set(before)
            if not whole and _can_be_told():
                _tell(before or _NOBODY)


def become(actor: Actor) -> None:
    """Go on as somebody else inside a scope: whoever was recognised."""
    if connection.vendor == "postgresql":
        _now_for.set(actor)
        _tell(actor)


def _tell(actor: Actor) -> None:
    desks = "{" + ",".join(str(desk) for desk in sorted(actor.desk_ids)) + "}"
    given = (
        str(actor.municipality_id or ""),
        actor.municipality,
        actor.kind,
        desks,
        str(actor.assignment_id or ""),
        str(actor.user_id or ""),
        clock.now().isoformat(),
        "",
    )
    with connection.cursor() as cursor:
        cursor.execute(_BECOME, given)


def _can_be_told() -> bool:
    """A transaction with a fault takes no more statements; its rollback takes back what was set in it."""
    return not connection.needs_rollback and connection.connection.info.transaction_status.name != "INERROR"


@contextmanager
def beyond() -> Iterator[None]:
    """Reach past the actor's own circles, within the municipality: to hand over, to count, to end. A deed or a query
    that has judged by itself says so here; a house test lists who does. On SQLite it does nothing, and nor does it for
    anybody but staff, whom alone the circles hold in the database."""
    is_staff = (_now_for.get() or _NOBODY).kind == "staff"
    if connection.vendor != "postgresql" or not is_staff or not connection.in_atomic_block or _is_beyond.get():
        yield  # one inside another ends with the outer one
        return
    with connection.cursor() as cursor:
        cursor.execute(_BEYOND, ["on"])
    _is_beyond.set(True)
    try:
        yield
    finally:
        _is_beyond.set(False)
        if _can_be_told():
            with connection.cursor() as cursor:
                cursor.execute(_BEYOND, [""])


@contextmanager
def everywhere() -> Iterator[None]:
    """See every municipality's rows for a while: figures of the machine, for whoever bears its token."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.reach', 'everywhere', true)")
        try:
            yield
        finally:
            if _can_be_told():
                cursor.execute("SELECT set_config('app.reach', '', true)")


def reach_everywhere() -> None:
    """Let this process see every municipality's rows outside a scope: the loop and the operator's commands, never a
    process that answers a request. Inside a scope they see that actor's."""
    if connection.vendor == "postgresql":
        connection.settings_dict["OPTIONS"]["options"] = "-c app.reach=everywhere"  # for connections to come
        if connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('app.reach', 'everywhere', false)")
