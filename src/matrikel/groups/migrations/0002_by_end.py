"""Who takes which part today, by an index; and a constraint whose index looks nobody up by half its key."""

import django.contrib.postgres.constraints
from django.db import migrations, models

import matrikel.kernel.models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0001_initial"),
        ("people", "0009_who_may_lack_something"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="participation",
            name="groups_one_part_at_a_time",
        ),
        migrations.RemoveIndex(
            model_name="participation",
            name="groups_part_by_part",
        ),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(fields=["association_id", "part", "ends_on"], name="groups_part_by_end"),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("association_id", "="),
                    (matrikel.kernel.models.Together("group_id", "person_id"), "="),
                    ("during", "&&"),
                ],
                name="groups_one_part_at_a_time",
            ),
        ),
    ]
