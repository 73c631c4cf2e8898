from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0007_ceilings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="export",
            name="form",
            field=models.CharField(
                choices=[
                    ("XLSX", "Xlsx"),
                    ("CSV", "Csv"),
                    ("PDF", "Pdf"),
                    ("LABELS", "Labels"),
                    ("ROLL", "Roll"),
                    ("SHEET", "Sheet"),
                ],
                db_collation="C",
                max_length=6,
            ),
        ),
    ]
