"""That the sample of a month was reviewed."""

from __future__ import annotations

import uuid

from django.db import models

from forebygg.people.tenancy import TenantModel


class LogReview(TenantModel):
    """One month's sample, reviewed: how many readings, and how many the head is asked about. No person, no matter."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    period = models.CharField(max_length=7)
    readings = models.PositiveIntegerField()
    asked = models.PositiveIntegerField()
    function = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "period"], name="oversight_once_a_month"),
            models.CheckConstraint(
                condition=models.Q(asked__lte=models.F("readings")), name="oversight_asked_within_sample"
            ),
        ]

    class Handling:
        open = {"id", "uid", "municipality", "period", "readings", "asked", "function", "at"}
        retention = "kept"
