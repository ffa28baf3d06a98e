"""Role code → permission codes, in one readable table. An unknown code gives nothing.

Codes are stored in the database and never renamed. `it` and `board-reader` have no right in a closed room.
"""

from __future__ import annotations

from dataclasses import dataclass

from forebygg.kit.text import Text


@dataclass(frozen=True, slots=True)
class Role:
    """What a role is called and what it carries."""

    code: str
    title: Text
    permissions: frozenset[str]


def _role(code: str, sv: str, en: str, *permissions: str) -> Role:
    return Role(code, Text(sv=sv, en=en), frozenset(permissions))


_RECEIVING = ("worry.read", "worry.handle", "case.handle", "register.read", "hold.set", "figures.read", "request.test")

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        _role("operator", "Samtalsmottagaren", "Call operator", "call.take"),
        _role("staff", "Medarbetaren", "Member of staff", "advice.ask"),
        _role("reception", "Socialsekreteraren", "Social secretary", *_RECEIVING),
        _role(
            "head",
            "Enhetschefen",
            "Head of unit",
            *_RECEIVING,
            "desk.manage",
            "second.confirm",
            "exclude.set",
            "opening.approve",
            "request.register",
            "request.decide",
        ),
        _role("relatives", "Stödet till anhöriga", "Relatives' support", *_RECEIVING),
        _role("leaving", "Stödet till den som vill lämna", "Support for those who leave", *_RECEIVING),
        _role(
            "coordinator",
            "Samordnaren",
            "Coordinator",
            "worry.read",
            "worry.handle",
            "figures.read",
            "week.read",
            "desk.see",
            "opening.edit",
            "register.read",
            "request.test",
            "plan.keep",
        ),
        _role(
            "security",
            "Säkerhetschefen",
            "Security manager",
            "worry.read",
            "worry.handle",
            "figures.read",
            "desk.see",
            "week.read",
            "opening.edit",
            "people.approve",
            "breach.handle",
            "request.test",
            "request.decide",
            "plan.keep",
        ),
        _role("steward", "Förvaltaren av planen", "Plan steward", "figures.read", "plan.keep"),
        _role("trainer", "Utbildningsansvarig", "Trainer", "figures.read"),
        _role("analyst", "Analytikern", "Analyst", "figures.read"),
        _role("board-reader", "Ledamoten", "Board member", "figures.read"),
        _role("page-owner", "Sidansvarig", "Page owner"),
        _role(
            "data-protection",
            "Dataskyddsfunktionen",
            "Data protection function",
            "log.review",
            "opening.edit",
            "opening.approve",
            "breach.handle",
        ),
        _role("archive", "Arkivfunktionen", "Archive function", "disposal.read", "disposal.decide", "register.read"),
        _role(
            "registrar", "Registratorn", "Registrar", "register.read", "hold.set", "letter.write", "request.register"
        ),
        _role("it", "It-funktionen", "IT function", "people.propose", "people.approve"),
    )
}


# Roles a directory may give by itself: they read no text about a person, decide nothing and let nobody in.
WITHOUT_POWER = frozenset({"staff", "steward", "trainer", "analyst", "board-reader", "page-owner"})


def permissions(code: str) -> frozenset[str]:
    """Return what a role carries; an unknown code carries nothing."""
    role = ROLES.get(code)
    return role.permissions if role else frozenset()


def title(code: str) -> Text:
    """Return what a role is called, or the code itself."""
    role = ROLES.get(code)
    return role.title if role else Text(sv=code, en=code)
