"""Row security on PostgreSQL: the second lock. Made from the models after every migration, by the tables' owner.

Each table that belongs to a municipality shows and takes that municipality's rows only; what lies in a circle, or
belongs to what lies there, only to staff let in to it; what is one assignment's own, to no other staff. What the
application asks for is the first lock; a forgotten filter meets this one. It fails closed: a connection that has not
said for whom it asks sees nothing. The application's role may not change or remove the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.db import connection, models, router

# Tables without a lock, and why.
OPEN = {
    "people_municipality": "which municipalities there are is known before anyone is",
    "people_user": "sign-in looks for an address before anyone is known; an address is unique across municipalities",
    "secrecy_toshred": "ids of dying keys, for the sweeper",
    "site_installation": "one row about this installation",
    "site_round": "when each job ran",
}
# Rows with a municipality in words, not as a key.
_BY_SLUG = {"audit_event", "audit_seal", "notices_notice"}
_LOG = ("audit_event", "audit_seal")

_EVERYWHERE = "current_setting('app.reach', true) = 'everywhere'"
_TOWN = "nullif(current_setting('app.municipality', true), '')::bigint"
_FREE = "coalesce(current_setting('app.kind', true), '') <> 'staff' OR current_setting('app.beyond', true) = 'on'"
# The circles somebody is let in to and not shut out of. A function of the owner's, so that what it looks up is not
# itself looked up under the lock; and all of them at once, which a statement asks once instead of with every row.
_CIRCLES = """CREATE OR REPLACE FUNCTION forebygg_circles() RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$ BEGIN RETURN QUERY
    SELECT m.circle_id FROM public.secrecy_circlemember m WHERE
        (m.desk_id = ANY (nullif(current_setting('app.desks', true), '')::bigint[])
            OR m.assignment = nullif(current_setting('app.assignment', true), '')::bigint)
        AND (m.ends IS NULL OR m.ends > nullif(current_setting('app.now', true), '')::timestamptz)
        AND NOT EXISTS (SELECT 1 FROM public.secrecy_exclusion x WHERE x.circle_id = m.circle_id
            AND x.user_id = nullif(current_setting('app.user', true), '')::bigint);
END $$"""
_CIRCLE = "({free} OR {table}.{column} IN (SELECT forebygg_circles()))"
# Tables outside any circle whose rows belong to what lies in one: staff come to them from there. The public has a code.
_THROUGH = {
    "concerns_handover": "concerns_concern.id IN (concerns_handover.concern_id, concerns_handover.copy_id)",
    "mailbox_thread": "concerns_concern.thread_id = mailbox_thread.id",
}
# Rows that are one assignment's alone. Elsewhere an assignment says who did something, and others may see that.
_OWN = {"reporting_welfarereport"}
_MINE = "({free} OR {table}.assignment = nullif(current_setting('app.assignment', true), '')::bigint)"


def condition(model: type[models.Model]) -> tuple[str, str] | None:
    """Return (which rows are shown, which may be written) of a model's table in SQL, or None for an open one.

    Raises LookupError for a model that nothing ties to a municipality: give it a way, or name it in OPEN.
    """
    table = model._meta.db_table
    if table in OPEN:
        return None
    fields = {field.name: field for field in model._meta.concrete_fields}
    shown, written = _town_of(model, fields)
    if inside := _inside(table, fields):
        shown, written = f"{shown} AND {inside}", f"{written} AND {inside}"
    return shown, written


def _inside(table: str, fields: dict[str, models.Field]) -> str:  # type: ignore[type-arg]
    """Return which staff are shown a row, or nothing where the municipality's are: its circle, what it belongs to, or
    the one assignment whose it is."""
    if table in ("secrecy_circlemember", "secrecy_exclusion"):
        return ""
    if "circle" in fields:
        return _CIRCLE.format(free=_FREE, table=table, column=fields["circle"].column)
    if table in _THROUGH:
        return f"({_FREE} OR EXISTS (SELECT 1 FROM concerns_concern WHERE {_THROUGH[table]}))"  # noqa: S608 - names of ours
    if table in _OWN:
        return _MINE.format(free=_FREE, table=table)
    return ""


def _town_of(model: type[models.Model], fields: dict[str, models.Field]) -> tuple[str, str]:  # type: ignore[type-arg]
    table = model._meta.db_table
    if table in _BY_SLUG:
        own = f"({_EVERYWHERE} OR {table}.municipality IN (current_setting('app.town', true), ''))"
        return own, own
    if "municipality" in fields:
        own = f"({_EVERYWHERE} OR {table}.municipality_id = {_TOWN})"
        return (f"({table}.municipality_id IS NULL OR {own})" if fields["municipality"].null else own), own
    for field in fields.values():
        above = field.related_model
        if isinstance(field, models.ForeignKey) and not field.null and isinstance(above, type) and condition(above):
            up = above._meta.db_table
            own = f"EXISTS (SELECT 1 FROM {up} WHERE {up}.id = {table}.{field.column})"  # noqa: S608 - names of ours; under its own lock
            return own, own
    raise LookupError(table)


def locked() -> Iterator[tuple[str, str, str]]:
    """Yield (table, which rows are shown, which may be written) for every model of ours in the main store."""
    for model in apps.get_models():
        in_main = router.db_for_read(model) in (None, "default")
        if model.__module__.startswith("forebygg.") and in_main and (found := condition(model)):
            yield model._meta.db_table, *found


def become_owner() -> None:
    """Use the account that owns the tables from now on, where there is one of its own: an operator's command."""
    if settings.FOREBYGG_OWNER:
        connection.close()
        connection.settings_dict = connection.settings_dict | settings.FOREBYGG_OWNER


@contextmanager
def as_owner() -> Iterator[None]:
    """Use that account for a while: to migrate, to found."""
    if not settings.FOREBYGG_OWNER:
        yield
        return
    before = connection.settings_dict
    become_owner()
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = before


def lock_for_application() -> None:
    """Lock every table for the application's account, where another one owns them. As the owner."""
    if connection.vendor == "postgresql" and settings.FOREBYGG_OWNER:
        lock(str(settings.DATABASES["default"]["USER"]))


def lock(account: str) -> None:
    """Lay the lock on every table, and give an account what the application needs and no more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(%s)", [account])
        (role,) = cursor.fetchone() or ("",)
        for line in _statements(str(role)):
            cursor.execute(line)


def _statements(role: str) -> Iterator[str]:
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    for table in _LOG:
        yield f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}"
    yield _CIRCLES
    yield "REVOKE ALL ON FUNCTION forebygg_circles() FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION forebygg_circles() TO {role}"
    for table, shown, written in locked():
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield from _policies(table, shown, written)


def _policies(table: str, shown: str, written: str) -> Iterator[str]:
    """One condition where both are the same: two that hold for the same command would both be asked."""
    for name in ("shown", "written", "written_insert", "written_update", "written_delete"):
        yield f"DROP POLICY IF EXISTS forebygg_{name} ON {table}"
    if shown == written:
        yield f"CREATE POLICY forebygg_shown ON {table} USING ({shown}) WITH CHECK ({shown})"
        return
    yield f"CREATE POLICY forebygg_shown ON {table} FOR SELECT USING ({shown})"
    yield f"CREATE POLICY forebygg_written_insert ON {table} FOR INSERT WITH CHECK ({written})"
    yield f"CREATE POLICY forebygg_written_update ON {table} FOR UPDATE USING ({written}) WITH CHECK ({written})"
    yield f"CREATE POLICY forebygg_written_delete ON {table} FOR DELETE USING ({written})"


def faults() -> list[str]:
    """Return what keeps the lock from holding, in whole sentences."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        (passes,) = cursor.fetchone() or (False,)
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'public' AND c.relkind = 'r' AND pg_get_userbyid(c.relowner) = current_user"
        )
        (owned,) = cursor.fetchone() or (0,)
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'")
        found = {str(row[0]) for row in cursor.fetchall()}
    if passes or owned:
        return [
            "row security does not hold: the application owns the tables or passes by. Set FOREBYGG_OWNER_DATABASE_URL"
        ]
    missing = sorted(table for table, *_ in locked() if table not in found)
    return [f"without row security: {', '.join(missing)}. Run `forebygg prepare`"] if missing else []
