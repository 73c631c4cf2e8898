"""The tables of bulk edits, each kept apart by association."""

import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_functions_of_isolation"),
        ("people", "0002_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkEdit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("CHECKING", "Checking"),
                            ("REVIEW", "Review"),
                            ("APPLYING", "Applying"),
                            ("DONE", "Done"),
                            ("CANCELLED", "Cancelled"),
                            ("UNDOING", "Undoing"),
                            ("UNDONE", "Undone"),
                        ],
                        db_collation="C",
                        default="CHECKING",
                        max_length=10,
                    ),
                ),
                ("kind", models.CharField(db_collation="C", max_length=24)),
                ("sealed_values", models.BinaryField()),
                ("people", models.PositiveIntegerField()),
                ("to_change", models.PositiveIntegerField(default=0)),
                ("same", models.PositiveIntegerField(default=0)),
                ("left_out", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("undone", models.PositiveIntegerField(default=0)),
                ("kept", models.PositiveIntegerField(default=0)),
                ("actor_kind", models.CharField(db_collation="C", max_length=16)),
                ("actor_id", models.UUIDField(null=True)),
                ("actor_name", models.CharField(blank=True, max_length=64)),
                ("actor_role", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["association_id", "-created_at", "id"], name="bulkedits_newest_first"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "Waiting"),
                            ("CHANGE", "Change"),
                            ("SAME", "Same"),
                            ("LEFT_OUT", "Left Out"),
                            ("CHANGED", "Changed"),
                            ("UNDONE", "Undone"),
                            ("KEPT", "Kept"),
                        ],
                        db_collation="C",
                        default="WAITING",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, db_collation="C", max_length=24)),
                ("version", models.PositiveIntegerField(default=0)),
                ("sealed_before", models.BinaryField(default=b"")),
                (
                    "edit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="targets",
                        to="bulkedits.bulkedit",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="bulk_edits",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["association_id", "edit", "state", "number"], name="bulkedits_target_next"
                    ),
                    models.Index(fields=["association_id", "person"], name="bulkedits_target_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "edit", "person"), name="bulkedits_target_one_per_person"
                    )
                ],
            },
        ),
        IsolateTable("BulkEdit"),
        IsolateTable("Target"),
    ]
