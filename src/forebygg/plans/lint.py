"""What a plan lacks, told gap by gap. Pure: content, what the decisions come to, and lists that the caller knows.

The rules follow what research and Brå found weak in municipal plans: they rest on no local picture, name no owner and
no day, are not followed up, and hand out lists of signs to look for in people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from forebygg.plans.content import Content, Goal, PlanMeasure
from forebygg.plans.standing import Standing, last_day

_REPORTS = r"(?:\w*anmälningar(?:na)?|anmälningsbenägenhet\w*|anmälda|tips|identifierade|upptäckta)"
_MORE = r"\b(?:fler|flera|öka\w*|ökning\w*|högre)\b"
_MORE_REPORTS = re.compile(
    rf"{_MORE}(?:(?!\b(?:färre|om hur|vet hur|känner till)\b)[^.,;]){{0,40}}\b{_REPORTS}\b"
    rf"|\b{_REPORTS}\b[^.,;]{{0,40}}{_MORE}",
    re.IGNORECASE,
)
_COUNTS_REPORTS = re.compile(rf"\b(?:antal(?:et)?|andel(?:en)?)\b[^.]{{0,30}}\b{_REPORTS}\b", re.IGNORECASE)
_SIGNS = re.compile(
    r"\b(?:\w*tecken|\w*signaler|riskbeteende\w*)\b[^.]{0,50}\b(?:på|att|hos|som)\b[^.]{0,60}\b(?:radikaliser|extrem|person|individ|elev|ung)"
    r"|\b\w*list(?:a|or)\b[^.]{0,40}\b(?:\w*tecken|\w*signaler|indikatorer)\b"
    r"|\bkartlägg\w*[^.]{0,30}\b(?:unga|ungdomar|elever|personer|individer|familjer)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:inte|inga|ingen|aldrig|utan|ta bort|sluta)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_SAME = 45  # letters: shorter lines are alike by chance


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing or wrong: its code, and the entry it is about ("" for the plan as a whole)."""

    code: str
    part: str = ""
    entry: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the caller knows beside the plan: words of faith, origin, opinion; lines of other plans; dead numbers; and
    the methods that have a grade, by what they are called, with "advised-against" where it is that."""

    forbidden: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    dead: frozenset[str] = frozenset()
    warn_days: int = 0
    methods: Mapping[str, str] = field(default_factory=dict)


NOTHING = Known()


def check(said: Content, standing: Standing, known: Known = NOTHING) -> list[Gap]:
    """Return the gaps of a plan: those of the whole first, then entry by entry in reading order."""
    return [
        *_whole(said, standing, known.warn_days),
        *_goals(said),
        *_measures(said, standing, known),
        *_words(said, known),
    ]


def _whole(said: Content, standing: Standing, warn_days: int) -> Iterator[Gap]:
    lacking = {
        "picture": said.picture,
        "steward": said.steward,
        "resources": said.resources,
        "definition": "".join(term.text for term in said.terms),
        "follow-up": said.follow_how + said.follow_when,
        "follow-up-when": said.follow_when or not (said.follow_how + said.follow_when),
        "goals": said.goals,
        "measures": said.measures,
    }
    yield from (Gap(code) for code, value in lacking.items() if not value)
    if standing.has_lapsed and not standing.is_repealed:
        yield Gap("lapsed", about=standing.valid_to.isoformat() if standing.valid_to else "")
    elif standing.days_left is not None and standing.days_left < warn_days:
        yield Gap("lapses-soon", about=standing.valid_to.isoformat() if standing.valid_to else "")
    elif standing.adopted and standing.valid_to is None:
        yield Gap("no-end")
    if standing.prolonged_by_other:
        yield Gap("other-body", about=standing.prolonged_by_other.body)


def _goals(said: Content) -> Iterator[Gap]:
    for goal in said.goals:
        if not goal.indicator:
            yield Gap("no-indicator", "goals", goal.code, goal.text)
        if _wants_more_reports(goal):
            yield Gap("more-reports", "goals", goal.code, goal.text)
        if goal.indicator and not (goal.value and goal.target):
            yield Gap("no-target", "goals", goal.code, goal.text)


def _wants_more_reports(goal: Goal) -> bool:
    """Does a goal count as success that more people are reported? By its words, or by its figures."""
    if any(_says(_MORE_REPORTS, text) for text in (goal.text, f"{goal.indicator} {goal.target}")):
        return True
    now, wanted = (_NUMBER.search(text) for text in (goal.value, goal.target))
    if not _COUNTS_REPORTS.search(goal.indicator):
        return False
    return not (now and wanted) or float(wanted.group().replace(",", ".")) > float(now.group().replace(",", "."))


def _says(pattern: re.Pattern[str], text: str) -> bool:
    """Does a sentence say it, rather than warn of it?"""
    return any(pattern.search(each) and not _NOT.search(each) for each in re.split(r"(?<=[.!?])\s+", text))


_OF_MEASURE: dict[str, Callable[[PlanMeasure], bool]] = {
    "no-owner": lambda measure: not measure.responsible,
    "no-due": lambda measure: not (measure.due or measure.time),
    "no-rights": lambda measure: not measure.rights.is_done,
    "no-cause": lambda measure: not measure.cause,
    "no-gender": lambda measure: not measure.gender,
}


def _measures(said: Content, standing: Standing, known: Known) -> Iterator[Gap]:
    for measure in said.measures:
        grade = known.methods.get(measure.method.casefold().strip(" ."), "")
        if grade == "advised-against":
            yield Gap("advised-against", "measures", measure.code, measure.text)
        elif not (measure.evidence or grade):
            yield Gap("no-evidence", "measures", measure.code, measure.text)
        for code, lacks in _OF_MEASURE.items():
            if lacks(measure):
                yield Gap(code, "measures", measure.code, measure.text)
        due = last_day(measure.due)
        if due and standing.valid_to and due > standing.valid_to:
            yield Gap("due-after-end", "measures", measure.code, measure.text)
    for area in said.areas:
        if not any(measure.area == area.code for measure in said.measures):
            yield Gap("empty-area", "areas", area.code, area.name)


def _lines(said: Content) -> Iterator[tuple[str, str, str]]:
    """Yield every entry's part, code and words."""
    for part in ("terms", "purposes", "goals", "levels", "groups", "measures", "partners", "contacts"):
        for entry in getattr(said, part):
            yield part, entry.code, entry.text


def _words(said: Content, known: Known) -> Iterator[Gap]:
    for text in (said.summary, said.picture):
        if _says(_SIGNS, text):
            yield Gap("signs", about=text)
    for part, code, text in _lines(said):
        if _says(_SIGNS, text):
            yield Gap("signs", part, code, text)
        chosen = part in ("groups", "measures") and names(_group(said, part, code), known.forbidden)
        if chosen or (part == "measures" and chooses(text, known.forbidden)):
            yield Gap("faith-or-origin", part, code, text)
        if part in ("purposes", "goals", "measures") and len(text) >= _SAME and same(text) in known.elsewhere:
            yield Gap("shared", part, code, text)
        if part == "contacts" and any(number in re.sub(r"\D", "", text) for number in known.dead):
            yield Gap("dead-contact", part, code, text)


def _group(said: Content, part: str, code: str) -> str:
    if part == "groups":
        return next(each.text for each in said.groups if each.code == code)
    measure = said.measure(code)
    return measure.group if measure else ""


# Hatred against a group is no choice of the group; "partiell" is no party.
_NOT_THEM = re.compile(r"\b\w+(?:hat(?:et)?|hatbrott\w*|fobi\w*|fientlig\w*)\b|\bpartiell\w*", re.IGNORECASE)
_PEOPLE = r"(?:unga|ungdom\w*|elev\w*|barn\w*|män|kvinnor|pojkar|flickor|killar|tjejer|person\w*|familj\w*|föräldrar)"


def names(text: str, words: Iterable[str]) -> bool:
    """Does a text choose somebody by a word? Each is the beginning of a word, or with a full stop the whole."""
    said = _NOT_THEM.sub(" ", text.casefold())
    return any(re.search(rf"\b{_begun(word)}", said) for word in words)


def chooses(text: str, words: Iterable[str]) -> bool:
    """Does a sentence name people by one of the words, as in "muslimska ungdomar"? A congregation is no person."""
    said = _NOT_THEM.sub(" ", text.casefold())
    return any(re.search(rf"\b{_begun(word)}\s+(?:\w+\s+)?{_PEOPLE}\b", said) for word in words)


def _begun(word: str) -> str:
    plain = word.casefold()
    return rf"{re.escape(plain[:-1])}\b" if plain.endswith(".") else rf"{re.escape(plain)}\w*"


def same(text: str) -> str:
    """Return a line as it is compared with those of other plans: letters and figures only."""
    return re.sub(r"\W+", "", text.casefold())


def lines(said: Content) -> set[str]:
    """Return the lines of a plan that another plan may share."""
    return {same(text) for part, _code, text in _lines(said) if part in ("purposes", "goals", "measures")}


CODES = (
    "picture",
    "steward",
    "resources",
    "definition",
    "follow-up",
    "follow-up-when",
    "goals",
    "measures",
    "lapsed",
    "lapses-soon",
    "no-end",
    "other-body",
    "no-indicator",
    "more-reports",
    "no-target",
    "advised-against",
    "no-evidence",
    *_OF_MEASURE,
    "due-after-end",
    "empty-area",
    "signs",
    "faith-or-origin",
    "shared",
    "dead-contact",
)
