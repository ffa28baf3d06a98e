"""The condition "inside this row's circle", written by hand: every list, count and page asks it, and put together from
its parts anew each time it cost more than the lists themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F
from django.db.models.expressions import BaseExpression
from django.db.models.sql.compiler import SQLCompiler

from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.secrecy.models import Circle, CircleMember, Exclusion

_CIRCLES, _MEMBERS, _EXCLUSIONS = (model._meta.db_table for model in (Circle, CircleMember, Exclusion))


class Inside(Expression):
    """True where a staff actor is inside the circle whose id a column holds, at the moment this is made.

    `policies.is_inside` says the same of one circle in Python, and row security says it again by itself; a test holds
    the three against each other.
    """

    conditional = True

    def __init__(self, actor: Actor, column: str) -> None:
        super().__init__(output_field=BooleanField())
        self.column: BaseExpression | F = F(column)
        self.actor, self.now = actor, clock.now()

    def get_source_expressions(self) -> list[Any]:
        """Return what Django must find the table of."""
        return [self.column]

    def set_source_expressions(self, exprs: Iterable[Any]) -> None:
        """Take it back, found."""
        (self.column,) = exprs

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Write it: of the circle's board, let in at a desk or in the assignment, now, and not shut out."""
        column, params = compiler.compile(self.column)  # type: ignore[arg-type]
        now = connection.ops.adapt_datetimefield_value(self.now)
        desks = sorted(self.actor.desk_ids)
        let_in = "m.assignment = %s"
        if desks:
            let_in = f"({let_in} OR m.desk_id IN ({', '.join(['%s'] * len(desks))}))"
        sql = f"""EXISTS (SELECT 1 FROM {_CIRCLES} c JOIN {_MEMBERS} m ON m.circle_id = c.id
            WHERE c.id = {column} AND c.municipality_id = %s AND c.board_id = %s
            AND c.starts <= %s AND (c.ends IS NULL OR c.ends > %s) AND (m.ends IS NULL OR m.ends > %s) AND {let_in}
            AND NOT EXISTS (SELECT 1 FROM {_EXCLUSIONS} x WHERE x.circle_id = c.id AND x.user_id = %s))"""  # noqa: S608 - names of ours and places for values
        # No assignment, board or user is number 0; a null would match nothing or, turned round, everything.
        whose = [self.actor.municipality_id or 0, self.actor.board_id or 0]
        return sql, [*params, *whose, now, now, now, self.actor.assignment_id or 0, *desks, self.actor.user_id or 0]
