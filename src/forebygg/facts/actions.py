"""Loading what is shipped, and verifying what is local."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.facts import events, policies, queries
from forebygg.facts.models import Fact
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import Stale, WrongState, require

_COLUMNS = ("kind", "label", "value", "source", "certainty", "valid_until")


@transaction.atomic
def load_shipped(rows: Iterable[Mapping[str, Any]], *, by: Actor) -> int:
    """Bring the shipped facts up to date on every upgrade; local rows are never touched. Returns how many changed."""
    changed = 0
    for row in rows:
        defaults = {name: row.get(name) for name in _COLUMNS}
        key = {"code": row["code"], "municipality": None, "valid_from": date.fromisoformat(str(row["valid_from"]))}
        old = Fact.objects.filter(**key).first()
        if old is None:
            Fact.objects.create(**key, **defaults, origin="shipped")
        elif any(getattr(old, name) != value for name, value in defaults.items()):
            Fact.objects.filter(pk=old.pk).update(**defaults)
        else:
            continue
        changed += 1
    queries.forget()
    if changed:
        audit.record(events.CHANGED, about=None, by=by, detail={"shipped": changed})
    return changed


@transaction.atomic
def set_local(row: Mapping[str, Any], *, town: int, by: Actor) -> Fact:
    """Enter a municipality's own fact from today (or `valid_from`); the one before ends the day before."""
    draft = Fact(municipality_id=town)
    require(by.kind == "system" or policies.may_verify(by, draft), by, "fact", str(row["code"]))

    starts = date.fromisoformat(str(row.get("valid_from") or clock.today()))
    fact, _created = Fact.objects.update_or_create(
        code=row["code"],
        municipality_id=town,
        valid_from=starts,
        defaults={
            **{name: row[name] for name in ("kind", "label", "value")},
            "source": row.get("source", "Kommunen"),
            "certainty": Fact.Certainty.SURE,
            "origin": "local",
            "verified_on": row.get("verified_on", starts),
            "verified_by": row.get("verified_by", by.name),
            "wrong": False,
        },
    )
    queries.forget()

    audit.record(events.CHANGED, about=fact, by=by, detail={"code": fact.code})
    return fact


@transaction.atomic
def confirm_number(fact: Fact, number: str, *, shown: str, by: Actor) -> Fact:
    """Say that the number shown was tried today, or that it is another one. What was shipped becomes the municipality's
    own. Raises Stale when somebody has changed it since it was shown: nobody has tried that one.
    """
    fact = _fresh(fact)

    require(policies.may_verify(by, fact) and fact.kind == Fact.Kind.PHONE, by, "fact", fact.code)

    if fact.value.get("emergency"):
        raise WrongState(_("Nödnumren ändras inte här."))
    if shown != fact.value["number"]:
        raise Stale(fact)

    value = fact.value | {"number": number.strip() or fact.value["number"]}
    row = {"code": fact.code, "kind": fact.kind, "label": fact.label, "value": value, "source": fact.source}
    confirmed = set_local(row | {"verified_on": clock.today()}, town=by.municipality_id or 0, by=by)

    audit.record(events.VERIFIED, about=confirmed, by=by, detail={"code": fact.code})
    return confirmed


@transaction.atomic
def mark_wrong(fact: Fact, *, shown: str, by: Actor) -> None:
    """Take a wrong number off every page at once; emergency numbers stay. Raises Stale as `confirm_number`."""
    fact = _fresh(fact)

    require(policies.may_verify(by, fact), by, "fact", fact.code)

    if shown != fact.value.get("number", ""):
        raise Stale(fact)
    if fact.municipality_id is None:  # what ships is everybody's: the municipality's own row says that it is wrong here
        row = {"code": fact.code, "kind": fact.kind, "label": fact.label, "value": fact.value, "source": fact.source}
        fact = set_local(row | {"verified_on": fact.verified_on}, town=by.municipality_id or 0, by=by)
    fact.wrong = True
    fact.save(update_fields=["wrong"])
    queries.forget()

    audit.record(events.MARKED_WRONG, about=fact, by=by, detail={"code": fact.code})


def _fresh(fact: Fact) -> Fact:
    """Read it again; the municipality's own row is held. What was shipped is not changed here, so nobody holds it."""
    rows = Fact.objects.all() if fact.municipality_id is None else Fact.objects.select_for_update()
    return rows.get(pk=fact.pk)
