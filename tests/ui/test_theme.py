"""One colour in, every text pair readable out."""

from __future__ import annotations

import pytest

from forebygg.ui import theme

# What stands on what, in light and in dark. The surfaces are those of tokens.css.
LIGHT_GROUNDS = ("#ffffff", "#f3f6f4", "#e6edea")
DARK_GROUNDS = ("#101817", "#172220", "#20302d", "#141f1d")


def test_the_example_colours() -> None:
    teal = theme.tokens("#0b5351")
    assert (teal.brand, teal.on_brand, teal.brand_text) == ("#0b5351", "#ffffff", "#0b5351")
    assert not teal.is_adjusted
    yellow = theme.tokens("#F2C200")
    assert yellow.on_brand == "#000000"
    assert yellow.is_adjusted
    assert yellow.dark_brand_text == "#f2c200"


def test_every_short_colour_reads() -> None:
    worst = {"on brand": 21.0, "link": 21.0, "dark link": 21.0, "dark button": 21.0, "outside thread": 21.0}
    for number in range(4096):
        derived = theme.tokens(f"#{number:03x}")
        found = {
            "on brand": theme.contrast(derived.on_brand, derived.brand),
            "link": min(theme.contrast(derived.brand_text, ground) for ground in LIGHT_GROUNDS),
            "dark link": min(theme.contrast(derived.dark_brand_text, ground) for ground in DARK_GROUNDS),
            "dark button": theme.contrast(derived.dark_on_button, derived.dark_brand_text),
            "outside thread": theme.contrast("#101817", derived.dark_brand_text),
        }
        worst = {pair: min(worst[pair], found[pair]) for pair in worst}
    assert min(worst.values()) >= 4.5, worst
    assert worst["dark link"] >= 7.0


def test_links_keep_the_hue() -> None:
    assert theme.tokens("#f00").brand_text.startswith(("#c", "#d", "#b"))
    red, green, blue = (int(theme.tokens("#0bf").brand_text[i : i + 2], 16) for i in (1, 3, 5))
    assert blue > green > red


@pytest.mark.parametrize("colour", ["", "red", "#12", "#12345", "#0b5351;}", "url(x)", "#ggg", "#fff\n}"])
def test_only_a_hex_colour_gets_in(colour: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        theme.tokens(colour)


def test_a_colour_like_a_signal_is_told() -> None:
    assert theme.tokens("#f5b32f").like_signal
    assert theme.tokens("#8f1d18").like_signal
    assert not theme.tokens("#0b5351").like_signal


def test_css_has_light_and_dark() -> None:
    css = theme.css(theme.tokens("#0b5351"))
    assert css.startswith(":root{--brand:#0b5351;--on-brand:#ffffff;--brand-text:#0b5351;")
    light, dark = css.split("@media (prefers-color-scheme:dark)")
    for token in ("--brand:", "--on-brand:", "--brand-text:", "--button:", "--on-button:"):
        assert token in light
        assert token in dark


def test_black_and_white_are_colours_too() -> None:
    assert theme.tokens("#000").dark_brand_text != "#000000"
    assert theme.contrast(theme.tokens("#fff").brand_text, "#ffffff") >= 4.5
