"""A plan's life: drafted, decided, prolonged, repealed; what is decided never changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from forebygg.kit import clock
from forebygg.kit.errors import NotAllowed, NotFound, Stale, WrongState
from forebygg.plans import actions, content, examples, queries
from forebygg.plans.actions.deciding import Decided
from forebygg.plans.actions.progress import Come
from forebygg.plans.actions.writing import About
from forebygg.plans.models import Plan, PlanVersion, Progress
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.plans.making import plan, said


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _version(found: Plan) -> PlanVersion:
    version = found.versions.order_by("-number").first()
    assert version is not None
    return version


def test_a_draft_is_written_until_it_is_decided(cast: Cast) -> None:
    found = plan(cast.karin, decided=None)
    actions.write_draft(_version(found), replace(said(), title="Ny titel"), by=cast.karin)
    assert queries.open_plan(cast.karin, uid=found.uid).said.title == "Ny titel"
    found.refresh_from_db()
    actions.record_decision(found, Decided("adopted", "kommunstyrelsen", "2026-10"), by=cast.karin)
    with pytest.raises(WrongState):
        actions.write_draft(_version(found), said(), by=cast.karin)


def test_a_new_version_leaves_the_decided_one_as_it_was(cast: Cast) -> None:
    found = plan(cast.karin)
    draft = actions.begin_draft(found, by=cast.karin)
    actions.write_draft(draft, replace(said(), title="Nästa plan"), by=cast.karin)
    page = queries.open_plan(cast.karin, uid=found.uid)
    assert (page.said.title, page.draft and page.draft.number) == ("Plan mot extremism", 2)
    assert queries.open_plan(cast.nobody, slug=found.slug).draft is None
    found.refresh_from_db()
    with pytest.raises(WrongState):
        actions.begin_draft(found, by=cast.karin)
    revised = Decided("revised", "kommunfullmäktige", "2026-11-02")
    with pytest.raises(WrongState, match="Gäller beslutet utkastet"):
        actions.record_decision(found, revised, by=cast.karin)
    actions.record_decision(found, replace(revised, day="2023-05"), by=cast.karin)
    assert queries.open_plan(cast.nobody, slug=found.slug).said.title == "Plan mot extremism"
    actions.move_version(_version(found), "proposed", by=cast.karin)
    found.refresh_from_db()
    actions.record_decision(found, revised, by=cast.karin)
    assert queries.open_plan(cast.nobody, slug=found.slug).said.title == "Nästa plan"
    assert content.read(PlanVersion.objects.get(plan=found, number=1).content).title == "Plan mot extremism"


def test_one_open_version_a_plan_the_database_says_so_too(cast: Cast) -> None:
    found = plan(cast.karin, decided=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanVersion.objects.create(
            municipality=found.municipality, plan=found, number=9, content={}, made_at=MOMENT, made_by="x"
        )


def test_an_extension_by_another_body_is_seen_and_moves_the_last_day(cast: Cast) -> None:
    found = plan(cast.karin)
    actions.record_decision(found, Decided("extended", "kommunstyrelsen", "2026-11-04", valid_to="2028"), by=cast.karin)
    page = queries.open_plan(cast.nobody, slug=found.slug)
    assert page.standing.valid_to.isoformat() == "2028-12-31"
    assert page.standing.prolonged_by_other and page.standing.prolonged_by_other.body == "kommunstyrelsen"


def test_what_cannot_be_decided(cast: Cast) -> None:
    found = plan(cast.karin, decided=None)
    for wrong in (
        Decided("extended", "kommunstyrelsen", "2026"),
        Decided("adopted", " "),
        Decided("adopted", "kf", "i våras"),
        Decided("adopted", "kf", "2026-02-31"),
        Decided("adopted", "kf", valid_from="2027", valid_to="2026"),
    ):
        with pytest.raises(WrongState):
            actions.record_decision(found, wrong, by=cast.karin)
    found.refresh_from_db()
    assert found.standing == Plan.Standing.DRAFT


def test_repealed_is_still_there_to_read(cast: Cast) -> None:
    found = plan(cast.karin)
    actions.record_decision(found, Decided("repealed", "kommunfullmäktige", "2026-11-10"), by=cast.karin)
    assert queries.open_plan(cast.nobody, slug=found.slug).standing.is_repealed


def test_how_far_a_measure_has_come_is_added_never_changed(cast: Cast) -> None:
    found = plan(cast.karin)
    areas = {
        row.measure.code: row.look for area in queries.open_plan(cast.karin, uid=found.uid).areas for row in area.rows
    }
    assert areas == {"d00001": "late", "d00002": "none", "d00003": "none"}
    actions.record_progress(found, "d00001", Come("under-way", "Hälften har gått"), by=cast.karin)
    found.refresh_from_db()
    with clock.fixed(MOMENT.replace(month=12)):
        actions.record_progress(found, "d00001", Come("done", "Alla har gått", "Korta pass fungerar"), by=cast.karin)
        page = queries.open_plan(cast.karin, uid=found.uid)
    assert [area.done for area in page.areas] == [1, 0, 0] and page.late == []
    assert [row.status for row in queries.list_progress(found, "d00001")] == ["done", "under-way"]
    with pytest.raises(WrongState):
        actions.record_progress(Plan.objects.get(pk=found.pk), "ffffff", Come("done"), by=cast.karin)
    with pytest.raises(WrongState):
        actions.record_progress(Plan.objects.get(pk=found.pk), "d00002", Come("nästan"), by=cast.karin)
    assert Progress.objects.count() == 2


def test_two_stewards_at_once_and_both_texts_survive(cast: Cast) -> None:
    """The second sees that it changed, and what they typed."""
    found = plan(cast.karin, decided=None)
    karin = make.sign_in(cast, "karin")
    address = f"/vaxjo/arbete/plan/{found.uid}/utkast/goals/c00001"
    old = _version(found).version
    assert karin.post(address, {"version": old, "text": "Karins mål"}).status_code == 302
    answer = karin.post(address, {"version": old, "text": "Saras alldeles egna mål för arbetet"})
    assert answer.status_code == 409 and "Saras alldeles egna mål" in answer.content.decode()
    assert queries.open_plan(cast.karin, uid=found.uid).said.goals[0].text == "Karins mål"


def test_the_draft_part_by_part(cast: Cast) -> None:
    karin = make.sign_in(cast, "karin")
    answer = karin.post("/vaxjo/arbete/plan/ny", {"title": "Vår plan", "kind": "Handlingsplan"})
    draft = answer.headers["Location"]
    found = Plan.objects.get()
    for part, given in (
        ("areas", {"name": "Skolan", "responsible": "Skolchefen"}),
        ("goals", {"text": "färre värvas", "indicator": "enkät", "value": "4 av 10", "target": "6 av 10"}),
        ("groups", {"text": "Elever på gymnasiet"}),
        ("terms", {"term": "extremism", "text": "våld för en idé"}),
    ):
        given |= {"version": str(_version(found).version)}
        assert karin.post(f"{draft}/{part}", given).status_code == 302, part
    area = queries.open_plan(cast.karin, uid=found.uid).said.areas[0].code
    measure = {"text": "Utbilda", "area": area, "level": "universal", "due": "2027-05", "ground": "Enkäten 2025"}
    assert karin.post(f"{draft}/measures", measure | {"due": "snart"}).status_code == 422
    karin.post(f"{draft}/measures", measure | {"version": str(_version(found).version)})
    made = queries.open_plan(cast.karin, uid=found.uid).said.measures[0]
    assert (made.area, made.due, made.rights.ground, made.rights.by) == (
        area,
        "2027-05",
        "Enkäten 2025",
        cast.karin.name,
    )
    assert not made.rights.is_done
    page = karin.get(f"{draft}/measures/{made.code}").content.decode()
    assert "Enkäten 2025" in page
    karin.post(f"{draft}/measures/{made.code}", {"do": "drop", "version": str(_version(found).version)})
    assert queries.open_plan(cast.karin, uid=found.uid).said.measures == ()
    assert karin.get(f"{draft}/nothing").status_code == 404


@pytest.mark.parametrize("words", ["Unga muslimer", "Medlemmar i ett parti", "Familjer med utländskt ursprung"])
def test_nobody_is_chosen_by_faith_origin_or_opinion(cast: Cast, words: str) -> None:
    """Neither as the plan's group nor as a measure's; what was typed is still there."""
    found = plan(cast.karin, decided=None)
    karin = make.sign_in(cast, "karin")
    for part, given in (("groups", {"text": words}), ("measures", {"text": "Samtal", "group": words})):
        answer = karin.post(f"/vaxjo/arbete/plan/{found.uid}/utkast/{part}", given | {"version": "0"})
        assert answer.status_code == 422 and words in answer.content.decode(), part
        assert "Välj plats, situation eller behov" in answer.content.decode()


@pytest.mark.parametrize("name", ["sven", "hanna", "rut", "isak", "nobody"])
def test_nobody_else_writes(cast: Cast, name: str) -> None:
    found, viewer = plan(cast.karin), getattr(cast, name)
    for deed in (
        lambda: actions.found_plan(said(), actions.writing.About("Plan", "x"), by=viewer),
        lambda: actions.begin_draft(found, by=viewer),
        lambda: actions.write_draft(_version(found), said(), by=viewer),
        lambda: actions.record_decision(found, Decided("repealed", "x"), by=viewer),
        lambda: actions.record_progress(found, "d00001", Come("done"), by=viewer),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_next_door_nothing_is_there(cast: Cast) -> None:
    found, other = plan(cast.karin), make.town("grannby")
    assert queries.list_plans(other.karin) == [] == queries.list_plans(other.nobody)
    with pytest.raises(NotFound):
        queries.open_plan(other.karin, uid=found.uid)
    with pytest.raises(NotAllowed):
        actions.begin_draft(found, by=other.karin)


def test_what_citizens_read(cast: Cast) -> None:
    """The plan by its word, functions only; a draft is not there; the same page to whoever works here."""
    found = plan(cast.karin)
    hidden = plan(cast.karin, decided=None, content_of=said("Hemligt utkast"))
    for client in (Client(), make.sign_in(cast, "karin")):
        page = client.get(f"/vaxjo/arbetet/{found.slug}").content.decode()
        assert "Utbilda lärare i samtal" in page and "Försenad" in page and "1 försenad" in page
        assert "Planen gäller i" in page and "Antagen av kommunfullmäktige 2024-02-26, § 18" in page
        assert client.get(f"/vaxjo/arbetet/{hidden.slug}").status_code == 404
        assert "Hemligt utkast" not in client.get("/vaxjo/arbetet").content.decode()


def test_a_stale_page_is_told(cast: Cast) -> None:
    found = plan(cast.karin)
    actions.begin_draft(found, by=cast.karin)
    with pytest.raises(Stale):
        actions.record_decision(found, Decided("extended", "ks", "2026"), by=cast.karin)


@pytest.mark.parametrize("code", examples.codes())
def test_an_example_to_start_from_says_nothing_of_another_place(code: str, cast: Cast) -> None:
    """The shape and the words; no function, day, figure, finding or contact of the invented municipality."""
    karin = make.sign_in(cast, "karin")
    page = karin.get("/vaxjo/arbete/plan/ny").content.decode()
    assert f'value="{code}"' in page
    answer = karin.post("/vaxjo/arbete/plan/ny", {"title": "Vår plan", "example": code})
    assert answer.status_code == 302
    version = PlanVersion.objects.get()
    said, whole = content.read(version.content), examples.whole(code)
    assert said.title == "Vår plan" and version.state == PlanVersion.State.DRAFT
    assert [each.text for each in said.measures] == [each.text for each in whole.measures]
    assert not (said.picture or said.steward or said.press or said.contacts or said.milieus or said.summary)
    assert not [row for row in said.measures if row.responsible or row.due or row.cause or row.rights.is_done]
    assert not [row for row in said.goals if row.value] and not [row for row in said.areas if row.responsible]
    town = {"vaxjo": "Växjö", "malmo": "Malmö"}.get(code, code.title())
    assert town.lower() not in str(content.plain(said)).lower()


def test_an_unknown_example_is_sent_back(cast: Cast) -> None:
    karin = make.sign_in(cast, "karin")
    answer = karin.post("/vaxjo/arbete/plan/ny", {"title": "Vår plan", "example": "../settings"})
    assert answer.status_code == 422 and "Vår plan" in answer.content.decode()


def test_a_measure_has_a_page_of_its_own(cast: Cast) -> None:
    """What it rests on and what has been said of it, to everybody; a draft's measures to nobody; no name of ours."""
    found = plan(cast.karin)
    actions.record_progress(found, "d00001", Come("done", "Alla har gått.", "", "KS 2026/4"), by=cast.karin)
    page = Client().get(f"/vaxjo/arbetet/{found.slug}/atgard/d00001")
    words = page.content.decode()
    assert "Utbilda lärare i samtal" in words and "Alla har gått." in words and "KS 2026/4" in words
    assert "Karin" not in words
    assert Client().get(f"/vaxjo/arbetet/{found.slug}/atgard/d00009").status_code == 404
    hidden = plan(cast.karin, decided=None)
    assert Client().get(f"/vaxjo/arbetet/{hidden.slug}/atgard/d00001").status_code == 404


def test_what_could_not_be_read_again_is_not_kept(cast: Cast) -> None:
    """401 lines in a list would stop every page the plan stands on: a sentence, and nothing is kept."""
    many = replace(said(), purposes=tuple(content.Line(content.code(), "att") for _ in range(401)))
    with pytest.raises(WrongState, match="för stor"):
        plan(cast.karin, content_of=many)
    found = plan(cast.karin, decided=None)
    twice = replace(said(), purposes=(content.Line("b00001", "x"), content.Line("b00001", "y")))
    with pytest.raises(WrongState):
        actions.write_draft(_version(found), twice, by=cast.karin)
    assert make.sign_in(cast, "karin").get("/vaxjo/arbete/plan/").status_code == 200
    assert len({content.code() for _ in range(2_000)}) == 2_000


def test_a_decision_entered_wrongly_is_struck_when_the_right_one_is_there(cast: Cast) -> None:
    found, karin = plan(cast.karin), make.sign_in(cast, "karin")
    address, wrong = f"/vaxjo/arbete/plan/{found.uid}/beslut", found.decisions.get()

    def post(**data: object) -> int:
        found.refresh_from_db()
        return karin.post(address, {"version": found.version, **data}).status_code

    assert post(do="strike", decision=wrong.uid) == 409
    assert post(action="adopted", body="kommunfullmäktige", day="2024-02-26", paragraph="81") == 302
    assert post(do="strike", decision=wrong.uid) == 302
    page = Client().get(f"/vaxjo/arbetet/{found.slug}").content.decode()
    assert "§ 81" in page and "§ 18<" not in page and "§ 18," not in page
    assert post(do="strike", decision=wrong.uid) == 404
    lena = make.sign_in(cast, "lena")
    assert lena.post(address, {"do": "strike", "decision": wrong.uid, "version": found.version}).status_code == 404


def test_two_say_something_of_two_measures_and_both_stay(cast: Cast) -> None:
    """Rows are added: whoever has had the page open a while is not sent back."""
    found, karin, sara = plan(cast.karin), make.sign_in(cast, "karin"), make.sign_in(cast, "sara")
    for client, code in ((karin, "d00001"), (sara, "d00002")):
        address = f"/vaxjo/arbete/plan/{found.uid}/atgard/{code}"
        assert client.post(address, {"status": "done", "result": "Gjort.", "version": 0}).status_code == 302
    assert Progress.objects.count() == 2


@pytest.mark.parametrize("words", ["Elev 20100512-1234 var med.", "Ring 070-123 45 67", "asta@post.example"])
def test_what_points_somebody_out_is_not_published(words: str, cast: Cast) -> None:
    found, karin = plan(cast.karin), make.sign_in(cast, "karin")
    answer = karin.post(f"/vaxjo/arbete/plan/{found.uid}/atgard/d00001", {"status": "done", "result": words})
    assert answer.status_code == 422 and words in answer.content.decode() and not Progress.objects.exists()


def test_a_measures_method_brings_what_is_known_of_it(cast: Cast) -> None:
    """Chosen among those that are not advised against; on the measure's page, open and at the desk, with the grade."""
    first = replace(said().measures[0], method="Öppet samtalsklimat")
    found = plan(cast.karin, content_of=replace(said(), measures=(first, *said().measures[1:])))
    karin = make.sign_in(cast, "karin")
    for address in (f"/vaxjo/arbetet/{found.slug}/atgard/d00001", f"/vaxjo/arbete/plan/{found.uid}/atgard/d00001"):
        page = karin.get(address).content.decode()
        assert "Lovande" in page and "litar mer på den" in page
    actions.begin_draft(found, by=cast.karin)
    page = karin.get(f"/vaxjo/arbete/plan/{found.uid}/utkast/measures/d00001").content.decode()
    assert '<option value="Öppet samtalsklimat">' in page and "Avråds" not in page


def test_a_boards_own_plan_hangs_under_the_main_one(cast: Cast) -> None:
    """Each shows the other, open and at the desk; a parent that is no plan here is said in words."""
    main = plan(cast.karin, content_of=said("Plan mot extremism"))
    own = plan(cast.karin, content_of=said("Skolans del"))
    about = About("Handlingsplan", "Barn- och utbildningsnämnden", "plan mot  extremism")
    actions.describe_plan(own, about, by=cast.karin)
    karin, resident = make.sign_in(cast, "karin"), Client()
    for client, above, under in (
        (resident, f"/vaxjo/arbetet/{main.slug}", f"/vaxjo/arbetet/{own.slug}"),
        (karin, f"/vaxjo/arbete/plan/{main.uid}", f"/vaxjo/arbete/plan/{own.uid}"),
    ):
        page = client.get(above).content.decode()
        assert "Under den här planen:" in page and f'href="{under}"' in page and "utbildningsnämnden" in page
        assert f'href="{above}"' in client.get(under).content.decode()
    own.refresh_from_db()
    actions.describe_plan(own, replace(about, parent="Trygghetspolicyn"), by=cast.karin)
    assert "Planen står under: Trygghetspolicyn." in resident.get(f"/vaxjo/arbetet/{own.slug}").content.decode()
