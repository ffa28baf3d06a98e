"""What kinds of documents there are, and how a text speaks of the one it is. Pure."""

from __future__ import annotations

import re

_COMPOUND = r"(?:handlings|åtgärds|verksamhets|aktivitets|insats|trygghets|samverkans|utvecklings|genomförande)?"
TYPES = (
    rf"(?:{_COMPOUND}plan(?:er)?|(?:handlings|åtgärds|trygghets)?program|strategi|policy|riktlinjer?"
    rf"|rutin|överenskommelse|"
    r"medborgarlöfte|handbok|vägledning|inriktningsdokument|styrdokument|reglemente)"
)
_TOPIC = (
    r"(?:extremis|radikaliser|våld|brott|trygg|säker|terror|demokrati|hot\b|hat\b|förebygg|antal|ANDT"
    r"|droger|heder|kränk|rasis|diskrimin|narkotik|alkohol|social|samverkan|hållbar|jämställd"
    r"|mänskliga rättigheter|kris)"
)
WORD = re.compile(rf"\b(?P<type>{TYPES})\b", re.IGNORECASE)
NAMED = re.compile(rf"\b{TYPES}\b", re.IGNORECASE)
# "Växjö kommuns handlingsplan mot våldsbejakande extremism", as a name in running text.
PHRASE = re.compile(
    rf"(?:(?:[A-ZÅÄÖ][\wåäö-]+\s){{0,2}}(?:kommuns|[Ss]tads|kommun|[Ss]tad)\s+"
    rf"|[A-ZÅÄÖ][\wåäö-]+s\s+)?(?:[Ll]okal\s+|[Rr]eviderad\s+|[Kk]ommunövergripande\s+)?"
    rf"\b(?P<type>(?i:{TYPES}))\s+(?:(?:mot|för|om|till|avseende|gällande|i|kring)\b"
    rf"|[a-zåäö]+(?=\s+extremism))(?:\s+(?!(?:Förslag|Bakgrund|Antagen|Antaget|Dnr|Datum|"
    rf"Beslut|Fastställd|Inledning|Syfte|Sammanfattning|Kommunfullmäktige|Kommunstyrelsen|antog\w*"
    rf"|antagen|antagits|är|ska|har|tar)\b)[^\s.,;:!?()”\"]+){{1,14}}"
)
_FIELD = re.compile(r"extremis|radikalis|terror", re.IGNORECASE)
_TOPIC_OF = re.compile(_TOPIC, re.IGNORECASE)
PLAN = re.compile(
    r"\b(?:handlings|åtgärds|aktivitets)?(?:plan(?:en|ens|er)?|program(?:met|mets)?|strategi(?:n|ns)?|policy(?:n|ns)?|"
    r"riktlinje(?:r|n|rna)?|dokument(?:et|ets)?)\b|\b\w*handlingsplan\w*",
    re.IGNORECASE,
)
CASE = re.compile(
    r"\b(?:tjänsteskrivelse|tjänsteutlåtande|förslag till beslut|förslag till (?:kommun|reviderad"
    r"|handlings|ny)|protokollsutdrag|sammanträdesprotokoll|yttrande|remissvar|"
    r"ärendebeskrivning|beslutsunderlag|remissversion|utkast)\b",
    re.IGNORECASE,
)


def of_title(text: str) -> str:
    """Return the kind of document a title names, with a capital: "Handlingsplan"; "" when none."""
    found = WORD.search(text)
    said = found["type"] if found else next(iter(re.findall(rf"(?:^|\b)\w*?({TYPES})\b", text, re.IGNORECASE)), "")
    return said[:1].upper() + said[1:].lower() if said else ""


def has_topic(text: str, whole: str = "") -> bool:
    """Does the text speak of the field? In a document about extremism, of that; else of violence and the like."""
    return bool((_FIELD if len(_FIELD.findall(whole)) > 1 else _TOPIC_OF).search(text))
