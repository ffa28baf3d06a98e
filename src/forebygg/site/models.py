"""The installation's own rows: what mode it was made in, and who runs the loop."""

from __future__ import annotations

from django.db import models


class Installation(models.Model):
    """One row, written at first start. The start is refused when the environment says another mode."""

    mode = models.CharField(max_length=4)
    made_at = models.DateTimeField()
    demo_loaded_at = models.DateTimeField(null=True)

    class Handling:
        open = {"id", "mode", "made_at", "demo_loaded_at"}
        retention = "kept"


class Round(models.Model):
    """When each job of the schedule last ran: the lock row of the loop, and what `doctor` looks at."""

    job = models.CharField(max_length=60, unique=True)
    last_run = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Handling:
        open = {"id", "job", "last_run", "last_error"}
        retention = "kept"
