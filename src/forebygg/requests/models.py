"""Somebody asks. There is no column for who: what they wrote and where the answer goes lie sealed under the board."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forebygg.kit.fields import SealedText
from forebygg.kit.rows import Versioned
from forebygg.people.models import Board, Desk
from forebygg.people.tenancy import TenantModel
from forebygg.records.models import Hold, RegisterRow


class RecordRequest(Versioned, TenantModel):
    """A request to one board: for records by their numbers, or for what is kept about whoever asks."""

    class Kind(models.TextChoices):
        """What is asked for."""

        RECORD = "record", _("En allmän handling")
        EXTRACT = "extract", _("Vad som finns om den som frågar")

    class Way(models.TextChoices):
        """How the answer reaches whoever asked."""

        DESK = "desk", _("Hämtas på plats")
        ADDRESS = "address", _("Skickas till en adress")

    class Ruling(models.TextChoices):
        """What a court said of a decision."""

        STANDS = "stands", _("Beslutet står fast")
        CHANGED = "changed", _("Beslutet ändras, och begäran prövas på nytt")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    reference = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    register_row = models.OneToOneField(RegisterRow, models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=Way.choices)
    key = models.UUIDField()
    words = SealedText(null=True)
    address = SealedText(null=True)
    reasons = SealedText(null=True)
    reservation = SealedText(null=True)
    came_on = models.DateField()
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=120)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decision_row = models.OneToOneField(RegisterRow, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    appealed_on = models.DateField(null=True)
    ruling = models.CharField(max_length=10, choices=Ruling.choices, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "reference"], name="requests_reference_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(decided_at__isnull=False), name="requests_decided_before_answered"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(answered_at__isnull=False), name="requests_answered_before_closed"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "board", "closed_at"], name="requests_open")]

    class Handling:
        open = {
            "id",
            "uid",
            "municipality",
            "reference",
            "kind",
            "board",
            "register_row",
            "way",
            "key",
            "came_on",
            "registered_at",
            "registered_by",
            "decided_at",
            "decided_by",
            "decision_row",
            "answered_at",
            "answered_by",
            "appealed_on",
            "ruling",
            "closed_at",
            "version",
        }
        secret = {"words", "address", "reasons", "reservation"}
        retention = "request"

    @property
    def hold_reason(self) -> str:
        """Say for what it stops a disposal."""
        return Hold.Reason.EXTRACT if self.kind == self.Kind.EXTRACT else Hold.Reason.REQUEST


class RequestedRecord(models.Model):
    """One record of a request, by its number in the register, and how it was tested. `released` is just what leaves."""

    class Outcome(models.TextChoices):
        """What the test came to."""

        WHOLE = "whole", _("Lämnas ut i sin helhet")
        PART = "part", _("Lämnas ut i delar, resten maskas")
        REFUSED = "refused", _("Lämnas inte ut")
        GONE = "gone", _("Finns inte kvar")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    request = models.ForeignKey(RecordRequest, models.CASCADE, related_name="records")
    register_row = models.ForeignKey(RegisterRow, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    grounds = models.JSONField(default=list)
    released = SealedText(null=True)
    reason = SealedText(null=True)
    tested_at = models.DateTimeField(null=True)
    tested_by = models.CharField(max_length=120, blank=True)
    tester = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "register_row"], name="requests_record_once"),
            models.CheckConstraint(
                condition=Q(outcome="", tested_at=None) | ~Q(outcome="") & Q(tested_at__isnull=False),
                name="requests_tested_has_hour",
            ),
        ]

    class Handling:
        open = {"id", "uid", "request", "register_row", "outcome", "grounds", "tested_at", "tested_by"}
        secret = {"released", "reason"}
        staff = {"tester"}
        retention = "parent"

    @property
    def is_held_back(self) -> bool:
        """Say whether something of it was not given."""
        return self.outcome in (self.Outcome.PART, self.Outcome.REFUSED)

    @property
    def is_given(self) -> bool:
        """Say whether something of it leaves."""
        return self.outcome in (self.Outcome.WHOLE, self.Outcome.PART)


class DeskReading(models.Model):
    """That a desk has read through what it keeps, for a request about what is kept. By people: there is no search."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    request = models.ForeignKey(RecordRequest, models.CASCADE, related_name="readings")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    function = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "desk"], name="requests_desk_once")]

    class Handling:
        open = {"id", "uid", "request", "desk", "done_at", "function"}
        retention = "parent"
