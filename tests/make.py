"""Things with good defaults, made through actions where that is cheap."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.test import Client

from forebygg.concerns import actions as concerns
from forebygg.concerns.models import Concern
from forebygg.concerns.reports import Report
from forebygg.demo import loading
from forebygg.facts import actions as facts
from forebygg.facts import shipping
from forebygg.kit import clock, references
from forebygg.kit.actor import Actor
from forebygg.people import queries as people
from forebygg.people.models import Municipality
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy import shipping as doors
from tests import ground
from tests.cast import Cast

BY = Actor.system("test")


def ship() -> None:
    """Load what ships: facts and doors."""
    with ground.laid_once("shipped") as is_laid:
        if not is_laid:
            facts.load_shipped(shipping.rows(), by=BY)
            secrecy.load_shipped_doors(doors.rows(), by=BY)


def sign_in(cast: Cast, name: str, client: Client | None = None) -> Client:
    """Return a client that sits at the desk now; the same one again when its session has ended with the clock."""
    client = client or Client()
    client.logout()
    client.force_login(cast.user(name))
    client.get(f"/{cast.town.slug}/arbete/uppdrag")
    return client


def town(slug: str = "vaxjo", *, decisions: bool = True, worries: bool = False, plan: bool = False) -> Cast:
    """Found a municipality from the first town file, under another name when asked."""
    with ground.laid_once(f"town {slug} {decisions=} {worries=} {plan=}") as is_laid:
        if not is_laid:
            loading.load(_data(slug, decisions=decisions, worries=worries) | {"plan": plan})
    people.forget_towns()
    return Cast(Municipality.objects.get(slug=slug))


def _data(slug: str, *, decisions: bool, worries: bool) -> dict[str, Any]:
    data = next((d for d in loading.files() if d["town"]["slug"] == slug), None) or next(iter(loading.files()))
    if not worries:
        data = data | {"worries": [], "own": [], "year": [], "breaches": []}
    if not decisions:
        data = data | {"decisions": data["decisions"] | {"rules": {}}}
    organisation = dict(data["town"])
    if slug != organisation["slug"]:
        staff = [person | {"email": person["email"].replace("@vaxjo", f"@{slug}")} for person in organisation["staff"]]
        organisation |= {"slug": slug, "name": slug.title(), "short_name": slug.title(), "staff": staff}
    return data | {"town": organisation}


def report(**changes: Any) -> Report:
    """A worry about a child, on the web."""
    values: dict[str, Any] = {
        "kind": "worry",
        "channel": "web",
        "age_band": "under-18",
        "what": "Han visade en film där någon blev slagen.",
        "who": "",
        "writer": {"danger": "no", "relation": "family", "reply": "code"},
        "code": references.receipt_code(),
        "submission": uuid4(),
    }
    return Report(**(values | changes))


def concern(cast: Cast, **changes: Any) -> Concern:
    """A registered worry."""
    return concerns.register_concern(report(**changes), by=cast.nobody)


def yes(row: Concern, to: str, by: Actor) -> None:
    """Somebody said yes to giving a part to a receiver."""
    receiver = people.get_receiver(by, to)
    concerns.record_consent(fresh(row), giver="self", to=receiver, about="Det.", until=clock.today(), by=by)


def fresh(row: Concern) -> Concern:
    """The same concern as it lies in the database now."""
    return Concern.objects.get(pk=row.pk)


def walk(cast: Cast, row: Concern, *choices: str, by: Actor | None = None) -> Concern:
    """Answer the steps where the routine stands, one after the other."""
    from forebygg.routines import queries as routines

    for choice in choices:
        row = fresh(row)
        step = routines.standing(row.run).position.step
        row = concerns.answer_step(row, step=step.code, choice=choice, reason="", by=by or cast.sven)
    return fresh(row)


DAY = date(2026, 11, 20)


def forget() -> None:
    """Forget what lies in memory between requests."""
    from forebygg.facts import queries as facts_
    from forebygg.records import queries as records
    from forebygg.secrecy import keys

    facts_.forget()
    keys.forget()
    records.forget()
    people.forget_towns()


def rehearse(run: Any, choice: str, *, by: Actor) -> None:
    """Answer the step where a rehearsal stands."""
    from forebygg.routines import actions as walking
    from forebygg.routines import queries as routines

    step = routines.standing(run).position.step
    walking.answer_rehearsal(run, step=step.code, choice=choice, by=by)


def rehearse_to_the_end(run: Any, *, by: Actor) -> None:
    """Answer with the last choice until the rehearsal has ended."""
    from forebygg.routines import flow
    from forebygg.routines import queries as routines

    while (standing := routines.standing(run)).position.step is not None:
        rehearse(run, flow.allowed(standing.chart, standing.position)[-1].code, by=by)
        run.refresh_from_db()
        if run.ended_at:
            return
