"""An operator's own note of a call: unsent, sealed, gone soon."""

from __future__ import annotations

import uuid

from django.db import models

from forebygg.kit.fields import SealedText
from forebygg.people.models import Board
from forebygg.people.tenancy import TenantModel
from forebygg.secrecy.models import Circle


class CallNote(TenantModel):
    """An operator's unsent note: under a key of its own, in a circle of that one assignment, gone soon."""

    class State(models.TextChoices):
        """Where the call stands."""

        ONGOING = "ongoing"
        PARKED = "parked"
        CONNECTED = "connected"

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    circle = models.OneToOneField(Circle, models.PROTECT, related_name="+")
    key = models.UUIDField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ONGOING)
    transferred = models.BooleanField(default=True)
    sequence = models.PositiveIntegerField(default=0)
    tab = models.CharField(max_length=36, blank=True)
    note = SealedText()
    receiver = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    connected_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()

    class Handling:
        open = {
            "id",
            "uid",
            "municipality",
            "board",
            "circle",
            "key",
            "state",
            "transferred",
            "sequence",
            "tab",
            "receiver",
            "started_at",
            "saved_at",
            "connected_at",
            "ends_at",
        }
        secret = {"note"}
        retention = "call-note"
