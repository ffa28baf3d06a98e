"""Icons, drawn on a 24 by 24 grid with strokes only: colour and weight come from the text they stand beside."""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ICONS: dict[str, str] = {
    "cap": '<path d="M3 9l9-5 9 5-9 5zM7 11.5V16c3 2 7 2 10 0v-4.5"/>',
    "cards": '<path d="M4 7h12v12H4zM8 7V4h12v12h-4"/>',
    "chart": '<path d="M4 20V4M4 20h16M8 16l4-5 3 3 5-7"/>',
    "check": '<path d="M4 13l5 5L20 6"/>',
    "clock": '<circle cx="12" cy="12" r="8"/><path d="M12 8v4l3 2"/>',
    "door": '<path d="M5 21V3h11v18M3 21h18M12.5 12v.01"/>',
    "exit": '<path d="M10 4H5v16h5M14 8l5 4-5 4M19 12H9"/>',
    "flag": '<path d="M5 21V4h12l-2.5 4L17 12H5"/>',
    "flow": '<path d="M3 4h7v5H3zM14 15h7v5h-7zM6.5 9v8.5H14"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17-5-5-5-12 0-17z"/>',
    "heart": '<path d="M12 20s-7-4.5-8.5-9A4.6 4.6 0 0 1 12 7.5 4.6 4.6 0 0 1 20.5 11C19 15.5 12 20 12 20z"/>',
    "home": '<path d="M4 11l8-7 8 7v9h-5v-6H9v6H4z"/>',
    "inbox": '<path d="M4 13l3-9h10l3 9v7H4zM4 13h5l1.5 3h3L15 13h5"/>',
    "key": '<circle cx="8" cy="14" r="4"/><path d="M11 11l8-8M16 6l3 3"/>',
    "list": '<path d="M4 6h3M4 12h3M4 18h3M10 6h10M10 12h10M10 18h10"/>',
    "lock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2"/>',
    "moon": '<path d="M19 14.5A8 8 0 0 1 9.5 5a7.5 7.5 0 1 0 9.5 9.5z"/>',
    "network": (
        '<circle cx="6" cy="6" r="3"/><circle cx="18" cy="8" r="3"/><circle cx="10" cy="18" r="3"/>'
        '<path d="M9 6.5l6 1M7 9l2 6M16 10.5l-4 5"/>'
    ),
    "next": '<path d="M9 5l7 7-7 7"/>',
    "note": '<path d="M12 4v10M12 19.5v.01"/>',
    "page": '<path d="M6 3h9l4 4v14H6zM9 12h7M9 16h7M9 8h3"/>',
    "speech": '<path d="M4 5h16v11h-9l-5 4v-4H4z"/>',
    "pause": '<path d="M8 5v14M16 5v14"/>',
    "pen": '<path d="M4 20l4-1L19 8l-3-3L5 16zM14 7l3 3"/>',
    "people": (
        '<circle cx="9" cy="8" r="3.5"/>'
        '<path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 5a3.5 3.5 0 0 1 0 6.5M17.5 14.5c2.5.7 3.7 2.5 4 5.5"/>'
    ),
    "phone": '<path d="M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2z"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>',
    "question": '<path d="M4 5h16v11H10l-5 4v-4H4zM10 9a2 2 0 1 1 2.6 1.9c-.5.2-.6.5-.6 1.1M12 14v.01"/>',
    "sun": (
        '<circle cx="12" cy="12" r="4"/>'
        '<path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6L7 7M17 17l1.4 1.4M5.6 18.4L7 17M17 7l1.4-1.4"/>'
    ),
    "unlock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 6.8-1.2M12 14.5v2"/>',
    "warn": '<path d="M12 4l9 16H3zM12 10v5M12 17.5v.01"/>',
}


@lru_cache(maxsize=256)
def icon(name: str, modifier: str = "") -> SafeString:
    """Return an icon for beside a word; readers aloud skip it. Raises LookupError for a name nobody has drawn."""
    if name not in ICONS:
        raise LookupError(f"no icon is called {name!r}")
    css_class = f"icon icon--{modifier}" if modifier else "icon"
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        css_class,
        mark_safe(ICONS[name]),
    )
