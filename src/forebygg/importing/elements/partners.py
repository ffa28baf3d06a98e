"""With whom the work is done, as the text names them. Pure."""

from __future__ import annotations

import re

from forebygg.importing import phrases
from forebygg.importing.context import Context, bare
from forebygg.importing.elements import outside
from forebygg.importing.suggestion import Found

_WITH = (
    re.compile(
        r"\b(?:samverk\w*|samarbet\w*|samråd|dialog\w*|utbyte\w*|kontakt\w*|ihop|tillsammans|gemensamt"
        r"|avstämning\w*|workshops?|avtal|överenskommelse)\s+(?:\w+\s+){0,3}?med\s+(?:bland\s+(?:annat"
        r"|andra)\s+)?(?P<who>[^.;:]{3,260})",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:samarbetar|samverkar)\s+(?P<who>(?:polis|socialtjänst|skola)[^.;:]{3,160})", re.IGNORECASE),
    re.compile(r"\b(?:best(?:år|ående)|sammansatt)\s+av\s+(?P<who>[^.;:]{3,260})", re.IGNORECASE),
    re.compile(
        r"\b(?:representanter|deltagare|ledamöter|arbetsgrupp|företrädare)\s+(?:från"
        r"|för)\s+(?P<who>[^.;:]{3,260})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:samverkans(?:aktörer|parter|partners?)|samarbets(?:partners?|parter)|aktörer"
        r"|parter)\b[^.:;]{0,70}?(?:\bär\b|:|\bsåsom\b|\bsom\b|\bt\.?\s?ex\.?|\btill\s+exempel\b"
        r"|\bdäribland\b|\bbland\s+annat\b)\s*(?P<who>[^.;]{3,260})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:ingår|deltar|medverkar|möts|sitter|finns)\s+(?:även\s+|också\s+|bland\s+annat\s+"
        r"|bl\.?\s?a\.?\s+|representanter\s+(?:för|från)\s+|dessutom\s+)*(?!i\s)(?P<who>[^.;:]{3,220})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:till|i)\s+(?:rådet|gruppen|nätverket|arbetet)\s+(?:kan|kallas|bjuds)\s+(?:även\s+"
        r"|också\s+)?(?P<who>[^.;:]{3,160}?)(?:\s+(?:kallas|bjudas|adjungeras)|$)",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:samverkar|samarbetar)\s+(?:\w+\s+){0,2}?med\s+(?P<who>[^.;:]{3,220})", re.IGNORECASE),
    re.compile(
        r"\b(?:utbyten?|erfarenhetsutbyte|avtal"
        r"|överenskommelse)\s+(?:\w+\s+){0,3}?med\s+(?P<who>[^.;:]{3,160})",
        re.IGNORECASE,
    ),
    re.compile(r"^Med\s+(?P<who>[^.;:]{3,120}?)\s+(?:finns|har)\b"),
    re.compile(r"\b(?:leds|drivs|tagits\s+fram\s+(?:\w+\s+)?)\s+(?:av|med)\s+(?P<who>[^.;:,]{3,80})", re.IGNORECASE),
    re.compile(
        r"^(?!I\s|Till\s|Här\s|Där\s|Även\s+här)(?P<who>[A-ZÅÄÖ][^.;:]{3,220}?)\s+(?:ingår|deltar"
        r"|medverkar|bjuds\s+in|kallas|är\s+(?:andra\s+)?(?:viktiga\s+)?(?:parter|aktörer|samverkans\w+"
        r"|samarbets\w+))\b"
    ),
    re.compile(
        r"\bträffas\s+(?P<who>(?:polis|socialtjänst|skola|kommun"
        r"|representanter)[^.;:]{3,200}?)(?:\s+(?:var|en\s+gång|varje|regelbundet)\b|$)",
        re.IGNORECASE,
    ),
    re.compile(r"^Dialog\s+ska\s+föras\s+med\s+(?P<who>[^.;:,]{3,60})"),
    re.compile(r"\b(?:däribland|tillkommer)\s+(?P<who>[^.;:]{3,200})", re.IGNORECASE),
    re.compile(
        r"\bnätverk\b[^.:;]{0,60}?\b(?:som\s+till\s+exempel|till\s+exempel|såsom"
        r"|t\.?\s?ex\.?)\s+(?P<who>[^.;:]{3,200}?)(?=\s+ses\b|\.|$)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?P<who>polis(?:en)?\s+och\s+(?:socialtjänst(?:en)?|[A-ZÅÄÖ]\w+\si\s[A-ZÅÄÖ]\w+(?:\slän)?))\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:även|också)\s+(?P<who>[^.;:]{3,80}?)\s+ska\s+(?:vara\s+med|delta|involveras|inkluderas)", re.IGNORECASE
    ),
)
# A sentence about who works together: every actor in it counts.
_TOGETHER = re.compile(
    r"\b(?:samverk(?:ar|an\s+sker|ansgrupp\w*|ansparter\w*)|samarbet(?:ar|et\s+sker|spart\w*)"
    r"|tillsammans\s+med|ihop\s+med|ingår|deltar|sitter|bjuds|möts|träffas|kallas|består\s+av"
    r"|bestående\s+av|regelbundna\s+möten|"
    r"kontakt(?:person|väg)?\s+(?:gentemot|mot|till)|delar?\s+lägesbild|parter\b|dialog\s+med"
    r"|utbyte\s+med|företrädare\s+för|representanter\s+(?:för|från))",
    re.IGNORECASE,
)
# What is surely somebody else than the municipality's own units.
_STRONG = re.compile(
    r"\b(?:\w*polis\w*|säpo|cve|center\s+mot|försvarsmakten|kriminalvård\w*|frivård\w*|åklagar\w*"
    r"|länsstyrelse\w*|region(?:en)?(?:\s[A-ZÅÄÖ]\w+)?|räddningstjänst\w*|\w*församling\w*"
    r"|\w*samfund\w*|\w*förening\w*|\w*organisation\w*|civilsamhälle\w*|"
    r"näringsliv\w*|fastighetsägar\w*|\w*bolag\w*|\w*kyrka\w*|studieförbund\w*|universitet\w*"
    r"|\w*högskol\w*|\w*sjukhus\w*|psykiatri\w*|brottsförebyggande\s+råd\w*|arbetsförmedling\w*"
    r"|migrationsverket|tullverket|kustbevakningen|"
    r"andra\s+kommuner\w*|grannkommun\w*|rädda\s+barnen|fryshuset|\w*hem\b(?-i:(?<=[a-z]hem)))\b",
    re.IGNORECASE,
)
_INTERNAL = re.compile(
    r"\b(?:våldsbejakande\s+grupp|extremistisk|medarbetare|personal|frågor|möte|utbildning|arbete|insats"
    r"|grupper|plan(?:en)?|kommunen|uppföljning|lägesbild|rekryter)\w*\b(?<!extremism)",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:[,;:()]|(?<!-)\s(?:och|samt)\s|\b(?:med|från|av|till|för|gentemot|mellan|hos|som|där|också"
    r"|även|ska|kan|är|har|ingår|deltar|medverkar|samverkar|samarbetar|bjuds|in|sitter|möts|träffas"
    r"|kallas|finns|består|bestående|sker|dessutom|"
    r"tillsammans|ihop|lokalt|regionalt|vid|behov|två|tre|fyra|gånger|varje|under|i(?=\s+(?:[a-zåäö]+)))\b)\s*"
)
_HEAD = re.compile(
    r"\b(?:samverkan|samverkande|samarbet\w*|aktörer|\w*parter|\w*partners?|nätverk|medspelare|inte\s+ensamma"
    r"|med\s+andra|tillsammans|vilka\s+(?:finns|är)\s+med|andra\s+som)\b",
    re.IGNORECASE,
)
_WITH_COLUMN = re.compile(r"^(?:samverk\w*|samarbet\w*|tillsammans|medverkande)\b", re.IGNORECASE)
_LISTING = re.compile(
    r"\b(?:samverk\w*|samarbet\w*|aktörer|parter|representanter|ingår|består|deltar)\b[^.]{0,80}:$", re.IGNORECASE
)
_VAGUE = re.compile(
    r"^(?:organiserade\s|någon\b|vuxna\b|personal\b|internationellt|enda\b|aktörer\s+(?:utanför|inom)"
    r"|i\s+utbyten)|^(?:(?:andra|övriga|externa|interna|berörda|relevanta|olika|lokala|flera|många"
    r"|aktuella|berörda\s+externa)\s+)*(?:aktörer(?:na)?|parter|verksamheter|förvaltningar(?:na)?"
    r"|nämnder(?:na)?|myndigheter|organisationer|föreningar|grupper|personer|enheter"
    r"|samverkanspartners|instanser|"
    r"kommunens\s+\w+|nätverken|nätverk|arbetsgrupp\w*|råd(?:et)?|kommunen|styrgrupp\w*|media"
    r"|utbildning|skolor)$|\b(?:våldsbejakande|individ(?:en)?|arbetet|frågan|planen)\b",
    re.IGNORECASE,
)


_MORE = re.compile(
    r"\s+(?:(?:i|på|vid)(?=\s+(?!kommunen|länet|staden|orten|samhället)[a-zåäö])|inom|inför|under|senast|hos|enligt|samt|för)\s"
    r"|\s\("
)
# Words no name has: what is done, and what leads in.
_NO_NAME = re.compile(
    r"^(?:att|för|hos|från|där|görs?|nedan|en|ett|vara|består|redovisa|informera|i)\s|^(?:organisation(?:en)?|föräldrar"
    r"|vårdnadshavare|utanför\s\w+|inom\s\w+|[A-ZÅÄÖ]{2})$"
    r"|\b(?:är|ska|ta|går|anges|informeras|bildar|beskrivs|mycket|tillsammans)\b"
)
_SOMEBODYS = re.compile(r"\b[\wåäö]+(?:en|et|an|na|ns)s\s+[a-zåäö]")
_MOST = 25


def partners(context: Context, own: str) -> list[Found]:
    """Those the text says it works with, as it names them, each once; never the municipality itself."""
    found: list[Found] = []
    for index, block in enumerate(context.blocks):
        if block.kind == "text" and _LISTING.search(block.text):
            found += [
                Found(item.text.strip(" .,;"), i)
                for i, item in context.items_after(index)
                if phrases.is_actor(item.text)
            ]
    found += _lines_of_names(context)
    found += _columns(context)
    for section in context.under(_HEAD):
        found += [Found(name, each.block) for each in section.sentences() for name in outside.names(each.text)]
    for section in context.under(_HEAD):
        found += [
            Found(bare(b.text).strip(" .,;:"), section.start + i)
            for i, b in enumerate(section.blocks)
            if b.kind == "item" and len(b.text.split()) <= 6 and phrases.is_actor(b.text)
        ]
    for sentence in context.sentences:
        said = [who for pattern in _WITH for m in pattern.finditer(sentence.text) for who in _actors(m["who"])]
        if _TOGETHER.search(sentence.text):
            said += _chunks(sentence.text)
        found += [Found(name, sentence.block) for who in said if (name := _name_of(who))]
    itself = (
        re.compile(rf"^(?:{re.escape(own)}s?\s+(?:kommun|stad)|kommunen|staden|kommun|[Rr]egionen)$", re.IGNORECASE)
        if own
        else re.compile(r"^kommun(?:en)?$")
    )
    return phrases.unique([each for each in found if not itself.match(each.text)])[:_MOST]


def _name_of(phrase: str) -> str:
    """Return the phrase up to where it says something more of the actor; nothing when it is no name at all."""
    name = _MORE.split(phrase)[0].strip(" ,;:(")
    if _NO_NAME.search(name) or (_SOMEBODYS.search(name) and not re.search(r"(?:grupp|polis|råd)\w*$", name)):
        return ""
    return name


def _columns(context: Context) -> list[Found]:
    """Under "Samverkan med" in a table: the names in each cell."""
    found: list[Found] = []
    at = -1
    for index, block in enumerate(context.blocks):
        if block.kind != "row":
            at = -1 if block.kind == "heading" else at
            continue
        head = [i for i, cell in enumerate(block.cells) if _WITH_COLUMN.match(cell) and len(cell.split()) <= 3]
        if head:
            at = head[0]
        elif 0 <= at < len(block.cells):
            found += [Found(part, index) for part in re.split(r",\s*", block.cells[at]) if part.strip()]
    return found


def _chunks(said: str) -> list[str]:
    """Return the parts of a sentence that name an actor outside it, whatever stands between them."""
    kept = re.sub(r"(\w+-)\s(och|samt)\s", "\\1\x00\\2\x00", said.rstrip("."))
    kept = re.sub(r"([Cc]enter) (mot) (våldsbejakande) (extremism)", "\\1\x00\\2\x00\\3\x00\\4", kept)
    found = []
    for position, chunk in enumerate(_CUT.split(kept)):
        name = phrases.lead_off(chunk.replace("\x00", " "))
        proper = (
            position > 0
            and bool(re.match(r"[A-ZÅÄÖ]", name))
            and not re.match(r"(?:Den|Det|Vid|Här|Vi|När|I|Till)\b", name)
        )
        if (
            name
            and len(name.split()) <= 5
            and (_STRONG.search(name) or proper)
            and not _VAGUE.search(name)
            and not _INTERNAL.search(name)
        ):
            found.append(name)
    return found


def _lines_of_names(context: Context) -> list[Found]:
    """Under a heading of partners, lines that are names only, up to the first sentence."""
    found: list[Found] = []
    for index, block in enumerate(context.blocks):
        if block.kind == "heading" and re.search(
            r"\b(?:\w*parter|\w*aktörer|\w*partners?)$", bare(block.text), re.IGNORECASE
        ):
            for after in range(index + 1, min(index + 14, len(context.blocks))):
                line = context.blocks[after]
                if line.number or len(line.text.split()) > 9 or re.search(r"[.:]$|\b(?:är|ska|har|kan)\b", line.text):
                    break
                found.append(Found(line.text.strip(" ,;"), after))
    return found


def _actors(said: str) -> list[str]:
    """Return the parts of an enumeration that name an actor, up to where the sentence goes on."""
    found: list[str] = []
    for part in phrases.enumeration(said):
        name = phrases.lead_off(phrases.noun_phrase(part))
        name = (
            name
            if re.match(r"[Pp]olis|[Ll]änsst|[Rr]egion", name)
            else re.sub(
                r"\s+i\s+[A-ZÅÄÖ]\w+$|\s+(?:i|inom)\s+(?:kommunen|staden|samhället|kommunens?\s+\w+)$", "", name
            )
        )
        name = re.sub(r"^(?:\w+\s+){0,2}?(?:nätverk(?:en)?\s+)", "", name) if " nätverk " in name else name
        name = re.split(
            r"\s+(?:men\s+också|för\s+utbyte|hjälpa|hålla|erbjuda|träffas|finns|gör|i\s+de\s+nätverk)\b", name
        )[0]
        proper = (
            bool(re.match(r"[A-ZÅÄÖ]", name))
            and len(name.split()) <= 6
            and not re.match(
                r"(?:Den|Det|Vid|Här|Vi|För|När|Syfte|I|Till|Regionalt|Lokalt|Målet|Planen|Handlingsplan\w*"
                r"|Malmö|Kommunen|Arbetet)\b",
                name,
            )
        )
        if name and (phrases.is_actor(name) or proper) and not _VAGUE.search(name) and len(name.split()) <= 8:
            found.append(name)
        elif found:
            break
    return found
