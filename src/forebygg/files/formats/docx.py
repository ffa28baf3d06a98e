"""A Word document, through mammoth to HTML. Macros, bombs and entities are refused first. Pure."""

from __future__ import annotations

import io

import mammoth

from forebygg.files.document import Document
from forebygg.files.formats import html, packed, refusal
from forebygg.files.formats.refusal import Refused

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Rubrik'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Underrubrik'] => h2:fresh
"""


def read(data: bytes, name: str = "") -> Document:
    """Read a document. Raises Refused."""
    packed.refuse_hostile(data, "word/document.xml")
    try:
        found = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _image: {}),
            external_file_access=False,
        )
    except Refused:
        raise
    except Exception as error:  # whatever a broken part makes the library raise, the file is broken
        raise Refused(refusal.BROKEN) from error
    return html.read(f"<main>{found.value}</main>".encode(), name)
