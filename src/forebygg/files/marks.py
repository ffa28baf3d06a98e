"""Text written with the marks of Markdown: they say what a line is, and go. Pure."""

from __future__ import annotations

import re

HEADING = re.compile(r"^\s{0,3}(?P<marks>#{1,6})\s+(?P<text>\S.*)$")
_PICTURE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,500}\)")
_LINK = re.compile(r"(?<!\[)\[(?P<text>[^\[\]\n]{1,300})\]\((?:https?:|mailto:|tel:|/|#)[^()\s]{0,500}\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(?P<text>.{1,300}?)(?<=\S)\1")
_SOFT = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])(?P<text>[^*_\n]{1,300}?)(?<=[^\s*_])\1(?![\w*_])")
_WHOLE = re.compile(r"^\s*(\*\*|__)(?P<text>[^*_\n]{3,90})\1\s*$")


def are_there(lines: list[str]) -> bool:
    """Say whether the text is marked: by several headings, or by words set off."""
    return sum(bool(HEADING.match(line)) for line in lines) >= 2 or sum(bool(_STRONG.search(x)) for x in lines) >= 3


def without(lines: list[str]) -> list[str]:
    """Return the lines without marks inside them; a line that is set off as a whole is a heading."""
    return [_plain(line) for line in lines]


def _plain(line: str) -> str:
    whole = _WHOLE.match(line)
    if whole and not whole["text"].rstrip().endswith((".", ":")):
        return f"#### {whole['text'].strip()}"
    line = _LINK.sub(r"\g<text>", _PICTURE.sub("", line))
    for pattern in (_STRONG, _SOFT):
        line = pattern.sub(r"\g<text>", line)
    return line
