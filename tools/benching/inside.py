"""What is done inside the installation that is measured: rows through its own actions, and what is kept read back."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forebygg.site.settings")
import django  # noqa: E402 - settings first

django.setup()

from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402

from forebygg.concerns import actions, handovers, queries  # noqa: E402
from forebygg.concerns.models import Concern  # noqa: E402
from forebygg.concerns.reports import Report  # noqa: E402
from forebygg.kit import references  # noqa: E402
from forebygg.kit.actor import Actor  # noqa: E402
from forebygg.mailbox import actions as mailbox  # noqa: E402
from forebygg.mailbox import queries as threads
from forebygg.people import queries as people  # noqa: E402
from forebygg.people.models import Municipality, User  # noqa: E402
from forebygg.secrecy import queries as secrecy  # noqa: E402
from forebygg.secrecy.queries import Place  # noqa: E402

TEXT = "Min systerson har slutat träffa sina kompisar. I helgen visade han en film där någon blev slagen. " * 3


def _town() -> Municipality:
    return Municipality.objects.get(slug="vaxjo")


def _sven() -> Actor:
    user = User.objects.get(email="sven@vaxjo.example")
    return people.actor_for(user, people.assignments_of(user)[0], "vaxjo")


def rows(wanted: str) -> None:
    """Fill Sven's inbox up to a number of rows. Prints a reference to open."""
    nobody, sven = Actor.public(_town()), _sven()
    missing = int(wanted) - len(list(queries.list_open(sven)))
    for _ in range(missing):
        writer = {"danger": "no", "relation": "family", "reply": "code"}
        report = Report(
            "worry", "web", "under-18", TEXT, "Sixten (påhittad)", writer, references.receipt_code(), uuid4()
        )
        actions.register_concern(report, by=nobody)
    waiting = list(queries.list_open(sven))
    print(json.dumps({"rows": len(waiting), "reference": waiting[-1].reference}))


def _answers(text: str) -> dict[str, Any]:
    return {
        "at": "check",
        "code": references.receipt_code(),
        "submission": str(uuid4()),
        "danger": "no",
        "what": text,
        "age": "under-18",
        "who": {"who": "sealed", "who_text": "Sixten (påhittad)"},
        "relation": "family",
        "reply": {"reply": "code", "phone": ""},
    }


def drafts(count: str, mark: str) -> None:
    """Write forms that wait for their last press, each text with its mark. Prints their cookies."""
    nobody, made = Actor.public(_town()), []
    for number in range(int(count)):
        key = mailbox.write_draft(_answers(f"{mark} {number}. {TEXT}"), None, by=nobody)
        made.append(threads.cookie_value(nobody, key))
    print(json.dumps(made))


def kept(mark: str) -> None:
    """Read back what was sent under a mark. Prints texts, register numbers and references."""
    found = []
    for c in Concern.objects.select_related("board", "municipality", "register_row").order_by("id"):
        place = Place(c.municipality.slug, "concerns.Concern.what_happened", c.uid)
        text = secrecy.unseal(c.board.uid, {place: c.what_happened})[place] or ""
        if text.startswith(f"{mark} "):
            number = text.removeprefix(f"{mark} ").partition(".")[0]
            found.append([int(number), c.register_row.number, c.reference])
    print(json.dumps(found))


def document(reference: str) -> None:
    """Print the job that the document's child process reads."""
    page = queries.open_concern(_sven(), reference, with_who=True)
    print(json.dumps({"template": str(handovers.TEMPLATE), "data": handovers.content(page)}, ensure_ascii=False))


def commits(reference: str) -> None:
    """Count the commits that must reach the disk, per store, of one of each request."""
    visitor, desk = Client(SERVER_NAME="127.0.0.1"), Client(SERVER_NAME="127.0.0.1")
    desk.force_login(User.objects.get(email="sven@vaxjo.example"))
    desk.get(f"/vaxjo/arbete/oro/{reference}/")
    nobody = Actor.public(_town())
    key = mailbox.write_draft(_answers("räknad 0. " + TEXT), None, by=nobody)
    visitor.cookies["besok"] = threads.cookie_value(nobody, key)
    deeds: dict[str, Callable[[], object]] = {
        "start": lambda: visitor.get("/vaxjo/"),
        "inbox": lambda: desk.get("/vaxjo/arbete/oro/"),
        "concern": lambda: desk.get(f"/vaxjo/arbete/oro/{reference}/"),
        "sending": lambda: (visitor.post("/vaxjo/beratta", {"step": "check"}), visitor.get("/vaxjo/beratta")),
        "draft": lambda: Client(SERVER_NAME="127.0.0.1").post("/vaxjo/beratta", {"step": "danger", "danger": "no"}),
    }
    counted = {}
    for name, deed in deeds.items():
        with _counting() as found:
            deed()
        counted[name] = dict(found)
    print(json.dumps(counted))


_WRITES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def _counting() -> Iterator[Counter[str]]:
    """Count commits that follow a write; a read's own transaction costs the disk nothing."""
    found: Counter[str] = Counter()
    wrote: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(_WRITES):
            alias = context["connection"].alias
            if context["connection"].in_atomic_block:
                wrote.add(alias)
            else:
                found[alias] += 1
        return execute(sql, params, many, context)

    def counted(alias: str, commit: Callable[[], Any]) -> Callable[[], Any]:
        def committed() -> Any:
            if alias in wrote:
                wrote.discard(alias)
                found[alias] += 1
            return commit()

        return committed

    with ExitStack() as stack:
        for alias in ("default", "keys"):
            connection = connections[alias]
            stack.enter_context(connection.execute_wrapper(watch))
            connection._commit = counted(alias, connection._commit)
            stack.callback(connection.__dict__.pop, "_commit", None)
        yield found


def versions() -> None:
    """Print what the databases are."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        import sqlite3

        print(f"SQLite {sqlite3.sqlite_version}")
    else:
        connection.ensure_connection()
        number = connection.pg_version
        print(f"PostgreSQL {number // 10000}.{number % 10000}")


COMMANDS: dict[str, Callable[..., None]] = {f.__name__: f for f in (rows, drafts, kept, document, commits, versions)}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
