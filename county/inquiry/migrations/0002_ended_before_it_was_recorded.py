from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inquiry', '0001_first'),
    ]

    operations = [
        migrations.AlterField(
            model_name='inquiry',
            name='tape',
            field=models.CharField(blank=True, choices=[('', 'not answered yet'), ('asked', 'the villager is asked'), ('refused', 'the villager does not want it'), ('unanswered', 'ended before it began'), ('runs', 'recorded'), ('stopped', 'recording ended'), ('kept', 'kept'), ('failed', 'not kept')], max_length=10),
        ),
    ]
