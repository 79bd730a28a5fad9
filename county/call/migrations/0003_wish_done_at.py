from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('call', '0002_in_several_hands'),
    ]

    operations = [
        migrations.AddField(
            model_name='wish',
            name='done_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
