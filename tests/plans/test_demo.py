"""The five towns' plans: laid up as anyone's, and the gaps that such plans have."""

from __future__ import annotations

import pytest

from forebygg.demo import loading
from forebygg.kit.actor import Actor
from forebygg.people.models import Municipality
from forebygg.plans import queries
from tests import make

GAPS = {
    "katrineholm": {"lapsed", "other-body", "picture", "no-due", "no-rights", "resources", "goals"},
    "tyreso": {"no-indicator", "no-owner", "no-due", "no-evidence", "follow-up-when", "no-end", "picture"},
    "vaxjo": {"no-indicator", "no-end", "no-evidence", "definition"},
    "vaggeryd": {"goals", "follow-up", "no-owner", "no-due", "definition"},
    "malmo": {"goals", "picture", "no-evidence", "no-rights"},
}


@pytest.fixture
def towns() -> dict[str, Municipality]:
    make.ship()
    loading.load_missing()
    return {town.slug: town for town in Municipality.objects.all()}


def test_each_plan_has_the_gaps_it_is_known_for(towns: dict[str, Municipality]) -> None:
    for slug, wanted in GAPS.items():
        viewer = Actor("staff", "x", towns[slug].pk, slug, permissions=frozenset({"plan.keep"}))
        page = queries.list_pages(viewer)[0]
        found = {gap.code for gap in queries.list_gaps(viewer, page)}
        assert wanted <= found, (slug, wanted - found)
        assert "faith-or-origin" not in found and "more-reports" not in found and "signs" not in found


def test_no_real_person_stands_in_them(towns: dict[str, Municipality]) -> None:
    for slug, town in towns.items():
        for page in queries.list_pages(Actor.public(town)):
            assert page.said.steward and "[namn]" not in str(page.said), slug
