"""One table: a fact is so from a day to a day, says a source, in every municipality or in one."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from forebygg.kit.fields import TextColumn
from forebygg.people.models import Municipality


class Fact(models.Model):
    """A provision, age, deadline, number or text. `value` has the shape that `kind` says (see facts.values)."""

    class Kind(models.TextChoices):
        """The shape of the value."""

        AGE = "age"
        DAYS = "days"
        WORKING_DAYS = "working-days"
        HOURS = "hours"
        MONTHS = "months"
        YEARS = "years"
        HOUR_OF_DAY = "hour-of-day"
        NUMBER = "number"
        PHONE = "phone"
        LINK = "link"
        PROVISION = "provision"
        WORDS = "words"
        CHANGE = "change"

    class Certainty(models.TextChoices):
        """How sure the source is; `unverified` is shown as such until a municipality confirms it."""

        SURE = "sure"
        FAIRLY = "fairly-sure"
        UNVERIFIED = "unverified"

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    code = models.CharField(max_length=60)
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="+")
    origin = models.CharField(max_length=8, choices=[("shipped", "shipped"), ("local", "local")])
    kind = models.CharField(max_length=14, choices=Kind.choices)
    label = TextColumn()
    value = models.JSONField()
    source = models.CharField(max_length=300)
    certainty = models.CharField(max_length=12, choices=Certainty.choices)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    verified_on = models.DateField(null=True)
    verified_by = models.CharField(max_length=80, blank=True)
    wrong = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "municipality", "valid_from"], name="facts_local_once_a_day"),
            models.UniqueConstraint(
                fields=["code", "valid_from"], condition=Q(municipality=None), name="facts_shipped_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="facts_days_in_order"
            ),
        ]

    class Handling:
        open = {
            "id",
            "uid",
            "code",
            "municipality",
            "origin",
            "kind",
            "label",
            "value",
            "source",
            "certainty",
            "valid_from",
            "valid_until",
            "verified_on",
            "verified_by",
            "wrong",
        }
        retention = "kept"
