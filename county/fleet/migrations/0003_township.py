
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fleet', '0002_enrolled_as'),
    ]

    operations = [
        migrations.AddField(
            model_name='terminal',
            name='township',
            field=models.CharField(blank=True, max_length=40, verbose_name='township'),
        ),
    ]
