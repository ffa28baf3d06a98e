"""Writes the Word template of reports that ships: plans/shipped/report.docx. Run it after changing it here."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt

OUT = Path(__file__).parents[1] / "src/forebygg/plans/shipped/report.docx"


def main() -> None:
    """Write the template: a title, then each part with its lines and its table."""
    document = Document()
    document.core_properties.author = ""
    document.core_properties.title = "Rapport"
    _speak_swedish(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.footer.paragraphs[0].text = "{{ footer }}"
    document.add_paragraph("{%p if demo %}")
    document.add_paragraph("{{ demo }}")
    document.add_paragraph("{%p endif %}")
    document.add_heading("{{ title }}", 1)
    document.add_paragraph("{%p for part in parts %}")
    document.add_heading("{{ part.heading }}", 2)
    document.add_paragraph("{%p for line in part.lines %}")
    document.add_paragraph("{{ line }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p if part.rows %}")
    _table(document)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    document.save(str(OUT))


def _table(document: Document) -> None:  # type: ignore[valid-type]
    table = document.add_table(rows=4, cols=3)  # type: ignore[attr-defined]
    table.style = "Table Grid"
    for column, words in enumerate(("{%tc for word in part.columns %}", "{{ word }}", "{%tc endfor %}")):
        table.cell(0, column).text = words
    for run in table.cell(0, 1).paragraphs[0].runs:
        run.bold = True
    _repeat(table.rows[0])
    table.cell(1, 0).text = "{%tr for row in part.rows %}"
    for column, words in enumerate(("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}")):
        table.cell(2, column).text = words
    table.cell(3, 0).text = "{%tr endfor %}"


def _repeat(row: object) -> None:
    """The first row is a heading: screen readers say it, and it comes again on the next page."""
    heading = OxmlElement("w:tblHeader")
    heading.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(heading)  # type: ignore[attr-defined]


def _speak_swedish(document: Document) -> None:  # type: ignore[valid-type]
    style = document.styles["Normal"]  # type: ignore[attr-defined]
    style.font.name, style.font.size = "Arial", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "sv-SE")
    style.element.get_or_add_rPr().append(language)


if __name__ == "__main__":
    main()
