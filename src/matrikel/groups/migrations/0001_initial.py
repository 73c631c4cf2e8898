"""Groups, and who takes which part in them."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_functions_of_isolation"),
        ("organisations", "0001_initial"),
        ("people", "0004_companies_tags_notes_and_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=80)),
                ("name_key", models.CharField(db_collation="C", max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("TEAM", "Team"),
                            ("GROUP", "Group"),
                            ("COURSE", "Course"),
                            ("COMMITTEE", "Committee"),
                        ],
                        db_collation="C",
                        max_length=10,
                    ),
                ),
                ("season", models.CharField(blank=True, max_length=20)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("sort_key", models.CharField(db_collation="C", max_length=400)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisations.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                (
                    "part",
                    models.CharField(
                        choices=[("LEADER", "Leader"), ("PLAYER", "Player"), ("PARTICIPANT", "Participant")],
                        db_collation="C",
                        max_length=12,
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "starts_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("during"), function="lower"),
                        output_field=models.DateField(),
                    ),
                ),
                (
                    "ends_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("during"), function="upper"),
                        output_field=models.DateField(null=True),
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="participations",
                        to="groups.group",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="participations",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="group",
            index=models.Index(fields=["association_id", "sort_key", "id"], name="groups_group_in_order"),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(
                fields=("association_id", "name_key", "season"), name="groups_group_one_name_per_season"
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on", None),
                    ("ends_on", None),
                    ("ends_on__gt", models.F("starts_on")),
                    _connector="OR",
                ),
                name="groups_group_ends_after_it_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(fields=["association_id", "group", "part"], name="groups_part_in_group"),
        ),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(fields=["association_id", "person"], name="groups_part_of_person"),
        ),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(fields=["association_id", "part", "person"], name="groups_part_by_part"),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("association_id", "="), ("group", "="), ("person", "="), ("during", "&&")],
                name="groups_one_part_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("during__startswith__isnull", False)),
                name="groups_participations_have_a_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("during__isempty", True), _negated=True),
                name="groups_participations_last_a_day",
            ),
        ),
        IsolateTable("Group"),
        IsolateTable("Participation"),
    ]
