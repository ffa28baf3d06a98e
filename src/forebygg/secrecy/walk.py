"""Every sealed text there is, in whichever room: found from the models themselves, so that no room can be forgotten.

A text is bound to its municipality, column, row and key (`queries.Place`). Column and row follow from the model; the
municipality from the board whose key sealed it. Nothing here says what a text is about, and nothing here shows one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models.functions import Substr

from forebygg.kit import crypto, handling
from forebygg.kit.envelope import KEY_PLACE, Envelope
from forebygg.kit.fields import SealedText
from forebygg.people.models import Board
from forebygg.secrecy import keys, queries
from forebygg.secrecy.models import DataKey, ToShred
from forebygg.secrecy.queries import Place

_CHUNK = 200
# Sealed under a key that only the visitor's cookie holds: no key of ours opens them.
_NOT_OURS = "draft"


@dataclass(frozen=True, slots=True)
class Found:
    """One sealed text where it lies."""

    model: type[models.Model]
    pk: object
    column: str
    row: UUID
    envelope: Envelope

    def place(self, municipality: str) -> Place:
        """Return where its seal belongs."""
        return Place(municipality, f"{self.model._meta.label}.{self.column}", self.row)


@dataclass(frozen=True, slots=True)
class Opened:
    """A text with the board whose key sealed it, and its words: None when the key is gone or the seal does not hold."""

    found: Found
    board: UUID | None
    words: str | None
    is_damaged: bool = False


@dataclass(slots=True)
class Tally:
    """What a walk over every text found: how many open, how many have no key, and where a seal does not hold."""

    opened: int = 0
    gone: int = 0
    damaged: list[str] = field(default_factory=list)


def sealed_models() -> list[tuple[type[models.Model], list[str]]]:
    """Return each model with texts under data keys, and its sealed columns."""
    found = []
    for model in apps.get_models():
        columns = [column.name for column in model._meta.concrete_fields if isinstance(column, SealedText)]
        if columns and handling.read(model).retention != _NOT_OURS:
            found.append((model, columns))
    return found


def key_columns(model: type[models.Model]) -> list[str]:
    """Return the columns of a model that name a data key beside the texts. What waits for its death is not counted."""
    if model is ToShred:
        return []
    return [c.name for c in model._meta.concrete_fields if isinstance(c, models.UUIDField) and c.name == "key"]


def keys_named_in(model: type[models.Model]) -> set[UUID]:
    """Return the keys that a model's rows name, in a column or in an envelope: one statement."""
    columns: list[str | Substr] = [
        Substr(column.name, *KEY_PLACE, output_field=models.BinaryField())
        for column in model._meta.concrete_fields
        if isinstance(column, SealedText)
    ]
    columns.extend(key_columns(model))
    if not columns:
        return set()
    named = {value for row in model._default_manager.values_list(*columns).iterator() for value in row if value}
    return {value if isinstance(value, UUID) else UUID(bytes=bytes(value)) for value in named}


def texts() -> Iterator[Found]:
    """Yield every sealed text under a data key, a model at a time."""
    for model, columns in sealed_models():
        for pk, uid, *envelopes in model._default_manager.order_by("pk").values_list("pk", "uid", *columns).iterator():
            for column, envelope in zip(columns, envelopes, strict=True):
                if envelope is not None:
                    yield Found(model, pk, column, uid, envelope)


def rows_by_key() -> dict[UUID, list[tuple[type[models.Model], object]]]:
    """Return the rows that name each key, in a column or in an envelope; no text is fetched."""
    found: dict[UUID, list[tuple[type[models.Model], object]]] = {}
    for model, columns in sealed_models():
        named = [Substr(column, *KEY_PLACE, output_field=models.BinaryField()) for column in columns]
        rows = model._default_manager.order_by("pk").values_list("pk", *named, *key_columns(model))
        for pk, *keys_ in rows.iterator():
            for key in {k if isinstance(k, UUID) else UUID(bytes=bytes(k)) for k in keys_ if k}:
                found.setdefault(key, []).append((model, pk))
    for model in apps.get_models():
        if key_columns(model) and model not in dict(sealed_models()):
            for pk, key in model._default_manager.exclude(key=None).values_list("pk", "key"):
                found.setdefault(key, []).append((model, pk))
    return found


def texts_of(model: type[models.Model], pk: object, key: UUID) -> list[Found]:
    """Return one row's texts that were sealed under one key."""
    columns = dict(sealed_models()).get(model, [])
    if not columns:
        return []
    uid, *envelopes = model._default_manager.values_list("uid", *columns).get(pk=pk)
    pairs = zip(columns, envelopes, strict=True)
    return [Found(model, pk, column, uid, sealed) for column, sealed in pairs if sealed and sealed.key == key]


def slugs() -> dict[UUID, str]:
    """Return each board's municipality, by the board's uid."""
    return dict(Board.objects.values_list("uid", "municipality__slug"))


def open_all(some: Iterable[Found], towns: dict[UUID, str]) -> Iterator[Opened]:
    """Open some texts in one batch. For rotation and for the trial of a back-up only: nobody reads what comes out."""
    batch = list(some)
    wanted = {found.envelope.key for found in batch}
    boards = dict(DataKey.objects.filter(uid__in=wanted).values_list("uid", "board"))
    known = {uid: key for board in set(boards.values()) for uid, key in keys.fetch(board, wanted).items()}
    for found in batch:
        uid, body = found.envelope.key, found.envelope.body
        if uid not in known:
            yield Opened(found, None, None)
            continue
        context = found.place(towns.get(boards[uid], "")).context(uid)
        try:
            yield Opened(found, boards[uid], crypto.decrypt(known[uid], body, context))
        except crypto.Unreadable:
            yield Opened(found, boards[uid], None, is_damaged=True)


def tally() -> Tally:
    """Try every text: it opens, or its key is gone and it reads as disposed of, or something is wrong."""
    towns, result, all_texts = slugs(), Tally(), texts()
    while some := list(islice(all_texts, _CHUNK)):
        for opened in open_all(some, towns):
            if opened.is_damaged:
                result.damaged.append(f"{opened.found.model._meta.label}.{opened.found.column} {opened.found.row}")
            elif opened.words is None:
                result.gone += 1
            else:
                result.opened += 1
    return result


def orphans() -> set[UUID]:
    """Return the data keys that no row names. A text being written just now may count."""
    left = queries.data_keys()  # first: a key that comes while the rows are read is no orphan
    for model in apps.get_models():
        left -= keys_named_in(model)
    return left
