"""Breaches with their reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from forebygg.breaches import deadlines, policies
from forebygg.breaches.deadlines import Due
from forebygg.breaches.models import Breach
from forebygg.facts import queries as facts
from forebygg.facts.queries import Book
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound, require


@dataclass(frozen=True, slots=True)
class Row:
    """A breach, the reports it asks for, and those not sent yet."""

    breach: Breach
    reports: list[Due]

    @property
    def unsent(self) -> list[Due]:
        """Return the reports that are still to be sent, the first due first."""
        return [report for report in self.reports if report.filing is None]


def book_of(breach: Breach) -> Book:
    """Return what was so on the day a breach was found: its deadlines do not move when the law does."""
    return facts.book(breach.municipality_id, clock.local(breach.discovered_at).date())


def list_breaches(viewer: Actor) -> list[Row]:
    """Return the municipality's breaches, newest first."""
    require(policies.may_handle(viewer), viewer, "breach")
    return _rows(viewer)


def get_breach(viewer: Actor, uid: UUID) -> Row:
    """Return one. Raises NotFound."""
    require(policies.may_handle(viewer), viewer, "breach")
    breach = Breach.objects.for_actor(viewer).prefetch_related("filings").filter(uid=uid).first()
    if breach is None:
        raise NotFound(viewer, "breach")
    return row_of(breach)


def waiting_for(viewer: Actor) -> list[Row]:
    """Return the breaches of which a report is still to be sent: for "Idag", and for the loop that reminds."""
    return [row for row in _rows(viewer) if row.unsent]


def row_of(breach: Breach) -> Row:
    """Return a breach with its reports."""
    filings = {filing.step: filing for filing in breach.filings.all()}
    return Row(breach, deadlines.reports(breach, filings, book_of(breach)))


def _rows(viewer: Actor) -> list[Row]:
    found: Iterable[Breach] = Breach.objects.for_actor(viewer).prefetch_related("filings")
    return [row_of(breach) for breach in found.order_by("-discovered_at", "-id")[:200]]  # type: ignore[attr-defined]
