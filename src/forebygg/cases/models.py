"""Tokens. Nothing here says who it is about; what does lies in the social services' own system."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forebygg.kit.rows import Versioned
from forebygg.people.models import Board, Desk
from forebygg.people.tenancy import TenantModel
from forebygg.secrecy.models import Circle


class Case(Versioned, TenantModel):
    """A token in one board's compartment. It has a purpose, a ground and an end date, as any personal data."""

    class Support(models.TextChoices):
        """What kind of support the functions work together on."""

        FAMILY = "family", _("Stöd till barnet och familjen")
        SCHOOL = "school", _("Skola och fritid")
        LEAVING = "leaving", _("Stöd till den som vill lämna")
        RELATIVES = "relatives", _("Stöd till anhöriga")
        HOUSING = "housing", _("Bostad, arbete, ekonomi")
        OTHER = "other", _("Annat stöd")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    reference = models.CharField(max_length=12)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    circle = models.OneToOneField(Circle, models.PROTECT, related_name="+")
    support = models.CharField(max_length=10, choices=Support.choices)
    purpose = models.CharField(max_length=40, default="coordination")
    door = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    ends_on = models.DateField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "reference"], name="cases_reference_once")]

    class Handling:
        open = {
            "id",
            "uid",
            "municipality",
            "board",
            "desk",
            "circle",
            "support",
            "purpose",
            "door",
            "opened_at",
            "opened_by",
            "ends_on",
            "closed_at",
            "version",
        }
        pseudonym = {"reference"}
        retention = "case"


class Participant(models.Model):
    """An organisation's function that takes part, from–until. Functions, never names."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="participants")
    function = models.CharField(max_length=120)
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Handling:
        open = {"id", "uid", "case", "function", "starts", "ends"}
        retention = "parent"


class Review(models.Model):
    """An obligation made with the case: due on a day, met by a function, or still open. It cannot be removed."""

    class Finding(models.TextChoices):
        """What the review led to; the reasons stand in the receiver's own system."""

        GOES_ON = "goes-on", _("Fortsätter")
        CHANGED = "changed", _("Ändras")
        ENDS = "ends", _("Avslutas")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="reviews")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    function = models.CharField(max_length=120, blank=True)
    finding = models.CharField(max_length=8, choices=Finding.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "months"], name="cases_review_once"),
            models.CheckConstraint(
                condition=Q(done_on=None, finding="") | Q(done_on__isnull=False) & ~Q(finding=""),
                name="cases_review_done_has_finding",
            ),
        ]

    class Handling:
        open = {"id", "uid", "case", "months", "due_on", "done_on", "function", "finding"}
        retention = "parent"
