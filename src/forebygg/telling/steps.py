"""Pure: the worry form step by step, and when it is enough to be sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from forebygg.concerns.reports import NOT_FOR, Report

# The worry form, in order. The first five belong to numbered questions; age and who share one.
STEPS = ("danger", "what", "age", "who", "relation", "reply", "check")
QUESTION = {"danger": 1, "what": 2, "age": 3, "who": 3, "relation": 4, "reply": 5}
QUESTIONS = 5
FIRST = STEPS[0]


def after(step: str) -> str:
    """Return the step that follows; the last follows itself."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def before(step: str) -> str:
    """Return the step in front; the first stands in front of itself."""
    return STEPS[max(STEPS.index(step) - 1, 0)]


def current(answers: Mapping[str, Any]) -> str:
    """Return the step a draft stands at; never past one that is unanswered."""
    at = answers.get("at", FIRST)
    for step in STEPS:
        if step == at or step not in answers:
            return step
    return FIRST


def is_complete(answers: Mapping[str, Any]) -> bool:
    """Say whether every question has been met (some may be met by skipping)."""
    return all(step in answers for step in STEPS[:-1])


def read(answers: Mapping[str, Any]) -> Report | None:
    """Return the report when the writer has pressed "Skicka", else None."""
    if not answers.get("send") or not is_complete(answers):
        return None
    who = answers["who"]
    reply = answers["reply"]
    writer = {"danger": answers["danger"], "relation": answers["relation"], "reply": reply["reply"]}
    if reply["reply"] == "phone":
        writer["phone"] = reply["phone"]
    if who["who"] in ("call", "service"):
        writer["tells"] = who["who"]
    writer |= answers.get(NOT_FOR, {})
    return Report(
        kind="worry",
        channel="web",
        age_band=answers["age"],
        what=answers["what"],
        who=who["who_text"] if who["who"] == "sealed" else "",
        writer=writer,
        code=answers["code"],
        submission=UUID(answers["submission"]),
    )


def wordlist_hits(text: str, words: list[str]) -> bool:
    """Say whether a text has a word of the soft nudge. The answer is shown once, never stored or counted."""
    spoken = {"".join(c for c in word if c.isalpha()) for word in text.lower().split()}
    return any(word in spoken for word in words)
