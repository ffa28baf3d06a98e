"""Published versions of charts, and runs through them: codes, hours and duties, never a free text."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from forebygg.people.tenancy import TenantModel


class Version(TenantModel):
    """A published chart with its decision. Immutable: a change is a new number."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    chart = models.JSONField()
    origin = models.CharField(max_length=8, choices=[("shipped", "shipped"), ("local", "local")])
    body = models.CharField(max_length=120)
    decided_on = models.DateField()
    paragraph = models.CharField(max_length=20, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "kind", "number"], name="routines_version_once"),
        ]

    class Handling:
        open = {
            "id",
            "uid",
            "municipality",
            "kind",
            "number",
            "chart",
            "origin",
            "body",
            "decided_on",
            "paragraph",
            "published_at",
        }
        retention = "kept"


class Run(TenantModel):
    """One passage through one version. It belongs to its owner, who disposes of it with itself."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    rehearsal = models.BooleanField(default=False)
    scenario = models.CharField(max_length=40, blank=True)
    counts_from = models.DateTimeField()
    at_step = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)

    class Handling:
        open = {"id", "uid", "municipality", "version", "rehearsal", "scenario", "counts_from", "at_step", "ended_at"}
        retention = "parent"


class Answer(models.Model):
    """One choice on the path: step, choice, function, time."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="answers")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=40)
    choice = models.CharField(max_length=40)
    function = models.CharField(max_length=120)
    assignment = models.PositiveBigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="routines_answer_in_order"),
            models.UniqueConstraint(fields=["run", "step"], name="routines_step_answered_once"),
        ]

    class Handling:
        open = {"id", "run", "number", "step", "choice", "function", "at"}
        staff = {"assignment"}
        retention = "parent"


class OpenDuty(models.Model):
    """A duty beside the path, from opened to met or waived."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    run = models.ForeignKey(Run, models.CASCADE, related_name="duties")
    code = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    waived_at = models.DateTimeField(null=True)
    function = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "code"], name="routines_duty_once"),
            models.CheckConstraint(condition=Q(met_at=None) | Q(waived_at=None), name="routines_duty_met_or_waived"),
        ]

    class Handling:
        open = {"id", "uid", "run", "code", "opened_at", "due_at", "met_at", "waived_at", "function"}
        retention = "parent"
