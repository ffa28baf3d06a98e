"""A region's log and counters: fills an installation before it is measured. As the tables' owner, nobody at work."""

from __future__ import annotations

import os
import random
import sys
from collections import Counter as Tally
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forebygg.site.settings")
import django  # noqa: E402 - settings first

django.setup()

from django.db import connection, transaction  # noqa: E402

from forebygg.audit import chain, queries  # noqa: E402
from forebygg.audit import events as log  # noqa: E402
from forebygg.audit.models import Event, Seal  # noqa: E402
from forebygg.kit import calendar, clock  # noqa: E402
from forebygg.people.models import Municipality  # noqa: E402
from forebygg.situation.measures import MEASURES  # noqa: E402
from forebygg.situation.models import Counter  # noqa: E402

TOWNS, WORRIES = 290, 100_000
_BATCH = 5_000
_QUARTERS = 8


def fill(events: int) -> None:
    """Bring the installation to 290 municipalities, their counters of 100 000 worries, and so many events, chained."""
    rng = random.Random(290)
    with transaction.atomic():
        towns = _towns()
        _counters(rng, towns)
    _events(rng, [town.slug for town in towns], events)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _towns() -> list[Municipality]:
    missing = range(Municipality.objects.count(), TOWNS)
    Municipality.objects.bulk_create(
        Municipality(slug=f"kommun-{number}", name=f"Kommun {number}", short_name=f"Kommun {number}", colour="#005ea8")
        for number in missing
    )
    return list(Municipality.objects.order_by("pk"))


def _counters(rng: random.Random, towns: list[Municipality]) -> None:
    today, tally = clock.today(), Tally[tuple[int, str, str, str]]()
    quarters = [calendar.quarter(today - timedelta(days=92 * back)) for back in range(1, _QUARTERS + 1)]
    for _ in range(WORRIES):
        town, quarter = rng.choice(towns).pk, rng.choice(quarters)
        for measure, categories in MEASURES.items():
            if categories:
                tally[town, quarter, measure, rng.choice(categories)] += 1
    Counter.objects.bulk_create(
        (
            Counter(municipality_id=town, period=period, measure=measure, category=category, number=number)
            for (town, period, measure, category), number in tally.items()
        ),
        batch_size=_BATCH,
        ignore_conflicts=True,  # the demo has some of its own
    )


def _events(rng: random.Random, towns: list[str], number: int) -> None:
    """Every tenth event is the measured town's. Each batch is chained as the loop would have chained it."""
    heads: dict[tuple[str, int], tuple[int, str]] = {}
    begin, step = clock.now().replace(month=1, day=2), timedelta(seconds=20)
    for first in range(0, number, _BATCH):
        rows = [
            _event(rng, "vaxjo" if at % 10 == 0 else rng.choice(towns), begin + at * step)
            for at in range(first, min(first + _BATCH, number))
        ]
        with transaction.atomic():
            Seal.objects.bulk_create(_seals(Event.objects.bulk_create(rows), heads))


def _event(rng: random.Random, town: str, at: object) -> Event:
    return Event(
        at=at,
        municipality=town,
        kind=Event.Kind.READING,
        code=log.OPENED.code,
        actor_kind="staff",
        actor="Socialsekreteraren, Mottagningen barn och unga",
        user_key="1",
        assignment_key="1",
        about_kind="concerns.Concern",
        about=str(UUID(int=rng.getrandbits(128))),
    )


def _seals(rows: list[Event], heads: dict[tuple[str, int], tuple[int, str]]) -> Iterator[Seal]:
    hour = clock.hour(clock.now())
    for event in rows:
        key = (event.municipality, clock.local(event.at).year)
        if key not in heads:
            last = queries.last_seal(*key)
            heads[key] = (last.number, last.hash) if last else (0, chain.START)
        number, previous = heads[key]
        digest = chain.link(previous, queries.as_mapping(event))
        heads[key] = (number + 1, digest)
        yield Seal(municipality=key[0], year=key[1], number=number + 1, event=event.pk, hash=digest, sealed_at=hour)


if __name__ == "__main__":
    fill(int(sys.argv[1]))
