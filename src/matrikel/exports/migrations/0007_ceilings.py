"""How much one officer may take out and open within a day, as the association says."""

from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0006_method_of_a_proof"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ceilings",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("taken", models.PositiveIntegerField(null=True)),
                ("is_taken_raised", models.BooleanField(default=False)),
                ("opened", models.PositiveIntegerField(null=True)),
                ("version", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id",), name="exports_ceilings_one_per_association"
                    )
                ],
            },
        ),
        IsolateTable("Ceilings"),
    ]
