"""A comment: sent without a name, unseen until somebody has read it, answered in the open."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.influence import events, policies, queries
from forebygg.influence.models import Comment, Consultation
from forebygg.influence.queries import PARTS
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.people import queries as people
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy.actions import Sealer


@transaction.atomic
def send_comment(consultation: Consultation, part: str, text: str, submission: UUID, *, by: Actor) -> Comment:
    """Take in what somebody says of a part. Sealed at once; sent twice it is one. The day is kept, never the hour."""
    require(by.municipality_id == consultation.municipality_id, by, "consultation")

    sent = Comment.objects.filter(submission=submission).first()
    if sent is not None and (sent.consultation_id, sent.part, queries.text_of(by, sent)) == (
        consultation.pk,
        part,
        text.strip(),
    ):
        return sent
    if sent is not None:  # the same form, filled in anew: another comment
        submission = uuid4()
    today = clock.today()
    if consultation.closed_at or not consultation.opens_on <= today <= consultation.closes_on:
        raise WrongState(_("Samrådet är slut. Det du skrev har inte sparats."))
    if part not in PARTS or not text.strip():
        raise WrongState(_("Skriv vad du tycker."))

    board = people.reader(by, "question", adult=False).unit.board
    sealer = Sealer(board)
    comment = Comment(
        municipality_id=consultation.municipality_id,
        uid=uuid4(),
        consultation=consultation,
        part=part,
        board=board,
        key=sealer.key,
        submission=submission,
        came_on=today,
    )
    comment.text = sealer.seal(queries.place(by, comment), text.strip())
    comment.save(force_insert=True)

    audit.record(events.SENT, about=consultation, by=by)
    return comment


@transaction.atomic
def publish_comment(comment: Comment, shown: str, *, by: Actor) -> None:
    """Show a comment as it came, or with something cut: never with a word that its writer did not write."""
    comment = lock(comment)

    require(policies.may_moderate(by) and by.municipality_id == comment.municipality_id, by, "consultation")

    if comment.state != Comment.State.UNSEEN:
        raise WrongState(_("Någon annan har redan läst den."))
    if not shown.strip():
        raise WrongState(_("Det finns ingen text att publicera."))
    came = queries.text_of(by, comment)
    if not _is_cut_of(shown, came):
        raise WrongState(_("Du kan stryka i en synpunkt, men inte skriva om den. Märk det strukna med […]."))

    comment.moderated_on, comment.state, comment.shown = clock.today(), Comment.State.SHOWN, shown.strip()
    comment.is_cut = shown.split() != came.split()
    change(comment, "moderated_on", "state", "shown", "is_cut")

    audit.record(events.SHOWN, about=comment, by=by)


@transaction.atomic
def refuse_comment(comment: Comment, reason: str, *, by: Actor) -> None:
    """Leave a comment unpublished, or take back one that should not have been published. The open log says why."""
    comment = lock(comment)

    require(policies.may_moderate(by) and by.municipality_id == comment.municipality_id, by, "consultation")

    if comment.state == Comment.State.REFUSED:
        raise WrongState(_("Någon annan har redan läst den."))
    if reason not in Comment.Reason.values:
        raise WrongState(_("Välj varför synpunkten inte publiceras."))

    comment.moderated_on, comment.state, comment.reason = clock.today(), Comment.State.REFUSED, reason
    comment.shown, comment.outcome, comment.answer, comment.is_cut = "", "", "", False
    change(comment, "moderated_on", "state", "reason", "shown", "outcome", "answer", "is_cut")

    audit.record(events.REFUSED, about=comment, by=by, detail={"reason": reason})


def _is_cut_of(shown: str, came: str) -> bool:
    """Do the words stand in the text, in their order? A mark for what was cut is no word."""
    left = iter(came.split())
    return all(word in left for word in shown.replace("[…]", " ").replace("[...]", " ").split())


@transaction.atomic
def answer_comment(comment: Comment, outcome: str, answer: str, *, by: Actor) -> None:
    """Say what a comment led to, and why."""
    comment = lock(comment)

    require(policies.may_moderate(by) and by.municipality_id == comment.municipality_id, by, "consultation")

    if comment.state != Comment.State.SHOWN:
        raise WrongState(_("Svara på det som är publicerat."))
    if comment.consultation.closed_at:
        raise WrongState(_("Samrådet är redan avslutat."))
    if outcome not in Comment.Outcome.values or not answer.strip():
        raise WrongState(_("Säg vad synpunkten leder till, och varför."))

    comment.outcome, comment.answer = outcome, answer.strip()
    change(comment, "outcome", "answer")

    audit.record(events.ANSWERED, about=comment, by=by, detail={"outcome": outcome})


@transaction.atomic
def dispose_text(comment: Comment, by: Actor) -> None:
    """Empty a comment of its sealed text and ask for its key's death: what the rule does. What was published stays."""
    comment.text = None
    comment.save(update_fields=["text"])
    secrecy.shred(comment.key)

    audit.record(events.DISPOSED, about=None, by=by)
