"""What a link said of its paper becomes a recorded change; a change of these has no rows, so it cannot be undone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import migrations

from hocvuso.plumbing.ids import uuid7


def into_changes(apps: Any, schema_editor: Any) -> None:
    """Gather links by their paper and day."""
    link_table, change_table = (apps.get_model("unions", name) for name in ("UnitLink", "StructureChange"))
    unit_table = apps.get_model("unions", "StructureUnit")
    papers: dict[tuple[Any, ...], list[Any]] = {}
    for link in link_table.objects.exclude(decision="", signer="", reason="").order_by("valid_from", "id"):
        papers.setdefault((link.valid_from, link.decision, link.signer, link.reason), []).append(link)
    for number, ((day, decision, signer, reason), links) in enumerate(papers.items(), start=1):
        change = change_table.objects.create(
            id=uuid7(), number=number, key=f"link-{number}", kind="move", effective_on=day, decision=decision,
            signer=signer, reason=reason, entered_at=datetime.now(UTC), facts={"count": len(links)},
        )
        link_table.objects.filter(id__in=[link.id for link in links]).update(change=change)
        unit_table.objects.bulk_create(
            unit_table(change=change, unit=link.unit_id, is_changed=True) for link in links
        )


class Migration(migrations.Migration):

    dependencies = [
        ('unions', '0002_structure_changes'),
    ]

    operations = [
        migrations.RunPython(into_changes, migrations.RunPython.noop),
        migrations.RemoveField(model_name='unitlink', name='decision'),
        migrations.RemoveField(model_name='unitlink', name='reason'),
        migrations.RemoveField(model_name='unitlink', name='signer'),
    ]
