"""The walk over every sealed text: each room's texts are found, open where they lie, and a foreign seal shows."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from forebygg.concerns import actions as concerns
from forebygg.concerns.models import Concern
from forebygg.influence import actions as influence
from forebygg.influence.actions.consulting import Asked
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.envelope import Envelope
from forebygg.requests import actions as requests
from forebygg.routines import queries as routines
from forebygg.secrecy import walk
from forebygg.secrecy.models import DataKey
from tests import make
from tests.calls.test_calls import _begin
from tests.cast import Cast
from tests.concerns.test_hand_over import _hand
from tests.concerns.test_steps import TO_THE_WAY
from tests.plans import making
from tests.requests.asking import ask, only, test_it
from tests.requests.asking import fresh as again


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town(worries=True)


@pytest.fixture
def olga(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.user("olga"))
    client.get("/vaxjo/arbete/uppdrag")
    return client


def test_every_room_binds_its_texts_as_the_walk_expects(cast: Cast, olga: Client) -> None:
    """Worry, name, contact, message, note, reason, why untold, balancing, consent, call, request: all open."""
    row = make.concern(cast, who="Sixten")
    concerns.write_back(row, "Tack", by=cast.sven)
    concerns.note_work(make.fresh(row), "Ring igen", by=cast.sven)
    _hand(cast, make.fresh(row), "reception-21", "same-board")
    _begin(olga)
    make.yes(make.concern(cast), "relatives", cast.sven)
    walked = make.walk(cast, make.concern(cast), *TO_THE_WAY[:1])
    step = routines.standing(walked.run).position.step
    concerns.answer_step(walked, step=step.code, choice=TO_THE_WAY[1], reason="Därför", by=cast.sven)
    untold = {"state": "exempt", "exception": "gdpr-14-5-b", "day": clock.today(), "reason": "Ingen vet vem"}
    concerns.record_information(make.concern(cast), **untold, by=cast.sven)
    _ask(cast)
    _comment(cast)
    found = {f"{text.model._meta.label}.{text.column}" for text in walk.texts()}
    expected = {f"{model._meta.label}.{column}" for model, columns in walk.sealed_models() for column in columns}
    assert found == expected and len(expected) == 17
    tally = walk.tally()
    assert tally.opened == len(list(walk.texts())) and tally.gone == 0 and tally.damaged == []


def _comment(cast: Cast) -> None:
    draft = making.plan(cast.karin, decided=None).versions.get()
    asked = Asked("Vad saknas?", clock.today(), clock.today())
    out = influence.open_consultation(draft, asked, by=cast.karin)
    influence.send_comment(out, "head", "Mer ljus", uuid4(), by=Actor.public(cast.town))


def _ask(cast: Cast) -> None:
    asked = ask(cast, make.concern(cast), words="Kan jag få se?", way="address", address="Gatan 1")
    test_it(only(asked), "part", passages=["film"], by=cast.sven)
    requests.decide_request(again(asked), reasons="Därför", reservation="Sprid inte", by=cast.hanna)


def test_a_text_without_its_key_and_a_moved_one(cast: Cast) -> None:
    """The one reads as disposed of, the other is said to be wrong: by model, column and row, never by its words."""
    kept, moved = make.concern(cast), make.concern(cast)
    before = walk.tally()
    DataKey.objects.filter(uid=kept.key).delete()
    body = kept.what_happened.body
    Concern.objects.filter(pk=moved.pk).update(what_happened=Envelope(moved.key, body))
    after = walk.tally()
    assert after.gone >= before.gone + 1
    assert after.damaged == [f"concerns.Concern.what_happened {moved.uid}"]
