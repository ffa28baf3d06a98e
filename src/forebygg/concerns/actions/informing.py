"""Whether the person a worry is about was told: written down by the receiver, without a name."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.concerns import events, periods, policies, queries
from forebygg.concerns.models import Concern, Information
from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.secrecy.actions import Sealer

State = Information.State


@transaction.atomic
def record_information(  # noqa: PLR0913 - what the law asks to be known
    concern: Concern, *, state: str, day: date, exception: str = "", reason: str = "", by: Actor
) -> Information:
    """Write that the person was told, that an exception applies and why (sealed), or by which day it will be done.

    By the desk that has it, also when it has ended here: the duty outlives the text.
    """
    concern = lock(concern)

    require(policies.may_inform(by, concern), by, "concern", concern.reference)

    _require_sound(concern, state, day, exception if state == State.EXEMPT else "", reason)
    sealer = Sealer.resume(concern.board, concern.key)
    if sealer is None:
        raise WrongState(_("Texten är gallrad."))

    known = Information.objects.filter(concern=concern).first()
    row = known or Information(concern=concern, uid=uuid4())
    row.state, row.day, row.function, row.at = state, day, by.name, clock.now()
    row.exception = exception if state == State.EXEMPT else ""
    row.reason = sealer.seal(queries.reason_place(by, row), reason.strip()) if reason.strip() else None
    if known:
        row.save(update_fields=["state", "day", "function", "at", "exception", "reason"])
    else:
        row.save(force_insert=True)
    change(concern)

    audit.record(events.INFORMED, about=concern, by=by, detail={"state": state, "exception": row.exception})
    return row


def _require_sound(concern: Concern, state: str, day: date, exception: str, reason: str) -> None:
    book, today = facts.book(concern.municipality_id), clock.today()
    last = periods.information_due(concern.received_at, book.value("information-months"))
    if concern.kind != Concern.Kind.WORRY or state not in State.values:
        raise WrongState(_("Det här handlar inte om en person."))
    if state == State.EXEMPT and (exception not in book.words("information-exceptions") or not reason.strip()):
        raise WrongState(_("Välj vilket undantag som gäller, och skriv varför. En mening räcker."))
    if state == State.LATER and not today <= day <= last:
        raise WrongState(_("Lagen ger högst en månad. Välj en dag inom den tiden, eller ett undantag."))
    if state != State.LATER and not clock.local(concern.received_at).date() <= day <= today:
        raise WrongState(_("Skriv en dag som har varit, sedan oron kom in."))


def open_duty(concern: Concern, *, by: Actor) -> None:
    """Taken over, and nothing is said: from now on it waits on "Idag" of the desk. Inside the deed that ends it."""
    if concern.kind == Concern.Kind.WORRY:
        months = facts.value("information-months", municipality=concern.municipality_id)
        last = periods.information_due(concern.received_at, months)
        waiting = {"state": State.LATER, "day": last, "function": by.name, "at": clock.now()}
        Information.objects.get_or_create(concern=concern, defaults=waiting)
