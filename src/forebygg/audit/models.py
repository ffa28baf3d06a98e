"""Two tables that only ever grow, until a whole closed year is dropped."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """One deed, reading or refusal. `about` is the row's random uid, so that what ties the log to it dies with it."""

    class Kind(models.TextChoices):
        """What sort of thing happened."""

        DEED = "deed"
        READING = "reading"
        REFUSAL = "refusal"

    at = models.DateTimeField()
    municipality = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    code = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=8)
    actor = models.CharField(max_length=120)
    user_key = models.CharField(max_length=20, blank=True)
    assignment_key = models.CharField(max_length=20, blank=True)
    about_kind = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=36, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "at"], name="audit_town_at"),
            models.Index(fields=["about"], name="audit_about"),
        ]

    class Handling:
        open = {"id", "at", "municipality", "kind", "code", "actor_kind", "actor", "about_kind", "about", "detail"}
        staff = {"user_key", "assignment_key"}
        retention = "log"


class Seal(models.Model):
    """A link of the chain over one municipality's year: it covers one event and the seal before it."""

    municipality = models.CharField(max_length=40, blank=True)
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    event = models.PositiveBigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year", "number"], name="audit_seal_number_once"),
        ]

    class Handling:
        open = {"id", "municipality", "year", "number", "event", "hash", "sealed_at"}
        retention = "log"
