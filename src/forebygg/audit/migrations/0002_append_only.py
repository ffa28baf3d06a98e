from django.db import migrations

TABLES = ("audit_event", "audit_seal")
WORDS = "the log only grows"


def lock(apps, schema_editor):
    """No UPDATE and no DELETE, whoever asks through the application. A whole closed year is dropped by a deed that takes
    the triggers away and puts them back, in one transaction and with a line of its own."""
    postgres = schema_editor.connection.vendor == "postgresql"
    if postgres:
        schema_editor.execute(
            "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
        )
    for table in TABLES:
        if postgres:
            for deed, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
                name = f"{table}_no_{deed.split()[0].lower()}"
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH {each} EXECUTE FUNCTION audit_only_grows()"
                )
            continue
        for deed in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )


def unlock(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for deed in ("update", "truncate") if postgres else ("update", "delete"):
            on = f" ON {table}" if postgres else ""
            schema_editor.execute(f"DROP TRIGGER {table}_no_{deed}{on}")
    if postgres:
        schema_editor.execute("DROP FUNCTION audit_only_grows()")


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [migrations.RunPython(lock, unlock)]
