"""A Word document filled from a template. The template's words are run in a sandbox, in a process of its own. Pure.

`python -m forebygg.files.word` takes JSON with the template and the data on standard input.
"""

from __future__ import annotations

import base64
import io
import json
import sys
from collections.abc import Mapping
from typing import Any

from forebygg.files import apart
from forebygg.files.formats import packed, refusal
from forebygg.files.formats.refusal import Refused

_SECONDS = 20
_LARGEST = 5_000_000


def fill(template: bytes, data: Mapping[str, Any]) -> bytes:
    """Return the document as docx. Raises Refused: a template that is none, hostile, or whose words do not hold."""
    if len(template) > _LARGEST:
        raise Refused(refusal.TOO_LARGE)
    job = {"template": base64.b64encode(template).decode(), "data": data}
    made = apart.run("forebygg.files.word", json.dumps(job).encode(), seconds=_SECONDS)
    return base64.b64decode(made["made"])


def _fill(job: bytes) -> dict[str, Any]:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    given = json.loads(job)
    template = base64.b64decode(given["template"])
    packed.refuse_hostile(template, "word/document.xml")
    made = io.BytesIO()
    try:
        filled = DocxTemplate(io.BytesIO(template))
        filled.render(given["data"], jinja_env=ImmutableSandboxedEnvironment(autoescape=True))
        filled.docx.save(made)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # unknown words, a forbidden attribute, a broken part: it cannot be used
        raise Refused(refusal.TEMPLATE) from error
    return {"made": base64.b64encode(made.getvalue()).decode()}


if __name__ == "__main__":
    sys.exit(apart.answer(_fill, _SECONDS))
