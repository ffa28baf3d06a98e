"""Compartments, doors and keys. BoardKey, DataKey, PurposeKey and MasterMark lie in the store `keys` (see router)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from forebygg.kit.fields import SealedText, TextColumn
from forebygg.people.models import Board, Desk, Municipality, User
from forebygg.people.tenancy import TenantModel


class BoardKey(models.Model):
    """A board's key, wrapped under the master key. Plain text keys: nothing in this store points out of it."""

    board = models.UUIDField(unique=True)
    wrapped = models.BinaryField(max_length=64)

    class Handling:
        open = {"id", "board", "wrapped"}
        retention = "kept"


class DataKey(models.Model):
    """The key of one matter, wrapped under its board's key. When this row is gone, so is every text under it."""

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4)
    board = models.UUIDField()
    wrapped = models.BinaryField(max_length=64)

    class Handling:
        open = {"uid", "board", "wrapped"}
        retention = "parent"


class PurposeKey(models.Model):
    """The key of one purpose of the whole installation (receipt codes, visits, second steps), wrapped under the master.

    Made at first use of what was derived from the master key before there was such a row; independent of it since.
    """

    purpose = models.CharField(max_length=40, unique=True)
    wrapped = models.BinaryField(max_length=64)

    class Handling:
        open = {"id", "purpose", "wrapped"}
        retention = "kept"


class MasterMark(models.Model):
    """One row: the mark of the master key that this store lies under, and of the one that was last split for custody.

    A mark tells one key from another and nothing more.
    """

    mark = models.CharField(max_length=16)
    since = models.DateTimeField()
    split_mark = models.CharField(max_length=16, blank=True)
    split_at = models.DateTimeField(null=True)

    class Handling:
        open = {"id", "mark", "since", "split_mark", "split_at"}
        retention = "kept"


class ToShred(models.Model):
    """A key that must die: written in the transaction that removes the row, emptied by the sweeper."""

    key = models.UUIDField(unique=True)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Handling:
        open = {"id", "key", "asked_at", "done_at"}
        retention = "kept"


class Circle(TenantModel):
    """Those let in to one matter: desks, for a purpose, from–until. People enter only through an assignment there."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)
    door = models.CharField(max_length=40, blank=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True)

    class Handling:
        open = {"id", "uid", "municipality", "board", "purpose", "door", "starts", "ends"}
        retention = "parent"


class CircleMember(models.Model):
    """One desk, or one assignment alone, let in to a circle: a call note's writer, or somebody for a few hours in an
    emergency (`ends`)."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="members")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    assignment = models.PositiveBigIntegerField(null=True)
    ends = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(desk__isnull=False, assignment__isnull=True)
                | Q(desk__isnull=True, assignment__isnull=False),
                name="secrecy_desk_or_assignment",
            ),
        ]

    class Handling:
        open = {"id", "circle", "desk", "ends"}
        staff = {"assignment"}
        retention = "parent"


class Exclusion(models.Model):
    """A user shut out of a circle for conflict of interest."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="exclusions")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circle", "user"], name="secrecy_excluded_once")]

    class Handling:
        open = {"id", "circle"}
        staff = {"user"}
        retention = "parent"


class Door(models.Model):
    """A legal ground that may let something through the wall: dated data, chosen by a person with a balancing.

    `limbs` are the provision's conditions as questions, [{code, sv, en}]: each must be answered yes. `not_for` names
    kinds of board whose secrecy it does not break.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    code = models.CharField(max_length=40)
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="+")
    origin = models.CharField(max_length=8, choices=[("shipped", "shipped"), ("local", "local")])
    name = TextColumn()
    wording = TextColumn()
    provision = models.CharField(max_length=60, blank=True)
    only_part = models.BooleanField(default=False)
    receivers = models.JSONField(default=list)
    not_for = models.JSONField(default=list)
    limbs = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "municipality", "valid_from"], name="secrecy_door_local_once"),
            models.UniqueConstraint(
                fields=["code", "valid_from"], condition=Q(municipality=None), name="secrecy_door_shipped_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="secrecy_door_days_in_order"
            ),
        ]

    class Handling:
        open = {
            "id",
            "uid",
            "code",
            "municipality",
            "origin",
            "name",
            "wording",
            "provision",
            "only_part",
            "receivers",
            "not_for",
            "limbs",
            "valid_from",
            "valid_until",
        }
        retention = "kept"


class Disclosure(models.Model):
    """What left through which door: receiver, purpose, function, time. The balancing is sealed with the matter."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="disclosures")
    door = models.CharField(max_length=40)
    receiver = models.CharField(max_length=40)
    purpose = models.CharField(max_length=80)
    function = models.CharField(max_length=120)
    balancing = SealedText(null=True)
    limbs = models.JSONField(default=list)
    consent = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Handling:
        open = {
            "id",
            "uid",
            "circle",
            "door",
            "receiver",
            "purpose",
            "function",
            "limbs",
            "consent",
            "withdrawn_at",
            "at",
        }
        secret = {"balancing"}
        retention = "parent"


class Consent(models.Model):
    """A yes: whose, about what (sealed with the matter), to which receiver, until when; taken back at any time."""

    class Giver(models.TextChoices):
        """Who said yes. About somebody under age that is a guardian, alone or with the young person."""

        SELF = "self"
        GUARDIAN = "guardian"
        BOTH = "both"

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="consents")
    giver = models.CharField(max_length=10, choices=Giver.choices)
    receiver = models.CharField(max_length=40)
    about = SealedText(null=True)
    function = models.CharField(max_length=120)
    given_at = models.DateTimeField()
    until = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)

    class Handling:
        open = {
            "id",
            "uid",
            "circle",
            "giver",
            "receiver",
            "function",
            "given_at",
            "until",
            "withdrawn_at",
            "withdrawn_by",
        }
        secret = {"about"}
        retention = "parent"
