"""Documents: typst in a short-lived child process, so that its memory goes with it. PDF/A-2a and PDF/UA-1 together.

Texts are data, never markup: they travel as JSON, and nothing secret touches the disk.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_SECONDS = 60


class DocumentError(RuntimeError):
    """The document could not be made; the message names the fault's type, not the content."""


def render(template: Path, data: Mapping[str, Any]) -> bytes:
    """Return a PDF made from a typst template and JSON data. Raises DocumentError."""
    job = json.dumps({"template": str(template), "data": data}, ensure_ascii=False)
    command = [sys.executable, "-m", "forebygg.kit.documents"]
    made = subprocess.run(command, input=job.encode(), capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    if made.returncode != 0 or not made.stdout.startswith(b"%PDF"):
        raise DocumentError("typst refused the document")
    return made.stdout


def main() -> int:
    """Compile one document: JSON on standard input, PDF on standard output."""
    import typst

    job = json.load(sys.stdin)
    inputs = {"data": json.dumps(job["data"], ensure_ascii=False)}
    source = Path(job["template"]).read_bytes()
    pdf = typst.compile(source, format="pdf", pdf_standards=["a-2a", "ua-1"], sys_inputs=inputs)
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
