"""One stylesheet per face: layered, small, and asking nobody else for anything."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from forebygg.ui import gallery, stylesheet, theme
from forebygg.ui.stylesheet import Face

TEAL = theme.css(theme.tokens("#0b5351"))
FACES: tuple[Face, ...] = ("public", "desk")


@pytest.mark.parametrize("face", FACES)
def test_layers_stand_in_order(face: Face) -> None:
    body, _ = stylesheet.bundle(face, TEAL)
    text = body.decode()
    assert text.startswith("@layer tokens,base,layout,components,page;")
    assert re.findall(r"@layer (\w+)\{", text) == ["tokens", "base", "layout", "components", "page"]
    assert text.count("{") == text.count("}")
    assert text.index("--brand:#0b5351") < text.index("--here:")


@pytest.mark.parametrize("face", FACES)
def test_nothing_is_fetched_and_nothing_is_left_over(face: Face) -> None:
    text = stylesheet.bundle(face, TEAL)[0].decode()
    for forbidden in ("@import", "url(", "/*", "http", ".variant"):
        assert forbidden not in text


@pytest.mark.parametrize("face", FACES)
def test_it_stays_within_the_budget(face: Face) -> None:
    assert len(gzip.compress(stylesheet.bundle(face, TEAL)[0], 9)) <= 8 * 1024


def test_the_hash_follows_the_content() -> None:
    hashes = {stylesheet.bundle(face, css)[1] for face in FACES for css in (TEAL, theme.css(theme.tokens("#f2c200")))}
    assert len(hashes) == 4
    assert all(re.fullmatch(r"[0-9a-f]{12}", found) for found in hashes)
    assert stylesheet.bundle("desk", TEAL) is stylesheet.bundle("desk", TEAL)


def test_squeezing_keeps_what_means_something() -> None:
    css = "/* a */ .a  .b > :is(p, li) {\n  width: calc(1px + 2em); color : red;\n}\n"
    css += "@media (min-width: 1em) { p { top: 0; } }"
    assert stylesheet.squeeze(css) == (
        ".a .b > :is(p,li){width:calc(1px + 2em);color :red}@media (min-width:1em){p{top:0}}\n"
    )


def test_every_file_is_on_a_face() -> None:
    used = {name for names in stylesheet.COMPONENTS.values() for name in names}
    assert used == {path.stem for path in (stylesheet.CSS / "components").glob("*.css")}
    pages = {name for names in stylesheet.PAGES.values() for name in names}
    assert pages == {path.stem for path in (stylesheet.CSS / "pages").glob("*.css")}


def test_every_custom_property_is_defined() -> None:
    for face in FACES:
        text = stylesheet.bundle(face, TEAL)[0].decode()
        assert set(re.findall(r"var\((--[\w-]+)", text)) <= set(re.findall(r"(--[\w-]+):", text))


def test_colours_come_from_tokens() -> None:
    allowed = {"#fff", "#000", "#f5d27a", "#6b4a12"}  # print, and the leaf of the default mark
    for path in [*stylesheet.CSS.glob("components/*.css"), *stylesheet.CSS.glob("pages/*.css")]:
        found = set(re.findall(r"#[0-9a-f]{3,6}\b", re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)))
        assert found <= allowed, path.name


def test_component_css_is_short_and_says_what_it_is() -> None:
    for path in stylesheet.CSS.rglob("*.css"):
        text = path.read_text()
        assert text.startswith("/* "), path.name
        assert text.count("\n") <= 150, path.name


def test_the_exit_script_is_small() -> None:
    script = Path(gallery.HERE) / "static" / "ui" / "js" / "leave-guard.js"
    assert script.stat().st_size < 1024
