"""What a restored place holds, looked at in a process of its own: `python -m forebygg.site.backup.examining`.

Prints one line of JSON: figures, never a text. A copy from an older version is brought up to this one first.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def examine() -> dict[str, Any]:
    """Return the figures: texts that open, that have no key, that are damaged; the log's links and faults; orphans."""
    from forebygg.audit import queries as audit
    from forebygg.secrecy import keys, walk
    from forebygg.site import chains

    tally = walk.tally()
    return {
        "opened": tally.opened,
        "gone": tally.gone,
        "damaged": tally.damaged,
        "orphans": len(walk.orphans()),
        "heads": [head.line() for head in audit.heads()],
        "links": sum(head.number for head in audit.heads()),
        "broken": chains.broken(),
        "boards_without": keys.boards_that_do_not_open(),
    }


def main() -> int:
    """Set up, bring the tables up to this version, look, print."""
    import django

    django.setup()
    from django.core.management import call_command

    for store in ("default", "keys"):
        call_command("migrate", database=store, verbosity=0, interactive=False)
    print(json.dumps(examine()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
