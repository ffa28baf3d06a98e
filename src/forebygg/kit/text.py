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


_MARKS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])


def clean_text(text: str) -> str:
    """Take away control characters and marks that turn the reading direction; keep every word."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_MARKS)
    return "".join(c for c in text if c in "\n\t" or c.isprintable() or c.isspace()).strip()
