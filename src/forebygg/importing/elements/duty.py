"""Who keeps the document, and how, when and by whom it is followed up. Pure."""

from __future__ import annotations

import re

from forebygg.files.document import Section, Sentence
from forebygg.importing import bodies, kinds, phrases
from forebygg.importing.context import Context, bare
from forebygg.importing.suggestion import Found

_THING = (
    r"(?:planen|handlingsplanen|programmet|strategin|policyn|dokumentet|riktlinjerna|åtgärdsplanen"
    r"|kommunens\s+arbete|arbetet|det\s+(?:förebyggande\s+)?arbetet|frågan|frågorna|samordningen"
    r"|att\s+(?:\w+\s+){0,8}?(?:planen|handlingsplanen|arbetet|dokumentet))"
)
_STEWARD = (
    re.compile(
        rf"(?P<who>[^.,;]{{3,90}}?)\s+(?:är|har)\s+(?:det\s+)?(?:ytterst[ae]?\s+|över(?:gripande"
        rf"|siktligt)\s+|huvud|samlad[et]?\s+|strategisk[at]?\s+)*(?:ansvarig[at]?|huvudansvarig|ansvaret"
        rf"|ansvar|huvudansvaret|sammankallande|dokumentägare|ägare)\s+(?:för"
        rf"|till)\s+(?:att\s+)?(?:\w+\s+){{0,10}}?{_THING}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<who>[^.,;]{{3,90}}?)\s+(?:ansvarar|svarar)\s+(?:gemensamt\s+|också\s+|även\s+|ytterst\s+"
        rf"|i\s+sin\s+helhet\s+)?för\s+(?:att\s+)?(?:\w+\s+){{0,10}}?(?:{_THING}|revider\w+|uppdater\w+"
        rf"|samordn\w+)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:ansvaret|ansvar)\s+för\s+[^.;]{3,140}?\s(?:ligger|vilar|åligger|finns|är)\s+(?P<who>(?:hos|på"
        r"|inom|under|placerat\s+hos)?\s*[^.;]{3,110})",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<who>[^.,;]{3,70}?)\s+(?:har\s+(?:en|den)\s+(?:kommunövergripande\s+)?(?:samordnande"
        r"|sammanhållande)\s+(?:funktion|roll)\w*|leder\s+och\s+samordnar"
        r"|samordnar(?:\s+och\s+leder)?\s+(?:kommunens\s+)?(?:arbetet?|det)\b"
        r"|leder\s+(?:det\s+)?(?:\w+\s+)?(?:kommunens\s+)?arbetet?\b|(?:fick|har\s+fått"
        r"|får)\s+i\s+(?:uppgift|uppdrag)\s+att\s+(?:ta\s+fram|införa|revidera)|håller\s+(?:samman"
        r"|ihop)\s+arbetet|förvaltar\s+(?:planen|dokumentet|programmet)|äger\s+(?:planen|dokumentet))",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<who>[^.,;]{3,80}?),?\s+(?:är|som\s+är)\s+(?:dokumentansvarig|(?:planens|dokumentets|programmets)\s+(?:ägare|förvaltare)"
        r"|kommunens\s+(?:\w+\s+)?samordnare\s+(?:för|mot))\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<who>[^.,;]{{3,80}}?),?\s+som\s+(?:ansvarar\s+för|håller\s+i|har\s+ansvaret\s+för|förvaltar|äger)\s+{_THING}",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<who>[^.,;]{3,80}?)\s+(?:leder|sköter)\s+det\s+(?:dagliga|löpande)\s+(?:arbetet|samordningen)|(?P<who2>[^.,;]{3,80}?)"
        r"\s+föreslås\s+(?:få|ha)\s+ansvaret\s+för",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:planen|handlingsplanen|dokumentet|programmet|arbetet)\s+(?:förvaltas|ägs|hålls\s+aktuell|samordnas"
        r"|revideras)\s+(?:\w+\s+){0,2}?av\s+(?P<who>[^.,;]{3,90})",
        re.IGNORECASE,
    ),
)
_RESPONSIBILITY = re.compile(
    r"^(?:ansvar|förvaltarskap|organisation|dokumentansvar|samordning|roller|ledning|styrning)", re.IGNORECASE
)
_OFF_TOPIC = re.compile(
    r"\b(?:i\s+varje\s+kommun|polisen|säkerhetspolisen|regeringen|center\s+mot|nationell|varje\s+(?:chef"
    r"|nämnd|förvaltning|verksamhet)|alla\s+(?:chefer|nämnder)|respektive|medarbetare|rektor|CVE"
    r"|länsstyrelsen|åtgärden|åtgärderna|föräldrar)\b",
    re.IGNORECASE,
)
_FOLLOW = re.compile(r"uppfölj|följ(?:a|s|as|er|t)\s+(?:\w+\s+){0,3}?upp\b|utvärder|revider|aktualitet", re.IGNORECASE)
_REPORTS = re.compile(
    r"sammanställ|redovis|redogör|läses\s+av|rapport|presenter|självvärder|går\s+igenom|ses\s+över|stäms?\s+av|avstämning"
    r"|prövas|mäts|indikator",
    re.IGNORECASE,
)
_FOLLOW_HEAD = re.compile(
    r"\b(?:så följer vi|följer vi upp|översyn|håll(?:s|er|a)\s+(?:\w+\s+)?(?:aktuell|levande)|återrapport\w*"
    r"|hur vet vi|uppföljning|utvärdering|revidering|aktualisering|aktualitet|så följs"
    r"|hur följs|uppföljs)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b((?:(?:(?:en|två|tre)\s+gång(?:er)?\s+(?:om\s+året|per\s+år)|årligen|varje\s+år),?\s+(?:i|under)\s+(?:början\s+av\s+|slutet\s+av\s+)?"
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|första|andra|sista)"
    r"(?:\s+(?:kvartalet|och\s+(?:april|maj|augusti|september|oktober|november|december)))?|i\s+(?:april|maj|mars|februari)\s+och\s+(?:september|oktober|november|december|augusti)"
    r"|varje\s+(?:januari|februari|mars|april|maj|juni|augusti|september|oktober|november|december)"
    r"|varje\s+år\s+i\s+\w+|i\s+(?:januari|februari|mars|april|maj|juni|juli|augusti|september"
    r"|oktober|november|december)\s+(?:varje|vartannat)\s+år|(?<=utvärderas\s)20\d{2}"
    r"|(?<=revideras\s)20\d{2})|(?:minst\s+|åtminstone\s+)?(?:(?:en|två|tre"
    r"|fyra)\s+gång(?:er)?\s+(?:per|om|under|varje|i)\s*\w*\s?(?:år|mandatperiod|året|termin|månad"
    r"|kvartal)\w*(?:\s+eller\s+(?:oftare|mer\s+\w+)(?:\s+vid\s+behov)?)?"
    r"|årligen(?:\s+i\s+(?:samband\s+med\s+)?[^.,;]{3,50})?|årsvis|varje\s+(?:år|mandatperiod|halvår"
    r"|kvartal|termin|månad|vår|höst|tertial)|"
    r"vart(?:annat|\s+(?:annat|tredje|fjärde|femte))\s+år|löpande|kontinuerlig[at]?|regelbundet"
    r"|halvårsvis|kvartalsvis|tertialvis|(?:en|två)\s+gång(?:er)?\s+(?:per|om)\s+år(?:et)?|vid\s+behov"
    r"|"
    r"(?:i\s+)?(?:samband\s+med\s+)(?:års(?:redovisning|bokslut)\w*|delår\w*|bokslut\w*"
    r"|verksamhets\w+)|senast\s+(?:den\s+)?(?:\d{1,2}\s+)?(?:[a-zåäö]+\s+)?20\d{2}(?:-\d\d)*|(?:under"
    r"|hösten|våren|i\s+slutet\s+av)\s+20\d{2}|"
    r"(?:i|under|före|senast\s+i)\s+(?:januari|februari|mars|april|maj|juni|juli|augusti|september"
    r"|oktober|november|december)(?:\s+(?:varje\s+år|20\d{2}))?|efter\s+(?:\w+\s+)?(?:år"
    r"|mandatperiod\w*)))",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:av|hos|genom|ansvarar|ansvarig(?:a)?\s+(?:för\s+uppföljningen\s+)?är"
    r"|redovisas\s+(?:\w+\s+)?(?:till|för|i)|rapporteras\s+(?:\w+\s+)?till)\s+(?P<who>[^.,;]{3,80})",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"^(?P<who>[^.,;]{3,80}?)\s+(?:ska|skall|ansvarar|följer|svarar|har\s+ansvar|är\s+ansvarig|utvärderar"
    r"|reviderar|ser\s+till|gör|går\s+igenom|genomför|kallar|redovisar|rapporterar|sammanställer"
    r"|stämmer)\b",
    re.IGNORECASE,
)


def steward(context: Context) -> Found | None:
    """The labelled function; else whoever a sentence makes responsible for the document or for leading the work."""
    labelled = sorted(
        context.labelled("steward"),
        key=lambda each: (
            not re.search(r"tjänste|funktion|förvaltare|ägare", f"{each.said} {each.value}", re.IGNORECASE)
        ),
    )
    for each in labelled:
        if (
            len(each.value) < 110
            and not re.match(r"för\s+sidan", each.value)
            and not re.fullmatch(r"\[?namn\]?", each.value)
        ):
            value = re.sub(r"^(?:nämnd|funktion|tjänste\w+|enhet|förvaltning|avdelning):\s*", "", each.value)
            value = re.sub(r"^\[namn\],?\s*|,?\s*\[(?:namn|telefon|e-post)\]", "", value).strip(" .,")
            if value:
                return Found(value, each.block)
    for section in context.under(re.compile(r"^förvaltarskap", re.IGNORECASE)):
        if section.blocks and len(section.blocks[0].text) < 110:
            return Found(section.blocks[0].text.strip(" ."), section.start)
    ranked = sorted(context.sentences, key=lambda s: not _within(context, s, _RESPONSIBILITY))
    for pattern in _STEWARD:
        for sentence in ranked:
            if (
                (found := pattern.search(sentence.text))
                and (who := _function(found["who"] or found.groupdict().get("who2") or ""))
                and not _OFF_TOPIC.search(who)
            ):
                return Found(who, sentence.block)
    return None


def _within(context: Context, sentence: Sentence, pattern: re.Pattern[str]) -> bool:
    return any(
        pattern.search(bare(s.heading)) and s.start <= sentence.block < s.start + len(s.blocks)
        for s in context.sections
    )


def _function(said: str) -> str:
    """Return the function a phrase names, or "" when it names none."""
    said = re.split(r"\s+och\s+(?:presenteras|redovisas|rapporteras|följs|utvärderas|revideras|är|har|ska)\b", said)[0]
    said = re.split(r"\s+i\s+samband\b|\s+och\s+de[nt]?$", said)[0]
    said = re.split(r"\s+(?:följer|leder|ser|tar|håller|är\s+det|som)\b", said)[0]
    who = re.sub(
        r"^(?:hos|på|inom|under|placerat\s+hos|det\s+är|att|och|där|samt|i\s+[A-ZÅÄÖ]\w+\s+(?:kommun"
        r"|stad)\s+är(?:\s+det)?|i\s+kommunen)\s+",
        "",
        said.strip(),
        flags=re.IGNORECASE,
    )
    who = re.sub(r"\[namn\]\s*", "", phrases.noun_phrase(who)).strip(" ,")
    if not who or len(who.split()) > 9 or not (phrases.UNIT.search(who) or bodies.find(who)):
        return ""
    return who


def follow_up(context: Context) -> tuple[Found | None, Found | None, Found | None]:
    """Return how, when and by whom: labels, then the section about it, then a sentence anywhere."""
    how, when, who = _labelled(context)
    sentences = _about(context)
    if how is None and sentences:
        best = max(sentences[:6], key=lambda s: _worth(s.text))
        how = Found(_how(best.text), best.block)
        sentences = [best, *[s for s in sentences if s is not best]]
    if who and (inside := _WHEN.search(who.text)):
        when, who = when or Found(inside.group(), who.block), Found(who.text[: inside.start()].strip(" ,"), who.block)
    if when is None:
        when = next((Found(m.group(), s.block) for s in sentences if (m := _WHEN.search(s.text))), None)
    if who is None:
        who = next((Found(name, s.block) for s in sentences if (name := _who(s.text))), None)
    return how, when, who


def _labelled(context: Context) -> tuple[Found | None, Found | None, Found | None]:
    result: list[Found | None] = []
    beside = {
        each.block for each in context.labelled("kind", "decided", "body", "number", "steward", "validity", "from")
    }
    near = {b + d for b in beside for d in range(-6, 7)}
    for key in ("follow.how", "follow.when", "follow.who"):
        found = next(
            (
                Found(each.value.strip(), each.block)
                for each in context.labelled(key)
                if _fits(context, each.block, each.said, near)
            ),
            None,
        )
        result.append(found)
    return result[0], result[1], result[2]


def _fits(context: Context, block: int, said: str, near: set[int]) -> bool:
    """A bare "Hur" or "När" counts under a heading of follow-up, or in the box; others count anywhere."""
    if said.strip(": ").casefold() not in ("hur", "när", "vem", "form", "intervall"):
        return True
    section = next((s for s in context.sections if s.start <= block < s.start + len(s.blocks)), None)
    return bool(section and _FOLLOW_HEAD.search(section.heading)) or block in near


def _about(context: Context) -> list[Sentence]:
    sections = [s for s in context.under(_FOLLOW_HEAD) if s.blocks]
    found = [sentence for section in sections for sentence in _said(section)]
    if any(_FOLLOW.search(sentence.text) or _REPORTS.search(sentence.text) for sentence in found):
        return found
    if context.is_case:
        return [
            s
            for s in context.sentences
            if re.match(r"(?:handlings)?planen\s+ska\s+(?:redovisas|följas|utvärderas)", s.text, re.IGNORECASE)
        ]
    reported = [
        s
        for s in context.sentences
        if re.search(r"\brapporterar\s+till\s+(?:kommun|fullmäktige)|\bårlig\s+avstämning", s.text)
    ]
    return [
        *found,
        *reported,
        *[
            s
            for s in context.sentences
            if _FOLLOW.search(s.text)
            and kinds.PLAN.search(s.text)
            and len(s.text) < 320
            and not re.search(r"\b(?:syfte|tidigare|ärendet|förslaget)\b", s.text, re.IGNORECASE)
        ],
    ]


def _said(section: Section) -> list[Sentence]:
    return [s for s in section.sentences() if not re.match(r"(?:hur|när|vem|ansvarig)\s*:", s.text, re.IGNORECASE)]


def _worth(text: str) -> int:
    """How much a sentence says of how: that one follows up or reports; less for only who, or that one revises."""
    only_revises = bool(re.search(r"revider|prövas|ses över", text, re.IGNORECASE)) and not re.search(
        r"uppfölj|följs\s+upp|utvärder", text, re.IGNORECASE
    )
    only_who = bool(re.match(r"(?:ansvarig|[\wåäö-]+\s+ansvarar)\b", text, re.IGNORECASE))
    return (
        4 * bool(_FOLLOW.search(text) or _REPORTS.search(text))
        + bool(kinds.PLAN.search(text))
        + bool(_WHEN.search(text))
        - 3 * only_revises
        - 2 * only_who
    )


def _how(text: str) -> str:
    """The sentence without the time at its end and without its full stop."""
    plain = text.strip().rstrip(".")
    found = [m for m in _WHEN.finditer(plain) if m.end() >= len(plain) - 1]
    return plain[: found[-1].start()].strip(" ,") if found and found[-1].start() > 25 else text.strip()


def _who(text: str) -> str:
    if not (_FOLLOW.search(text) or _REPORTS.search(text)):
        return ""
    if (
        (found := _DOES.match(text))
        and (who := _function(found["who"]))
        and not kinds.PLAN.search(who)
        and not re.match(r"uppfölj|utvärder|arbet|genomför|indikator|resultat", who, re.IGNORECASE)
    ):
        return who
    found = _BY.search(text)
    if found is None or not re.match(r"av|hos|ansvar", found.group(), re.IGNORECASE):
        return ""
    who = _function(found["who"])
    return "" if re.match(r"(?:åtgärd|insats|arbete|plan|varje|att\b|vad\b)", who) else who
