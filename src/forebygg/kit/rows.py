"""Lost updates: read a row afresh under lock, and save named fields only."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from forebygg.kit.errors import Stale


class Versioned(models.Model):
    """A root whose form carries `version`: two people at once see "Någon har ändrat", nobody overwrites."""

    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


V = TypeVar("V", bound=Versioned)


def lock(row: V) -> V:
    """First beat: return the row as it is now, locked. Raises Stale if it changed or went since it was read."""
    fresh = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if fresh is None or fresh.version != row.version:
        raise Stale(fresh)
    return fresh


def change(row: Versioned, *fields: str) -> None:
    """Save the named fields and step the version."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])
