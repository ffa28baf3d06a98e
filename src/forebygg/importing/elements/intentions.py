"""Purposes and goals: what stands under their headings, after "syftet är att" and "målet är att". Pure."""

from __future__ import annotations

import re
from collections import Counter

from forebygg.importing import phrases
from forebygg.importing.context import Context, bare
from forebygg.importing.suggestion import Found

_LEAD = (
    r"(?:planens?|handlingsplanens?|programmets?|strategins?|policyns?|dokumentets?|arbetets?|kommunens"
    r"|det\s+(?:övergripande\s+)?|det\s+övergripande\s+|ett\s+(?:annat\s+|viktigt\s+)?|vårt|huvud"
    r"|övergripande)"
)
_PURPOSE = re.compile(
    r"\b(?:syfte[tn]?|syften|syftena|syftar|ändamål(?:et)?|avsikten|avsedd|tanken\s+med)\b", re.IGNORECASE
)
_GOAL = re.compile(
    r"\b(?:ambition(?:en)?|(?:huvud|del|effekt|inriktnings|verksamhets|kvalitets)?mål(?:en|et"
    r"|sättning\w*)?|målbild\w*|vision)\b",
    re.IGNORECASE,
)
_PURPOSE_HEAD = re.compile(r"\bsyfte(?:t|n)?\b|\bändamål", re.IGNORECASE)
_GOAL_HEAD = re.compile(
    r"\b(?:(?:huvud|del|effekt|inriktnings)?mål(?:en|et|sättning\w*)?)\b(?!\s*grupp)|\bmålbild"
    r"|\b(?:vill\s+(?:vi\s+)?(?:uppnå|nå)|ska\s+leda\s+till|dit\s+vill\s+vi|vill\s+åstadkomma)\b",
    re.IGNORECASE,
)
_NOT_HEAD = re.compile(r"målgrupp|målområde|uppföljning|åtgärder|aktiviteter|insatser|ansvar", re.IGNORECASE)
_OPENING = re.compile(
    r"^.*?\b(?:syfte\w*|syftar|ändamål\w*|avsikt\w*|avsedd|tanken|ambition\w*|\w*mål(?:et|en"
    r"|sättning\w*)?|målbild\w*)\b[^.:]*?(?:\b(?:är|till|har|om|på|av|handlar)\b[^.:]{0,45}?)?(?::\s*"
    r"|\b(?P<att>att)\s+|\bär\s+(?=en\b|ett\b))",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?:den|det|planen|handlingsplanen|dokumentet|programmet|strategin|policyn|vidare|dessutom"
    r"|arbetet|med\s+den|genom\s+planen)\s+(?:ska|skall|är\s+(?:också|även)\s+(?:till\s+för\s+)?att"
    r"|syftar\s+(?:också\s+|även\s+)?till\s+att|avser\s+att|är\s+tänkt\s+att|vill)\s+(?:också\s+"
    r"|även\s+|dessutom\s+|därför\s+|därmed\s+|vidare\s+|i\s+första\s+hand\s+)?",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"^(?:den|planen|handlingsplanen|dokumentet|programmet|vidare|dessutom|ett\s+annat|syftet|målet"
    r"|målsättningen)\s+(?:ska|skall|är|syftar)\s+(?:också|även|dessutom|vidare)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s*[,;]?\s+(?:och|samt)\s+(?:dels\s+)?till\s+(?=att\s)|\s*[,;]\s+(?:(?:och|samt)\s+)?(?:dels\s+)?(?=att\s)|\s+(?:och|samt|dels)\s+(?:dels\s+)?(?=att\s)"
    r"|\s*;\s+|\s*,?\s+(?:och\s+)?dels\s+|\s*,?\s+och\s+den\s+ska\s+|\s+samt\s+(?=(?:be|tyd|öka|skapa|ge"
    r"|klar|under|stärk|bidra|vara|visa|för|ut|säker)[a-zåäö]*\s)"
)
# "tydliggöra …, ge … och bidra …": each begins with what is to be done, and says something of it.
_TO_DO = rf"{phrases.INFINITIVE}\s(?!och\b|samt\b)"
_TO_DOS = re.compile(rf"\s*,\s+(?={_TO_DO})|\s*,?\s+(?:och|samt)\s+(?={_TO_DO})")
_VAGUE = re.compile(r"^(?:se|läs|nedan|följande|målgrupp|uppnå)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:regeringen|nationella\s+(?:samordnaren|strategin)|CVE|center\s+mot|projektet|utbildningen"
    r"|samordnaren|lagen|agenda 2030|handboken|materialet|förslaget|definition\w*|brå\b|nätverket|rådet"
    r"|mötet)\b",
    re.IGNORECASE,
)
_UPKEEP = re.compile(
    r"(?:\w+\s+){0,2}?(?:revider|följ|läsas|aktualitet|ses\s+över|gälla|behandlas|redovisas|antas|utvärder"
    r"|uppdater|finnas)",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"^(?:den|denna|riktlinjen|planen|handlingsplanen|denna\s+(?:handlings)?plan"
    r"|den\s+här\s+(?:handlings)?planen|dokumentet|programmet|strategin|riktlinjerna|policyn)\s+"
    r"(?:ska|skall|har\s+tagits\s+fram\s+för\s+att|är\s+framtagen\s+för\s+att|är\s+tänkt\s+att"
    r"|är\s+till\s+för\s+att|är\s+avsedd\s+att|(?P<verb>visar\s|anger\s+hur\s|beskriver\s|klargör\s"
    r"|tydliggör\s))\s*",
    re.IGNORECASE,
)
_WANTED = 14


def purposes(context: Context) -> list[Found]:
    """What the plan is for."""
    return _find(context, _PURPOSE, _PURPOSE_HEAD, _GOAL)


def goals(context: Context) -> list[Found]:
    """What the work is to reach."""
    return _find(context, _GOAL, _GOAL_HEAD, _PURPOSE)


def _find(context: Context, word: re.Pattern[str], head: re.Pattern[str], other: re.Pattern[str]) -> list[Found]:
    found: list[Found] = []
    under = [
        section
        for section in context.sections
        if head.search(bare(section.heading))
        and not _NOT_HEAD.search(bare(section.heading))
        and len(bare(section.heading).split()) <= 8
    ]
    often = Counter(bare(section.heading).casefold() for section in under)
    for section in under:
        both = bool(other.search(bare(section.heading)))
        length = len(section.blocks)
        # One in each area: it says its goal first, and then what it is about.
        if often[bare(section.heading).casefold()] > 1 and section.blocks and section.blocks[0].kind == "text":
            length = 1
        found += _of_section(context, section.start, length, word if both else None, other if both else None)
    found += _marked(context, word)
    seen = {each.block for each in found}
    for index, block in enumerate(context.blocks):
        if index in seen or block.kind != "text":
            continue
        found += [each for each in _of_block(context, index, word) if each.block not in seen]
    return _unique(found or (_stated(context) if word is _PURPOSE else []))[:_WANTED]


def _marked(context: Context, word: re.Pattern[str]) -> list[Found]:
    """ "Mål: …" at the head of a paragraph, as in a section of its own for each area."""
    found = []
    for index, block in enumerate(context.blocks):
        head, colon, rest = block.text.partition(":")
        if (
            colon
            and block.kind in ("text", "item")
            and len(head.split()) <= 2
            and word.fullmatch(re.sub(r"\s?\d+$", "", head.strip()))
            and len(rest.split()) > 2
        ):
            found.append(Found(_item(rest), index))
    return found


def _stated(context: Context) -> list[Found]:
    """Where no sentence says "syfte": what the plan itself is said to do, in the first sentence that says so."""
    for sentence in context.sentences[:40]:
        if (
            (said := _DOES.match(sentence.text))
            and not _UPKEEP.match(sentence.text[said.end() :])
            and not _OTHERS.search(sentence.text)
            and len(sentence.text) < 330
        ):
            rest = re.sub(r"^(?:också|även)\s+", "", sentence.text[said.end() :])
            if len(rest.split()) < 2:
                return [Found(_item(block.text), i) for i, block in context.items_after(sentence.block)]
            parts = re.split(
                r"\s*,?\s+och\s+(?=(?:klargör|tydliggör|beskriver|anger|visar)\b)",
                said["verb"] + rest if said["verb"] else rest,
            )
            return [Found(_item(part), sentence.block) for part in parts if len(part.split()) > 2]
    return []


def _of_section(
    context: Context, start: int, length: int, only: re.Pattern[str] | None, other: re.Pattern[str] | None
) -> list[Found]:
    """Everything under a heading; under one of both, what its own word introduces, until the other's word."""
    found: list[Found] = []
    open_here = only is None
    for index in range(start, start + length):
        block = context.blocks[index]
        if block.kind == "item" and open_here:
            found.append(Found(_item(block.text), index))
        elif block.kind == "text":
            for sentence in context.sentences_of(index):
                if only is not None:
                    open_here = bool(only.search(sentence.text)) or (
                        open_here and not (other and other.search(sentence.text))
                    )
                leads = re.match(r".{0,60}\b(?:ska|för|är|att|till|om)$", sentence.text)
                if open_here and not leads:
                    found += [Found(text, index) for text in _run_on(sentence.text)] or [
                        Found(text, index) for text in _wishes(sentence.text, whole=True)
                    ]
    return found


def _run_on(text: str) -> list[str]:
    """A list that lost its lines: wishes one after the other, each begun with a capital, no full stop in sight."""
    if re.search(r"[.!?;:]", text.rstrip(".")) or len(text) < 80:
        return []
    parts = re.split(r"(?<=[a-zåäö])\s+(?=[A-ZÅÄÖ][a-zåäö]+\s+(?:[a-zåäö]+\s+){0,4}(?:ska|får|har|är|vet|kan)\b)", text)
    return [_item(part) for part in parts] if len(parts) > 1 else []


def _of_block(context: Context, index: int, word: re.Pattern[str]) -> list[Found]:
    """A paragraph elsewhere that says "syftet är att …", the sentences that go on with it, or the list after it."""
    found: list[Found] = []
    going_on = False
    sentences = context.sentences_of(index)
    for sentence in sentences:
        said = sentence.text
        opening = _OPENING.match(said) if word.search(said) else None
        if (
            opening
            and word.search(opening.group())
            and not _OTHERS.search(opening.group())
            and not re.search(r"\bi syfte att\b|\bmed (?:det )?målet\b|\buppnå\b", opening.group(), re.IGNORECASE)
        ):
            found += [Found(text, index) for text in _wishes(said, whole=False)]
            going_on = True
        elif word.search(said) and re.search(r"\bhar\s+(?:två|tre|fyra|flera)\s+(?:\w+\s+)?(?:syften|mål)\.?$", said):
            going_on = True
        elif going_on and (_CONTINUES.match(said) or _SUBJECT.match(said)):
            found += [Found(text, index) for text in _wishes(said, whole=True)]
        else:
            going_on = False
    last = sentences[-1].text if sentences else ""
    introduces = last.endswith((":", "att")) or (not last.endswith((".", "!")) and bool(last))
    if introduces and word.search(last) and not _OTHERS.search(last):
        found = [each for each in found if each.text not in last or not each.text.endswith(":")]
        found += [Found(_item(block.text), i) for i, block in context.items_after(index)]
    return found


def _wishes(sentence: str, *, whole: bool) -> list[str]:
    """Return what a sentence wishes: each "att …" apart; a sentence without them whole, its subject taken off."""
    opening = _OPENING.match(sentence)
    if opening and opening.end() < len(sentence) - 5:
        rest = sentence[opening.end() :]
    elif subject := _SUBJECT.match(sentence):
        rest = sentence[subject.end() :]
    elif whole:
        rest = sentence
    else:
        return []
    parts = [_item(part) for part in _apart(rest) if part]
    if (
        re.search(r"\bmål(?:en)?\s+är\s*:?$", sentence[: len(sentence) - len(rest)].strip())
        and rest.count(",") >= 2
        and all(len(p.split()) <= 4 for p in re.split(r",\s+|\s+och\s+", rest))
    ):
        parts = [_item(part) for part in re.split(r",\s+|\s+och\s+", rest)]
        return [part for part in parts if part]
    return [
        part
        for part in parts
        if len(part.split()) > 1
        and not re.search(r"\b(?:att|ska|för|är)$", part)
        and not _VAGUE.match(part)
        and not part.endswith(":")
    ]


def _apart(rest: str) -> list[str]:
    """Return the wishes of "att …, att … och att …", or of at least three things to do one after the other."""
    parts = _PARTS.split(rest)
    if len(parts) > 1 or not re.match(_TO_DO, re.sub(r"^att\s+", "", rest)):
        return parts
    to_do = _TO_DOS.split(rest)
    if len(to_do) == 2 and " att " in to_do[0].removeprefix("att "):  # both may stand in a clause of the first
        return parts
    least = 3 if len(to_do) >= 3 else 4
    return to_do if len(to_do) >= 2 and all(len(part.split()) >= least for part in to_do) else parts


def _item(text: str) -> str:
    text = re.sub(r"\s*(?:,|;)?\s*(?:och|samt)$", "", text.strip(" .,;")).strip(" .,;")
    return re.sub(r"^(?:dels\s+)?att\s+(?=dels)", "", text)


def _unique(found: list[Found]) -> list[Found]:
    result: list[Found] = []
    for each in found:
        if each.text and not any(each.text.casefold() == old.text.casefold() for old in result):
            result.append(each)
    return result
