"""One table of figures. There is no row per concern."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from forebygg.people.tenancy import TenantModel


class Counter(TenantModel):
    """How many, in one municipality, quarter ("2026K4", or a year alone), measure and category."""

    period = models.CharField(max_length=6)
    measure = models.CharField(max_length=30)
    category = models.CharField(max_length=40)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "period", "measure", "category"], name="situation_counter_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=0), name="situation_counter_not_negative"),
        ]

    class Handling:
        open = {"id", "municipality", "period", "measure", "category", "number"}
        retention = "kept"
