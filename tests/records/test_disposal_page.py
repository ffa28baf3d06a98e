"""The archive function enters a decision by its page, and from then on it is the one in force."""

from __future__ import annotations

from forebygg.people import queries as people
from forebygg.records import queries
from tests import make


def test_a_decision_is_entered_by_the_page() -> None:
    """Board and rule can be chosen; a day in the future cannot."""
    make.ship()
    cast = make.town()
    client = make.sign_in(cast, "rut")
    archive = next(a for a in people.assignments_of(cast.user("rut")) if a.role == "archive")
    client.post("/vaxjo/arbete/uppdrag", {"assignment": str(archive.uid)})
    form = {"board": "sn", "rule": "case", "body": "Socialnämnden", "paragraph": "§ 7", "days": "20"}
    page = client.post("/vaxjo/arbete/gallring", form | {"decided_on": "2026-11-01"})
    assert page.status_code == 302, page.content.decode()
    board = cast.town_boards["sn"]
    found = queries.decision_in_force(board.pk, "case")
    assert found is not None and (found.days, found.paragraph) == (20, "§ 7")
    assert "<optgroup" not in client.get("/vaxjo/arbete/gallring").content.decode()
