"""`forebygg restore`: a back-up put in place of what is here. Main first, keys second, then what must be made good."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from django.db import connections

from forebygg.kit import clock
from forebygg.site import running
from forebygg.site.backup import Refused, manifest, pairs, settling, stores
from forebygg.site.backup.pairs import Part
from forebygg.site.backup.settling import Numbers

ASIDE = "before-restore-"


@dataclass(frozen=True)
class Wish:
    """What was asked for. `only` is "main", "keys" or None for both."""

    folder: Path
    keys: Path | None = None
    only: str | None = None
    replace: bool = False
    older_keys: bool = False
    numbers: Numbers = field(default_factory=Numbers)


def restore(wish: Wish) -> list[str]:
    """Put a back-up in place. Returns what was done and what a person must do now. Raises Refused before anything.

    Cut off at any moment, it leaves a mark, and nothing starts until the same command has run to its end.
    """
    with running.alone():
        parts = pairs.choose(wish.folder, wish.keys, wish.only)
        _require_order(parts, wish)
        _require_free(parts, wish)
        if wish.only != "keys":
            wish.numbers.require_said(wish.folder)
        mark = running.unfinished()
        mark.write_text(f"{wish.folder} {clock.now().isoformat()}\n", encoding="utf-8")
        manifest.flush_folder(mark.parent)
        said = _put(parts)
        said += settling.settle(parts[0].manifest, wish.numbers, only=wish.only)
        connections.close_all()
        mark.unlink()
        manifest.flush_folder(mark.parent)
    return said


def _require_order(parts: list[Part], wish: Wish) -> None:
    """Keys older than main lose texts. Keys alone are always older than the main that stands here."""
    if (pairs.keys_are_older(parts) or wish.only == "keys") and not wish.older_keys:
        raise Refused(
            "these keys were copied before main was: every text that came in between will read as disposed of, for "
            "ever. Choose newer keys (--keys FOLDER), or leave those that are here (--only main). If there are none, "
            "say so: --keys-older-than-main."
        )


def _require_free(parts: list[Part], wish: Wish) -> None:
    taken = [stores.STORES[part.alias] for part in parts if stores.is_taken(stores.settings_of(part.alias))]
    if taken and not wish.replace:
        raise Refused(
            f"there is data in place of {' and '.join(taken)}. To set it aside and put the back-up there: --replace."
        )


def _put(parts: list[Part]) -> list[str]:
    said, name = [], ASIDE + manifest.folder_name(clock.now()).lower()
    for part in parts:
        place = stores.settings_of(part.alias)
        store = stores.STORES[part.alias]
        if stores.is_taken(place):
            where = stores.set_aside(place, name)
            said.append(f"what was in {store} lies in {where}")
        stores.lay_out(part.file, place)
        said.append(f"{store}: as it was at {part.manifest.begun_at}")
    if len(said) > len(parts):
        said.append(
            "The main store set aside is for the data protection function: lock it away. Keys set aside must go"
        )
        said.append("within the days that back-ups of keys are kept: remove them when the house is open again.")
    return said
