from django.db import migrations

# What a closed period said is never changed and never goes, not even by a slip in our own code: it is added to by
# corrections beside it. Figures of invented units go with the demonstration; they carry their own mark, because a
# trigger that looks into the table of units would stand in the way of SQLite whenever that table is rebuilt.
TABLES = {"reports_closedfigure": "a closed figure", "reports_figurecorrection": "a correction"}
SQLITE = (
    "CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{what} is never changed'); END",
    "CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} WHEN NOT OLD.is_demo "
    "BEGIN SELECT RAISE(ABORT, '{what} is never deleted'); END",
)
# The class of the error is that of a broken constraint, as on SQLite, so that one place can catch both.
POSTGRESQL = (
    "CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION '{what} is never changed or deleted' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
    "CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW WHEN (NOT OLD.is_demo) "
    "EXECUTE FUNCTION {table}_refuse()",
)


def seal(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table, what in TABLES.items():
        for statement in POSTGRESQL if is_postgresql else SQLITE:
            schema_editor.execute(statement.format(table=table, what=what))


def unseal(apps, schema_editor):
    for table in TABLES:
        for trigger in (f"{table}_stays", f"{table}_kept"):
            on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER {trigger}{on}")
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {table}_refuse()")


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0003_closed_figures_of_the_demo'),
    ]

    operations = [
        migrations.RunPython(seal, unseal),
    ]
