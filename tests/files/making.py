"""Files made in the test: Word by its parts, PDF by typst, and the hostile kin of both."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import typst

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def paragraph(text: str, style: str = "") -> str:
    """Return a paragraph of Word, of a style by its identity."""
    of_style = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{of_style}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def table(rows: list[list[str]]) -> str:
    """Return a table of Word."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx(body: str, *, head: str = "", **parts: bytes) -> bytes:
    """Return a Word document. `head` stands before its first element; `parts` are more files by name, dots as "__"."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2, 3)
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{head}<w:document {_NAMESPACE}><w:body>{body}</w:body></w:document>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
            "</Relationships>",
        )
        archive.writestr("word/styles.xml", f"<w:styles {_NAMESPACE}>{styles}</w:styles>")
        for name, data in parts.items():
            archive.writestr(name.replace("__", "."), data)
    return file.getvalue()


def pdf(source: str) -> bytes:
    """Return a PDF of typst's markup."""
    made: bytes = typst.compile(source.encode(), format="pdf")
    return made


PLAN = """
#set page(paper: "a4", header: [Exempelby kommun #h(1fr) Handlingsplan], numbering: "1 (1)")
#set document(title: "Handlingsplan mot våldsbejakande extremism")
#set text(size: 11pt, lang: "sv")
#set heading(numbering: "1.1")
#text(size: 20pt)[Handlingsplan mot våldsbejakande extremism]

Antagen av kommunfullmäktige 2024-05-06, § 44. Diarienummer KS 2023/123.
#outline(title: [Innehåll])
#pagebreak()
= Syfte
Syftet med planen är att ge personalen kunskap, att visa vem som ansvarar för vad och att göra det lätt att be om råd.
= Åtgärder
#table(columns: 3, [Åtgärd], [Ansvarig], [Tid],
  [Utbilda fritidsledare i samtal], [Kulturförvaltningen], [2025],
  [Se över reglerna för lokaler], [Kommunledningskontoret], [Våren 2026])
#pagebreak()
= Uppföljning
Planen följs upp varje år av kommunstyrelsen.
#pagebreak()
= Kontakt
Frågor besvaras av säkerhetssamordnaren.
"""
