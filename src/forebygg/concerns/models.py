"""What was sent to a board, sealed; and the work with it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forebygg.kit.fields import SealedText
from forebygg.kit.rows import Versioned
from forebygg.mailbox.models import Thread
from forebygg.people.models import Board, Desk
from forebygg.people.tenancy import TenantModel
from forebygg.records.models import RegisterRow
from forebygg.routines.models import Run
from forebygg.secrecy.models import Circle


class Concern(Versioned, TenantModel):
    """A concern of any kind. The texts lie under a data key of its own, under the key of the board that must act.

    It concerns a child when it walks the routine for those under 21, whoever wrote what about the age.
    """

    class Kind(models.TextChoices):
        """What sort of concern: decides board, desk and routine."""

        WORRY = "worry", _("Oro")
        RELATIVE = "relative", _("Anhörig")
        LEAVING = "leaving", _("Vill lämna")
        QUESTION = "question", _("Fråga")
        CONSULTATION = "consultation", _("Råd utan namn")
        INCIDENT = "incident", _("Händelse")
        ASSOCIATION = "association", _("Från förening")
        BOOKING = "booking", _("Vill boka samtal")

    class Channel(models.TextChoices):
        """How it reached us."""

        WEB = "web", _("Via webben")
        CALL = "call", _("Samtal")
        TRANSFERRED = "transferred-call", _("Samtal kopplat från stödlinjen")
        STAFF = "staff", _("Från personal")
        LETTER = "letter", _("Brev")

    class Age(models.TextChoices):
        """Four choices; unknown is met as a child."""

        UNDER_18 = "under-18", _("Under 18")
        FROM_18 = "18-20", _("18–20")
        FROM_21 = "21", _("21 eller äldre")
        UNKNOWN = "unknown", _("Åldern är okänd")

    class Status(models.TextChoices):
        """How far it has come here."""

        WAITING = "waiting", _("Väntar")
        READ = "read", _("Läst")
        HANDED_OVER = "handed-over", _("Överlämnad")
        ENDED = "ended", _("Avslutad")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    reference = models.CharField(max_length=12)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    channel = models.CharField(max_length=18, choices=Channel.choices)
    age_band = models.CharField(max_length=10, choices=Age.choices)
    concerns_child = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    circle = models.OneToOneField(Circle, models.PROTECT, related_name="+")
    register_row = models.OneToOneField(RegisterRow, models.PROTECT, related_name="+")
    run = models.OneToOneField(Run, models.PROTECT, null=True, related_name="+")
    thread = models.ForeignKey(Thread, models.SET_NULL, null=True, related_name="+")
    follows = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    submission_id = models.UUIDField(unique=True)
    key = models.UUIDField()
    what_happened = SealedText()
    who = SealedText(null=True)
    contact = SealedText(null=True)
    received_at = models.DateTimeField()
    made_available_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    escalated = models.PositiveSmallIntegerField(default=0)
    document_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    entered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=14, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "reference"], name="concerns_reference_once"),
            models.CheckConstraint(
                condition=Q(status="ended", ended_at__isnull=False) | ~Q(status="ended") & Q(ended_at=None),
                name="concerns_ended_has_hour",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "desk", "status"], name="concerns_inbox")]

    class Handling:
        open = {
            "id",
            "uid",
            "municipality",
            "reference",
            "kind",
            "channel",
            "age_band",
            "concerns_child",
            "status",
            "board",
            "desk",
            "circle",
            "register_row",
            "run",
            "thread",
            "follows",
            "submission_id",
            "key",
            "received_at",
            "made_available_at",
            "read_at",
            "escalated",
            "document_at",
            "ended_at",
            "entered_at",
            "outcome",
            "version",
        }
        secret = {"what_happened", "who", "contact"}
        retention = "concern"

    @property
    def is_open(self) -> bool:
        """Say whether work with it goes on here."""
        return self.status in (self.Status.WAITING, self.Status.READ)

    @property
    def is_urgent(self) -> bool:
        """Say whether the desk hears at once and not with the day's digest: a child, or someone who wants to leave."""
        return self.concerns_child or self.kind == self.Kind.LEAVING


class InternalNote(models.Model):
    """A note about the work at the desk: never leaves it, goes along at take-over."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    concern = models.ForeignKey(Concern, models.CASCADE, related_name="notes")
    text = SealedText()
    function = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Handling:
        open = {"id", "uid", "concern", "function", "at"}
        secret = {"text"}
        retention = "parent"


class Reason(models.Model):
    """Why a step was answered or a duty waived: sealed under the concern's key."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    concern = models.ForeignKey(Concern, models.CASCADE, related_name="reasons")
    step = models.CharField(max_length=40)
    text = SealedText()
    function = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Handling:
        open = {"id", "uid", "concern", "step", "function", "at"}
        secret = {"text"}
        retention = "parent"


class Information(models.Model):
    """Whether the person a worry is about was told that we have it: told, not told and why, or not yet and when."""

    class State(models.TextChoices):
        """Told, within an exception, or waiting."""

        TOLD = "told", _("Informerad")
        EXEMPT = "exempt", _("Informeras inte")
        LATER = "later", _("Inte än")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    concern = models.OneToOneField(Concern, models.CASCADE, related_name="information")
    state = models.CharField(max_length=8, choices=State.choices)
    exception = models.CharField(max_length=40, blank=True)
    day = models.DateField()
    reason = SealedText(null=True)
    function = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="exempt", reason__isnull=False) & ~Q(exception="")
                | ~Q(state="exempt") & Q(exception=""),
                name="concerns_exception_has_reason",
            ),
        ]

    class Handling:
        open = {"id", "uid", "concern", "state", "exception", "day", "function", "at"}
        secret = {"reason"}
        retention = "parent"


class Entry(models.Model):
    """One more register row of a concern: an addition, an answer, a hand-over. It goes with the concern: afterwards the
    number in the register leads nowhere. `message` is the one it registered, if it was one."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="entries")
    register_row = models.OneToOneField(RegisterRow, models.PROTECT, related_name="+")
    message = models.UUIDField(null=True)

    class Handling:
        open = {"id", "concern", "register_row", "message"}
        retention = "parent"


class HandOver(TenantModel):
    """One hand-over to one receiver: available, acknowledged. The sender keeps row, door and receiver."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    concern = models.ForeignKey(Concern, models.CASCADE, related_name="handovers")
    receiver = models.CharField(max_length=40)
    step = models.CharField(max_length=40, blank=True)
    outside = models.BooleanField(default=False)
    door = models.CharField(max_length=40)
    function = models.CharField(max_length=120)
    made_available_at = models.DateTimeField()
    acknowledgement_due = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=120, blank=True)
    copy = models.OneToOneField(Concern, models.SET_NULL, null=True, related_name="+")

    class Handling:
        open = {
            "id",
            "uid",
            "municipality",
            "concern",
            "receiver",
            "step",
            "outside",
            "door",
            "function",
            "made_available_at",
            "acknowledgement_due",
            "acknowledged_at",
            "acknowledged_by",
            "copy",
        }
        retention = "parent"
