"""Sentences and items that say what shall be done, and who shall do it by when. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from forebygg.importing import bodies, dates, phrases
from forebygg.importing.context import Context, bare
from forebygg.importing.suggestion import Measure

HEAD = re.compile(
    r"\b(?:åtgärder|åtgärdsplan|åtgärdslista|insatser|aktiviteter|aktivitetsplan|handlingsplan för"
    r"|konkreta|genomförande|att göra|det här gör|vad gör|så gör vi|vad vi ska göra|uppdrag|kommunen ska"
    r"|vi ska)\b",
    re.IGNORECASE,
)
NOT_HEAD = re.compile(
    r"\b(?:\w*mål|syfte|uppföljning|definition|bakgrund|målgrupp|rekommendation|framgångsfaktor|begrepp"
    r"|lagstiftning|generella|specifika|individ\w*)\b",
    re.IGNORECASE,
)
PART = re.compile(
    r"(?:^|(?<=[\s.;,(|]))(?P<label>Åtgärd(?:\s\d+)?|Aktivitet(?:\s\d+)?|Insats(?:\s\d+)?"
    r"|Ansvar(?:ig(?:a)?(?:\s(?:nämnd|förvaltning|funktion|part))?)?|"
    r"Tid(?:plan|punkt|ram)?|När|Vem|Klart(?:\s(?:senast|när))?|Genomförs|Utförare)\s*(?::|(?<=\d)\.)\s*",
    re.IGNORECASE,
)
_ACTS = (
    r"erbjud|genomför|utbild|inrätt|uts(?:e|es|ett)|tas?\s+(?:fram|upp)|upprätt|informer|skapa|bjud"
    r"|anslut|kontakt|följ|bevak|utveckl|start|få(?:s)?\b|lämna|ge(?:s)?\b|för(?:as|a)\b|initier"
    r"|anordna|ordna|sprid|"
    r"kartlägg|stöd|stött|samordna|arrangera|implementera|införa|införs|stärk|öka|höja|höjas|kallas?\b"
    r"|bilda|planera|tillsätt|avsätt|ha\s+(?:en|ett|särskil|teckna|etabler)|finnas|kunna\s+(?:erbjuda"
    r"|ta\s+del)|"
    r"stämmas|stämma|anpassas|bygg|delta|använd|synliggör|föreläs|ingå\s+i|träffa|möta"
    r"|arbeta\s+(?:fram|med)|se\s+(?:till|över)|möt(?:a|as)\b|ha\s+fått|säkerställ|utred|undersök"
    r"|granska|anställ|besök|publicera|komplettera|rapporter|identifier|"
    r"motverka|förebygga\s+genom|bedriv|anmäl|polisanmäl|ansvara\s+för\s+att|fortbild|ombesörj|samla"
    r"|stödja|analysera|uppmärksamma|lyfta|lyftas|hålla|hållas|genomgå|vidareutveckl|upprätthåll"
    r"|fördela|redovisa|"
    r"översätt|teckna|kontrollera|etabler|bli\s+permanent|tillhandahåll|bistå|medverka|hjälpa"
)
SHALL = re.compile(
    rf"\b(?:ska|skall|kommer\s+att|bör|behöver|föreslås|får\s+i\s+uppdrag\s+att"
    rf"|har\s+i\s+uppdrag\s+att)\s+(?:[\wåäöÅÄÖ/-]+\s+){{0,5}}?(?:{_ACTS})",
    re.IGNORECASE,
)
# What a unit does, said in the present; and what is done, said in the passive under a heading of measures.
_NOW = (
    r"(?:arbetar\s+(?:med|för|aktivt)|ordnar|anordnar|erbjuder|ger|håller|rapporterar|bistår|inrättar"
    r"|öppnar|tecknar|utser|tar\s+(?:fram|med|upp)|ser\s+till|bjuder|informerar|genomför|startar"
    r"|utbildar|kartlägger|"
    r"stödjer|sammankallar|svarar\s+för\s+att|ansvarar\s+för\s+att|bestämmer|kräver|lotsar|besöker"
    r"|sprider|upprättar|inför|skapar|deltar\s+i\s+(?:stadens\s+)?utbildning|går\s+en)"
)
_DOES = re.compile(rf"^(?P<who>[A-ZÅÄÖ][\wåäö-]*(?:,?\s+[\wåäöÅÄÖ-]+){{0,7}}?)\s+(?P<what>{_NOW}\s.+)$")
_IS_DONE = re.compile(
    r"\b(?:hålls|ordnas|anordnas|startas|upprättas|erbjuds|ges|lämnas|utbildas|lotsas|förmedlas|införs"
    r"|tas\s+fram|inrättas|skapas|genomförs|sprids|kontaktas|byggs\s+ut|bjuds\s+in)\b"
)
# What a sentence of something to be done begins with: "Ta fram en rutin …". Nobody tells of what is so that way.
TO_DO = re.compile(
    rf"^(?:att\s+)?{phrases.INFINITIVE}\s+(?!(?:är|har|ska|kan|som|blir|och\s+\w+\s+(?:är|har))\b)\S", re.IGNORECASE
)
_STATE = re.compile(
    r"^(?:är|var|har|kan|innebär|beskriver|visar|bedömer|menar|anser|uppger|beslutar|gäller|omfattar|bygger|består|kommer"
    r"|leder|ansvarar|samordnar|får|vet|ser|känner|tycker|upplever|behöver|vill|bör|reglerar|säger|anger|handlar|ligger"
    r"|står|pågår|förekommer|beror|ökar|minskar|utgör|vänder|riktar|når|möter|finner|förutsätter|kräver|syftar|ingår|råder"
    r"|fattar|antar|uttrycker|avser|betyder|saknar|tillhör|löper|avgör|utreder|regleras|berättar|fortsätter|delar|träffar)$"
)
_PRESENT = re.compile(
    r"^(?P<who>[A-ZÅÄÖ][\wåäö-]*(?:,?\s+[\wåäöÅÄÖ-]+){0,6}?)\s+(?P<verb>[a-zåäö]{2,}(?:ar|er|ör|år|bjuder))\s+(?P<rest>\S.+)$"
)
_PASSIVE = re.compile(r"\b[a-zåäö]{2,}(?:as|rs|ps|ls|ms|ds|ks|ns)\b")
_NOT_PASSIVE = re.compile(
    r"\b(?:finns|deras|våras|hans|hennes|alls|annars|dels|minns|förstås|anses|beskrivs|benämns|kallas|används|krävs|behövs"
    r"|berörs|bedöms|anges|nämns|uppges|räknas|ryms|fattas|ses|byggs|påverkas|rekryteras|radikaliseras|utgörs|märks"
    r"|delges|diskuteras|menas|avses|definieras|regleras|framgår|bedrivs|kännetecknas|drivs|styrs|leds|beslutas|redovisas|följs|revideras)\b"
)
_SHALL_ANY = re.compile(
    r"^(?P<before>(?:[\wåäöÅÄÖ/,-]+\s+){1,12}?)(?:ska|skall)\s+(?!vara\s+\w+\s*[.,]|bli\b|ses\b|tolkas|läsas|förstås)"
)
_IS_PAST = re.compile(r"^[\wåäöÅÄÖ-]+(?:\s[\wåäö-]+)?\s+har\s+(?:[\wåäö]+\s+){0,3}?[a-zåäö]+(?:at|it|tt)\b")
_NO_TASK = re.compile(r"^att\b.*\s(?:är|blir|kan)\s|\b(?:du|dig|din|ditt|dina)\b", re.IGNORECASE)
_HELD = re.compile(
    r"^(?:spår|arena|område|fokusområde|insatsområde|steg|nivå|del)\b|\b(?:\w*områden?|spår|inriktning\w*|arenor|prioriteringar)\b",
    re.IGNORECASE,
)
_BY_THEM = re.compile(
    r"\b(?:gör|sammankallar|kallar|deltar)\s+(?P<who>(?:socialtjänsten|socialchefen|säkerhetschefen"
    r"|polisen|skolan|[\wåäö]+(?:chefen|samordnaren|strategen|nämnden|förvaltningen)))\b"
)
NOT_DEED = re.compile(
    r"^(?:(?:handlings)?planen|den\s+(?:här\s+)?planen|dokumentet|programmet|strategin|policyn|syftet"
    r"|målet|den|det\s+övergripande|arbetet\s+(?:ska|skall)\s+(?:fokuseras|präglas|utgå)|alla\s+(?:har"
    r"|människor)|"
    r"personer\s+som|målsättning\w*|vision\w*|tanken|för\s+att\s)\b|"
    r"\b(?:verka\s+aktivt|regeringen|riksdagen|nationella\s+samordnaren|alla\s+kommuner|kommuner\s+ska"
    r"|varje\s+kommun|\?$|syfte\w*\s+(?:är|med)|handlingsplanen\s+ska|planen\s+ska|beslut\s+väntas|"
    r"förslaget\s+ska|ska\s+på\s+remiss|lagen|säkerhetspolisen\s+ska|CVE\s+ska|center\s+mot"
    r"|svar\s+ska\s+lämnas)\b|säger\s|\bmotverka\s+våldsb\w+\s+extremism$|^[–—-]\s|\[namn\]",
    re.IGNORECASE,
)
# "ska" inside a clause that says how, that or which: what is told of, not what is decided.
_ORGANISES = re.compile(
    r"\b(?:planen|handlingsplanen|riktlinjen|riktlinjerna|programmet|uppföljning\w*"
    r"|rapport\w*\s+till\s+kommun|redovis\w+|ansvaret|leder|övergripande)\b",
    re.IGNORECASE,
)
_LEVELS = re.compile(
    r"\b(?:generel|universel|främja|förebyggande|riktad|selektiv|specifik|individ|indikerad|förhindra"
    r"|åtgärdande|stöd till|hantering|insatsområde|fokusområde)\w*",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(r"\bföljande\s+\w+:?$|:$")
_SUBORDINATE = re.compile(r"\b(?:som|hur|om|vad|vem|vilka|vilket|där|när)\b(?:\s+[\wåäöÅÄÖ/-]+){0,7}$", re.IGNORECASE)
SKIP_SECTION = re.compile(
    r"\b(?:syfte|mål|definition|begrepp|uppföljning|utvärdering|revidering|lagstiftning|vad är|nationell"
    r"|målgrupp|förvaltarskap|beslut|lägesbild\w*|omvärld\w*|källor|referenser|bakgrund|nuläge\w*|orsak\w*|kontakt\w*"
    r"|organisation|roller|utgångspunkt\w*|lagen|lagar|forskning|effekt|indikator\w*|vision|förord|ord\s+\w+)\b",
    re.IGNORECASE,
)
_VERB = (
    r"(?:ska|skall|ansvarar\s+för\s+att|får\s+i\s+uppdrag\s+att|har\s+i\s+uppdrag\s+att|erbjuder|ger"
    r"|upprättar|ordnar|anordnar|genomför|utbildar|tar\s+fram|startar|arbetar|håller|bjuder|informerar"
    r"|kartlägger|stödjer|"
    r"utvecklar|inför|skapar|leder|samordnar|kallar|sammankallar|rapporterar)"
)
_ACTOR_FIRST = re.compile(rf"^(?P<who>[A-ZÅÄÖa-zåäö][\wåäö-]*(?:(?:,)?\s+[\wåäöÅÄÖ-]+){{0,6}}?)\s+{_VERB}\b")
_AFTER = re.compile(
    r"\b(?:ska(?:ll)?|hos|av)\s+(?P<who>(?:[\wåäöÅÄÖ]+-\s?och\s)?[\wåäöÅÄÖ-]+(?:tjänsten|förvaltningen"
    r"|avdelningen|nämnden|kontoret|enheten|chefen|samordnaren|sektorn|polisen|skolan|strategen|rådet"
    r"|BRÅ))(?=[\s.,]|$)"
)
_NOBODY = re.compile(
    r"\bkommun(?:en)?$|^(?:stödet|kontakt)\b|^kommunen|\bstad(?:en)?$|^vi$|^alla\s+(?!förvaltningar"
    r"|nämnder)|^(?:all\s+)?personal|^(?:det|den|en|ett|denna|dialog|samverkan|arbetet|insatser\w*"
    r"|åtgärder\w*|stöd|information|utbildning|metoder\w*|varje\s+(?!skola|förvaltning|nämnd|enhet)"
    r"|medarbetare|chefer|"
    r"föreningslivet|elever|anhöriga|oroliga|utsedda|extern|nya|frågan|innan|under|när|vid|genom|inom"
    r"|berörda|verksamheter|information\w*|barn(?!-)|unga|vidare|av\s+planen|ungdomar)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"^[A-ZÅÄÖ][\wåäö-]+(?:en|et|na|n|orna|hus|BRÅ|BUP)$|^skolorna$|^skolan$|^[A-ZÅÄÖ]{2,6}$")
_TIME = re.compile(
    r"\b(?:(?:(?:senast|före|innan|från\s+och\s+med"
    r"|till\s+och\s+med)\s+(?:den\s+)?(?:\d{1,2}\s+)?(?:[a-zåäö]+\s+)?20\d{2}(?:-\d{2}-\d{2})?)"
    r"|(?:under\s+)?(?:våren|hösten|sommaren|vintern)\s+20\d{2}|"
    r"under\s+20\d{2}(?:\s?[-–]\s?20\d{2})?|20\d{2}\s?[-–]\s?20\d{2}|under\s+sitt\s+första\s+år"
    r"|senast\s+i\s+\w+|(?:minst\s+)?(?:två|tre|fyra|sex|\d)\s+gånger\s+(?:per|om)\s+(?:året|år|termin"
    r"|mandatperiod|månad)|(?:minst\s+)?\d+\s+gång(?:er)?\s+(?:per|om)\s+\w+|varje\s+(?:år|läsår|höst"
    r"|vår|termin|månad|kvartal|halvår|vecka)|(?:minst\s+)?vart(?:annat|\s+\w+)\s+år|årligen|löpande"
    r"|inom\s+\d+\s+(?:timmar|dagar)|samma\s+dag\s+som\s+[^.,]{5,60}|"
    r"(?:minst\s+)?(?:en|två|tre|fyra)\s+gång(?:er)?\s+(?:per|om)\s+(?:år|året|termin|månad)"
    r"|inom\s+(?:ett|en|två|tre|\d+)\s+(?:dygn|dag\w*|vecka|veckor|månad\w*|år|arbetsdag\w*))\b",
    re.IGNORECASE,
)
_FUNCTION = re.compile(
    r"^(?:Rektor(?:er|n|erna)?|Mentor(?:er|n)?|Lärare\w*|\w*kurator\w*|\w*pedagog\w*|Vaktmästare\w*|\w*team(?:et|en)?"
    r"|\w*chef(?:en|er|erna)?|\w*sekreterare\w*|\w*handläggare\w*|\w*ledare\w*|\w*samordnare\w*|\w*arbetare\w*|\w*personal(?:en)?"
    r"|[\wåäö]+s\s+personal)\b",
    re.IGNORECASE,
)
_NOBODY_SHALL = re.compile(
    r"^(?:det|den|de|pengarna|av|exempel|på|detta|denna|dessa|planen|arbetet|målet|syftet|vision\w*|kommunen\s+(?:som|är)|ingen|inga|man|vi\s+som|om|när"
    r"|alla\s+(?:barn|människor|invånare)|insatserna|åtgärderna|strategin|programmet|dokumentet|regeringen|lagen|enligt)\b",
    re.IGNORECASE,
)
_BY_ACTOR = re.compile(
    r"\b(?:erbjuder|ansvarar)\s+(?P<who>(?:det\s+)?[\wåäö]+(?:\s[\wåäö]+){0,2}?(?:tjänsten|rådet"
    r"|förvaltningen|nämnden|kontoret|enheten))\b",
    re.IGNORECASE,
)


def of_item(text: str, index: int, *, prose: bool = False) -> Measure:
    """An item may end with who and when in brackets or after "Ansvarig:"; else its own words may say so."""
    who, when = "", ""
    parts = list(PART.finditer(text))
    if parts and parts[0].start() > 3:
        for part, following in zip(parts, [*parts[1:], None], strict=True):
            value = text[part.end() : following.start() if following else len(text)].strip(" .;,)")
            if re.match(r"an|v|g|u", part["label"], re.IGNORECASE):
                who = value
            else:
                when = value
        text = text[: parts[0].start()]
    elif (found := re.search(r"\s*\((?P<inside>[^)]{3,70})\)\.?$", text)) and _says_who_or_when(found["inside"]):
        inside = [part.strip() for part in re.split(r"[,;]", found["inside"])]
        when = next((part for part in inside if dates.find(part)), "")
        who = ", ".join(part for part in inside if part != when)
        text = text[: found.start()]
    said = _TIME.search(text)
    return Measure(text.strip(" ;,("), who or _responsible(text), when or (said.group() if said else ""), index, prose)


def _says_who_or_when(text: str) -> bool:
    return bool(bodies.find(text) or phrases.UNIT.search(text) or dates.find(text))


def of_prose(context: Context, taken: set[int], *, strict: bool = False) -> Iterator[Measure]:
    """Yield what sentences say shall be done; `strict`: only where measures stand, and what somebody answers for."""
    for section in context.sections:
        heading = bare(section.heading)
        if SKIP_SECTION.search(heading):
            continue
        above = [bare(each) for each in section.within]
        if any(SKIP_SECTION.search(each) and not _HELD.search(each) and not HEAD.search(each) for each in above):
            continue
        deeds = bool(
            HEAD.search(heading)
            or _LEVELS.search(heading)
            or _HELD.search(heading)
            or any(HEAD.search(each) or _HELD.search(each) for each in above)
        )
        for sentence in section.sentences():
            if (
                context.blocks[sentence.block].kind == "item"
                or sentence.block in taken
                or len(sentence.text) > 420
                or NOT_DEED.search(sentence.text)
            ):
                continue
            found = _of_sentence(sentence.text, sentence.block, deeds)
            if found and not (strict and not (found.responsible and (deeds or bodies.find(heading)))):
                yield found


def _of_sentence(said: str, block: int, deeds: bool) -> Measure | None:
    text = re.sub(
        r"^(?:Vidare|Av planen)\s+framgår\s+att\s+|^.{0,60}\b(?:förslaget|uppfattningen"
        r"|bedömningen)\s+att\s+",
        "",
        said.strip(),
    )
    text = next((part.strip() for part in text.split("; ") if SHALL.search(part)), text)
    shall = SHALL.search(text)
    before = re.sub(r"^[A-ZÅÄÖ]\w+\s+som\s", "", re.split(r"[,;]", text[: shall.start()])[-1]) if shall else ""
    if shall and not _LEADS_IN.search(text) and not _SUBORDINATE.search(before.rstrip()) and not _IS_PAST.match(text):
        return of_item(text, block, prose=True)
    does = _DOES.match(text)
    if does and not _ORGANISES.search(text) and _is_unit(does["who"]):
        return replace(of_item(text, block, prose=True), responsible=does["who"].strip())
    if deeds and (_IS_DONE.search(text) or _BY_THEM.search(text)) and not _LEADS_IN.search(text):
        return of_item(text, block, prose=True)
    if TO_DO.match(text) and text[:1].isupper() and not _LEADS_IN.search(text) and not _NO_TASK.search(text):
        return of_item(text, block, prose=True)
    return _under_deeds(text, block) if deeds and not _LEADS_IN.search(text) else None


def _under_deeds(text: str, block: int) -> Measure | None:
    """Where measures are told of, more is one: what a unit does, what is done, and whatever shall be."""
    if _ORGANISES.search(text):
        return None
    present = _PRESENT.match(text)
    if present and not _STATE.match(present["verb"]) and (_is_unit(present["who"]) or _FUNCTION.match(present["who"])):
        return replace(of_item(text, block, prose=True), responsible=present["who"].strip())
    shall = _SHALL_ANY.match(text)
    if shall and not _NOBODY_SHALL.match(shall["before"]) and not _SUBORDINATE.search(shall["before"].rstrip()):
        return of_item(text, block, prose=True)
    passive = _PASSIVE.search(text)
    if (
        passive
        and not _NOT_PASSIVE.search(text)
        and not _NOBODY_SHALL.match(text)
        and len(text[: passive.start()].split()) <= 6
    ):
        return of_item(text, block, prose=True)
    return None


def _is_unit(who: str) -> bool:
    return not _NOBODY.search(who) and bool(
        phrases.UNIT.search(who)
        or bodies.find(who)
        or _DEFINITE.match(who)
        or re.search(r"(?:erna|arna|orna|skolor|förskolor)$", who)
    )


def _responsible(text: str) -> str:
    """Return who shall do it when the subject is a unit or a function; the municipality itself is no answer."""
    for found in (_ACTOR_FIRST.match(text), _AFTER.search(text), _BY_ACTOR.search(text), _BY_THEM.search(text)):
        who = found["who"].strip() if found else ""
        if who and _is_unit(who):
            return who
    return ""
