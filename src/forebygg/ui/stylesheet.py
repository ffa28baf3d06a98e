"""One file per face and municipality: its colours, then tokens, base, layout, components and page rules as layers."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

Face = Literal["public", "desk"]

CSS = Path(__file__).parent / "static" / "ui" / "css"
LAYERS = ("tokens", "base", "layout", "components", "page")

SHARED = [
    "button",
    "demo-strip",
    "brand",
    "notice",
    "error-summary",
    "field",
    "choice",
    "path",
    "progress",
    "panel",
    "tag",
    "facts",
    "clock",
    "call-list",
    "empty-state",
    "table",
    "code",
    "language-mark",
    "feedback",
    "chart",
]
COMPONENTS: dict[Face, list[str]] = {
    "public": ["emergency", *SHARED, "site-header", "exit", "site-footer", "flow", "thread"],
    "desk": [*SHARED, "table-desk", "todo", "desk-menu", "desk-bar", "sealed", "thread", "duties", "flow", "beside"],
}
PAGES: dict[Face, list[str]] = {
    "public": ["start", "concern-form", "receipt", "card"],
    "desk": ["call"],
}


@lru_cache(maxsize=128)
def bundle(face: Face, theme_css: str) -> tuple[bytes, str]:
    """Return the stylesheet of a face in a theme, and a short hash that changes with every byte of it."""
    layers = {
        "tokens": theme_css + _read("tokens"),
        "base": _read("base"),
        "layout": _read("layout"),
        "components": "".join(_read(f"components/{name}") for name in COMPONENTS[face]),
        "page": "".join(_read(f"pages/{name}") for name in PAGES[face]),
    }
    text = f"@layer {', '.join(LAYERS)};\n" + "\n".join(f"@layer {layer} {{\n{layers[layer]}}}" for layer in LAYERS)
    body = squeeze(text).encode()
    return body, hashlib.sha256(body).hexdigest()[:12]


def squeeze(text: str) -> str:
    """Take away comments and the white space that means nothing. Spaces in selectors and in calc() stay."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,])\s*", r"\1", text)
    text = text.replace(": ", ":").replace(";}", "}")
    return re.sub(r"\}(?=@layer)", "}\n", text).strip() + "\n"


def _read(name: str) -> str:
    return (CSS / f"{name}.css").read_text(encoding="utf-8")
