"""Bodies that decide, and functions and units that answer for something, as a text names them. Pure."""

from __future__ import annotations

import re

_SHORT = {
    "kf": "kommunfullmäktige",
    "ks": "kommunstyrelsen",
    "ksau": "kommunstyrelsens arbetsutskott",
    "ks-au": "kommunstyrelsens arbetsutskott",
    "fullmäktige": "kommunfullmäktige",
    "kommunstyrelse": "kommunstyrelsen",
    "kommunens fullmäktige": "kommunfullmäktige",
}
_BOARD = r"[a-zåäöA-ZÅÄÖ][\wåäöé]*(?:-(?:,\s[\wåäö]+-)?\s?(?:och|samt)\s[\wåäö]+)?"
PATTERN = re.compile(
    rf"""\b(?:
    kommunstyrelsens?\ (?:arbetsutskott|ledningsutskott|allmänna\ utskott|
    (?:[\wåäö]+-?\s?(?:och\s)?){{0,2}}utskott|presidium) |
    ks-?au(?!\w) | kommunfullmäktige | regionfullmäktige | kommunstyrelsen? | regionstyrelsen |
    (?-i:[A-ZÅÄÖ][\w-]+(?:-[A-ZÅÄÖ]\w+)?s\ )?stadsdelsnämnd(?:en)?(?-i:\ [A-ZÅÄÖ][\w-]+(?:[-–]\s?[A-ZÅÄÖ][\w-]+)?)? |
    nämnden\ för\ [\wåäö]+(?:(?:,\s[\wåäö]+)?\soch\s[\wåäö]+)? | {_BOARD}(?:nämnd(?:en)?|nämnderna) |
    kommunledningsgrupp(?:en)? | (?:stads|kommun)direktör(?:en)? | kommunchef(?:en)? | [\wåäö]*(?:utskottet|
    beredningen) |
    direktionen | (?<!natur)fullmäktige | (?:KF|KS)(?![\w-])
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Those that adopt documents; the rest of the pattern may answer for something but seldom decides.
_NAMED = re.compile(r"^(?:kf|ks)$")


def find(text: str) -> list[tuple[str, int, int]]:
    """Return the bodies a text names: as full name, start, end. "KF" and "Ks" count, "ks" does not."""
    found = []
    for each in PATTERN.finditer(text):
        said = each.group()
        if _NAMED.match(said.casefold()) and said.islower():
            continue
        found.append((full(said), each.start(), each.end()))
    return found


def full(said: str) -> str:
    """Return a body's name written out, in lower case but for proper names."""
    plain = said.strip().strip(".,;:")
    known = _SHORT.get(plain.casefold())
    if known:
        return known
    return plain[0].lower() + plain[1:] if plain[:1].isupper() and not plain.isupper() else plain
