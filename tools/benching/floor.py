"""Serves the floor's project with the server, workers and threads that the real one has."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Make the table, then serve."""
    from django.db import connection
    from granian import Granian
    from granian.constants import Interfaces

    from tools.benching import bare

    with connection.schema_editor() as editor:
        editor.create_model(bare.Line)
    connection.close()
    Granian(
        "tools.benching.bare:application",
        address="127.0.0.1",
        port=int(os.environ["PORT"]),
        interface=Interfaces.WSGI,
        workers=int(os.environ["FOREBYGG_WORKERS"]),
        blocking_threads=int(os.environ["FOREBYGG_THREADS"]),
        log_enabled=False,
    ).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main())
