"""Whether the person a worry is about was told: the day, or the exception and why; a duty until one of them stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from forebygg.audit.models import Event
from forebygg.concerns import actions, handovers, jobs, queries
from forebygg.concerns.actions.ending import conclude
from forebygg.concerns.models import Concern, Information
from forebygg.kit import clock
from forebygg.kit.errors import NotAllowed, NotFound, WrongState
from forebygg.notices.models import Notice
from forebygg.records import actions as records
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

DAY = MOMENT.date()
WHY = "Barnet kan fara illa om hemmet får veta"
EXEMPT = {"state": "exempt", "exception": "gdpr-14-5-d", "day": DAY, "reason": WHY}


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _taken_over(cast: Cast) -> Concern:
    """A worry that the desk has entered in its own system."""
    row = make.concern(cast)
    actions.transcribe(row, by=cast.sven)
    with transaction.atomic():
        conclude(make.fresh(row), "taken-over", by=cast.sven)
    return make.fresh(row)


def _today(cast: Cast, name: str) -> str:
    return make.sign_in(cast, name).get("/vaxjo/arbete/").content.decode()


def test_taken_over_it_waits_until_it_is_done(cast: Cast) -> None:
    """Nothing was said: it stands on "Idag" of the desk with the last day of the law's month, also when the text is no
    longer open; and goes when it is done."""
    row = _taken_over(cast)
    told = Information.objects.get(concern=row)
    assert (told.state, told.day) == ("later", date(2026, 12, 20))
    for name in ("sven", "siv", "hanna"):
        page = _today(cast, name)
        assert "Den det gäller ska få veta" in page and row.reference in page and "Senast 20 december" in page
    assert "Den det gäller ska få veta" not in _today(cast, "vera") + _today(cast, "karin")
    client = make.sign_in(cast, "sven")
    page = f"/vaxjo/arbete/oro/{row.reference}/informera"
    assert client.get(page).status_code == 200 and "film" not in client.get(page).content.decode()
    form = {"version": row.version, "state": "told", "day": "2026-11-20"}
    assert client.post(page, form).headers["Location"].endswith("/arbete/")
    assert row.reference not in _today(cast, "sven")
    assert Information.objects.get(concern=row).state == "told"


def test_said_before_it_is_taken_over_stays(cast: Cast) -> None:
    """What the desk wrote is not written over when the worry ends; what ends another way has no duty."""
    row = make.concern(cast)
    actions.record_information(row, **EXEMPT, by=cast.sven)
    with transaction.atomic():
        conclude(make.fresh(row), "taken-over", by=cast.sven)
    assert Information.objects.get(concern=row).state == "exempt" and queries.to_inform(cast.sven) == []
    other = make.concern(cast)
    with transaction.atomic():
        conclude(other, "handed-on", by=cast.sven)
    assert not Information.objects.filter(concern=other).exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"state": "exempt", "exception": "osl-26-1", "day": DAY, "reason": WHY}, "undantag"),
        ({"state": "exempt", "exception": "gdpr-14-5-d", "day": DAY, "reason": " "}, "undantag"),
        ({"state": "later", "day": DAY + timedelta(days=40)}, "månad"),
        ({"state": "later", "day": DAY - timedelta(days=1)}, "månad"),
        ({"state": "told", "day": DAY + timedelta(days=1)}, "har varit"),
        ({"state": "told", "day": DAY - timedelta(days=1)}, "har varit"),
        ({"state": "x", "day": DAY}, "person"),
    ],
)
def test_what_does_not_hold(cast: Cast, wrong: dict[str, object], words: str) -> None:
    """An exception of the list and a reason; a day that has been, since it came; or one within the month."""
    row = make.concern(cast)
    with pytest.raises(WrongState, match=words):
        actions.record_information(row, **wrong, by=cast.sven)  # type: ignore[arg-type]
    assert not Information.objects.exists() and not Event.objects.filter(code="concern.informed").exists()


def test_who_may(cast: Cast) -> None:
    """The desk whose it is; not another desk, not somebody shut out, not a question."""
    row = make.concern(cast)
    actions.exclude_reader(row, cast.user("siv"), by=cast.hanna)
    for who in (cast.vera, cast.siv, cast.karin, cast.rut, cast.archive):
        with pytest.raises(NotAllowed):
            actions.record_information(make.fresh(row), **EXEMPT, by=who)
        with pytest.raises(NotFound):
            queries.find_to_inform(who, row.reference)
    ended = _taken_over(cast)
    ended.circle.exclusions.create(user=cast.user("siv"))
    assert ended.reference not in _today(cast, "siv") and ended.reference in _today(cast, "sven")
    asked = make.concern(cast, kind="question", age_band="unknown")
    with pytest.raises(WrongState, match="person"):
        actions.record_information(asked, **EXEMPT, by=cast.karin)


def test_the_reason_is_sealed_and_follows_the_document(cast: Cast) -> None:
    """It opens with the text, stands in the hand-over document, and nowhere else; changed, the new one counts."""
    row = make.concern(cast)
    page = queries.open_concern(cast.sven, row.reference, with_who=True)
    assert "senast 20 december 2026" in str(handovers.content(page)["parts"])
    actions.record_information(row, **(EXEMPT | {"reason": "Något annat"}), by=cast.sven)
    actions.record_information(make.fresh(row), **EXEMPT, by=cast.hanna)
    assert Information.objects.count() == 1
    page = queries.open_concern(cast.sven, row.reference, with_who=True)
    part = str(handovers.content(page)["parts"])
    assert WHY in part and "Artikel 14.5 d" in part and "Något annat" not in part
    shown = make.sign_in(cast, "sven").get(f"/vaxjo/arbete/oro/{row.reference}/").content.decode()
    assert "Informeras inte 20 november 2026" in shown
    whole = repr([*Event.objects.values_list(), *Information.objects.defer("reason").values_list("state", "function")])
    assert WHY not in whole and "gdpr-14-5-d" in whole


def test_late_the_head_hears_once_and_no_letter_says_of_what(cast: Cast) -> None:
    """The day after; the head and the data protection function, once."""
    row = _taken_over(cast)
    with clock.fixed(MOMENT + timedelta(days=29)):
        jobs.remind_about_waiting()
        assert not Notice.objects.filter(reason__startswith="uninformed").exists()
    for days in (31, 32):
        with clock.fixed(MOMENT + timedelta(days=days)):
            jobs.remind_about_waiting()
    told = Notice.objects.filter(reason__startswith="uninformed")
    assert sorted(n.address for n in told) == ["disa@vaxjo.example", "hanna@vaxjo.example"]
    with clock.fixed(MOMENT + timedelta(days=31)):
        assert "Över tiden" in _today(cast, "sven")
    assert row.reference not in repr(list(told.values_list()))


def test_it_goes_with_the_worry(cast: Cast) -> None:
    """Disposed of with its concern, by the same rule."""
    _taken_over(cast)
    with clock.fixed(MOMENT + timedelta(days=40)):
        assert records.run_disposal() == 1
    assert not Information.objects.exists()


def test_the_database_keeps_the_promise(cast: Cast) -> None:
    """An exception without its reason, or a reason's exception where somebody was told, is refused by the table."""
    row = make.concern(cast)
    for state, exception in (("exempt", "gdpr-14-5-d"), ("told", "gdpr-14-5-d")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Information.objects.create(
                concern=row, state=state, exception=exception, day=DAY, function="x", at=clock.now()
            )
