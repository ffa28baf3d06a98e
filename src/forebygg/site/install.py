"""First start and every upgrade: tables, the installation's row, and what ships."""

from __future__ import annotations

import sys

from django.core.management import call_command

from forebygg.facts import actions as facts
from forebygg.facts import shipping
from forebygg.kit import clock, mode
from forebygg.kit.actor import Actor
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy import keys
from forebygg.secrecy import shipping as doors
from forebygg.site import messages, row_security
from forebygg.site.models import Installation


def prepare() -> Installation:
    """Migrate both stores, check the mode, load what ships, lock the rows. Stops when demo and live would mix."""
    messages.compile_all()
    with row_security.as_owner():
        return _prepare()


def _prepare() -> Installation:
    for store in ("default", "keys"):
        call_command("migrate", database=store, verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    installation, _ = Installation.objects.get_or_create(defaults={"mode": mode.mode(), "made_at": clock.now()}, pk=1)
    if installation.mode != mode.mode():
        sys.exit(
            f"forebygg: this installation was made in {installation.mode} mode and is started in {mode.mode()} mode. "
            "Demo and live never share a database: set FOREBYGG_MODE, or use another FOREBYGG_HOME."
        )
    try:
        keys.require_master()
    except keys.WrongMaster as error:
        sys.exit(f"forebygg: {error}")
    by = Actor.system("load-shipped")
    facts.load_shipped(shipping.rows(), by=by)
    secrecy.load_shipped_doors(doors.rows(), by=by)
    row_security.lock_for_application()
    return installation
