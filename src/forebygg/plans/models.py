"""Plans and their versions. What a version says is one document; who decided is rows."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from forebygg.kit.rows import Versioned
from forebygg.people.tenancy import TenantModel


class Plan(Versioned, TenantModel):
    """A governed document: its kind, whose it is, and what it stands under."""

    class Standing(models.TextChoices):
        """How far the document is, as a whole."""

        DRAFT = "draft", _("Utkast")
        IN_FORCE = "in-force", _("Gäller")
        REPEALED = "repealed", _("Upphävd")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=80)
    owner = models.CharField(max_length=120)
    parent = models.CharField(max_length=200, blank=True, default="")
    towns = models.CharField(max_length=300, blank=True, default="")
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.DRAFT)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="plans_slug_once_a_town")]

    class Handling:
        open = {
            "id",
            "uid",
            "municipality",
            "slug",
            "kind",
            "owner",
            "parent",
            "towns",
            "standing",
            "made_at",
            "version",
        }
        retention = "kept"


class PlanVersion(Versioned, TenantModel):
    """One version of what a plan says. A draft changes; what is decided never does."""

    class State(models.TextChoices):
        """Where a version is on its way."""

        DRAFT = "draft", _("Utkast")
        OUT = "out", _("På samråd")
        PROPOSED = "proposed", _("Förslag till beslut")
        DECIDED = "decided", _("Beslutad")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    content = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_number_once_a_plan"),
            models.UniqueConstraint(
                fields=["plan"], condition=~models.Q(state="decided"), name="plans_one_open_version_a_plan"
            ),
        ]

    class Handling:
        open = {"id", "uid", "municipality", "plan", "number", "state", "content", "made_at", "made_by", "version"}
        retention = "kept"


class PlanDecision(TenantModel):
    """A decision about a plan, at the precision its paper states: a year, a month or a day."""

    class Action(models.TextChoices):
        """What was decided."""

        ADOPTED = "adopted", _("Antagen")
        EXTENDED = "extended", _("Förlängd")
        REVISED = "revised", _("Reviderad")
        REPEALED = "repealed", _("Upphävd")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="decisions")
    of = models.ForeignKey(PlanVersion, models.PROTECT, related_name="decisions", null=True, blank=True)
    action = models.CharField(max_length=10, choices=Action.choices)
    body = models.CharField(max_length=120)
    day = models.CharField(max_length=10, blank=True, default="")
    paragraph = models.CharField(max_length=12, blank=True, default="")
    number = models.CharField(max_length=40, blank=True, default="")
    valid_from = models.CharField(max_length=10, blank=True, default="")
    valid_to = models.CharField(max_length=10, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=120)
    is_struck = models.BooleanField(default=False)

    class Handling:
        open = {
            "id",
            "uid",
            "municipality",
            "plan",
            "of",
            "is_struck",
            "action",
            "body",
            "day",
            "paragraph",
            "number",
            "valid_from",
            "valid_to",
            "recorded_at",
            "recorded_by",
        }
        retention = "kept"


class Progress(TenantModel):
    """How far a measure has come, said on a day. Rows are added, never changed: the newest counts."""

    class Status(models.TextChoices):
        """What one says of a measure. Late is computed, never said."""

        NOT_BEGUN = "not-begun", _("Inte börjat")
        UNDER_WAY = "under-way", _("Pågår")
        DONE = "done", _("Klar")
        STOPPED = "stopped", _("Avbruten")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="progress")
    measure = models.CharField(max_length=6)
    status = models.CharField(max_length=10, choices=Status.choices)
    result = models.TextField(blank=True, default="", max_length=2_000)
    learnt = models.TextField(blank=True, default="", max_length=2_000)
    proof = models.CharField(max_length=300, blank=True, default="")
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["plan", "measure", "-said_at"], name="plans_progress_newest")]

    class Handling:
        open = {
            "id",
            "uid",
            "municipality",
            "plan",
            "measure",
            "status",
            "result",
            "learnt",
            "proof",
            "said_at",
            "said_by",
        }
        retention = "kept"


class PlanUpload(Versioned, TenantModel):
    """A document somebody has, as it came, and what was read in it, persons masked. It goes when it is confirmed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    refused = models.CharField(max_length=12, blank=True, default="")
    blocks = models.JSONField(default=list)
    understood = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=120)

    class Handling:
        open = {"id", "uid", "municipality", "refused", "blocks", "understood", "uploaded_at", "uploaded_by", "version"}
        staff = {"name", "data"}
        retention = "plan-upload"


class FollowUp(Versioned, TenantModel):
    """A year's follow-up: whether the document still holds, and how far each measure had come when it was closed.

    `figures` are the goals' values as they were then, by the goals' codes; `frozen` is the whole page as it was closed.
    """

    class Holds(models.TextChoices):
        """Is the document still current?"""

        YES = "yes", _("Ja")
        PARTLY = "partly", _("Delvis")
        NO = "no", _("Nej")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="follow_ups")
    year = models.PositiveIntegerField()
    holds = models.CharField(max_length=6, choices=Holds.choices, blank=True, default="")
    why = models.TextField(blank=True, default="", max_length=2_000)
    networks = models.TextField(blank=True, default="", max_length=2_000)
    changed = models.TextField(blank=True, default="", max_length=2_000)
    ahead = models.TextField(blank=True, default="", max_length=2_000)
    figures = models.JSONField(default=dict)
    frozen = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=120)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "year"], name="plans_one_follow_up_a_year")]

    class Handling:
        open = {"id", "uid", "municipality", "plan", "year", "holds", "why", "networks", "changed", "ahead"}
        open |= {"figures", "frozen", "begun_at", "begun_by", "closed_at", "closed_by", "version"}
        retention = "kept"


class StewardCheck(TenantModel):
    """One of the five points of stewardship, looked into on a day by a function. Rows are added, never changed."""

    class Point(models.TextChoices):
        """What the steward sees to."""

        FOLLOWED = "followed", _("Planen följs")
        AVAILABLE = "available", _("Planen finns tillgänglig för alla som berörs")
        WATCHED = "watched", _("Ändrade förutsättningar bevakas")
        REVISED = "revised", _("Planen följs upp och revideras")
        CURRENT = "current", _("Planen är aktuell")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="checks")
    point = models.CharField(max_length=10, choices=Point.choices)
    note = models.CharField(max_length=500, blank=True, default="")
    checked_at = models.DateTimeField()
    checked_by = models.CharField(max_length=120)

    class Handling:
        open = {"id", "uid", "municipality", "plan", "point", "note", "checked_at", "checked_by"}
        retention = "kept"


class ReportTemplate(Versioned, TenantModel):
    """The municipality's own Word template for reports. One a municipality; it is tried before it is kept."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    data = models.BinaryField()
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality"], name="plans_one_template_a_town")]

    class Handling:
        open = {"id", "uid", "municipality", "data", "kept_at", "kept_by", "version"}
        retention = "kept"
