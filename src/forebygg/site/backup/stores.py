"""One store, copied to a file and laid out again while others write: SQLite's online back-up, or pg_dump in the very
snapshot that the rows were counted in."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections, transaction
from psycopg import sql

from forebygg.site.backup import Refused

# In this order, always: a text's key is committed before the text.
STORES = {"default": "main", "keys": "keys"}
_SUFFIX = {"sqlite": "sqlite3", "postgresql": "dump"}
_BESIDE = ("-wal", "-shm", "-journal")
_PATIENCE = 60.0
Settings = Mapping[str, Any]


def engine() -> str:
    """Return "sqlite" or "postgresql"."""
    return connections["default"].vendor


def file_name(alias: str) -> str:
    """Return what a store's file is called in a back-up."""
    return f"{STORES[alias]}.{_SUFFIX[engine()]}"


def settings_of(alias: str) -> Settings:
    """Return where a store of this installation lies."""
    return connections[alias].settings_dict


def copy_out(alias: str, target: Path) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Copy a store as it is at one moment to a new file of mode 0600. Returns its rows by table and its migrations.

    Raises Refused with a sentence.
    """
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    found = _copy_sqlite(alias, target) if engine() == "sqlite" else _dump(alias, target)
    handle = os.open(target, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    return found


def _copy_sqlite(alias: str, target: Path) -> tuple[dict[str, int], dict[str, list[str]]]:
    source = Path(str(settings_of(alias)["NAME"]))
    try:
        with closing(sqlite3.connect(source, timeout=_PATIENCE)) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy)  # in one step: one moment; writers of main go on, those of keys wait for milliseconds
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            (said,) = copy.execute("PRAGMA quick_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise Refused(f"{source} cannot be copied: {error}") from error
    if said != "ok":
        raise Refused(f"{source} is damaged: {str(said)[:200]}")
    return look({"ENGINE": "forebygg.kit.sqlite", "NAME": str(target)})


def _dump(alias: str, target: Path) -> tuple[dict[str, int], dict[str, list[str]]]:
    settings = settings_of(alias)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone() or ("",)
        found = _look(cursor, "public")
        options = ["--format=custom", "--schema=public", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        _program("pg_dump", settings, *options, f"--file={target}")
    return found


def lay_out(file: Path, settings: Settings) -> None:
    """Put a store's file where a store belongs; the place is empty. Durable when it returns."""
    if "sqlite" not in settings["ENGINE"]:
        options = ["--clean", "--if-exists", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
        _program("pg_restore", settings, *options, f"--dbname={settings['NAME']}", str(file))
        return
    target = Path(str(settings["NAME"]))
    new = target.with_name(target.name + ".new")
    for name in (new.name, *(target.name + suffix for suffix in _BESIDE)):  # a log of another file must not be read
        target.with_name(name).unlink(missing_ok=True)
    with file.open("rb") as source, os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as to:
        shutil.copyfileobj(source, to)
        to.flush()
        os.fsync(to.fileno())
    new.replace(target)


def set_aside(settings: Settings, name: str) -> str:
    """Move what lies in a place out of the way: into a folder, or a schema, of that name. Returns where it lies now."""
    if "sqlite" not in settings["ENGINE"]:
        with _connection(settings) as connection:
            connection.execute(sql.SQL("ALTER SCHEMA public RENAME TO {}").format(sql.Identifier(name)))
            connection.execute("CREATE SCHEMA public")
        return f"the schema {name} of the database {settings['NAME']}"
    target = Path(str(settings["NAME"]))
    folder = target.parent / name
    folder.mkdir(mode=0o700, exist_ok=True)
    for suffix in (*_BESIDE, ""):
        path = target.with_name(target.name + suffix)
        if path.exists():
            path.replace(folder / path.name)
    return str(folder)


def is_taken(settings: Settings) -> bool:
    """Say whether there is anything in a place. A file that cannot be read as a database is something."""
    try:
        return bool(look(settings)[0])
    except sqlite3.DatabaseError:
        return True


def empty(settings: Settings) -> None:
    """Empty a scratch database again."""
    with _connection(settings) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def look(settings: Settings) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Return a store's rows by table, and its migrations by room; nothing at all for an empty or missing one."""
    if "sqlite" not in settings["ENGINE"]:
        with _connection(settings) as there, there.cursor() as asking:
            return _look(asking, "public")
    if not Path(str(settings["NAME"])).exists():
        return {}, {}
    with closing(sqlite3.connect(str(settings["NAME"]), timeout=_PATIENCE)) as file, closing(file.cursor()) as cursor:
        return _look(cursor, None)


def _look(cursor: Any, schema: str | None) -> tuple[dict[str, int], dict[str, list[str]]]:
    if schema:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    else:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1")
    rows = {}
    for (table,) in cursor.fetchall():
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - a name the database gave
        (rows[table],) = cursor.fetchone()
    migrations: dict[str, list[str]] = {}
    if "django_migrations" in rows:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        for app, name in cursor.fetchall():
            migrations.setdefault(app, []).append(name)
    return rows, migrations


def other_sessions(settings: Settings) -> int:
    """Return how many others of our account are at work in a PostgreSQL database. SQLite has no such list: 0."""
    if "sqlite" in settings["ENGINE"]:
        return 0
    with _connection(settings) as connection:
        found = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        ).fetchone()
    return int(found[0]) if found else 0


@contextmanager
def _connection(settings: Settings) -> Iterator[psycopg.Connection]:
    words = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {name: str(settings[key]) for name, key in words.items() if settings.get(key)}
    try:
        with psycopg.connect(**given) as connection:  # type: ignore[arg-type]
            yield connection
    except psycopg.Error as error:
        raise Refused(f"the database {settings['NAME']} says no: {(str(error).splitlines() or ['?'])[0]}") from error


def _program(name: str, settings: Settings, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; the password goes in the environment, never on the command line."""
    path = shutil.which(name)
    if path is None:
        raise Refused(f"{name} is not installed here. It comes with PostgreSQL's client (postgresql-client).")
    words = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    given = {name: str(settings[key]) for name, key in words.items() if settings.get(key)}
    done = subprocess.run([path, *arguments], env=os.environ | given, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Refused(f"{name} failed: {(done.stderr.strip().splitlines() or ['no word'])[0][:300]}")
