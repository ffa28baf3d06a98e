"""Two columns with manners: a sealed text and a text per language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models

from forebygg.kit.envelope import Envelope
from forebygg.kit.text import Text

# The stubs know the column as generic; Django at run time does not.
if TYPE_CHECKING:

    class _Binary(models.BinaryField[Any, Any]): ...

else:
    _Binary = models.BinaryField


class SealedText(_Binary):
    """Holds an Envelope. Cannot be searched, indexed or compared: the house test of Handling looks for this class."""

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> Envelope | None:
        """Bytes from the database become an Envelope."""
        return None if value is None else Envelope.from_bytes(bytes(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Only envelopes are stored: a plain text raises TypeError before it reaches the database."""
        if value is None:
            return None
        if not isinstance(value, Envelope):
            raise TypeError("a SealedText column takes an Envelope, never a text")
        return super().get_db_prep_value(value.to_bytes(), connection, prepared)


class TextColumn(models.JSONField):
    """Holds a Text."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """JSON from the database becomes a Text."""
        if value is None:
            return None
        return Text(json.loads(value) if isinstance(value, str) else value)
