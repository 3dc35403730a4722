"""Requests for a person, their threads and drafts move to the room of groups: one queue, not two (ADR 0054).

Three statements for what thirty days hold at most; without them a site would lose who waits.
"""

from django.db import migrations

REQUEST = (
    "id, person, home_unit, unit, state, step, device, opened_at, touched_at, due_at, raised, helper, with_assistant, "
    "outcome, minutes, rating"
)
TABLES = (
    ("helprequest", REQUEST, ", source, way, wants_woman, beside_place", ", 'assistant', 'chat', {no}, ''"),
    ("helpremark", "id, request_id, at, side, author, text, is_before", "", ""),
    ("draftcard", "id, request_id, created_at, made_by, step, question, answer", "", ""),
)


def _move(schema_editor, source, target, *, adds):
    no = "FALSE" if schema_editor.connection.vendor == "postgresql" else "0"
    for table, columns, more, values in TABLES:
        extra, given = (more, values.format(no=no)) if adds else ("", "")
        schema_editor.execute(
            f"INSERT INTO {target}_{table} ({columns}{extra}) SELECT {columns}{given} FROM {source}_{table}"
        )


def forward(apps, schema_editor):
    _move(schema_editor, "assistant", "groups", adds=True)


def backward(apps, schema_editor):
    _move(schema_editor, "groups", "assistant", adds=False)


class Migration(migrations.Migration):
    dependencies = [
        ("assistant", "0007_model_refusal"),
        ("groups", "0001_groups_and_their_queue"),
    ]
    # Rows are moved into the tables as they were then: columns that came later have no value in these statements.
    run_before = [("groups", "0002_outcomes_blocks_and_moves")]

    operations = [
        migrations.RunPython(forward, backward),
        migrations.DeleteModel(name="DraftCard"),
        migrations.DeleteModel(name="HelpRemark"),
        migrations.DeleteModel(name="HelpRequest"),
    ]
