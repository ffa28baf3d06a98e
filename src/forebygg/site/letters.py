"""The weekly mail behind Måndagsbrevet: how many things, never which."""

from __future__ import annotations

from forebygg.kit import calendar, clock
from forebygg.kit.actor import Actor
from forebygg.notices import actions as notices
from forebygg.people import queries as people
from forebygg.people import roles
from forebygg.people.models import Municipality
from forebygg.people.tenancy import scope
from forebygg.site import monday


def send_monday_letters() -> int:
    """On the week's first working day, tell each coordinator's desk once. Nobody absent is written to."""
    day = clock.today()
    if day != monday.working_days(day)[0]:
        return 0
    return sum(_send(town) for town in people.towns())


def _send(town: Municipality) -> int:
    year, week = calendar.year_and_week(clock.today())
    by = Actor.system("monday", town)
    with scope(by):
        desk = people.reader(by, "question", adult=False)
        reader = Actor(
            "system",
            "monday",
            town.pk,
            town.slug,
            board_id=desk.unit.board_id,
            desk_ids=frozenset([desk.pk]),
            permissions=roles.permissions("coordinator"),
        )
        template = "site/monday-things" if monday.compose(reader).things else "site/monday-nothing"
        return notices.tell(
            people.reach(desk), template, by=by, reason=f"monday:{town.slug}:{year}-{week}", urgent=True
        )
