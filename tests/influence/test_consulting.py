"""A draft out for opinions: said without a name, unseen until read, answered in the open, closed with what became."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from forebygg.audit.models import Event
from forebygg.influence import actions, queries
from forebygg.influence.actions.consulting import Asked
from forebygg.influence.models import Comment, Consultation
from forebygg.kit import clock, door, limits
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound, Stale, WrongState
from forebygg.plans import actions as plans
from forebygg.plans import queries as plan_queries
from forebygg.plans.actions.deciding import Decided
from forebygg.plans.models import PlanVersion
from forebygg.records import actions as records
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy.models import DataKey
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.plans.making import plan, said

TODAY = MOMENT.date()
WORDS = "Fler vuxna vid stationen på fredagar."
ASKED = Asked("Vad saknas?", TODAY, TODAY + timedelta(days=20), "kommunfullmäktige i mars")


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.fixture
def out(cast: Cast) -> Consultation:
    """A first version, out for opinions."""
    version = plan(cast.karin, decided=None).versions.get()
    return actions.open_consultation(version, ASKED, by=cast.karin)


def _address(out: Consultation, part: str = "measures") -> str:
    return f"/vaxjo/samrad/{out.uid}/{part}"


def _send(out: Consultation, text: str = WORDS, part: str = "measures", submission: object = "") -> tuple[int, str]:
    answer = Client().post(_address(out, part), {"submission": str(submission or uuid4()), "text": text})
    return answer.status_code, answer.content.decode()


def _comment(out: Consultation, cast: Cast, text: str = WORDS) -> Comment:
    return actions.send_comment(out, "measures", text, uuid4(), by=Actor.public(cast.town))


def _fresh(out: Consultation) -> Consultation:
    return Consultation.objects.get(pk=out.pk)


def test_a_comment_is_unseen_until_read_then_answered_and_the_log_says_so(out: Consultation, cast: Cast) -> None:
    """From a resident without an account to "what you said, what we did"; nobody's name, no hour."""
    resident, karin = Client(), make.sign_in(cast, "karin")
    assert "Plan mot extremism" in resident.get("/vaxjo/samrad").content.decode()
    page = resident.get(f"/vaxjo/samrad/{out.uid}").content.decode()
    assert "Vad saknas?" in page and "Utbilda lärare i samtal" in page
    assert _send(out)[0] == 302
    comment = Comment.objects.get()
    assert WORDS not in repr(comment.text) and comment.came_on == TODAY
    assert WORDS not in resident.get(f"/vaxjo/samrad/{out.uid}").content.decode()

    desk, one = f"/vaxjo/arbete/samrad/{out.uid}", f"/vaxjo/arbete/samrad/synpunkt/{comment.uid}"
    listed = karin.get(desk).content.decode()
    assert one in listed and WORDS not in listed
    read = karin.get(one).content.decode()
    assert WORDS in read and "Utbilda lärare i samtal" in read
    shown = {"do": "publish", "version": comment.version, "shown": WORDS}
    assert karin.post(one, shown).headers["Location"] == desk
    page = resident.get(f"/vaxjo/samrad/{out.uid}").content.decode()
    assert WORDS in page and "Inte besvarad än." in page and "Publicerad" in page

    comment.refresh_from_db()
    answer = {"do": "answer", "version": comment.version, "outcome": "changed"}
    assert karin.post(one, answer).status_code == 422
    assert karin.post(one, answer | {"answer": "Vi skriver in det."}).status_code == 302
    close = {"do": "close", "version": out.version, "summary": "Ni ville ha fler vuxna ute. Det blir så."}
    assert karin.post(desk, close).status_code == 302
    page = resident.get(f"/vaxjo/samrad/{out.uid}").content.decode()
    assert "Det blir så." in page and "Planen ändras" in page and "Vi skriver in det." in page
    assert "Karin" not in page
    assert _fresh(out).version_of.state == PlanVersion.State.DRAFT


def test_what_is_not_published_is_in_the_log_with_its_reason_and_nowhere_else(out: Consultation, cast: Cast) -> None:
    comment = _comment(out, cast, "Grannen på tvåan håller på med det där.")
    actions.refuse_comment(comment, "person", by=cast.karin)
    page = Client().get(f"/vaxjo/samrad/{out.uid}").content.decode()
    assert "Handlar om en enskild människa" in page and "Grannen" not in page and "<blockquote" not in page
    karin = make.sign_in(cast, "karin")
    for address in (f"{out.uid}", f"synpunkt/{comment.uid}"):
        assert "Grannen" not in karin.get(f"/vaxjo/arbete/samrad/{address}").content.decode()
    assert "Grannen" not in str(list(Event.objects.values()))


def test_a_cut_is_said(out: Consultation, cast: Cast) -> None:
    comment = _comment(out, cast, f"{WORDS} Inte som min granne.")
    actions.publish_comment(comment, WORDS, by=cast.karin)
    page = Client().get(f"/vaxjo/samrad/{out.uid}").content.decode()
    assert "En del är struken" in page and WORDS in page and "granne" not in page


@pytest.mark.parametrize(
    "text",
    [
        "Ring mig på 070-123 45 67",
        "skriv till asta@post.example",
        "+46 8 123 456 78",
        "20260101-1234",
        "070.123.45.67",
        "070–123–45–67",
        "0709 2019 12",
        "8001011234",
    ],
)
def test_contact_details_are_refused_and_the_text_stays(out: Consultation, text: str) -> None:
    status, page = _send(out, f"Bra plan. {text}")
    assert status == 422 and "Bra plan." in page and "Ställ en fråga" in page
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "text",
    ["Planen gäller 2026–2030", "Möt oss 2026-11-20 kl. 18", "Gör 12 saker, inte 120", "Det kostar 1 000 000 kronor"],
)
def test_days_and_years_are_no_contact_details(out: Consultation, text: str) -> None:
    assert _send(out, text)[0] == 302


@pytest.mark.parametrize("text", ["", "   ", "x" * 4_001])
def test_nothing_and_too_much_is_refused(out: Consultation, text: str) -> None:
    assert _send(out, text)[0] == 422
    assert not Comment.objects.exists()


def test_hostile_words_are_shown_as_words(out: Consultation, cast: Cast) -> None:
    text = "<script>alert(1)</script> {{ 7*7 }} \u202eabc"
    assert _send(out, text)[0] == 302
    address = f"/vaxjo/arbete/samrad/synpunkt/{Comment.objects.get().uid}"
    page = make.sign_in(cast, "karin").get(address).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page and "\u202e" not in page
    actions.publish_comment(Comment.objects.get(), text.replace("\u202e", ""), by=cast.karin)
    assert "<script>alert" not in Client().get(f"/vaxjo/samrad/{out.uid}").content.decode()


def test_sent_twice_is_one(out: Consultation) -> None:
    one = uuid4()
    assert [_send(out, submission=one)[0] for _ in range(3)] == [302, 302, 302]
    assert Comment.objects.count() == 1


def test_too_many_from_one_network_wait_and_keep_their_text(out: Consultation) -> None:
    key = f"comment:{door.client(RequestFactory().get('/'))}"
    for _ in range(20):
        limits.hit(settings.FOREBYGG_LIMITS_FILE, key)
    status, page = _send(out)
    assert status == 429 and WORDS in page and not Comment.objects.exists()


def test_before_and_after_its_days_nobody_sends_and_the_text_stays(cast: Cast) -> None:
    later = replace(ASKED, opens_on=TODAY + timedelta(days=3))
    out = actions.open_consultation(plan(cast.karin, decided=None).versions.get(), later, by=cast.karin)
    assert _send(out)[0] == 404
    assert "Plan mot extremism" not in Client().get("/vaxjo/samrad").content.decode()
    with clock.fixed(MOMENT + timedelta(days=21)):
        status, page = _send(out)
        assert status == 409 and WORDS in page
        with pytest.raises(WrongState):
            _comment(out, cast)
    with clock.fixed(MOMENT + timedelta(days=20)):
        assert _send(out)[0] == 302


def test_nobody_writes_on_a_draft_that_is_out(out: Consultation, cast: Cast) -> None:
    with pytest.raises(WrongState):
        plans.write_draft(_fresh(out).version_of, said("Annan"), by=cast.karin)


def test_a_part_that_is_not_there_is_not_found(out: Consultation) -> None:
    assert Client().get(_address(out, "partners")).status_code == 404
    assert Client().get(_address(out, "nonsense")).status_code == 404
    assert Client().get(f"/vaxjo/samrad/{uuid4()}").status_code == 404


def test_it_closes_only_when_everything_is_read_and_answered(out: Consultation, cast: Cast) -> None:
    comment = _comment(out, cast)
    with pytest.raises(WrongState, match="lästa"):
        actions.close_consultation(_fresh(out), "Klart", by=cast.karin)
    actions.publish_comment(comment, WORDS, by=cast.karin)
    with pytest.raises(WrongState, match="svar"):
        actions.close_consultation(_fresh(out), "Klart", by=cast.karin)
    actions.answer_comment(Comment.objects.get(), "unchanged", "Det görs redan.", by=cast.karin)
    with pytest.raises(WrongState, match="Skriv vad"):
        actions.close_consultation(_fresh(out), " ", by=cast.karin)
    actions.close_consultation(_fresh(out), "Klart", by=cast.karin)
    with pytest.raises(WrongState):
        actions.close_consultation(_fresh(out), "Igen", by=cast.karin)
    with pytest.raises(WrongState):
        _comment(_fresh(out), cast)


def test_two_moderators_at_once(out: Consultation, cast: Cast) -> None:
    """The second meets what the first did; nothing is overwritten."""
    _comment(out, cast)
    first, second = Comment.objects.get(), Comment.objects.get()
    actions.publish_comment(first, WORDS, by=cast.karin)
    with pytest.raises(Stale):
        actions.refuse_comment(second, "hate", by=cast.sara)
    assert Comment.objects.get().state == Comment.State.SHOWN


def test_only_those_who_keep_plans_read_what_has_come(out: Consultation, cast: Cast) -> None:
    """Not the desks, not the next municipality; and a reading is in the log."""
    one = _comment(out, cast)
    for actor in (cast.sven, cast.lena, Actor.public(cast.town)):
        with pytest.raises(NotFound):
            queries.list_comments(actor, out, "unseen")
        with pytest.raises(NotFound):
            queries.open_comment(actor, one.uid)
    for address in (f"{out.uid}", f"synpunkt/{one.uid}"):
        assert make.sign_in(cast, "sven").get(f"/vaxjo/arbete/samrad/{address}").status_code == 404
    pages = plan_queries.list_pages(cast.karin)
    assert [each.unseen for each in queries.waiting_for(cast.karin, pages)] == [1]
    assert queries.waiting_for(cast.sven, pages) == [] and queries.waiting_for(cast.karin, []) == []
    assert "En synpunkt att läsa" in make.sign_in(cast, "karin").get("/vaxjo/arbete/").content.decode()
    other = make.town("tyreso")
    assert Client().get(f"/tyreso/samrad/{out.uid}").status_code == 404
    with pytest.raises(NotFound):
        queries.open_hearing(Actor.public(other.town), out.uid)
    with pytest.raises(NotFound):
        queries.open_comment(other.karin, one.uid)
    readings = Event.objects.filter(kind=Event.Kind.READING)
    before = readings.count()
    make.sign_in(cast, "karin").get(f"/vaxjo/arbete/samrad/synpunkt/{one.uid}")
    assert readings.count() == before + 1


@pytest.mark.parametrize("days", [(3, 1), (-5, -1)])
def test_days_that_cannot_be_are_refused(cast: Cast, days: tuple[int, int]) -> None:
    opens, closes = (TODAY + timedelta(days=each) for each in days)
    with pytest.raises(WrongState):
        version = plan(cast.karin, decided=None).versions.get()
        actions.open_consultation(version, replace(ASKED, opens_on=opens, closes_on=closes), by=cast.karin)


def test_a_second_round_is_about_the_new_text_and_the_first_keeps_its_own(out: Consultation, cast: Cast) -> None:
    """What was commented on stays as it was, whatever is written afterwards; nothing of the new draft is public."""
    comment = _comment(out, cast)
    actions.publish_comment(comment, WORDS, by=cast.karin)
    actions.answer_comment(Comment.objects.get(), "changed", "Ja.", by=cast.karin)
    actions.close_consultation(_fresh(out), "Ni ville ha fler vuxna ute.", by=cast.karin)
    version = PlanVersion.objects.get(pk=out.version_of_id)
    plans.write_draft(version, replace(said("Hemlig ny titel"), measures=()), by=cast.karin)
    page = Client().get(f"/vaxjo/samrad/{out.uid}").content.decode()
    assert "Hemlig" not in page and "Utbilda lärare i samtal" in page and WORDS in page
    assert "Hemlig" not in Client().get("/vaxjo/samrad").content.decode()
    version.refresh_from_db()
    again = actions.open_consultation(version, ASKED, by=cast.karin)
    assert "Hemlig ny titel" in Client().get(f"/vaxjo/samrad/{again.uid}").content.decode()
    assert "Hemlig" not in Client().get(f"/vaxjo/samrad/{out.uid}").content.decode()


def test_a_draft_that_is_out_leaves_only_by_closing(out: Consultation, cast: Cast) -> None:
    """Not handed over, not taken back, not decided, while residents read it."""
    version, karin = _fresh(out).version_of, make.sign_in(cast, "karin")
    for do in ("propose", "back"):
        answer = karin.post(f"/vaxjo/arbete/plan/{version.plan.uid}", {"do": do, "draft": version.version})
        assert answer.status_code == 409 and "Avsluta samrådet först" in answer.content.decode()
    with pytest.raises(WrongState):
        plans.record_decision(version.plan, Decided("adopted", "kommunfullmäktige", "2026-11-20"), by=cast.karin)
    assert _fresh(out).version_of.state == PlanVersion.State.OUT


@pytest.mark.parametrize("shown", ["NÅGOT HELT ANNAT", f"{WORDS} Och mer därtill.", "fredagar på stationen vid"])
def test_nobody_writes_in_a_residents_name(out: Consultation, cast: Cast, shown: str) -> None:
    """Words may go, none may come; the text is the one that was sent in, whatever the page posts."""
    comment = _comment(out, cast)
    with pytest.raises(WrongState, match="skriva om"):
        actions.publish_comment(comment, shown, by=cast.karin)
    actions.publish_comment(comment, "Fler vuxna vid […] på fredagar.", by=cast.karin)
    assert Comment.objects.get().is_cut


def test_what_should_not_have_been_published_is_taken_back(out: Consultation, cast: Cast) -> None:
    """Also when it is answered and the consultation is closed; nothing of it is left in the open."""
    comment, karin = _comment(out, cast), make.sign_in(cast, "karin")
    actions.publish_comment(comment, WORDS, by=cast.karin)
    actions.answer_comment(Comment.objects.get(), "unchanged", "Det görs redan.", by=cast.karin)
    actions.close_consultation(_fresh(out), "Klart.", by=cast.karin)
    comment.refresh_from_db()
    desk, data = f"/vaxjo/arbete/samrad/synpunkt/{comment.uid}", {"do": "refuse", "version": comment.version}
    assert karin.post(desk, data).status_code == 422
    assert karin.post(desk, data | {"reason": "person"}).status_code == 302
    page = Client().get(f"/vaxjo/samrad/{out.uid}").content.decode()
    assert WORDS not in page and "Det görs redan." not in page and "Handlar om en enskild människa" in page
    comment.refresh_from_db()
    assert comment.shown == "" and comment.answer == ""


def test_one_after_the_other_and_what_was_missing_keeps_what_was_typed(out: Consultation, cast: Cast) -> None:
    """From each to the next one of its kind, then back; a fault says so beside what was written."""
    karin, base = make.sign_in(cast, "karin"), "/vaxjo/arbete/samrad"
    first, second = _comment(out, cast), _comment(out, cast, "Mer ljus vid gångbanan.")
    one, two = (f"{base}/synpunkt/{each.uid}" for each in (first, second))
    assert karin.post(one, {"do": "sing", "version": 0}).status_code == 404
    again = karin.post(one, {"do": "publish", "version": 0, "shown": ""})
    assert again.status_code == 422 and "Det finns ingen text att publicera" in again.content.decode()
    shown = {"do": "publish", "version": first.version, "shown": WORDS}
    assert karin.post(one, shown).headers["Location"] == two
    assert karin.post(two, shown | {"shown": "Mer ljus vid gångbanan."}).headers["Location"] == f"{base}/{out.uid}"
    first.refresh_from_db()
    said = {"do": "answer", "version": first.version, "answer": "Ja, i vår."}
    again = karin.post(one, said)
    assert again.status_code == 422 and "Ja, i vår." in again.content.decode()
    assert karin.post(one, said | {"outcome": "changed"}).headers["Location"] == two
    closing = {"version": out.version, "summary": ""}
    assert karin.post(f"{base}/{out.uid}", closing).status_code == 422


def test_the_same_form_filled_in_anew_is_another_comment(out: Consultation) -> None:
    """Back, other words, sent: both are kept; the same words again are one."""
    one = uuid4()
    for text, part in ((WORDS, "measures"), ("Mer ljus.", "measures"), ("Mer ljus.", "goals"), (WORDS, "measures")):
        assert _send(out, text, part, one)[0] == 302
    assert Comment.objects.count() == 3


def test_opening_through_the_page(cast: Cast) -> None:
    found, karin = plan(cast.karin, decided=None), make.sign_in(cast, "karin")
    assert "Öppna ett samråd" in karin.get("/vaxjo/arbete/samrad/").content.decode()
    address = f"/vaxjo/arbete/samrad/oppna/{found.uid}"
    data = {"question": "Vad saknas?", "opens_on": TODAY.isoformat(), "closes_on": "i mars", "version": 0}
    answer = karin.post(address, data)
    assert answer.status_code == 422 and "Vad saknas?" in answer.content.decode()
    data |= {"closes_on": date(2027, 6, 1).isoformat(), "version": found.versions.get().version}
    assert karin.post(address, data).status_code == 302
    assert Consultation.objects.get().version_of.state == PlanVersion.State.OUT


def test_the_sealed_text_goes_when_the_board_has_decided_so_and_what_was_published_stays(
    out: Consultation, cast: Cast
) -> None:
    """A year after closing: a refused text about somebody is nowhere; the open log still has its row."""
    shown, refused = _comment(out, cast), _comment(out, cast, "Grannen på tvåan håller på med det där.")
    actions.publish_comment(shown, WORDS, by=cast.karin)
    actions.answer_comment(Comment.objects.get(pk=shown.pk), "changed", "Ja.", by=cast.karin)
    actions.refuse_comment(refused, "person", by=cast.karin)
    key = refused.key
    with clock.fixed(MOMENT + timedelta(days=25)):
        actions.close_consultation(_fresh(out), "Klart.", by=cast.karin)
    for days, left in ((30, 2), (25 + 364, 2), (25 + 366, 0)):
        with clock.fixed(MOMENT + timedelta(days=days)):
            records.run_disposal()
            secrecy.sweep()
        assert Comment.objects.filter(text__isnull=False).count() == left, days
    assert not DataKey.objects.filter(uid=key).exists()
    page = Client().get(f"/vaxjo/samrad/{out.uid}").content.decode()
    assert WORDS in page and "Handlar om en enskild människa" in page
