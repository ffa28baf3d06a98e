"""The words of a chart: there in both languages, short where they are drawn, and never about what someone believes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from forebygg.routines.shape import Chart, Duty, Fault, Step, Words
from forebygg.routines.shipped import gate

LANGUAGES = {"sv": ("svenska", "Swedish"), "en": ("engelska", "English")}
LONGEST_LABEL = 28
_LONGEST_WORD = 18
_STANDS_ALONE = 3


def faults(chart: Chart, stop_words: Collection[str]) -> Iterator[Fault]:
    """Give a Fault for every text that is missing in a language, too long to draw, or holds a stop word."""
    stop = _pattern(tuple(sorted(stop_words)))
    gate_words = _gate_words()
    for code, words, required in _texts(chart):
        yield from _complete(code, words, required)
        yield from _stopped(code, words, stop, gate_words)
    items: list[Step | Duty] = [*chart.steps.values(), *chart.duties.values()]
    for item in items:
        yield from _short(item.code, item.label)


def _texts(chart: Chart) -> Iterator[tuple[str, Words, bool]]:
    yield "", chart.title, True
    yield "", chart.purpose, True
    for step in chart.steps.values():
        yield step.code, step.label, True
        yield step.code, step.text, True
        yield step.code, step.guidance, False
        yield step.code, step.why, step.kind != "end"
        for choice in step.choices:
            yield step.code, choice.label, True
    for duty in chart.duties.values():
        yield from ((duty.code, words, True) for words in (duty.label, duty.text))
        yield duty.code, duty.guidance, False


def _complete(code: str, words: Words, required: bool) -> Iterator[Fault]:
    if not required and not any(words.values()):
        return
    for language, (sv, en) in LANGUAGES.items():
        if not words.get(language, "").strip():
            yield Fault.of(code, f"En text på {sv} saknas.", f"A text in {en} is missing.")


def _short(code: str, label: Words) -> Iterator[Fault]:
    for text in label.values():
        if len(text) > LONGEST_LABEL or any(len(word) > _LONGEST_WORD for word in text.split()):
            yield Fault.of(code, f"”{text}” är för långt för ritningen.", f"“{text}” is too long for the drawing.")


def _stopped(code: str, words: Words, stop: re.Pattern[str] | None, exempt: Collection[str]) -> Iterator[Fault]:
    for text in words.values():
        found = stop.search(text) if stop and text not in exempt else None
        if found:
            word = found.group()
            yield Fault.of(
                code,
                f"Ordet ”{word}” får inte stå här: fråga aldrig efter tro, parti, ursprung eller förening.",
                f"The word “{word}” may not stand here: never ask about faith, party, origin or association.",
            )


@lru_cache(maxsize=32)
def _pattern(stop_words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Longer words also stop what begins with them, so that every form of the word is found; short ones stand alone."""
    words = [word.strip() for word in stop_words if word.strip()]
    forms = [re.escape(word) + (r"\w*" if len(word) > _STANDS_ALONE else "") for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE) if forms else None


def _gate_words() -> frozenset[str]:
    """The gate names faith and associations in order to shut them out; its own shipped words are let through."""
    found: set[str] = set()
    items: list[Step | Duty] = [*gate().steps, *gate().duties]
    for item in items:
        found |= _all_texts(item)
    return frozenset(found)


def _all_texts(item: Step | Duty) -> set[str]:
    why = item.why if isinstance(item, Step) else {}
    return {text for words in (item.label, item.text, item.guidance, why) for text in words.values()}
