"""Samples of many members are drawn in cells; those drawn before go on being drawn as they were."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0008_attendance_lists"),
    ]

    operations = [
        migrations.AlterField(
            model_name="proof",
            name="method",
            field=models.CharField(
                choices=[("SORTED", "Sorted"), ("POINTS", "Points"), ("CELLS", "Cells")],
                db_collation="C",
                default="SORTED",
                max_length=8,
            ),
        ),
    ]
