from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Day',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='Removal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=8)),
                ('count', models.PositiveIntegerField()),
                ('oldest_at', models.DateTimeField()),
                ('newest_at', models.DateTimeField()),
                ('after_days', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ('id',),
            },
        ),
    ]
