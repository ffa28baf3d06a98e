"""Drafts, threads and messages. Every stored time of the public is cut to the hour."""

from __future__ import annotations

import uuid

from django.db import models

from forebygg.kit.fields import SealedText
from forebygg.people.models import Board
from forebygg.people.tenancy import TenantModel


class Draft(TenantModel):
    """What a visitor has typed so far, sealed under a key that exists only in their cookie; it dies with it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    answers = SealedText()
    ends = models.DateTimeField()

    class Handling:
        open = {"id", "uid", "municipality", "ends"}
        secret = {"answers"}
        retention = "draft"


class Thread(TenantModel):
    """The way back for someone outside. The code itself is nowhere: only its fingerprint."""

    class Status(models.TextChoices):
        """What the holder of the code sees."""

        RECEIVED = "received"
        READ = "read"
        DONE = "done"
        HANDED_OVER = "handed-over"

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    key = models.UUIDField(null=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.RECEIVED)
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    last_event = models.DateTimeField()

    class Handling:
        open = {
            "id",
            "uid",
            "municipality",
            "board",
            "fingerprint",
            "key",
            "status",
            "received_at",
            "read_at",
            "ended_at",
            "last_event",
        }
        retention = "thread"


class Message(models.Model):
    """One message in a thread, under the key of the matter it belongs to."""

    class Direction(models.TextChoices):
        """From the one outside, or from the desk."""

        IN = "in"
        OUT = "out"

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    text = SealedText()
    at = models.DateTimeField()

    class Handling:
        open = {"id", "uid", "thread", "direction", "at"}
        secret = {"text"}
        retention = "parent"
