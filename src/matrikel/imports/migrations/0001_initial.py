"""The tables of imports, each kept apart by association."""

import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_functions_of_isolation"),
        ("memberships", "0001_initial"),
        ("people", "0002_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="Run",
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
                            ("READING", "Reading"),
                            ("CHECKING", "Checking"),
                            ("REVIEW", "Review"),
                            ("APPLYING", "Applying"),
                            ("DONE", "Done"),
                            ("CANCELLED", "Cancelled"),
                            ("REFUSED", "Refused"),
                            ("UNDOING", "Undoing"),
                            ("UNDONE", "Undone"),
                        ],
                        db_collation="C",
                        default="READING",
                        max_length=10,
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("file_size", models.PositiveBigIntegerField()),
                ("sheet", models.CharField(blank=True, max_length=120)),
                ("header_row", models.PositiveIntegerField(null=True)),
                ("columns", models.JSONField(default=list)),
                ("on_match", models.CharField(default="update", max_length=8)),
                ("new_types", models.JSONField(default=list)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("to_add", models.PositiveIntegerField(default=0)),
                ("to_update", models.PositiveIntegerField(default=0)),
                ("to_skip", models.PositiveIntegerField(default=0)),
                ("problems", models.JSONField(default=dict)),
                ("applied_rows", models.PositiveIntegerField(default=0)),
                ("added", models.PositiveIntegerField(default=0)),
                ("updated", models.PositiveIntegerField(default=0)),
                ("refused_reason", models.CharField(blank=True, max_length=40)),
                ("refused_params", models.JSONField(default=dict)),
                ("actor_kind", models.CharField(db_collation="C", max_length=16)),
                ("actor_id", models.UUIDField(null=True)),
                ("actor_name", models.CharField(blank=True, max_length=64)),
                ("actor_role", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("rows_forgotten_at", models.DateTimeField(null=True)),
                (
                    "default_type",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="memberships.membershiptype",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FilePart",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("number", models.PositiveIntegerField()),
                ("sealed", models.BinaryField()),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="parts",
                        to="imports.run",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Chunk",
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
                        choices=[("STAGED", "Staged"), ("APPLIED", "Applied"), ("UNDONE", "Undone")],
                        db_collation="C",
                        default="STAGED",
                        max_length=8,
                    ),
                ),
                ("row_count", models.PositiveIntegerField()),
                ("problem_count", models.PositiveIntegerField(default=0)),
                ("sealed_rows", models.BinaryField()),
                ("sealed_review", models.BinaryField()),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="chunks",
                        to="imports.run",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Touched",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("chunk_number", models.PositiveIntegerField()),
                ("row", models.PositiveIntegerField()),
                (
                    "how",
                    models.CharField(
                        choices=[("ADDED", "Added"), ("UPDATED", "Updated")], db_collation="C", max_length=8
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("membership_id", models.UUIDField(null=True)),
                ("membership_ends_on", models.DateField(null=True)),
                ("sealed_before", models.BinaryField()),
                ("is_kept", models.BooleanField(default=False)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="imports",
                        to="people.person",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="touched",
                        to="imports.run",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(fields=["association_id", "-created_at"], name="imports_run_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="filepart",
            constraint=models.UniqueConstraint(
                fields=("association_id", "run", "number"), name="imports_part_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="chunk",
            constraint=models.UniqueConstraint(
                fields=("association_id", "run", "number"), name="imports_chunk_once"
            ),
        ),
        migrations.AddIndex(
            model_name="touched",
            index=models.Index(
                fields=["association_id", "run", "chunk_number"], name="imports_touched_of_run"
            ),
        ),
        migrations.AddIndex(
            model_name="touched",
            index=models.Index(fields=["association_id", "run", "row"], name="imports_touched_of_row"),
        ),
        migrations.AddIndex(
            model_name="touched",
            index=models.Index(fields=["association_id", "person"], name="imports_touched_person"),
        ),
        IsolateTable("Run"),
        IsolateTable("FilePart"),
        IsolateTable("Chunk"),
        IsolateTable("Touched"),
    ]
