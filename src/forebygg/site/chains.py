"""`forebygg audit verify` and `anchor`: that the log is whole, and what to keep outside so that it can be shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage

from forebygg.audit import queries as audit
from forebygg.audit.queries import Head
from forebygg.kit import clock, mode

# The loop seals every minute; what is older and unsealed means that it does not run, or that something was put in. What
# the public does is logged by the hour it fell in, so that an event of this minute may look an hour old.
_SLACK = timedelta(minutes=70)


def anchor() -> list[str]:
    """Return a line for the newest link of every chain. Print it, or mail it to somebody outside."""
    return [head.line() for head in audit.heads()]


def verify(kept: Path | None = None) -> Iterator[str]:
    """Yield what is wrong with the log: links that do not fit, events nobody sealed, anchors that no longer stand.

    Without an anchor kept outside, a log whose end was cut off looks whole. Raises ValueError for a line that is no
    anchor, and OSError when the file cannot be read.
    """
    yield from broken()
    if late := audit.count_unsealed(clock.now() - _SLACK):
        yield f"{late} events have waited for their seal for more than an hour"
    for line in kept.read_text(encoding="utf-8").splitlines() if kept else ():
        if line.strip() and not audit.stands(audit.read_head(line)):
            yield f"the anchor no longer stands: {line.strip()}"


def broken() -> list[str]:
    """Return what does not fit in the chains themselves."""
    found = []
    for head in audit.heads():
        numbers = list(audit.broken_links(head.municipality, head.year))
        if numbers:
            where = f"{head.municipality or 'the installation'} {head.year}"
            found.append(f"{where}: {len(numbers)} of {head.number} links do not fit, the first is {numbers[0]}")
    return found


def mail_anchors() -> int:
    """Mail the anchors to those named outside, weekly; the loop calls. Returns how many letters left.

    A letter that the server does not take is simply missing: the next one holds all that it would have held.
    """
    to = [address for address in settings.FOREBYGG_ANCHOR_MAIL if address]
    if not to or (mode.is_demo() and not settings.FOREBYGG_MAIL_IN_DEMO):
        return 0
    body = "Anchors of the log. Keep them: `forebygg audit verify --anchor FILE` tells whether they still stand.\n\n"
    lines = "\n".join(anchor())
    subject = f"Förebygg, loggens ankare {clock.today().isoformat()}"
    return EmailMessage(subject, f"{body}{lines}\n", settings.FOREBYGG_MAIL_FROM, to).send()


def summary() -> str:
    """Return how much was verified, in words."""
    found: list[Head] = audit.heads()
    return f"{sum(head.number for head in found)} events in {len(found)} chains"
