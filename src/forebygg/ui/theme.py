"""From ONE colour to every colour a municipality has of its own. Pure: no Django, no files.

Text stays readable whatever colour is chosen: lightness moves in OKLCH until the contrast holds, the hue is kept, and
chroma gives way only where the screen cannot show it. Warning, danger and "here" are the same in every municipality.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

Rgb = tuple[float, float, float]

WHITE, BLACK = "#ffffff", "#000000"
# The darkest light surface and the lightest dark one in tokens.css: a link that reads there reads everywhere.
LIGHT_SURFACE, DARK_SURFACE = "#e6edea", "#20302d"
NEAR_BLACK = "#071a18"
SIGNALS = ("#8f1d18", "#f5b32f", "#c98a00")
TEXT, DARK_TEXT = 4.5, 7.0
STEP = 0.01
# Distance in OKLab under which two colours are taken for the same at a glance.
ALIKE = 0.09


@dataclass(frozen=True, slots=True)
class Theme:
    """The tokens of one municipality. `contrast` is what a link has on the surface where it reads worst."""

    brand: str
    on_brand: str
    brand_text: str
    dark_brand_text: str
    dark_on_button: str
    contrast: float
    like_signal: bool

    @property
    def is_adjusted(self) -> bool:
        """Say whether links are darker than the colour that was chosen."""
        return self.brand_text != self.brand


def parse(colour: str) -> str:
    """Return "#rrggbb" for "#rgb" or "#rrggbb". Raises ValueError for anything else: the value ends up in CSS."""
    found = re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", colour.strip().lower())
    if not found:
        raise ValueError(f"not a colour: {colour!r}")
    digits = found[1]
    return "#" + (digits if len(digits) == 6 else "".join(d * 2 for d in digits))


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast between two colours, 1 to 21."""
    low, high = sorted((_luminance(parse(one)), _luminance(parse(other))))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=256)
def tokens(colour: str) -> Theme:
    """Derive a theme from one hex colour."""
    brand = parse(colour)
    link = _until(brand, LIGHT_SURFACE, TEXT, -STEP)
    dark_link = _until(brand, DARK_SURFACE, DARK_TEXT, STEP)
    return Theme(
        brand=brand,
        on_brand=WHITE if contrast(brand, WHITE) >= TEXT else BLACK,
        brand_text=link,
        dark_brand_text=dark_link,
        dark_on_button=NEAR_BLACK,
        contrast=contrast(link, LIGHT_SURFACE),
        like_signal=any(math.dist(_oklab(brand), _oklab(signal)) < ALIKE for signal in SIGNALS),
    )


def css(theme: Theme) -> str:
    """Return the theme as custom properties, for light and for dark."""
    light = (
        f"--brand:{theme.brand};--on-brand:{theme.on_brand};--brand-text:{theme.brand_text};"
        f"--button:{theme.brand};--on-button:{theme.on_brand}"
    )
    dark = (
        f"--brand:{theme.brand};--on-brand:{theme.on_brand};--brand-text:{theme.dark_brand_text};"
        f"--button:{theme.dark_brand_text};--on-button:{theme.dark_on_button}"
    )
    return f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def _until(colour: str, surface: str, goal: float, step: float) -> str:
    """Move lightness by steps until the colour reads on the surface."""
    lightness, a, b = _oklab(colour)
    chroma, hue = math.hypot(a, b), math.atan2(b, a)
    while contrast(colour, surface) < goal and 0 < lightness + step < 1:
        lightness += step
        colour = _hex(_fit(lightness, chroma, hue))
    if contrast(colour, surface) >= goal:
        return colour
    return BLACK if step < 0 else WHITE


def _fit(lightness: float, chroma: float, hue: float) -> Rgb:
    """Return linear RGB, with the most chroma the screen can show at this lightness and hue."""
    wanted = _linear(lightness, chroma, hue)
    if _shown(wanted):
        return wanted
    low, high = 0.0, chroma
    for _ in range(10):
        middle = (low + high) / 2
        low, high = (middle, high) if _shown(_linear(lightness, middle, hue)) else (low, middle)
    return _linear(lightness, low, hue)


def _shown(rgb: Rgb) -> bool:
    return all(-1e-4 <= channel <= 1 + 1e-4 for channel in rgb)


def _channels(colour: str) -> Rgb:
    """Return linear light per channel of "#rrggbb"."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _straighten(red), _straighten(green), _straighten(blue)


def _straighten(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _bend(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return value * 12.92 if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(_bend(channel) * 255):02x}" for channel in rgb)


@lru_cache(maxsize=4096)
def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklab(colour: str) -> Rgb:
    """Return OKLab lightness, a and b (matrices: Björn Ottosson, 2020)."""
    r, g, b = _channels(colour)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _linear(lightness: float, chroma: float, hue: float) -> Rgb:
    """Return linear RGB of OKLCH; channels outside 0–1 cannot be shown."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
