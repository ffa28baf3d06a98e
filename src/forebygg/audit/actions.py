"""Writing to the log: inside the transaction of the deed it tells of, or in one of its own for a refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.db import models, transaction
from django.forms import ModelForm

from forebygg.audit import chain, events, queries
from forebygg.audit.events import EventCode
from forebygg.audit.models import Event, Seal
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound, require

_BATCH = 500


class HasUid(Protocol):
    """Anything the log may speak of."""

    uid: Any


def record(code: EventCode, *, about: HasUid | None, by: Actor, detail: Mapping[str, Any] | None = None) -> None:
    """Write down a deed. `detail` holds codes and functions, never a text about anyone."""
    _write(Event.Kind.DEED, code, about, by, detail)


def saw(about: HasUid, *, by: Actor, what: str = "") -> None:
    """Write down that something secret was opened. The public's own readings are not logged."""
    if by.kind != "public":
        _write(Event.Kind.READING, events.OPENED, about, by, {"what": what} if what else None)


def refused(error: NotFound) -> None:
    """Write down a refusal, after the refused deed was rolled back."""
    with transaction.atomic():
        _write(Event.Kind.REFUSAL, events.REFUSED, None, error.by, {"what": error.what})


def _write(
    kind: Event.Kind, code: EventCode, about: HasUid | None, by: Actor, detail: Mapping[str, Any] | None
) -> None:
    Event.objects.create(
        at=by.moment(),
        municipality=by.municipality,
        kind=kind,
        code=code.code,
        actor_kind=by.kind,
        actor=by.name[:120],
        user_key=str(by.user_id or ""),
        assignment_key=str(by.assignment_id or ""),
        about_kind=about._meta.label if isinstance(about, models.Model) else "",
        about=str(about.uid) if about is not None else "",
        detail=dict(detail or {}),
    )


@transaction.atomic
def save_edit(form: ModelForm[Any], *, by: Actor, event: EventCode, may: Callable[[Actor, Any], bool]) -> Any:
    """Save a plain register form: checks, saves the changed fields, logs which they were (fields, not values)."""
    row = form.instance
    require(may(by, row), by, event.code)

    new = row.pk is None
    row = form.save(commit=False)
    if new:
        row.save(force_insert=True)
    elif form.changed_data:
        row.save(update_fields=form.changed_data)

    record(event, about=row, by=by, detail={"fields": sorted(form.changed_data)})
    return row


def seal_events(*, everywhere: bool = False) -> int:
    """Chain what was committed since last time; called by the minute loop. Returns how many were sealed.

    Once a day it looks everywhere in the log, which grows for years.
    """
    sealed = some = _seal_some(everywhere)
    while some == _BATCH:
        some = _seal_some(everywhere)
        sealed += some
    return sealed


@transaction.atomic
def _seal_some(everywhere: bool) -> int:
    heads: dict[tuple[str, int], tuple[int, str]] = {}
    seals = []
    for event in queries.unsealed(_BATCH, everywhere=everywhere):
        key = (event.municipality, clock.local(event.at).year)
        if key not in heads:
            last = queries.last_seal(*key)
            heads[key] = (last.number, last.hash) if last else (0, chain.START)
        number, previous = heads[key]
        digest = chain.link(previous, queries.as_mapping(event))
        heads[key] = (number + 1, digest)
        hour = clock.hour(clock.now())
        seals.append(
            Seal(municipality=key[0], year=key[1], number=number + 1, event=event.pk, hash=digest, sealed_at=hour)
        )
    Seal.objects.bulk_create(seals)
    return len(seals)
