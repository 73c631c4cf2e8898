"""A file of mended rows knows which import it completes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0002_choices_layouts_and_clubs"),
    ]

    operations = [
        migrations.AddField(model_name="run", name="mends_id", field=models.UUIDField(null=True)),
    ]
