"""The plan one has: read, confirmed or corrected, and a plan of its own in minutes."""

from __future__ import annotations

import itertools
import re
import string
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from forebygg.audit.models import Event
from forebygg.files.formats import refusal
from forebygg.kit import clock
from forebygg.kit.errors import NotAllowed, NotFound, Stale
from forebygg.plans import actions, content, queries
from forebygg.plans.models import Plan, PlanUpload
from forebygg.site import schedule
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.files.making import docx, paragraph, pdf
from tests.plans.making import TEXT

UPLOAD = "/vaxjo/arbete/plan/las-in"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _send(client: Client, data: bytes, name: str = "plan.txt") -> str:
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data)}).headers["Location"]


def _filled(page: str) -> dict[str, str]:
    """Return what the form holds as it is shown."""
    found = dict(re.findall(r'<input[^>]*name="([\w-]+)"[^>]*value="([^"]*)"', page))
    found |= {name: "on" for name in re.findall(r'<input type="checkbox" name="([\w-]+)"[^>]*checked', page)}
    found |= {name: text.strip() for name, text in re.findall(r'<textarea[^>]*name="([\w-]+)"[^>]*>([^<]*)<', page)}
    found.pop("csrfmiddlewaretoken", None)
    return found


def test_from_document_to_plan(cast: Cast) -> None:
    """Sent in, shown with places and without names, corrected, laid up with its decision; then the document goes."""
    karin = make.sign_in(cast, "karin")
    address = _send(karin, TEXT.encode())
    page = karin.get(address).content.decode()
    assert "Asta" not in page and "070-" not in page and "[namn]" in page
    assert 'href="#b' in page and "rubriker utan uppgift: Reviderad" in page
    filled = _filled(page)
    assert (filled["title"], filled["body"], filled["day"], filled["paragraph"]) == (
        "Handlingsplan mot våldsbejakande extremism",
        "kommunfullmäktige",
        "2019-03-25",
        "41",
    )
    answer = karin.post(address, filled | {"title": "Vår plan", "goals-extra": "fler frågar i tid\nfler får svar"})
    found = queries.list_pages(cast.karin)[0]
    assert answer.headers["Location"].endswith(f"/arbete/plan/{found.plan.uid}")
    assert found.said.title == "Vår plan" and found.plan.standing == Plan.Standing.IN_FORCE
    assert [goal.text for goal in found.said.goals] == ["färre unga värvas", "fler frågar i tid", "fler får svar"]
    assert [(m.text, m.responsible, m.time) for m in found.said.measures] == [
        ("Utbilda fritidsledare i samtal", "Kulturförvaltningen", "2020"),
        ("Se över reglerna för lokaler", "Kommunledningskontoret", "2021"),
    ]
    assert found.standing.has_lapsed and found.standing.valid_to.isoformat() == "2022-12-31"
    assert not PlanUpload.objects.exists()
    assert Event.objects.filter(code="plan.uploaded").count() == 1


def test_a_measure_belongs_to_the_area_it_stood_under(cast: Cast) -> None:
    text = "Plan mot extremism\n\nArbetet har följande fokusområden:\n- Kunskap\n- Trygga platser\n\n"
    text += "Kunskap\n\nSkolan ska utbilda alla lärare.\n\nTrygga platser\n\nFastighetskontoret ska se över lamporna."
    karin = make.sign_in(cast, "karin")
    address = _send(karin, text.encode())
    karin.post(address, _filled(karin.get(address).content.decode()))
    said = queries.list_pages(cast.karin)[0].said
    assert [said.area(m.area).name for m in said.measures if said.area(m.area)] == ["Kunskap", "Trygga platser"]


def test_what_is_crossed_out_is_not_taken_along(cast: Cast) -> None:
    karin = make.sign_in(cast, "karin")
    address = _send(karin, TEXT.encode())
    filled = _filled(karin.get(address).content.decode())
    del filled["purposes-0-keep"], filled["measures-1-keep"]
    karin.post(address, filled)
    said = queries.list_pages(cast.karin)[0].said
    assert [len(said.purposes), len(said.measures)] == [1, 1]


def test_a_wrong_day_says_so_and_nothing_typed_is_lost(cast: Cast) -> None:
    karin = make.sign_in(cast, "karin")
    address = _send(karin, TEXT.encode())
    filled = _filled(karin.get(address).content.decode())
    answer = karin.post(address, filled | {"day": "i våras", "goals-0": "Ett mål skrivet för hand"})
    assert answer.status_code == 422
    assert "Ett mål skrivet för hand" in answer.content.decode() and "2026-11-20" in answer.content.decode()
    assert PlanUpload.objects.count() == 1 and not Plan.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf("#rect(width: 100%, height: 100%)"), "bilder utan text"),
        (docx(paragraph("x"), **{"word/vbaProject__bin": b"x"}), "makron"),
        (b"%PDF-1.7 broken", "trasig"),
        (b"\x89PNG\r\n\x00\x00", "varken PDF"),
    ],
)
def test_what_cannot_be_read_says_why_and_is_kept(cast: Cast, data: bytes, words: str) -> None:
    karin = make.sign_in(cast, "karin")
    address = _send(karin, data, "min plan.pdf")
    assert words in karin.get(address).content.decode()
    assert karin.get(f"{address}/fil").content == data
    assert PlanUpload.objects.get().refused in refusal.CODES
    version = PlanUpload.objects.get().version
    karin.post(address, {"do": "drop", "version": version})
    assert not PlanUpload.objects.exists()


def test_another_municipalitys_plan_is_asked_about(cast: Cast) -> None:
    karin = make.sign_in(cast, "karin")
    page = karin.get(_send(karin, TEXT.replace("Växjö", "Höörs").encode())).content.decode()
    assert "verkar gälla Höör. Är det rätt fil?" in page


def test_hostile_markup_is_text(cast: Cast) -> None:
    karin = make.sign_in(cast, "karin")
    page = karin.get(
        _send(karin, b"<h1>Plan mot extremism</h1><p>&lt;script&gt;alert(1)&lt;/script&gt; och {{ 7*7 }}.</p>")
    )
    text = page.content.decode()
    assert "<script>alert" not in text and "&lt;script&gt;alert(1)" in text and "{{ 7*7 }}" in text


def test_what_nobody_confirmed_goes_after_the_towns_own_days(cast: Cast) -> None:
    actions.upload_document("x.txt", TEXT.encode(), by=cast.karin)
    with clock.fixed(MOMENT + timedelta(days=89)):
        schedule.remove_staff_data()
        assert PlanUpload.objects.count() == 1
    with clock.fixed(MOMENT + timedelta(days=91)):
        schedule.remove_staff_data()
        assert not PlanUpload.objects.exists()


def test_twice_at_once_makes_one_plan(cast: Cast) -> None:
    upload = actions.upload_document("x.txt", TEXT.encode(), by=cast.karin)
    about = actions.writing.About("Plan", "Kommunen")
    actions.confirm_upload(upload, content.Content(title="Plan"), about, [], by=cast.karin)
    with pytest.raises(Stale):
        actions.confirm_upload(upload, content.Content(title="Plan"), about, [], by=cast.karin)
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("name", ["sven", "hanna", "rut", "isak"])
def test_nobody_else_sends_in_or_confirms(cast: Cast, name: str) -> None:
    upload = actions.upload_document("x.txt", TEXT.encode(), by=cast.karin)
    viewer = getattr(cast, name)
    for deed in (
        lambda: actions.upload_document("x.txt", b"x", by=viewer),
        lambda: actions.drop_upload(upload, by=viewer),
        lambda: queries.open_upload(viewer, upload.uid),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_next_door_it_is_not_there(cast: Cast) -> None:
    upload, other = actions.upload_document("x.txt", TEXT.encode(), by=cast.karin), make.town("grannby").karin
    with pytest.raises(NotFound):
        queries.open_upload(other, upload.uid)
    with pytest.raises(NotAllowed):
        actions.drop_upload(upload, by=other)


HISTORY = """Handlingsplan mot våldsbejakande extremism

Antagen av kommunfullmäktige 2017-02-20, § 9

Beslutshistorik

Antagen av kommunfullmäktige 2017-02-20 § 9
Reviderad av kommunfullmäktige 2019-05-06 § 51
Förlängd giltighetstid beslutad av kommunstyrelsen 2020-12-09 § 188

Syfte

- att alla vet vad de ska göra
"""


def test_every_decision_is_shown_before_it_is_published(cast: Cast) -> None:
    """The history is confirmed row by row: one corrected, one crossed out; nothing unseen becomes a decision."""
    karin = make.sign_in(cast, "karin")
    address = _send(karin, HISTORY.encode())
    page = karin.get(address).content.decode()
    assert "Beslut därefter" in page
    filled = _filled(page)
    days = {filled[f"history-{n}-day"]: n for n in range(2)}
    assert set(days) == {"2019-05-06", "2020-12-09"}
    for day, action in (("2019-05-06", "revised"), ("2020-12-09", "extended")):
        filled[f"history-{days[day]}-action"] = action
    wrong = filled | {f"history-{days['2019-05-06']}-day": "i maj"}
    assert karin.post(address, wrong).status_code == 422
    del filled[f"history-{days['2019-05-06']}-keep"]
    filled[f"history-{days['2020-12-09']}-paragraph"] = "189"
    assert karin.post(address, filled).status_code == 302
    made = [(row.action, row.day, row.paragraph) for row in Plan.objects.get().decisions.order_by("id")]
    assert made == [("adopted", "2017-02-20", "9"), ("extended", "2020-12-09", "189")]


def test_a_plan_of_three_hundred_measures_is_confirmed(cast: Cast) -> None:
    """More boxes than a web server usually takes: nothing of what was corrected is lost."""
    words = itertools.product(
        ("lärare", "ledare", "vakter"), string.ascii_lowercase, ("samtal", "lag", "rutinen", "lugn")
    )
    rows = "\n".join(f"| Utbilda {who} i grupp {x.upper()} i {what} | Skolchefen | 2027 |" for who, x, what in words)
    karin = make.sign_in(cast, "karin")
    text = TEXT.replace("| Utbilda fritidsledare", f"{rows}\n| Utbilda fritidsledare")
    address = _send(karin, text.encode())
    filled = _filled(karin.get(address).content.decode())
    assert len(filled) > 1_000
    assert karin.post(address, filled).status_code == 302
    assert len(queries.list_pages(cast.karin)[0].said.measures) > 300


def test_too_much_is_said_beside_the_box_and_nothing_is_lost(cast: Cast) -> None:
    karin = make.sign_in(cast, "karin")
    address = _send(karin, TEXT.encode())
    filled = _filled(karin.get(address).content.decode())
    many = "\n".join(f"att gör sak {n}" for n in range(410))
    for wrong in ({"purposes-extra": many}, {"paragraph": "§" * 40}, {"body": "x" * 200}):
        answer = karin.post(address, filled | wrong | {"title": "Min titel"})
        assert answer.status_code == 422 and "Min titel" in answer.content.decode(), wrong
    assert not Plan.objects.exists() and PlanUpload.objects.exists()
    assert karin.get("/vaxjo/arbete/").status_code == 200


def test_a_hundred_megabytes_of_a_web_page_are_not_taken_in(cast: Cast) -> None:
    """A sentence beside the box, nothing kept, nothing read."""
    data = b"<html><body>" + b"<p>att alla vet vad de ska g&ouml;ra</p>" * 2_700_000
    answer = make.sign_in(cast, "karin").post(UPLOAD, {"file": SimpleUploadedFile("plan.html", data)})
    assert len(data) > 100_000_000
    assert answer.status_code == 422 and "större än 25 MB" in answer.content.decode()
    assert not PlanUpload.objects.exists()
