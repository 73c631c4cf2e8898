"""How a sample was drawn: those drawn before go on being drawn as they were."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0005_printed_sheets"),
    ]

    operations = [
        migrations.AddField(
            model_name="proof",
            name="method",
            field=models.CharField(
                choices=[("SORTED", "Sorted"), ("POINTS", "Points")],
                db_collation="C",
                default="SORTED",
                max_length=8,
            ),
        ),
    ]
