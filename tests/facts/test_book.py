"""What is so in a municipality: its own over what was shipped, and what was shipped in memory once."""

from __future__ import annotations

from uuid import uuid4

from forebygg.facts import queries
from forebygg.facts.models import Fact
from tests import make


def test_one_copy_for_all_and_ones_own_first() -> None:
    """Two municipalities share what was shipped, as the same objects; what one changes is its own alone."""
    make.ship()
    here, there = make.town().town.pk, make.town("grannby").town.pk
    own = Fact.objects.filter(municipality=None, kind=Fact.Kind.PHONE).order_by("code")[0]
    code = own.code
    own.pk, own.uid, own.municipality_id, own.origin = None, uuid4(), here, "local"
    own.save(force_insert=True)
    queries.forget()
    mine, theirs, shipped = queries.book(here).facts, queries.book(there).facts, queries.book(None).facts
    assert mine[code].municipality_id == here and theirs[code] is shipped[code]
    assert all(row is shipped[name] for name, row in theirs.items() if row.municipality_id is None)
    assert sum(row.municipality_id is None for row in theirs.values()) > 50
