"""What was sent and is not retained stays no longer: it told who was called when, and how he could be reached."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def forget(apps: StateApps, _: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("outgoing", "OutgoingMessage").objects.filter(retain=False, sent_at__isnull=False).delete()


class Migration(migrations.Migration):
    dependencies = [("outgoing", "0001_first")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
