"""Opening a draft for opinions, and closing with what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.influence import events, policies
from forebygg.influence.models import Comment, Consultation
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.plans import actions as plans
from forebygg.plans.models import PlanVersion


@dataclass(frozen=True, slots=True)
class Asked:
    """What residents are asked, between which days, who decides and where one follows it."""

    question: str
    opens_on: date
    closes_on: date
    decided_where: str = ""
    follow: str = ""


@transaction.atomic
def open_consultation(version: PlanVersion, asked: Asked, *, by: Actor) -> Consultation:
    """Send a draft out for opinions: nobody writes on it meanwhile, so that all speak of the same text."""
    require(policies.may_moderate(by) and by.municipality_id == version.municipality_id, by, "consultation")

    if asked.closes_on < max(asked.opens_on, clock.today()):
        raise WrongState(_("Sista dagen är före den första, eller har redan varit."))
    plans.move_version(version, PlanVersion.State.OUT, by=by)
    consultation = Consultation.objects.create(
        municipality_id=version.municipality_id,
        version_of=version,
        content=PlanVersion.objects.get(pk=version.pk).content,
        **{name: getattr(asked, name) for name in Asked.__slots__},
        opened_at=clock.now(),
        opened_by=by.name,
    )

    audit.record(events.OPENED, about=consultation, by=by, detail={"until": asked.closes_on.isoformat()})
    return consultation


@transaction.atomic
def close_consultation(consultation: Consultation, summary: str, *, by: Actor) -> None:
    """Close with "what you said, what we did". Every comment has been looked at, every shown one answered."""
    consultation = lock(consultation)

    require(policies.may_moderate(by) and by.municipality_id == consultation.municipality_id, by, "consultation")

    if consultation.closed_at:
        raise WrongState(_("Samrådet är redan avslutat."))
    if consultation.comments.filter(state=Comment.State.UNSEEN).exists():
        raise WrongState(_("Alla synpunkter är inte lästa än."))
    if consultation.comments.filter(state=Comment.State.SHOWN, outcome="").exists():
        raise WrongState(_("Alla publicerade synpunkter har inte fått svar än."))
    if not summary.strip():
        raise WrongState(_("Skriv vad ni hörde och vad ni gör."))

    consultation.summary, consultation.closed_at, consultation.closed_by = summary.strip(), clock.now(), by.name
    change(consultation, "summary", "closed_at", "closed_by")
    version = consultation.version_of
    if version.state == PlanVersion.State.OUT:
        plans.move_version(version, PlanVersion.State.DRAFT, by=by)

    audit.record(events.CLOSED, about=consultation, by=by)
