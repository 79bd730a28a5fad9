import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def forget_signals(apps, _schema):
    """They belong to calls of this minute, and now name whose page they are for."""
    apps.get_model('call', 'Signal').objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('call', '0001_first'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(forget_signals, migrations.RunPython.noop),
        migrations.AddField(
            model_name='call',
            name='asked_to_join',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='call',
            name='asked_to_join_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='call',
            name='asked_to_take',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='call',
            name='asked_to_take_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='call',
            name='assisted',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='call',
            name='held',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='call',
            name='joined',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='call',
            name='joined_page',
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name='call',
            name='leg_gen',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='call',
            name='page',
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name='call',
            name='recording',
            field=models.CharField(default='none', max_length=8),
        ),
        migrations.AddField(
            model_name='call',
            name='sent',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='call',
            name='serial',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='call',
            name='township',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='call',
            name='turn',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='call',
            name='wanted',
            field=models.CharField(choices=[('county', 'county'), ('township', 'township'), ('village', 'village')], default='county', max_length=8),
        ),
        migrations.AddField(
            model_name='seat',
            name='township',
            field=models.CharField(blank=True, max_length=40, verbose_name='township'),
        ),
        migrations.AddField(
            model_name='signal',
            name='to',
            field=models.ForeignKey(default=0, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='signal',
            name='kind',
            field=models.CharField(max_length=12),
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField()),
                ('begins', models.TimeField()),
                ('ends', models.TimeField()),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='call.seat')),
            ],
            options={
                'ordering': ('weekday', 'begins'),
            },
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wished_at', models.DateTimeField()),
                ('state', models.CharField(default='open', max_length=8)),
                ('page', models.CharField(blank=True, max_length=32)),
                ('ring_id', models.CharField(blank=True, max_length=32)),
                ('rung_at', models.DateTimeField(blank=True, null=True)),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('heard', models.CharField(blank=True, max_length=8)),
                ('became', models.CharField(blank=True, max_length=8)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('call', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='wish', to='call.call')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('wished_at',),
                'indexes': [models.Index(fields=['state'], name='call_wish_state_1b7fe1_idx'), models.Index(fields=['ring_id'], name='call_wish_ring_id_b11f88_idx')],
            },
        ),
    ]
