

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('call_id', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('terminal_id', models.CharField(max_length=63)),
                ('point', models.CharField(blank=True, max_length=60)),
                ('concerns', models.CharField(default='nobody', max_length=8)),
                ('language', models.CharField(choices=[('zh_CN', 'Chinese'), ('en', 'English')], default='zh_CN', max_length=5)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('taken', 'taken'), ('ended', 'ended')], default='waiting', max_length=8)),
                ('asked_at', models.DateTimeField()),
                ('heard_at', models.DateTimeField()),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('why', models.CharField(blank=True, max_length=20)),
                ('note', models.TextField(blank=True)),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('asked_at',),
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('county', 'county'), ('township', 'township'), ('village', 'village')], default='county', max_length=8, verbose_name='level')),
                ('on_duty', models.BooleanField(default=False)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('officer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='seat', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=8)),
                ('body', models.JSONField()),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='call.call')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['state'], name='call_call_state_a8bfa9_idx'),
        ),
    ]
