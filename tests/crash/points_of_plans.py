"""The deeds of plans and of influence, for `points`, which they are put into."""

from __future__ import annotations

from uuid import uuid4

from forebygg.influence import actions as influence
from forebygg.influence.actions.consulting import Asked
from forebygg.influence.actions.initiating import Said
from forebygg.influence.models import Comment, Consultation, Initiative
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.plans import actions as plans
from forebygg.plans.actions.deciding import Decided
from forebygg.plans.actions.following import Held
from forebygg.plans.actions.progress import Come
from forebygg.plans.actions.writing import About
from forebygg.plans.models import FollowUp, Plan, PlanDecision, PlanUpload, PlanVersion
from tests.cast import Cast
from tests.crash.points import Deed, deed
from tests.files.making import docx, paragraph
from tests.plans import making

_DONE, _COME = Come("done", "Gjort."), Said("Ljus", "Ledamöter", "2026-02", "Mer ljus")
_TEMPLATE = docx(paragraph("{{ title }}"))


def _plan(pk: int) -> Plan:
    return Plan.objects.get(pk=pk)


def _draft(cast: Cast) -> int:
    return making.plan(cast.karin, decided=None).versions.get().pk


def _version(pk: int) -> PlanVersion:
    return PlanVersion.objects.get(pk=pk)


def _year(cast: Cast) -> int:
    return plans.begin_follow_up(making.plan(cast.karin), by=cast.karin).pk


def _upload(cast: Cast) -> int:
    return plans.upload_document("plan.txt", making.TEXT.encode(), by=cast.karin).pk


@deed
def found_plan(cast: Cast) -> Deed:
    return lambda: plans.found_plan(making.said(), About("Handlingsplan", "Kommunen"), by=cast.karin)


@deed
def begin_draft(cast: Cast) -> Deed:
    pk = making.plan(cast.karin).pk
    return lambda: plans.begin_draft(_plan(pk), by=cast.karin)


@deed
def write_plan(cast: Cast) -> Deed:
    pk = _draft(cast)
    return lambda: plans.write_draft(_version(pk), making.said("Ny"), by=cast.karin)


@deed
def move_version(cast: Cast) -> Deed:
    pk = _draft(cast)
    return lambda: plans.move_version(_version(pk), "proposed", by=cast.karin)


@deed
def describe_plan(cast: Cast) -> Deed:
    pk = making.plan(cast.karin).pk
    return lambda: plans.describe_plan(_plan(pk), About("Policy", "Kommunen"), by=cast.karin)


@deed
def record_decision(cast: Cast) -> Deed:
    pk = making.plan(cast.karin, decided=None).pk
    return lambda: plans.record_decision(_plan(pk), making.ADOPTED, by=cast.karin)


@deed
def strike_decision(cast: Cast) -> Deed:
    found = making.plan(cast.karin)
    wrong = found.decisions.get().pk
    plans.record_decision(found, Decided("adopted", "kommunfullmäktige", "2024-02-27"), by=cast.karin)
    return lambda: plans.strike_decision(PlanDecision.objects.select_related("plan").get(pk=wrong), by=cast.karin)


@deed
def record_progress(cast: Cast) -> Deed:
    pk = making.plan(cast.karin).pk
    return lambda: plans.record_progress(_plan(pk), "d00001", _DONE, by=cast.karin)


@deed
def record_progress_list(cast: Cast) -> Deed:
    pk, said = making.plan(cast.karin).pk, {"d00001": _DONE, "d00002": _DONE}
    return lambda: plans.record_progress_list(_plan(pk), said, by=cast.karin)


@deed
def begin_follow_up(cast: Cast) -> Deed:
    pk = making.plan(cast.karin).pk
    return lambda: plans.begin_follow_up(_plan(pk), by=cast.karin)


@deed
def answer_follow_up(cast: Cast) -> Deed:
    pk = _year(cast)
    return lambda: plans.answer_follow_up(FollowUp.objects.get(pk=pk), Held("yes", ""), {}, by=cast.karin)


@deed
def close_follow_up(cast: Cast) -> Deed:
    pk = _year(cast)
    plans.answer_follow_up(FollowUp.objects.get(pk=pk), Held("yes", ""), {}, by=cast.karin)
    return lambda: plans.close_follow_up(FollowUp.objects.get(pk=pk), by=cast.karin)


@deed
def check_point(cast: Cast) -> Deed:
    pk = making.plan(cast.karin).pk
    return lambda: plans.check_point(_plan(pk), "available", "", by=cast.karin)


@deed
def keep_template(cast: Cast) -> Deed:
    return lambda: plans.keep_template(_TEMPLATE, by=cast.karin)


@deed
def drop_template(cast: Cast) -> Deed:
    plans.keep_template(_TEMPLATE, by=cast.karin)
    return lambda: plans.drop_template(by=cast.karin)


@deed
def upload_document(cast: Cast) -> Deed:
    return lambda: plans.upload_document("plan.txt", making.TEXT.encode(), by=cast.karin)


@deed
def confirm_upload(cast: Cast) -> Deed:
    pk, about = _upload(cast), About("Handlingsplan", "Kommunen")
    decided = [making.ADOPTED]
    return lambda: plans.confirm_upload(PlanUpload.objects.get(pk=pk), making.said(), about, decided, by=cast.karin)


@deed
def drop_upload(cast: Cast) -> Deed:
    pk = _upload(cast)
    return lambda: plans.drop_upload(PlanUpload.objects.get(pk=pk), by=cast.karin)


@deed
def remove_old_uploads(cast: Cast) -> Deed:
    _upload(cast)
    return lambda: plans.remove_old_uploads(clock.now(), by=Actor.system("test", cast.town))


def _asked(cast: Cast) -> int:
    today = clock.today()
    return influence.open_consultation(_version(_draft(cast)), Asked("Vad saknas?", today, today), by=cast.karin).pk


def _consultation(pk: int) -> Consultation:
    return Consultation.objects.get(pk=pk)


def _said(cast: Cast) -> int:
    town = Actor.public(cast.town)
    return influence.send_comment(_consultation(_asked(cast)), "head", "Mer ljus.", uuid4(), by=town).pk


def _comment(pk: int) -> Comment:
    return Comment.objects.select_related("consultation", "board").get(pk=pk)


@deed
def open_consultation(cast: Cast) -> Deed:
    pk, asked = _draft(cast), Asked("Vad saknas?", clock.today(), clock.today())
    return lambda: influence.open_consultation(_version(pk), asked, by=cast.karin)


@deed
def close_consultation(cast: Cast) -> Deed:
    pk = _asked(cast)
    return lambda: influence.close_consultation(_consultation(pk), "Ingen skrev.", by=cast.karin)


@deed
def send_comment(cast: Cast) -> Deed:
    pk, one, town = _asked(cast), uuid4(), Actor.public(cast.town)
    return lambda: influence.send_comment(_consultation(pk), "head", "Mer ljus.", one, by=town)


@deed
def publish_comment(cast: Cast) -> Deed:
    pk = _said(cast)
    return lambda: influence.publish_comment(_comment(pk), "Mer ljus.", by=cast.karin)


@deed
def refuse_comment(cast: Cast) -> Deed:
    pk = _said(cast)
    return lambda: influence.refuse_comment(_comment(pk), "other", by=cast.karin)


@deed
def answer_comment(cast: Cast) -> Deed:
    pk = _said(cast)
    influence.publish_comment(_comment(pk), "Mer ljus.", by=cast.karin)
    return lambda: influence.answer_comment(_comment(pk), "changed", "Ja.", by=cast.karin)


@deed
def dispose_text(cast: Cast) -> Deed:
    pk = _said(cast)
    return lambda: influence.dispose_text(_comment(pk), Actor.system("test", cast.town))


@deed
def take_initiative(cast: Cast) -> Deed:
    return lambda: influence.take_initiative(_COME, by=cast.karin)


@deed
def move_initiative(cast: Cast) -> Deed:
    pk = influence.take_initiative(_COME, by=cast.karin).pk
    return lambda: influence.move_initiative(Initiative.objects.get(pk=pk), _COME, [], by=cast.karin)
