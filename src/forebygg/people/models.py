"""Organisation and staff. Functions before names: a person's name never leaves this room's own pages."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from forebygg.kit.fields import TextColumn
from forebygg.kit.rows import Versioned
from forebygg.people.tenancy import TenantModel


class Municipality(Versioned):
    """A municipality and its switches. `intake_open` is set by the opening list's action only."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=40)
    hosts = models.JSONField(default=list)
    colour = models.CharField(max_length=7)
    logo = models.TextField(blank=True)
    exit_url = models.URLField(default="https://www.smhi.se/")
    languages = models.JSONField(default=list)
    rooms = models.JSONField(default=list)
    readers = models.JSONField(default=dict)
    other_readers = models.JSONField(default=dict)
    anonymous_allowed = models.BooleanField(default=True)
    intake_open = models.BooleanField(default=False)

    class Handling:
        open = {
            "id",
            "uid",
            "slug",
            "name",
            "short_name",
            "hosts",
            "colour",
            "logo",
            "exit_url",
            "languages",
            "rooms",
            "readers",
            "other_readers",
            "anonymous_allowed",
            "intake_open",
            "version",
        }
        retention = "kept"

    def __str__(self) -> str:
        return self.name


class Board(TenantModel):
    """A board (nämnd): an authority of its own, and a compartment of secrecy.

    `kind` says which secrecy its texts have, and so which doors lead out of it; unknown is treated as the strictest.
    """

    class Kind(models.TextChoices):
        """What the board answers for."""

        SOCIAL = "social"
        EDUCATION = "education"
        EXECUTIVE = "executive"
        OTHER = "other"

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    code = models.SlugField(max_length=40)
    name = TextColumn()
    series = models.CharField(max_length=8)
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="people_board_code_once"),
            models.UniqueConstraint(fields=["municipality", "series"], name="people_board_series_once"),
        ]

    class Handling:
        open = {"id", "uid", "municipality", "code", "name", "series", "kind"}
        retention = "kept"

    def __str__(self) -> str:
        return str(self.name)


class Unit(TenantModel):
    """A unit under a board: a reception, a school, a contact centre."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=60)
    name = TextColumn()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="people_unit_code_once")]

    class Handling:
        open = {"id", "uid", "municipality", "board", "code", "name"}
        retention = "kept"

    def __str__(self) -> str:
        return str(self.name)


class Desk(Versioned, TenantModel):
    """A staffed function that reads what comes in: members, deputies and a head, with hours of its own.

    `code` is the receiver key of the charts ("reception-under-21"); `phone` names a number in facts.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40)
    name = TextColumn()
    phone = models.CharField(max_length=60)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="people_desk_code_once"),
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="people_desk_opens_before_it_closes"),
        ]

    class Handling:
        open = {"id", "uid", "municipality", "unit", "code", "name", "phone", "opens", "closes", "version"}
        retention = "kept"

    def __str__(self) -> str:
        return str(self.name)


class ClosedDay(models.Model):
    """A working day on which a desk reads nothing."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    desk = models.ForeignKey(Desk, models.CASCADE, related_name="closed_days")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "day"], name="people_closed_day_once")]

    class Handling:
        open = {"id", "uid", "desk", "day"}
        retention = "parent"


class Receiver(TenantModel):
    """Who can be handed something: a desk here, or an outside function and how it gets things."""

    class Way(models.TextChoices):
        """How an outside function gets things: never by mail."""

        DESK = "desk"
        READ_OUT = "read-out"
        PRINT = "print"

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    code = models.SlugField(max_length=40)
    name = TextColumn()
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=10, choices=Way.choices)
    phone = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="people_receiver_code_once"),
            models.CheckConstraint(
                condition=Q(way="desk", desk__isnull=False) | ~Q(way="desk") & Q(desk__isnull=True),
                name="people_receiver_desk_or_outside",
            ),
        ]

    class Handling:
        open = {"id", "uid", "municipality", "code", "name", "desk", "way", "phone"}
        retention = "kept"


class UserManager(BaseUserManager["User"]):
    """Finds users by their address."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Addresses are compared without case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Someone who works in a municipality. What they may do comes from the assignment they are in.

    While `first_password_until` is set somebody else knows the password: it must be changed before anything is done.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=8, default="sv")
    is_active = models.BooleanField(default=True)
    failed_sign_ins = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    first_password_until = models.DateTimeField(null=True)
    session_round = models.PositiveIntegerField(default=0)
    added_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Handling:
        open = {"id", "uid", "municipality"}
        staff = {
            "email",
            "name",
            "language",
            "is_active",
            "password",
            "last_login",
            "failed_sign_ins",
            "locked_until",
            "first_password_until",
            "session_round",
            "added_by",
        }
        retention = "kept"

    def get_session_auth_hash(self) -> str:
        """Return what every session of the person carries: a new round ends them all, as a new password does."""
        return self._in_this_round(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Return the same under older secret keys."""
        return map(self._in_this_round, super().get_session_auth_fallback_hash())

    def _in_this_round(self, digest: str) -> str:
        return f"{digest}{self.session_round or ''}"


class GroupRole(TenantModel):
    """A group in the municipality's own directory gives a role in one place. Counts when a second person approved it.

    Leaving the group ends the role at once. Entering it gives a role without power by itself; any other is proposed.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    group = models.CharField(max_length=200)
    role = models.CharField(max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    rank = models.CharField(max_length=8, default="member")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")), name="people_two_persons_for_a_group"
            ),
            models.UniqueConstraint(fields=["municipality", "group", "role", "desk"], name="people_group_role_once"),
            models.UniqueConstraint(
                fields=["municipality", "group", "role", "unit"],
                condition=Q(desk=None),
                name="people_group_role_of_unit_once",
            ),
        ]

    class Handling:
        open = {"id", "uid", "municipality", "group", "role", "unit", "desk", "rank"}
        staff = {"proposed_by", "approved_by"}
        retention = "kept"


class Assignment(TenantModel):
    """One role in one unit (and desk), for a time. Counts only when a second person has approved it.

    `group_role` is set while a group of the directory says so.
    """

    class Rank(models.TextChoices):
        """Place in a desk's order of reading: member, then deputy, then head."""

        MEMBER = "member"
        DEPUTY = "deputy"
        HEAD = "head"

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="assignments")
    rank = models.CharField(max_length=8, choices=Rank.choices, default=Rank.MEMBER)
    starts = models.DateField()
    ends = models.DateField(null=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    group_role = models.ForeignKey(GroupRole, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")), name="people_two_persons_for_a_role"
            ),
        ]

    class Handling:
        open = {"id", "uid", "municipality", "role", "unit", "desk", "rank", "starts", "ends", "group_role"}
        staff = {"user", "proposed_by", "approved_by"}
        retention = "kept"


class SignInReset(TenantModel):
    """Somebody asks that a person may begin anew with signing in: key, app and codes are gone. Answered, it goes."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    user = models.OneToOneField(User, models.CASCADE, related_name="+")
    proposed_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(user=F("proposed_by")), name="people_reset_by_another")]

    class Handling:
        open = {"id", "uid", "municipality"}
        staff = {"user", "proposed_by", "proposed_at"}
        retention = "parent"


class Absence(TenantModel):
    """Days a person is away. Nothing waits for someone absent."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="people_absence_in_order"),
        ]

    class Handling:
        open = {"id", "uid", "municipality"}
        staff = {"user", "first_day", "last_day"}
        retention = "absence"
