from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0012_readout'),
    ]

    operations = [
        migrations.CreateModel(
            name='ItemSet',
            fields=[
                ('number', models.AutoField(primary_key=True, serialize=False)),
                ('since', models.BigIntegerField()),
                ('items', models.JSONField()),
            ],
        ),
    ]
