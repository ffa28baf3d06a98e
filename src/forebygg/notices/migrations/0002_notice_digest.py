import datetime

from django.db import migrations, models
from django.db.models.functions import TruncDate


def carry_over(apps, schema_editor):
    """What waits when this is installed goes out as it would have: at once. A reason was last given when it was made."""
    notice = apps.get_model("notices", "Notice")
    notice.objects.filter(sent_at=None).update(urgent=True)
    notice.objects.update(wanted_on=TruncDate("made_at"))


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = [
        migrations.RemoveField(model_name="notice", name="reference"),
        migrations.AddField(model_name="notice", name="urgent", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="notice", name="digest_on", field=models.DateField(null=True)),
        migrations.AddField(
            model_name="notice",
            name="wanted_on",
            field=models.DateField(default=datetime.date(2026, 11, 21)),
            preserve_default=False,
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
