"""What differs between two versions of a plan: entry by entry, word by word. Pure.

Entries are known again by their codes; one without a fellow is new or gone. Within an entry, words are compared, not
letters: what a reader would mark with a pen.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from forebygg.plans.content import LISTS, Content

Kind = Literal["same", "out", "in"]
_WORD = re.compile(r"\s+|[^\s]+")
_ALIKE = 0.6
_LONG = 3_000  # words: longer texts are shown as one out, one in


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: unchanged, struck out, or put in."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field of the plan, or of one of its entries, that is not as it was."""

    part: str
    code: str
    name: str
    pieces: tuple[Piece, ...]
    about: str = ""  # the first words of the entry it is about

    @property
    def is_new(self) -> bool:
        """Was there nothing before?"""
        return all(piece.kind == "in" for piece in self.pieces)

    @property
    def is_gone(self) -> bool:
        """Is there nothing now?"""
        return all(piece.kind == "out" for piece in self.pieces)


def compare(before: Content, after: Content) -> list[Change]:
    """Return what changed, in the order a plan is read: first its head, then list by list."""
    heads = [each.name for each in fields(Content) if each.name not in LISTS]
    found = list(_fields("head", "", before, after, heads))
    for part in LISTS:
        old = {entry.code: entry for entry in getattr(before, part)}
        new = {entry.code: entry for entry in getattr(after, part)}
        for code in dict.fromkeys([*old, *new]):
            about = _about(new.get(code) or old[code])
            found += [replace(each, about=about) for each in _entry(part, code, old.get(code), new.get(code))]
        if part == "measures":
            found += _moved(before, after)
    return found


def _about(entry: Any) -> str:
    words = (getattr(entry, "term", "") or getattr(entry, "name", "") or entry.text).split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def _moved(before: Content, after: Content) -> Iterator[Change]:
    """Yield the measures that stand in another area than they did, by the areas' names."""
    for new in after.measures:
        old = before.measure(new.code)
        one = getattr(before.area(old.area), "name", "") if old else ""
        other = getattr(after.area(new.area), "name", "")
        if old and one != other:
            yield Change("measures", new.code, "area", tuple(pieces(one, other)), _about(new))


def aligned(before: Content, after: Content) -> Content:
    """Return the later content with the codes of the earlier: for two documents, whose entries share no codes.

    An entry is taken for the one whose words it shares most of, six in ten at least; each is taken once.
    """
    given: dict[str, Any] = {}
    for part in LISTS:
        free = list(getattr(before, part))
        entries = []
        for entry in getattr(after, part):
            best = max(free, key=lambda old: _likeness(old, entry), default=None)
            if best is not None and _likeness(best, entry) >= _ALIKE:
                free.remove(best)
                entries.append(replace(entry, code=best.code))
            else:
                entries.append(entry)
        given[part] = tuple(entries)
    codes = {old.code: new.code for old, new in zip(after.areas, given["areas"], strict=True)}
    given["measures"] = tuple(replace(each, area=codes.get(each.area, "")) for each in given["measures"])
    return replace(after, **given)


def _likeness(one: Any, other: Any) -> float:
    first, second = (_words(each) for each in (one, other))
    return 2 * len(first & second) / (len(first) + len(second) or 1)


def _words(entry: Any) -> set[str]:
    said = (getattr(entry, name, "") for name in ("term", "name", "text"))
    return {word.strip(".,;:").lower() for text in said for word in text.split()}


def _entry(part: str, code: str, old: Any, new: Any) -> Iterator[Change]:
    names = [each.name for each in fields(old or new) if each.name not in ("code", "area")]
    flat = [name for name in names if name != "rights"]
    yield from _fields(part, code, old, new, flat)
    if "rights" in names:
        answers = [each.name for each in fields((old or new).rights) if each.name not in ("by", "on")]
        yield from _fields(part, code, old and old.rights, new and new.rights, answers)


def _fields(part: str, code: str, old: Any, new: Any, names: list[str]) -> Iterator[Change]:
    for name in names:
        one, other = (getattr(old, name) if old else ""), (getattr(new, name) if new else "")
        if one != other:
            yield Change(part, code, name, tuple(pieces(one, other)))


def pieces(before: str, after: str) -> Iterator[Piece]:
    """Yield the words of two texts, those they share once."""
    one, other = _WORD.findall(before), _WORD.findall(after)
    if max(len(one), len(other)) > _LONG:
        yield from (Piece("out", before), Piece("in", after))
        return
    out = put = ""
    for tag, i, j, k, m in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        gone, come = "".join(one[i:j]), "".join(other[k:m])
        if tag == "equal" and (gone.strip() or not (out or put) or m == len(other)):
            yield from _both(out, put)
            yield Piece("same", gone)
            out = put = ""
        else:  # a space between two words that both changed is no reason to lift the pen
            out, put = out + gone, put + come
    yield from _both(out, put)


def _both(out: str, put: str) -> Iterator[Piece]:
    if out:
        yield Piece("out", out)
    if put:
        yield Piece("in", put)
