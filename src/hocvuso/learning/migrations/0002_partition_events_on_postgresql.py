"""On PostgreSQL the events are range-partitioned on their id, which begins with its time.

The table is empty at this point of the history, so it is made anew; SQLite keeps the plain table.
"""

from django.db import migrations

COLUMNS = """
    home_store smallint NOT NULL, id uuid NOT NULL, learner uuid NOT NULL, device uuid NOT NULL,
    counter integer NOT NULL CHECK (counter >= 0), kind varchar(16) NOT NULL, content_id varchar(120) NOT NULL,
    version varchar(16) NOT NULL, variant varchar(24) NOT NULL, context varchar(16) NOT NULL,
    response jsonb NOT NULL, score double precision, hints smallint NOT NULL CHECK (hints >= 0),
    ms integer NOT NULL CHECK (ms >= 0), client_at timestamptz NOT NULL, received_at timestamptz NOT NULL,
    batch bigint NOT NULL, plan uuid, PRIMARY KEY (home_store, id)
"""


def partition(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("DROP TABLE learning_event")
    schema_editor.execute(f"CREATE TABLE learning_event ({COLUMNS}) PARTITION BY RANGE (id)")
    schema_editor.execute("CREATE TABLE learning_event_default PARTITION OF learning_event DEFAULT")
    schema_editor.execute("CREATE INDEX event_by_learner ON learning_event (learner, batch)")
    schema_editor.execute("CREATE INDEX event_by_device ON learning_event (device, counter)")


def unpartition(apps, schema_editor):
    """Nothing to do: going back further drops the table."""


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_events_states_plans")]
    operations = [migrations.RunPython(partition, unpartition)]
