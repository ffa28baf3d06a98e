"""Sends the key tables to the store of their own, and everything else to the main one."""

from __future__ import annotations

from typing import Any

KEY_MODELS = frozenset({"boardkey", "datakey", "mastermark", "purposekey"})


class KeysRouter:
    """Django's database router."""

    def _store(self, model: Any) -> str:
        is_key = model._meta.app_label == "secrecy" and model._meta.model_name in KEY_MODELS
        return "keys" if is_key else "default"

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """Return the store a model lives in."""
        return self._store(model)

    db_for_write = db_for_read

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        """No foreign key crosses the two stores."""
        return self._store(first) == self._store(second)

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        """Make each table in its own store only."""
        is_key = app_label == "secrecy" and model_name in KEY_MODELS
        return db == ("keys" if is_key else "default")
