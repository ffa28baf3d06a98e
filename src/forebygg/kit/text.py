"""A text per language, for words that are data (a step, a desk's name, a fact)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language

FIRST = "sv"


class Text(dict[str, str]):
    """{"sv": …, "en": …}. Swedish is always there; `str()` gives the language in use, Swedish where it lacks."""

    def __init__(self, *args: Mapping[str, str], **languages: str) -> None:
        super().__init__(*args, **languages)
        if not isinstance(self.get(FIRST, ""), str):
            raise TypeError("a Text holds strings")

    def __str__(self) -> str:
        return self.in_language(get_language() or FIRST)

    def in_language(self, code: str) -> str:
        """Return the text in a language code such as "en", or the Swedish."""
        return self.get(code.split("-")[0]) or self.get(FIRST, "")
