"""The few who have two homes, by an index; and constraints whose indexes look nobody up by half their key."""

import django.contrib.postgres.constraints
from django.db import migrations, models

import matrikel.kernel.models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0009_who_may_lack_something"),
        ("relations", "0002_left_apart"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="guardian",
            name="relations_guardian_once",
        ),
        migrations.RemoveConstraint(
            model_name="householdmember",
            name="relations_member_once_in_household",
        ),
        migrations.RemoveConstraint(
            model_name="householdmember",
            name="relations_member_one_primary_home",
        ),
        migrations.RemoveConstraint(
            model_name="payer",
            name="relations_payer_one_at_a_time",
        ),
        migrations.RemoveConstraint(
            model_name="representative",
            name="relations_representative_once",
        ),
        migrations.AddIndex(
            model_name="householdmember",
            index=models.Index(
                condition=models.Q(("is_primary", False)),
                fields=["association_id", "person"],
                name="relations_member_in_second",
            ),
        ),
        migrations.AddConstraint(
            model_name="guardian",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("association_id", "="),
                    (matrikel.kernel.models.Together("person_id", "guardian_id"), "="),
                    ("during", "&&"),
                ],
                name="relations_guardian_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdmember",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("association_id", "="),
                    (matrikel.kernel.models.Together("household_id", "person_id"), "="),
                    ("during", "&&"),
                ],
                name="relations_member_once_in_household",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdmember",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("is_primary", True)),
                expressions=[
                    ("association_id", "="),
                    (matrikel.kernel.models.Together("person_id"), "="),
                    ("during", "&&"),
                ],
                name="relations_member_one_primary_home",
            ),
        ),
        migrations.AddConstraint(
            model_name="payer",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("association_id", "="),
                    (matrikel.kernel.models.Together("person_id"), "="),
                    ("during", "&&"),
                ],
                name="relations_payer_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("association_id", "="),
                    (matrikel.kernel.models.Together("person_id", "represents_id", "function"), "="),
                    ("during", "&&"),
                ],
                name="relations_representative_once",
            ),
        ),
    ]
