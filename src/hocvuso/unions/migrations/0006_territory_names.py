"""Territories that are there get their first and last day, and the name that they bear, from where they lay."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from hocvuso.plumbing.ids import uuid7


def from_links(apps: Any, schema_editor: Any) -> None:
    """Read each territory's days from its links."""
    tables = (apps.get_model("unions", name) for name in ("Territory", "TerritoryLink", "TerritoryName"))
    territory_table, link_table, name_table = tables
    for territory in territory_table.objects.all():
        links = list(link_table.objects.filter(territory=territory).order_by("valid_from"))
        if links:
            territory.founded_on, territory.dissolved_on = links[0].valid_from, links[-1].valid_to
            territory.save(update_fields=["founded_on", "dissolved_on"])
        name_table.objects.create(
            id=uuid7(), territory=territory, name=territory.name, search=territory.search,
            valid_from=territory.founded_on, valid_to=territory.dissolved_on,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('unions', '0005_territory_changes'),
    ]

    operations = [
        migrations.RunPython(from_links, migrations.RunPython.noop),
    ]
