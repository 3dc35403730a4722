from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0008_goals_name_tracks'),
    ]

    operations = [
        migrations.AddField(
            model_name='choices',
            name='form',
            field=models.CharField(blank=True, default='', max_length=8),
        ),
        migrations.AddField(
            model_name='planrow',
            name='form',
            field=models.JSONField(default=dict),
        ),
    ]
