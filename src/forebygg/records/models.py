"""Register, decisions, holds, certificates. Nothing here says what a record was about or how it ended."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from forebygg.people.models import Board
from forebygg.people.tenancy import TenantModel


class Series(models.Model):
    """The next number of one board's year. Its row is the lock that keeps the series without gaps."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    next = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "year"], name="records_series_once")]

    class Handling:
        open = {"id", "board", "year", "next"}
        retention = "kept"


class ReferenceSeries(models.Model):
    """The running number behind the short references of one municipality: none is ever used again."""

    municipality = models.OneToOneField("people.Municipality", models.PROTECT, related_name="+")
    next = models.PositiveIntegerField(default=0)

    class Handling:
        open = {"id", "municipality", "next"}
        retention = "kept"


class RegisterRow(TenantModel):
    """One received or sent record: board's series, year, number, hour, neutral title. No sender."""

    class Direction(models.TextChoices):
        """Received or sent."""

        IN = "in"
        OUT = "out"

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    direction = models.CharField(max_length=3, choices=Direction.choices)
    title = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "year", "number"], name="records_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="records_number_from_one"),
        ]

    class Handling:
        open = {"id", "uid", "municipality", "board", "year", "number", "at", "direction", "title"}
        retention = "kept"


class RegisterGap(TenantModel):
    """Numbers of a series that stand for nothing here, and why: so that none is given a second time."""

    class Reason(models.TextChoices):
        """A back-up was restored, and the numbers had been given, or may have been, after it was made."""

        RESTORED = "restored"

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    reason = models.CharField(max_length=20, choices=Reason.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="records_gap_in_order"),
        ]

    class Handling:
        open = {"id", "uid", "municipality", "board", "year", "first", "last", "reason", "at"}
        retention = "kept"


class DisposalDecision(TenantModel):
    """The municipality's own decision that lets a rule run: board, body, date, paragraph, days."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    body = models.CharField(max_length=120)
    decided_on = models.DateField()
    paragraph = models.CharField(max_length=20)
    days = models.PositiveIntegerField()
    entered_by = models.CharField(max_length=120)
    entered_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "rule"], condition=Q(ended_on=None), name="records_one_decision_in_force"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("decided_on")), name="records_decision_in_order"
            ),
        ]

    class Handling:
        open = {
            "id",
            "uid",
            "municipality",
            "board",
            "rule",
            "body",
            "decided_on",
            "paragraph",
            "days",
            "entered_by",
            "entered_on",
            "ended_on",
        }
        retention = "kept"


class Hold(TenantModel):
    """ "Frys": stops the disposal of one row for a request, appeal, complaint, extract or supervision.

    `owner` is what holds it by itself (one record of an open request): nobody lets go of that by hand.
    """

    class Reason(models.TextChoices):
        """Why disposal must wait."""

        REQUEST = "records-request"
        APPEAL = "appeal"
        COMPLAINT = "complaint"
        EXTRACT = "extract"
        SUPERVISION = "supervision"

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    about = models.UUIDField()
    reason = models.CharField(max_length=20, choices=Reason.choices)
    owner = models.UUIDField(null=True)
    set_by = models.CharField(max_length=120)
    set_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["about"], name="records_hold_about")]

    class Handling:
        open = {"id", "uid", "municipality", "about", "reason", "owner", "set_by", "set_at", "released_at"}
        retention = "parent"


class OpeningItem(TenantModel):
    """A line of the opening list as it was entered: which document, dated when, by which function. Later rows win."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    code = models.CharField(max_length=60)
    document = models.CharField(max_length=200)
    dated = models.DateField()
    function = models.CharField(max_length=120)
    applies = models.BooleanField(default=True)
    entered_by = models.CharField(max_length=120)
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["municipality", "code"], name="records_opening_code")]

    class Handling:
        open = {
            "id",
            "uid",
            "municipality",
            "code",
            "document",
            "dated",
            "function",
            "applies",
            "entered_by",
            "entered_at",
        }
        retention = "kept"


class OpeningApproval(TenantModel):
    """One of the two functions that approve the list, as it stood: a change of a line makes the approval lapse."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    role = models.CharField(max_length=30)
    function = models.CharField(max_length=120)
    user = models.PositiveBigIntegerField()
    list_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Handling:
        open = {"id", "uid", "municipality", "role", "function", "list_hash", "at"}
        staff = {"user"}
        retention = "kept"


class Certificate(TenantModel):
    """What a run disposed of: rule, decision, period, number. Not the data, and no way back to it.

    The period goes from the run before of the same rule and board (the day the decision was entered, for the first) to
    `run_on`: in it just this number went. `since` is empty on certificates older than the column.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    decision = models.ForeignKey(DisposalDecision, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    since = models.DateField(null=True)
    run_on = models.DateField()
    number = models.PositiveIntegerField()

    class Handling:
        open = {"id", "uid", "municipality", "board", "decision", "rule", "since", "run_on", "number"}
        retention = "kept"
