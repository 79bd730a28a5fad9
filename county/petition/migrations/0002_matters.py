"""State and clock move from the petition to the matter: all that came to one mailbox."""

import django.db.models.deletion
from django.db import migrations, models

STATES = [("received", "Received"), ("accepted", "Taken up"), ("answered", "Answered"), ("closed", "Closed")]


def gather(apps, schema_editor):
    """Until now every petition stood alone; those that share a mailbox join the oldest one's matter."""
    petitions = apps.get_model("petition", "Petition").objects.order_by("received_at", "petition_id")
    matters = apps.get_model("petition", "Matter").objects
    for petition in petitions:
        facts = {"state": petition.state, "due_at": petition.due_at, "newest_at": petition.received_at}
        matter, _ = matters.get_or_create(mailbox=petition.mailbox, defaults=facts)
        matter.newest_at = petition.received_at
        matter.save()
        petition.matter = matter
        petition.save()
        apps.get_model("petition", "StateChange").objects.filter(petition=petition).update(matter=matter)


class Migration(migrations.Migration):
    dependencies = [("petition", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("mailbox", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("state", models.CharField(choices=STATES, default="received", max_length=10, verbose_name="state")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                ("newest_at", models.DateTimeField()),
                ("more_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={"indexes": [models.Index(fields=["due_at", "-newest_at"], name="petition_matter_due")]},
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                ("terminal_id", models.CharField(max_length=63, primary_key=True, serialize=False)),
                ("score", models.FloatField()),
                ("at", models.FloatField()),
                ("until", models.FloatField()),
            ],
        ),
        migrations.AddField(
            model_name="petition",
            name="reply_recipient",
            field=models.CharField(blank=True, default="", max_length=62),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="petition",
            name="matter",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="petition.matter",
            ),
        ),
        migrations.AddField(
            model_name="statechange",
            name="matter",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="petition.matter"
            ),
        ),
        migrations.RunPython(gather, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="petition",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="submissions", to="petition.matter"
            ),
        ),
        migrations.AlterField(
            model_name="statechange",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="petition.matter"
            ),
        ),
        migrations.AlterModelOptions(name="petition", options={"ordering": ("received_at", "petition_id")}),
        migrations.RemoveIndex(model_name="petition", name="petition_pe_due_at_8aadb8_idx"),
        migrations.RemoveField(model_name="petition", name="state"),
        migrations.RemoveField(model_name="petition", name="due_at"),
        migrations.RemoveField(model_name="petition", name="mailbox"),
        migrations.RemoveField(model_name="statechange", name="petition"),
    ]
