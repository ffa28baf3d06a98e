"""A reminder to oneself. There is no column in which a child could be named."""

from __future__ import annotations

import uuid

from django.db import models

from forebygg.people.tenancy import TenantModel


class WelfareReport(TenantModel):
    """A reminder to oneself to report a child in the social services' own service. Nothing about whom."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    assignment = models.PositiveBigIntegerField(unique=True)
    remind_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    feedback_at = models.DateTimeField(null=True)

    class Handling:
        open = {"id", "uid", "municipality"}
        staff = {"assignment", "remind_at", "done_at", "feedback_at"}
        retention = "welfare-report"
