"""Whether somebody gave his number himself; until now his wished way said so."""

from django.db import migrations, models


def as_the_way_said(apps, schema_editor):
    """Take over what was wished for so far."""
    asked = apps.get_model("groups", "HelpRequest").objects.filter(way__in=["call", "meet", "home"])
    asked.update(gives_number=True)


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0003_callers_on_no_list'),
    ]

    operations = [
        migrations.AddField(
            model_name='helprequest',
            name='gives_number',
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(as_the_way_said, migrations.RunPython.noop),
    ]
