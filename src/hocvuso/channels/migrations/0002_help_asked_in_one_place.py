"""Messages about a wish for a person are told in the words of requests for help, of which there is one kind now."""

from django.db import migrations

OLD, NEW = "help_asked", "help_waiting"


def forward(apps, schema_editor):
    for table in ("Notice", "Letter"):
        apps.get_model("channels", table).objects.filter(kind=OLD).update(kind=NEW)
    for waiting in apps.get_model("plumbing", "Outbox").objects.filter(body__kind=OLD).iterator():
        waiting.body["kind"] = NEW
        waiting.save(update_fields=["body"])


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_notices_letters_contact"), ("plumbing", "0001_audit_schedule_outbox")]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
