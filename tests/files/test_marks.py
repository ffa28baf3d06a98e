"""Text with marks of Markdown: what they say of a line is used, and they are gone."""

from __future__ import annotations

from forebygg.files.structure import blocks

MARKED = """**Plan mot hot i Byn**

## 1 Det vi gör

**Mål:** Alla vet vem de ska ringa.

Läs mer hos [brottsförebyggande rådet](https://example.org/bra) om *trygghet* och __stöd__.

![framsida](bild.png)

### 1.1 Åtgärder

| Åtgärd | Ansvarig |
|---|---|
| Öppna **caféet** på lördagar | Fritidschefen |
"""


def test_headings_rows_and_words_set_off() -> None:
    found = [(b.kind, b.number, b.text) for b in blocks(MARKED)]
    assert found == [
        ("heading", "", "Plan mot hot i Byn"),
        ("heading", "1", "Det vi gör"),
        ("text", "", "Mål: Alla vet vem de ska ringa."),
        ("text", "", "Läs mer hos brottsförebyggande rådet om trygghet och stöd."),
        ("heading", "1.1", "Åtgärder"),
        ("row", "", "Åtgärd Ansvarig"),
        ("row", "", "Öppna caféet på lördagar Fritidschefen"),
    ]


def test_a_text_without_marks_keeps_its_stars_and_its_number_signs() -> None:
    """One star is a bullet, "#1" is a number, and a mask is no link."""
    found = [(b.kind, b.text) for b in blocks("* en sak\n* en sak till\n\nDet var punkt #1 av 2. [namn] (M) sa 5*3.")]
    assert found == [("item", "en sak"), ("item", "en sak till"), ("text", "Det var punkt #1 av 2. [namn] (M) sa 5*3.")]
