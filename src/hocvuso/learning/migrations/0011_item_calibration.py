from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0010_reliability'),
    ]

    operations = [
        migrations.CreateModel(
            name='ItemLedger',
            fields=[
                ('id', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('model_version', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='ItemFit',
            fields=[
                ('item', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('meaning', models.PositiveSmallIntegerField()),
                ('expert', models.FloatField()),
                ('difficulty', models.FloatField()),
                ('doubt', models.FloatField()),
                ('scale', models.FloatField()),
                ('answers', models.PositiveIntegerField()),
                ('flags', models.JSONField(default=list)),
                ('uneven', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ItemCell',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=120)),
                ('meaning', models.PositiveSmallIntegerField()),
                ('cohort', models.CharField(max_length=16)),
                ('bin', models.PositiveSmallIntegerField()),
                ('answers', models.BigIntegerField()),
                ('score', models.BigIntegerField()),
                ('centre', models.BigIntegerField()),
                ('spread', models.BigIntegerField()),
                ('placed', models.BigIntegerField()),
                ('begun', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'meaning', 'cohort', 'bin'), name='one_cell_a_bin')],
            },
        ),
    ]
