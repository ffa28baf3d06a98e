"""A draft out for opinions, what was said of it, and initiatives. No column says who wrote, or at what hour."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from forebygg.kit.fields import SealedText
from forebygg.kit.rows import Versioned
from forebygg.people.models import Board
from forebygg.people.tenancy import TenantModel
from forebygg.plans.models import PlanVersion


class Consultation(Versioned, TenantModel):
    """A version of a plan, open for opinions between two days."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    version_of = models.ForeignKey(PlanVersion, models.PROTECT, related_name="+")
    content = models.JSONField()
    question = models.TextField(max_length=2_000)
    opens_on = models.DateField()
    closes_on = models.DateField()
    decided_where = models.CharField(max_length=200, blank=True, default="")
    follow = models.URLField(max_length=300, blank=True, default="")
    summary = models.TextField(blank=True, default="", max_length=4_000)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=120, blank=True, default="")

    class Handling:
        open = {
            "id",
            "uid",
            "municipality",
            "version_of",
            "content",
            "question",
            "opens_on",
            "closes_on",
            "decided_where",
        }
        open |= {"follow", "summary", "opened_at", "opened_by", "closed_at", "closed_by", "version"}
        retention = "kept"


class Comment(Versioned, TenantModel):
    """What somebody said of a part of a draft. Sealed as it came; shown only as a moderator let it through.

    The sealed text goes when its board's rule says so; what was published and answered stays with the plan.
    """

    class State(models.TextChoices):
        """What became of it."""

        UNSEEN = "unseen", _("Inte läst än")
        SHOWN = "shown", _("Publicerad")
        REFUSED = "refused", _("Inte publicerad")

    class Reason(models.TextChoices):
        """Why it is not shown; the open log says so."""

        PERSON = "person", _("Handlar om en enskild människa")
        CONTACT = "contact", _("Innehåller kontaktuppgifter")
        HATE = "hate", _("Hotar eller kränker")
        OTHER = "other", _("Handlar om något annat än planen")

    class Outcome(models.TextChoices):
        """What it led to."""

        CHANGED = "changed", _("Planen ändras")
        PARTLY = "partly", _("Planen ändras delvis")
        UNCHANGED = "unchanged", _("Planen ändras inte")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="comments")
    part = models.CharField(max_length=12)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    key = models.UUIDField()
    submission = models.UUIDField(unique=True)
    text = SealedText(null=True)
    came_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.UNSEEN)
    reason = models.CharField(max_length=8, choices=Reason.choices, blank=True, default="")
    shown = models.TextField(blank=True, default="", max_length=4_000)
    is_cut = models.BooleanField(default=False)
    moderated_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")
    answer = models.TextField(blank=True, default="", max_length=2_000)

    class Handling:
        open = {"id", "uid", "municipality", "consultation", "part", "board", "key", "submission", "came_on", "state"}
        open |= {"reason", "shown", "is_cut", "moderated_on", "outcome", "answer", "version"}
        secret = {"text"}
        retention = "comment"


class Initiative(Versioned, TenantModel):
    """A written initiative by elected members: assignment, project, report, measures. Functions, never names."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    title = models.CharField(max_length=200)
    from_whom = models.CharField(max_length=120)
    came = models.CharField(max_length=10)
    number = models.CharField(max_length=40, blank=True, default="")
    wants = models.TextField(max_length=2_000)
    assigned = models.CharField(max_length=10, blank=True, default="")
    assigned_by = models.CharField(max_length=120, blank=True, default="")
    project = models.CharField(max_length=300, blank=True, default="")
    steering = models.CharField(max_length=300, blank=True, default="")
    reported = models.CharField(max_length=10, blank=True, default="")
    reported_to = models.CharField(max_length=120, blank=True, default="")
    report_number = models.CharField(max_length=40, blank=True, default="")
    says = models.TextField(blank=True, default="", max_length=4_000)
    measures = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)

    class Handling:
        open = {"id", "uid", "municipality", "title", "from_whom", "came", "number", "wants", "assigned", "assigned_by"}
        open |= {"project", "steering", "reported", "reported_to", "report_number", "says", "measures", "made_at"}
        open |= {"made_by", "version"}
        retention = "kept"
