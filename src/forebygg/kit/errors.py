"""Domain errors. Views catch none of them: one middleware in `site` turns them into pages and logs refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forebygg.kit.actor import Actor


class HouseError(Exception):
    """Base of what a deed may answer instead of happening."""


class NotFound(HouseError):  # noqa: N818 - the field's words, not Python's
    """Missing, or not for this viewer: the two look the same from outside."""

    def __init__(self, by: Actor, what: str, about: str = "") -> None:
        super().__init__(what)
        self.by, self.what, self.about = by, what, about


class NotAllowed(NotFound):
    """A deed that this actor may not do. Shown as the same page as NotFound."""


class WrongState(HouseError):  # noqa: N818
    """The deed exists and is allowed, but not now. The message is a sentence for the person on screen."""


class Stale(HouseError):  # noqa: N818
    """Somebody changed the row since it was read."""

    def __init__(self, theirs: object = None) -> None:
        super().__init__("stale")
        self.theirs = theirs


def require(allowed: bool, by: Actor, what: str, about: str = "") -> None:
    """Second beat of every action: raise NotAllowed unless the policy said yes."""
    if not allowed:
        raise NotAllowed(by, what, about)
