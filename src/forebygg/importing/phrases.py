"""Small pieces of Swedish grammar: actors, enumerations, where a clause ends. Pure."""

from __future__ import annotations

import re

from forebygg.importing.suggestion import Found

# Words that make a phrase an organisation, a service, a group that acts together.
ACTOR = re.compile(
    r"""(?:\b(?:polis\w*|säpo|säkerhetspolis\w*|närpolis\w*|försvarsmakten|kriminalvård\w*|frivård\w*|åklagar\w*|migrationsverket|arbetsförmedling\w*|
    försäkringskassan|skatteverket|tullverket|länsstyrelse\w*|landsting\w*|region(?:en|er|erna)?|region\s[A-ZÅÄÖ][\wåäö]+|CVE|brå|brottsförebyggande\s+råd\w*|BRÅ|
    center\s+mot\s+våldsbejakande\s+extremism|socialtjänst\w*|skol(?:a|an|or|orna|väsendet|verket)|elevhälsa\w*|förskol\w*|fritids?\w*|ungdoms?mottagning\w*|räddningstjänst\w*|sjukvård\w*|hälso-?\s?och\s+sjukvård\w*|
    psykiatri\w*|barn-?\s?och\s+ungdomspsykiatri\w*|BUP|primärvård\w*|vård(?:en|central\w*)|civilsamhälle\w*|civila\s+samhället|näringsliv\w*|företag\w*|fastighetsägare\w*|bostads?(?:bolag|företag)\w*|
    förening\w*|föreningsliv\w*|idrott\w*|samfund\w*|trossamfund\w*|församling\w*|kyrk\w*|moské\w*|organisation\w*|frivillig\w*|ideella\b|kommun(?:er|erna|ala\s+bolag)?|
    grannkommun\w*|myndighet\w*|universitet\w*|högskol\w*|folkhögskol\w*|bibliotek\w*|nätverk\w*|råd(?:et|en)?|grupp(?:en|er)?|forum|team|rädda\s+barnen|röda\s+korset|fryshuset|exit|SKR|SKL|
    MSB|nationell[ae]?\s+samordnare\w*|samordnare\w*|vuxenenhet\w*|säkerhets\w*funktion\w*|kulturförvaltning\w*|studieförbund\w*|väktar\w*|ordningsvakt\w*|hyresgästförening\w*|kollektivtrafik\w*|
    media|medier|vårdnadshavare|föräldra\w*|anhöriga|utbildning|kultur\s+och\s+fritid|fritid\s+och\s+kultur|individ-\s?och\s+familjeomsorg\w*|stadskontor\w*|kommunledning\w*|
    kompetenscentr\w*|centrum|flyktingsamordnare|institut\w*|sis|statens\s+institutionsstyrelse|kommunförbund\w*|kommunalförbund\w*|handel(?:n)?|krögar\w*|fackliga?\b|arbetsmarknad\w*|integration\w*|
    länspolis\w*|kommunpolis\w*|fältassistent\w*|fältgrupp\w*|fältverksamhet\w*|nämnd(?:er|erna|en)?|
    förvaltning(?:ar|arna|en)?|kommundirektör\w*|säkerhetschef\w*|säkerhetssamordnare\w*)\b |
    [\wåäö-]+(?:rådet|råd|gruppen|grupper|nätverk|nätverket|tjänsten|vården|skolan|skolor|polisen|förvaltningen|förvaltning|nämnden|kontoret|organisationer|föreningar|myndigheter|samfund|kommuner|universitet|högskola|centrum|myndigheten|verket|styrelsen|förbundet|mottagningen|enheten|stiftelsen|centralen|jouren|bolag|bolagen|teamet)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
# Functions and units that can answer for something.
UNIT = re.compile(
    r"""\b(?:[\wåäö-]*(?:chef(?:en)?|samordnare(?:n)?|strateg(?:en)?|direktör(?:en)?|handläggare(?:n)?|utvecklare(?:n)?|sekreterare(?:n)?|ansvarig(?:a)?|
    förvaltning(?:en|ar|arna)?|kontor(?:et)?|avdelning(?:en)?|enhet(?:en)?|funktion(?:en)?|nämnd(?:en|er|erna)?|styrelse(?:n)?|råd(?:et)?|grupp(?:en)?|utskott(?:et)?|fullmäktige|tjänst(?:en)?|
    sektor(?:n)?|rektor(?:n|er|erna)?|förvaltare(?:n)?|ledning(?:en)?|centrum|stab(?:en)?|team(?:et)?|verksamhet(?:en|er|erna)?|skola(?:n)?|hälsa(?:n)?|vård(?:en)?|omsorg(?:en)?|polis(?:en)?|brå|BRÅ|SSPF|kommun(?:en)?)|ks|kf)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Infinitives that plans use, in a pattern.
INFINITIVE = (
    r"(?:[a-zåäö]{2,}era|[a-zåäö]*(?:bjuda|bidra|bilda|föra|rätta|utse|lägga|ställa|skapa|ansluta|kontakta|följa|bevaka|peka"
    r"|veckla|starta|lämna|ordna|sprida|stödja|stötta|stärka|öka|höja|kalla|tillsätta|avsätta|bygga|delta|använda|göra"
    r"|läsa|träffa|möta|arbeta|utreda|söka|granska|motverka|förebygga|bedriva|anmäla|samla|märksamma|lyfta|hålla|genomgå"
    r"|fördela|visa|sätta|teckna|bistå|verka|hjälpa|sanera|förlänga|kräva|pröva|testa|köpa|öva|främja|underlätta|bättra"
    r"|byta|inleda|säkra|minska|ansvara|välja|avtala|utöka|fånga|stimulera|bemöta|anlita|begära|ange|beskriva|klargöra"
    r"|utbilda|tydliggöra|säkerställa|synliggöra|upptäcka|hindra|skydda)|ge|ta|se|gå|få|ha|bli)"
)
_LEAD = re.compile(
    r"^(?:(?:andra(?!\s+(?:kommuner|aktörer|organisationer|myndigheter))|övriga|samt|och|även|också"
    r"|bland\s+annat|bl\.?\s?a\.?|till\s+exempel|t\.?\s?ex\.?|såsom|som|exempelvis|däribland"
    r"|framförallt|framför\s+allt|främst|dels|både|inte\s+minst|"
    r"representanter\s+(?:från|för)|med|från|för|av|inom|ett\s+flertal|olika|berörda|relevanta|lokala"
    r"|den|det|de|vår|våra|både|kommunens\s+egna)\s+)+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:,\s*(?:och|samt|men\s+(?:också|även))?|;|\bsamt\b|(?<!-)\boch\b|\beller\b|\bliksom\b"
    r"|\bmen\s+(?:också|även)\s+(?:med\s+)?|/)\s+"
)
_KEEP = re.compile(
    r"\b(hälso-?|barn-?|kultur-?|fritid|fritids-?|individ-?|vård-?|utbildnings-?|arbetsmarknads-?"
    r"|brotts-?|skol-?|socialt?-?|bygg-?|arbete|räddnings-?|säkerhets-?|idrotts?-?|familje-?|trygghet"
    r"|krav|kunskap|stöd|råd|myndigheter)"
    r"\s+(och|samt)\s+([a-zåäö]+)",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s+(?:som|vilka|vilket|där|när|för\s+att|i\s+syfte|genom|kring|gällande|avseende|om\s|enligt|utifrån"
    r"|vid|inom\s+ramen|är|ska|har|kan|bör|sker|bedrivs|i\s+arbetet|i\s+frågor|i\s+det|på|under|till)\b"
)


def enumeration(text: str) -> list[str]:
    """Return the parts of "a, b och c", leading words stripped, hyphenated pairs kept together."""
    joined = re.sub(r"(\w+-)\s?(och|samt|,)\s", lambda m: f"{m[1]}\x00{m[2]}\x00", text)
    joined = re.sub(
        r"\b(ungdoms?|familje|kultur|fritid|barn|hälso|trygghet|arbete|vuxen)\s(och)\s(?=(?:kultur|fritid"
        r"|välfärd|lärande|utbildning|familj|unga?|ungdom\w*nämnd|omsorg)\b)",
        "\\1\x00\\2\x00",
        joined,
    )
    parts = [part.replace("\x00,\x00", ", ").replace("\x00", " ").strip() for part in _SPLIT.split(joined)]
    return [stripped for part in parts if (stripped := lead_off(part))]


def lead_off(part: str) -> str:
    """Return a phrase without the words that only lead it in."""
    return _LEAD.sub("", part.strip(" \t.,;:–-•()")).strip(" .,;:")


def noun_phrase(text: str) -> str:
    """Return the text up to where its clause goes on with something else."""
    found = _STOP.search(text)
    return (text[: found.start()] if found else text).strip(" .,;:")


def is_actor(phrase: str) -> bool:
    """Does the phrase name somebody who acts, in few words?"""
    return bool(ACTOR.search(phrase)) and len(phrase.split()) <= 9


def unique(found: list[Found]) -> list[Found]:
    """Return each once: "polis" and "polisen" are the same."""
    kept: dict[str, Found] = {}
    for each in found:
        kept.setdefault(re.sub(r"(?:en|n|et|t)$", "", each.text.casefold()), each)
    return list(kept.values())
