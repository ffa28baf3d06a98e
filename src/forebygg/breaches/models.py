"""An incident in codes and hours. There is no column in which anybody could be named."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from forebygg.kit.rows import Versioned
from forebygg.people.tenancy import TenantModel


class Breach(Versioned, TenantModel):
    """That something failed: found when, of what kind, what it touches, and what it is held to be so far."""

    class Kind(models.TextChoices):
        """What it looked like when it was found."""

        WRONG_PERSON = "wrong-person", _("Fel person har fått se eller fått något")
        LOST = "lost", _("Något har kommit bort: dator, telefon, papper, nyckel")
        ACCOUNT = "account", _("Någon annan har använt ett konto")
        INTRUSION = "intrusion", _("Intrång eller skadlig kod")
        OUTAGE = "outage", _("Systemet har varit nere")
        DATA_LOST = "data-lost", _("Uppgifter har gått förlorade eller ändrats")
        SUPPLIER = "supplier", _("Det hände hos en leverantör")
        OTHER = "other", _("Något annat")

    class Held(models.TextChoices):
        """What one holds of a question, so far."""

        YES = "yes", _("Ja")
        NO = "no", _("Nej")
        UNKNOWN = "unknown", _("Vet inte än")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    discovered_at = models.DateTimeField()
    significant = models.CharField(max_length=7, choices=Held.choices, default=Held.UNKNOWN)
    personal = models.CharField(max_length=7, choices=Held.choices, default=Held.UNKNOWN)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(discovered_at__lte=models.F("recorded_at")), name="breaches_found_before_recorded"
            )
        ]

    class Handling:
        open = {
            "id",
            "uid",
            "municipality",
            "kind",
            "discovered_at",
            "significant",
            "personal",
            "recorded_at",
            "recorded_by",
            "version",
        }
        retention = "kept"


class Filing(models.Model):
    """One report about a breach, sent: which, when, by which function. What it said lies with whoever got it."""

    class Step(models.TextChoices):
        """The reports the law asks for. When each is due is computed, never kept."""

        WARNING = "warning", _("Varning")
        NOTIFICATION = "notification", _("Incidentanmälan")
        SUPERVISORY = "supervisory", _("Anmälan om personuppgiftsincident")
        FINAL = "final", _("Slutrapport")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    breach = models.ForeignKey(Breach, models.CASCADE, related_name="filings")
    step = models.CharField(max_length=12, choices=Step.choices)
    sent_at = models.DateTimeField()
    function = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["breach", "step"], name="breaches_each_report_once")]

    class Handling:
        open = {"id", "uid", "breach", "step", "sent_at", "function"}
        retention = "parent"
