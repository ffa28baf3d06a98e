"""Names of those outside the municipality, found in a sentence wherever they stand. Pure."""

from __future__ import annotations

import re

_CAP = r"[A-ZÅÄÖ][\wåäöÅÄÖé-]*"
# Words that are an actor by themselves, and words that make a name of what stands before them.
_KIND = (
    r"(?:\w*polis(?:en|myndigheten|området)?|lokalpolisområde(?:t)?|säpo|länsstyrelse(?:n|r|rna)?|region(?:en|erna)?|landsting(?:et)?"
    r"|kriminalvård(?:en)?|frivård(?:en)?|åklagar\w*|försvarsmakten|migrationsverket|arbetsförmedling(?:en)?|försäkringskassan"
    r"|räddningstjänst(?:en)?|brandförsvar(?:et)?|\w*församling(?:en|ar|arna)?|\w*samfund(?:en)?|\w*kyrk(?:a|an|or|orna)"
    r"|\w*moské(?:n|er|erna)?|\w*förening(?:en|ar|arna|sliv|slivet)?|\w*organisation(?:er|erna)?|civilsamhälle(?:t)?"
    r"|civila\s+samhället|näringsliv(?:et)?|företag(?:en|arna)?|fastighetsägar(?:e|na)|\w*bolag(?:et|en)?|\w*bostäder"
    r"|studieförbund(?:en)?|\w*förbund(?:et|en)?|\w*rörelsen|\w*klubb(?:en|ar|arna)|universitet(?:et)?|\w*högskol(?:a|an|or)"
    r"|sjukhus(?:et)?|vårdcentral(?:en|er|erna)|(?:barn-\s?och\s+ungdoms)?psykiatri(?:n)?|hälso-\s?och\s+sjukvård(?:en)?|\w*verket"
    r"|\w*institut(?:et)?|stiftelse(?:n)?|\w*råd(?:et)?|\w*centrum|\w*nätverk(?:et)?|grannkommun(?:er|erna)|\w+kommunerna"
    r"|handlare|krögar(?:e|na)|\w*jour(?:en)?|exit|fryshuset|cve|brå|säkerhetspolisen|kommunpolis(?:en)?)"
)
_WHERE = (
    rf"(?:\s+(?:i|på|vid)\s+{_CAP}(?:\s+(?:och\s+)?{_CAP})*"
    r"(?:\s+(?:län|kommun|universitet))?|\s+i\s+(?:kommunen|länet|staden))?"
)
_BEFORE = r"(?:(?:lokala|ideella|muslimska|kristna|regionala|allmännyttiga|privata|våra|andra|övriga|stiftelsen)\s+)*"
_FULL = re.compile(
    rf"\b(?:(?P<and>{_CAP}s?\s+och\s+{_CAP}s?\s+(?:kommuner|län))"
    rf"|(?P<center>[Cc]enter\s+mot\s+våldsbejakande\s+extremism)"
    rf"|(?P<proper>{_CAP}s?(?:\s+{_CAP})*(?:\s+(?:{_KIND}|kommun|stad|län|AB))?{_WHERE})"
    rf"|(?P<kind>{_BEFORE}{_KIND}(?:\s+{_CAP})*(?:\s+(?:län|kommun))?{_WHERE}))(?![\wåäö-])"
)
_IS_KIND = re.compile(rf"\b(?:{_KIND}|kommun(?:er)?|stad|AB)\b", re.IGNORECASE)
_FIRST_WORD = re.compile(
    r"^(?:Den|Det|De|Dessa|Denna|Detta|Vid|Här|Där|Vi|Vår\w*|För|När|I|Till|På|Av|Om|Som|Med|Under|Efter|Från|Genom|Inom|Utanför"
    r"|Utöver|Även|Också|Andra|Övriga|Ingen|Inga|Alla|Samtliga|Flera|Många|Några|Mycket|Barn|Unga|Planen|Handlingsplanen|Arbetet"
    r"|Målet|Syftet|Samverkan|Samarbetet?|Kommunen|Kommunens|Staden|Mål|Rådet|Gruppen|Nätverket)$"
)
_NO_NAME = re.compile(
    r"^(?:kommun(?:en|ens)?|regeringen|riksdagen|sverige|norden|europa|eu|fn|covid\S*|januari|jul|facebook|internet"
    r"|rådet|nätverket|nätverk|råd|föreningar\s+som|social\w*|skol\w*|bolag(?:et)?)$",
    re.IGNORECASE,
)


def names(sentence: str) -> list[str]:
    """Return the names in a sentence that are somebody outside, as they stand."""
    found: list[str] = []
    joined = re.sub(r"(\w)- (?=[a-zåäö])(?!och|eller|samt)", r"\1", sentence)
    for match in _FULL.finditer(joined):
        name = re.sub(r"^(?:våra|andra|övriga)\s+", "", match.group().strip(" .,;:"))
        if match["proper"]:
            name = _without_first(name, at_start=match.start() == 0)
        if not name or _NO_NAME.match(name) or _is_genitive(joined, match):
            continue
        if match["proper"] and not _IS_KIND.search(name) and (match.start() == 0 or len(name) < 3):
            continue
        found.append(name)
    return found


def _without_first(name: str, *, at_start: bool) -> str:
    first, _, rest = name.partition(" ")
    return (
        rest
        if at_start and _FIRST_WORD.match(first) and not rest.startswith(("i ", "på ", "vid "))
        else ("" if at_start and _FIRST_WORD.match(first) else name)
    )


def _is_genitive(text: str, match: re.Match[str]) -> bool:
    """Is it somebody's something ("länsstyrelsens utbildning"): said of them, not a name?"""
    after = text[match.end() : match.end() + 1]
    return after.isalpha() or (
        match.group().endswith("s")
        and bool(re.match(r"\s[a-zåäö]", text[match.end() :]))
        and bool(re.search(r"(?:en|et|an|na)s$", match.group()))
    )
