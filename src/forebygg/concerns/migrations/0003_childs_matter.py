from django.db import migrations, models


def fill(apps, schema_editor):
    """What is here already: a worry not about an adult is a child's; a hand-over without a copy went outside."""
    using = schema_editor.connection.alias
    concerns = apps.get_model("concerns", "Concern").objects.using(using)
    concerns.filter(run__version__kind="worry-under-21").update(concerns_child=True)
    apps.get_model("concerns", "HandOver").objects.using(using).filter(copy=None).update(outside=True)


class Migration(migrations.Migration):
    dependencies = [
        ("concerns", "0002_booking_and_step"),
    ]

    operations = [
        migrations.AddField(
            model_name="concern",
            name="concerns_child",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="handover",
            name="outside",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
