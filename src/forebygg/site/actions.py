"""Opening and shutting real intake, and letting in by custody: deeds of the frame, since only here all meets."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import Stale, WrongState, require
from forebygg.notices import actions as notices
from forebygg.people import actions as people
from forebygg.people import queries as towns
from forebygg.people.models import Municipality
from forebygg.people.tenancy import scope
from forebygg.records import actions as records
from forebygg.site import opening

# A desk without a reader shows numbers by itself, and an untried number its date: neither shuts the whole intake.
# Whoever has no second step yet reads nothing, so somebody new does not shut it either.
_SOFT = frozenset({"staffing", "numbers", "sign-in"})


@transaction.atomic
def approve_opening(seen: str, *, by: Actor) -> None:
    """Approve the list that was seen. Raises Stale when a line has changed since, WrongState while one is missing."""
    require(opening.may_approve(by), by, "opening")

    page = opening.compose(by)
    if seen != page.hash:
        raise Stale(page)
    if not page.is_whole:
        raise WrongState(_("Alla rader är inte klara."))

    records.approve_list(page.hash, by=by)


@transaction.atomic
def open_intake(*, by: Actor) -> None:
    """Open real intake. Raises WrongState with the reason while the list is not whole and approved."""
    require(by.may("opening.edit"), by, "opening")

    if reason := opening.why_shut(by):
        raise WrongState(reason)

    people.set_intake(towns.town_of(by), is_open=True, by=by)


@transaction.atomic
def shut_intake(*, by: Actor) -> None:
    """Shut real intake at once: the form shows numbers instead."""
    require(by.may("opening.edit"), by, "opening")

    people.set_intake(towns.town_of(by), is_open=False, by=by)


@transaction.atomic
def let_in_by_custody(town: Municipality, *, name: str, email: str, unit: str) -> str:
    """Let one person of IT in, on the word of two custodians of the master key. Returns the first password.

    Data protection and the heads are told at once: whoever did not expect it can ask. The deed is logged by `people`.
    """
    by = Actor.system("custody", town)
    password = people.let_in_by_custody(name=name, email=email, unit=unit, by=by)
    told = [*towns.reach_role(by, "data-protection"), *towns.reach_role(by, "head")]
    reason = f"let-in-by-custody:{town.slug}:{clock.now().isoformat(timespec='seconds')}"
    notices.tell(told, "site/let-in-by-custody", by=by, reason=reason, urgent=True)
    return password


def watch_opening() -> int:
    """Shut intake where a document or a decision no longer stands, and tell the coordinator; the loop calls hourly."""
    shut = 0
    for town in towns.towns():
        by = opening.system_reader(town)
        if not town.intake_open:
            continue
        with scope(by), transaction.atomic():
            lines = [line for line in opening.compose(by).lines if not line.is_ready and line.code not in _SOFT]
            if lines:
                shut_intake(by=by)
                desk = towns.reader(by, "question", adult=False)
                reason = f"intake-shut:{town.slug}:{lines[0].code}:{lines[0].dated}"
                notices.tell(towns.reach(desk), "site/intake-shut", by=by, reason=reason, urgent=True)
                shut += 1
    return shut
