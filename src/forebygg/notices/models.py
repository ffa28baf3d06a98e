"""The outbox: one row per address and reason."""

from __future__ import annotations

import uuid

from django.db import models


class Notice(models.Model):
    """A neutral message to one address. Made in the transaction of the deed, delivered by the loop.

    What is not urgent leaves in one letter a day: `digest_on` is the day of the letter it was gathered to. `wanted_on`
    is the last day somebody gave the reason: while a reason stands, its row stays, so that it is not told again. What
    `leaves_nothing` goes as soon as it is sent or withdrawn: who was told, and when, would be a list.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    municipality = models.CharField(max_length=40)
    address = models.EmailField()
    language = models.CharField(max_length=8, default="sv")
    template = models.CharField(max_length=80)
    about = models.CharField(max_length=36, blank=True)
    reason = models.CharField(max_length=120)
    urgent = models.BooleanField(default=False)
    leaves_nothing = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    wanted_on = models.DateField()
    digest_on = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reason", "address"], name="notices_once_per_reason")]
        indexes = [models.Index(fields=["about"], name="notices_about")]

    class Handling:
        open = {
            "id",
            "uid",
            "municipality",
            "language",
            "template",
            "about",
            "reason",
            "urgent",
            "leaves_nothing",
            "made_at",
            "wanted_on",
            "digest_on",
            "sent_at",
            "withdrawn_at",
            "attempts",
            "last_error",
        }
        staff = {"address"}
        retention = "notice"
