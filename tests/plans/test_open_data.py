"""What is published can be read by the programs of others: feedparser, rdflib, csv, json."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import feedparser
import pytest
import rdflib
from django.test import Client

from forebygg.kit import clock
from forebygg.plans import actions
from forebygg.plans.actions.progress import Come
from forebygg.plans.models import Plan
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.plans.making import plan

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.fixture
def found(cast: Cast) -> Plan:
    laid = plan(cast.karin)
    with clock.fixed(MOMENT + timedelta(hours=1)):
        actions.record_progress(laid, "d00002", Come("done", "Öppet alla lov <b>"), by=cast.karin)
    return laid


def test_the_feed_tells_what_was_decided_and_done(found: Plan) -> None:
    told = feedparser.parse(Client().get("/vaxjo/arbetet/flode.atom").content)
    assert not told.bozo and told.version == "atom10"
    assert [entry.title for entry in told.entries] == [
        "Håll ungdomsgården öppen på lov: Klar",
        "Plan mot extremism: Antagen av kommunfullmäktige",
    ]
    assert told.entries[0].summary == "Öppet alla lov &lt;b&gt;" and told.entries[0].id.startswith("urn:uuid:")
    assert told.entries[0].link.endswith(f"/vaxjo/arbetet/{found.slug}")


def test_a_draft_is_in_no_open_data(cast: Cast) -> None:
    hidden = plan(cast.karin, decided=None)
    assert feedparser.parse(Client().get("/vaxjo/arbetet/flode.atom").content).entries == []
    for path in ("plan.json", "atgarder.csv", "del", "skillnad"):
        assert Client().get(f"/vaxjo/arbetet/{hidden.slug}/{path}").status_code == 404
    assert hidden.slug not in Client().get("/vaxjo/arbetet/katalog.rdf").content.decode()


def test_the_catalogue_has_what_the_profile_demands(found: Plan) -> None:
    """Catalogue and data set: title, description, publisher; each file its address."""
    graph = rdflib.Graph().parse(data=Client().get("/vaxjo/arbetet/katalog.rdf").content, format="xml")
    (catalogue,) = graph.subjects(rdflib.RDF.type, DCAT.Catalog)
    (dataset,) = graph.objects(catalogue, DCAT.dataset)
    for thing in (catalogue, dataset):
        assert graph.value(thing, DCT.title).language == "sv" and graph.value(thing, DCT.description)
        publisher = graph.value(thing, DCT.publisher)
        assert graph.value(publisher, rdflib.FOAF.name) and graph.value(publisher, DCT.type)
    assert str(dataset).endswith(found.slug) and graph.value(dataset, DCAT.contactPoint)
    for file in graph.objects(dataset, DCAT.distribution):
        assert graph.value(file, DCAT.accessURL) and graph.value(file, DCT.license)
        address = str(graph.value(file, DCAT.downloadURL)).removeprefix("http://testserver")
        assert Client().get(address).status_code == 200


def test_json_and_csv_say_what_the_page_says(found: Plan) -> None:
    data = json.loads(Client().get(f"/vaxjo/arbetet/{found.slug}/plan.json").content)
    assert data["says"]["title"] == "Plan mot extremism" and data["valid_to"] == "2027-12-31"
    assert data["decisions"][0]["paragraph"] == "18" and "recorded_by" not in data["decisions"][0]
    rows = list(csv.reader(io.StringIO(Client().get(f"/vaxjo/arbetet/{found.slug}/atgarder.csv").content.decode())))
    assert rows[0][:2] == ["Kod", "Åtgärd"] and len(rows) == 4 and rows[2][6:8] == ["Klar", "Öppet alla lov <b>"]
    english = Client().get(f"/vaxjo/en/arbetet/{found.slug}/atgarder.csv").content.decode()
    assert english.startswith("Kod,Åtgärd")  # a machine reads the same heads whatever the visitor's language


def test_our_own_part(found: Plan) -> None:
    page = Client().get(f"/vaxjo/arbetet/{found.slug}/del").content.decode()
    assert "Fritidschefen" in page and "Skolchefen" in page
    part = Client().get(f"/vaxjo/arbetet/{found.slug}/del?vem=skolchefen").content.decode()
    assert "Utbilda lärare i samtal" in part and "ungdomsgården" not in part
    assert "Vilken verksamhet" in Client().get(f"/vaxjo/arbetet/{found.slug}/del?vem=okänd").content.decode()


@pytest.mark.parametrize("path", ["flode.atom", "katalog.rdf", "{slug}/plan.json", "{slug}/atgarder.csv"])
def test_open_data_is_one_thing_whatever_page_led_there(found: Plan, path: str) -> None:
    """No translation, no question in its addresses; any page on the web may read it; only Swedish addresses within."""
    path = path.format(slug=found.slug)
    plain = Client().get(f"/vaxjo/arbetet/{path}")
    other = Client().get(f"/vaxjo/en/arbetet/{path}?x=1")
    assert other.content == plain.content and b"/en/" not in other.content and b"x=1" not in other.content
    assert plain["Access-Control-Allow-Origin"] == "*" and plain["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Origin" not in Client().get(f"/vaxjo/arbetet/{found.slug}")


def test_the_feed_names_its_author_and_the_catalogue_where_one_turns(found: Plan) -> None:
    feed = feedparser.parse(Client().get("/vaxjo/arbetet/flode.atom").content)
    assert feed.feed.author == "Växjö (exempel)"
    assert b"/vaxjo/kontakt" in Client().get("/vaxjo/arbetet/katalog.rdf").content
    assert "asked" not in Client().get(f"/vaxjo/arbetet/{found.slug}/plan.json").json()["measures"][0]
