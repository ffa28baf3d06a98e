"""A reminder to oneself. There is no column in which a child could be named."""

from __future__ import annotations

import uuid

from django.db import models

from forebygg.people.tenancy import TenantModel


class WelfareReport(TenantModel):
    """A reminder to oneself to report a child in the social services' own service. Nothing about whom.

    `told_at` is when the loop last reminded of it: before it is done, and of the feedback afterwards.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    assignment = models.PositiveBigIntegerField()
    remind_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    feedback_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=models.Q(done_at=None), name="reporting_one_begun_at_a_time"
            )
        ]

    class Handling:
        open = {"id", "uid", "municipality"}
        staff = {"assignment", "remind_at", "done_at", "feedback_at", "told_at"}
        retention = "welfare-report"
