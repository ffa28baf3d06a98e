"""Pure: the master key in three shares, any two of which open it; one alone opens nothing.

Each share is 16 random bytes, for one person on paper. An envelope holds the master key wrapped (RFC 3394) under a
key derived from two of them, so there are three envelopes, in one file that need not be secret. No share says anything
about another, and the envelopes say nothing without two. Source: docs/decisions, two of three for the master key.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from forebygg.kit import crypto

SHARES = 3
_BYTES, _GROUP, _FORMAT = 16, 4, 1
# 1-7f3a-c0de-…-beef-e1d0: number, split, eight groups of the sixteen bytes, check
_SHAPE = re.compile(rf"^([1-{SHARES}])([0-9a-f]{{4}})([0-9a-f]{{{2 * _BYTES}}})([0-9a-f]{{4}})$")
_MISREAD = str.maketrans("oil", "011")


class Unfit(ValueError):  # noqa: N818 - what is the matter
    """The shares or the envelopes cannot be used; the sentence says why and never holds a share."""


@dataclass(frozen=True, slots=True)
class Share:
    """One person's part: its number, the four characters of the split it belongs to, sixteen bytes."""

    number: int
    set: str
    secret: bytes

    def text(self) -> str:
        """Return it as it is written on paper, in groups of four, with a check at the end."""
        groups = [self.secret.hex()[i : i + _GROUP] for i in range(0, 2 * _BYTES, _GROUP)]
        return "-".join([str(self.number), self.set, *groups, self._check()])

    def _check(self) -> str:
        body = f"forebygg share {self.number} {self.set} ".encode() + self.secret
        return hashlib.sha256(body).hexdigest()[:_GROUP]

    @classmethod
    def read(cls, text: str) -> Share:
        """Read one as somebody typed it. Raises Unfit."""
        tidy = re.sub(r"[\s-]", "", text).lower().translate(_MISREAD)
        found = _SHAPE.match(tidy)
        if found is None:
            raise Unfit(
                f"that is no share: it has {len(tidy)} characters, and a share has {1 + 2 * _GROUP + 2 * _BYTES}, of "
                "0–9 and a–f. Look again."
            )
        share = cls(int(found[1]), found[2], bytes.fromhex(found[3]))
        if share._check() != found[4]:
            raise Unfit(f"share {share.number} is mistyped somewhere: its last four characters do not fit. Look again.")
        return share


def split(master: bytes, mark: str, made_at: str) -> tuple[list[Share], dict[str, Any]]:
    """Return three new shares, and what is written in the file of envelopes."""
    name = secrets.token_hex(_GROUP // 2)
    shares = [Share(number, name, secrets.token_bytes(_BYTES)) for number in range(1, SHARES + 1)]
    wrapped = {_pair(a, b): crypto.wrap(_key(a, b), master).hex() for a, b in combinations(shares, 2)}
    return shares, {"format": _FORMAT, "set": name, "mark": mark, "made_at": made_at, "envelopes": wrapped}


def recover(envelopes: Mapping[str, Any], given: Sequence[Share]) -> bytes:
    """Return the master key. Raises Unfit: fewer than two, two of one, another split's, or not what was written."""
    shares = sorted({share.number: share for share in given}.values(), key=lambda share: share.number)
    if len(shares) != len(given) or len(shares) < 2:
        raise Unfit("two different shares are needed")
    if any(share.set != envelopes.get("set") for share in shares):
        raise Unfit(
            "a share belongs to another splitting than these envelopes: the four characters after its number differ"
        )
    first, second = shares[:2]
    try:
        return crypto.unwrap(_key(first, second), bytes.fromhex(envelopes["envelopes"][_pair(first, second)]))
    except (KeyError, ValueError, TypeError, crypto.Unreadable) as error:
        raise Unfit("these shares do not open these envelopes: the file, or a share, is not what was made") from error


def _pair(first: Share, second: Share) -> str:
    return f"{first.number}+{second.number}"


def _key(first: Share, second: Share) -> bytes:
    return crypto.derive(first.secret + second.secret, f"forebygg custody {first.set} {_pair(first, second)}")
