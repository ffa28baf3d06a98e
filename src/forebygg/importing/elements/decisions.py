"""Who decided, when, in which paragraph; and what else has been decided about the document. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forebygg.importing import bodies, dates, kinds
from forebygg.importing.context import Context
from forebygg.importing.suggestion import Decision, Found

_VERBS = (
    (
        "förlängd giltighetstid",
        re.compile(r"\b(?:förläng(?:d|t|des|de|ts|ning\w*)|giltighetstiden?\s+(?:har\s+)?förläng\w+)", re.IGNORECASE),
    ),
    ("upphävd", re.compile(r"\b(?:upphäv(?:d|t|des|de|ts)|upphörde att gälla)\b", re.IGNORECASE)),
    (
        "reviderad",
        re.compile(
            r"\b(?:besluta(?:de|t)[^.]{0,60}\batt\s+revidera|revider(?:ad|at|ades|ade|ats)|aktualiserad"
            r"|(?:senast\s+)?ändrad)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "antagen",
        re.compile(
            r"\b(?:anta(?:gen|get|gna|gits|git)|antogs?|klubbade[s]?|sade\s+ja\s+till|fastställ(?:d|t"
            r"|da|des|de|ts)|godkän(?:d|t|da|des|de|ts)|besluta(?:d|t|des|de|ts))\b",
            re.IGNORECASE,
        ),
    ),
)
_NOT_YET = re.compile(
    r"\b(?:föreslås|föreslår|förslag(?:et)?\s+(?:till|att|ska)|väntas|ska\s+(?:antas|fastställas"
    r"|beslutas)|kommer\s+att\s+(?:antas|fastställas)|planeras|"
    r"förväntas|inför\s+beslut|bör\s+antas|ännu\s+inte|inte\s+(?:antagen|beslutad))\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:budget\w*|verksamhetsplan|mål-?\s?och\s+budget|regeringen\w*|riksdagen\w*|nationell[at]?\w*"
    r"|länsstyrelsen|skolverket|tidigare\s+(?:plan|handlingsplan|policy)\w*|"
    r"föregående\s+\w+|förra\s+\w+|den\s+gamla|ersätter|ersatte|brottsförebyggande\s+(?:policy|program"
    r"|handlingsplan)\w*|krishanterings\w*|uppdrag(?:et)?\s+(?:att|till)|"
    r"FN|EU|konvention\w*|motion\w*|initiativärende|lag(?:en)?\s+\(|bolagspolicy|visionen?|barnrätts\w+)\b",
    re.IGNORECASE,
)
_ASSIGNMENT = re.compile(
    r"\bbeslut(?:at|ade|ades|ats)\b(?!\s+att\s+(?:anta|fastställa|godkänna|förlänga"
    r"|revidera))[^.]{0,40}?\batt\s(?!anta|fastställ|godkänn|förläng|revider|upphäv)"
    r"|\bge\s+i\s+uppdrag|\buppdr(?:a|og)\b|gav\s+\w+\s+i\s+uppdrag",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"^(?:beslutshistori(?:k|a)|revideringshistorik|tidigare beslut|ändringshistorik|versionshistorik"
    r"|dokumenthistorik|historik|beslut)\b",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(
    r"§\s?§?\s?(\d{1,4})\b|(?<![-\d])\b(\d{1,4})\s?§(?!\s?\d)|\bparagraf(?:en)?\s+(?:nr\s+)?(\d{1,4})\b"
    r"|\bp(?:ar)?\.\s?(\d{1,4})\b",
    re.IGNORECASE,
)
_LOST_DIGITS = re.compile(
    r"\b(?:KF|KS|[A-ZÅÄÖ][a-zåäö]+nämnden|[Kk]ommunfullmäktige"
    r"|[Kk]ommunstyrelsen)\s*,\s*(?:§\s*)?(\d{1,3})\b(?!\s*[-/.]\s*\d)"
)
_LOST_SIGN = re.compile(
    r"(?:\b\d{1,2}\s[a-zåäö]+\s\d{4}|\b\d{4}-\d{2}-\d{2}),\s(?:p\.\s?)?(\d{1,3})\b(?![\d/.:-]\d"
    r"|\s*(?:procent|%|kr|personer|st\b))"
)
_EARLIER = re.compile(r"\b(?:Ersätter|Tidigare\s+(?:dokument|plan|beslut|version))\b.*$", re.DOTALL)
_ENDS = re.compile(r"\b(?:upphör|upphävs?|upphäva|ersätts)\b", re.IGNORECASE)  # what is told of is the one before
_UNTIL = re.compile(r"(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?|längst\s+till|fram\s+till|\btill)\s+(?:den\s+)?$")
_ADOPTS = re.compile(
    r"\b(?:antar|antas|fastställs|godkänns|beslutar\s+att\s+(?:anta|fastställa|godkänna)|fastställer|godkänner)\b"
)
_DECIDES = re.compile(r"\b(?:beslutar\s+om|antar|fastställer|är\s+beslutande)\b", re.IGNORECASE)
_FILE = re.compile(r"antagen|antaget|beslutad|fastställd", re.IGNORECASE)


def history(context: Context, kind: str) -> list[Decision]:
    """Every decision about the document that the text states, in order, each once."""
    found = [*_labelled(context), *_protocol(context), *_written(context, kind)]
    result: list[Decision] = []
    for each in found:
        again = next((i for i, old in enumerate(result) if _same(old, each)), None)
        if again is None:
            result.append(each)
        else:
            result[again] = _merged(result[again], each)
    return [each for each in result if each.body or each.date]


def _same(old: Decision, new: Decision) -> bool:
    if old.action != new.action:
        return bool(old.date and old.date == new.date and old.paragraph == new.paragraph and old.body == new.body)
    return (not old.date or not new.date or old.date.startswith(new.date) or new.date.startswith(old.date)) and (
        not old.body or not new.body or old.body.casefold() == new.body.casefold()
    )


def _merged(old: Decision, new: Decision) -> Decision:
    longer = new.date if len(new.date) > len(old.date) else old.date
    return Decision(old.action, old.body or new.body, longer, old.paragraph or new.paragraph, old.block)


def _labelled(context: Context) -> Iterator[Decision]:
    """What the box of labels says: the body, the day and the paragraph of the decision in force."""
    body, day, paragraph, block = "", "", "", -1
    for each in context.labels:
        bare_date = each.said.casefold().strip(": ") == "datum" and not context.is_case
        if (
            not (each.key in ("body", "decided", "paragraph") or (bare_date and body))
            or not each.value
            or len(each.value) > 140
            or _NOT_YET.search(each.value)
        ):
            continue
        names, days = bodies.find(each.value), dates.find(each.value)
        if (
            each.key == "body"
            and not days
            and len(each.value.split()) <= 8
            and (not names or (names[0][1] == 0 and " för " in each.value))
        ):
            names = [(bodies.full(each.value), 0, 0)]
        body = body or (names[0][0] if names else "")
        day = day or next((each_day.iso for each_day in days if each_day.iso), "")
        paragraph = (
            paragraph
            or _paragraph(each.value)
            or (each.value.strip() if each.key == "paragraph" and each.value.strip().isdigit() else "")
        )
        block = each.block if block < 0 else block
    if (body or day) and not (context.is_case and not day):
        yield Decision("antagen", body, day, paragraph, block)
    for each in context.labelled("revised"):
        if each.key == "revised" and (days := [d for d in dates.find(each.value) if d.iso]):
            names = bodies.find(each.value)
            yield Decision("reviderad", names[0][0] if names else "", days[0].iso, _paragraph(each.value), each.block)


def _protocol(context: Context) -> Iterator[Decision]:
    """An extract of minutes: the body at its head, the day of the meeting, the paragraph above the decision."""
    text = "\n".join(block.text for block in context.blocks[:15])
    if not re.search(r"protokoll", text, re.IGNORECASE):
        return
    day = next((each.iso for each in dates.find(text) if len(each.iso) == 10), "")
    paragraph, body = "", next((name for name, *_ in bodies.find(text)), "")
    for index, block in enumerate(context.blocks):
        if block.kind == "heading" and re.search(r"s\s+beslut$", block.text) and (named := bodies.find(block.text)):
            body = named[0][0]
        if above := re.match(r"§\s?(\d{1,4})\b", block.text):
            paragraph = above[1]
        if (
            _ADOPTS.search(block.text)
            and kinds.has_topic(block.text, context.document.text)
            and not _NOT_YET.search(block.text)
        ):
            names = [name for name, at, _ in bodies.find(block.text) if at < 30]
            if (deciding := names[0] if names else body) and day:
                yield Decision("antagen", deciding, day, paragraph, index)
                return


def _written(context: Context, kind: str) -> Iterator[Decision]:
    historic = {
        i for section in context.under(_HISTORY) for i in range(section.start, section.start + len(section.blocks))
    }
    earlier = ""
    beside = {each.block for each in context.labels if each.key in ("other", "applies", "revised")}
    prose = next((i for i, b in enumerate(context.blocks) if b.kind == "text" and len(b.text) > 250), 15)
    for index, block in enumerate(context.blocks):
        if index in beside and index not in historic:
            continue
        head = index < min(prose, 20) and len(block.text) < 220 and block.kind != "item"
        whole = index in historic or block.kind in ("heading", "row") or (head and not kinds.PLAN.search(block.text))
        units = [block.text] if whole else context.said_in(index)
        for unit in units or [block.text]:
            yield from _of_sentence(unit, index, head or index in historic, kind, earlier, context)
            earlier = f"{earlier} {unit}"[-600:]


def _of_sentence(unit: str, index: int, head: bool, kind: str, earlier: str, context: Context) -> Iterator[Decision]:
    unit = _EARLIER.sub("", unit) if head else unit
    verbs = sorted((m.start(), action, m) for action, pattern in _VERBS for m in pattern.finditer(unit))
    if (
        not verbs
        or _NOT_YET.search(unit)
        or (head and context.is_case and "protokoll" in context.blocks[0].text.casefold())
    ):
        return
    speaks = _speaks_of_plan(unit, kind)
    if (_OTHER.search(unit) and not (head and speaks)) or not (head or speaks):
        return
    if _ASSIGNMENT.search(unit) or _of_another(unit, context) or (context.is_case and _ENDS.search(unit)):
        return
    if len(verbs) > 1 and verbs[0][1] == "förlängd giltighetstid":
        verbs = verbs[:1]
    for position, (_, action, match) in enumerate(verbs):
        end = verbs[position + 1][0] if position + 1 < len(verbs) else len(unit)
        start = match.start() if position else 0
        part = unit[start:end]
        decision = _read(action, part, index, earlier)
        if decision and (decision.date or (head and not context.is_case) or (decision.body and not context.is_case)):
            yield decision


def _read(action: str, part: str, index: int, earlier: str) -> Decision | None:
    names = bodies.find(part)
    days = [each for each in dates.find(part) if not _UNTIL.search(part[: each.start])]
    day = next((each.iso for each in days if each.iso), "")
    if not day and days and days[0].month_and_day and (years := re.findall(r"\b(20\d{2})\b(?!:)", earlier)):
        day = f"{years[-1]}-{days[0].month_and_day}"
    paragraph = _paragraph(part)
    if not names and not day:
        return None
    return Decision(action, names[0][0] if names else "", day, paragraph, index)


def _of_another(unit: str, context: Context) -> bool:
    """Does the sentence name a document of another field than the one at hand?"""
    named = kinds.PHRASE.search(unit)
    return bool(named and not kinds.has_topic(named.group(), context.document.text))


def _speaks_of_plan(unit: str, kind: str) -> bool:
    return (
        bool(kinds.PLAN.search(unit))
        or unit.startswith("Giltighetstiden ")
        or bool(kind and kind.casefold() in unit.casefold())
    )


def _paragraph(text: str) -> str:
    found = _PARAGRAPH.search(text)
    if found:
        return next(group for group in found.groups() if group)
    lost = _LOST_DIGITS.search(text) or _LOST_SIGN.search(text)
    return lost[1] if lost else ""


def adopted(context: Context, decisions: list[Decision]) -> tuple[Found | None, Found | None, Found | None]:
    """Return the body, day and paragraph of the adoption: the first in the history, or a sentence in the present."""
    first = next((each for each in decisions if each.action == "antagen"), None)
    if first is None:
        return _who_decides(context), _from_file_name(context), None
    day = Found(first.date, first.block) if first.date else None
    return (
        Found(first.body, first.block) if first.body else None,
        day,
        Found(first.paragraph, first.block) if first.paragraph else None,
    )


def _who_decides(context: Context) -> Found | None:
    if context.is_case:
        return None
    for sentence in context.sentences:
        said = sentence.text
        decides = _DECIDES.search(said) and kinds.PLAN.search(said) and not _NOT_YET.search(said)
        if decides and (names := bodies.find(said)):
            return Found(names[0][0], sentence.block)
    return None


def _from_file_name(context: Context) -> Found | None:
    """A file called "Antagen_handlingsplan_2018-04-12.pdf" says when."""
    for index, block in enumerate(context.blocks):
        if re.search(r"\.(?:pdf|docx?)\b", block.text) and _FILE.search(block.text):
            for day in dates.find(block.text.replace("_", " ")):
                if len(day.iso) == 10:
                    return Found(day.iso, index)
    return None
