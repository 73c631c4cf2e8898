"""Choices for single rows, what a run made beside people, remembered layouts, and files of several clubs."""

import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_initial"),
        ("memberships", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Layout",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("fingerprint", models.BinaryField()),
                ("sealed", models.BinaryField()),
                ("column_count", models.PositiveIntegerField()),
                ("made_on", models.DateField()),
                ("used_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Made",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("TYPE", "Type"), ("HOUSEHOLD", "Household"), ("GUARDIAN", "Guardian")],
                        db_collation="C",
                        max_length=10,
                    ),
                ),
                ("target", models.UUIDField()),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="made",
                        to="imports.run",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RowChoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("row", models.PositiveIntegerField()),
                ("choice", models.CharField(db_collation="C", max_length=8)),
                ("person_id", models.UUIDField(null=True)),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="choices",
                        to="imports.run",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StopAsked",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="imports.run",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="run",
            name="batch_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="checked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="clubs",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="run",
            name="consent_evidence",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="run",
            name="consent_how",
            field=models.CharField(blank=True, db_collation="C", max_length=16),
        ),
        migrations.AddField(
            model_name="run",
            name="consent_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="ground",
            field=models.CharField(blank=True, db_collation="C", max_length=16),
        ),
        migrations.AddField(
            model_name="run",
            name="guardians",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="run",
            name="households",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="run",
            name="matched",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="run",
            name="numbers_before",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="run",
            name="on_doubt",
            field=models.CharField(default="skip", max_length=8),
        ),
        migrations.AddField(
            model_name="run",
            name="recognised_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="to_keep",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="run",
            name="wants_households",
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name="run",
            name="state",
            field=models.CharField(
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
                    ("HANDED_ON", "Handed On"),
                ],
                db_collation="C",
                default="READING",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(
                condition=models.Q(("batch_id__isnull", False)),
                fields=["association_id", "batch_id"],
                name="imports_run_of_batch",
            ),
        ),
        migrations.AddConstraint(
            model_name="layout",
            constraint=models.UniqueConstraint(
                fields=("association_id", "fingerprint"), name="imports_layout_once"
            ),
        ),
        migrations.AddIndex(
            model_name="made",
            index=models.Index(fields=["association_id", "run", "kind"], name="imports_made_of_run"),
        ),
        migrations.AddConstraint(
            model_name="rowchoice",
            constraint=models.UniqueConstraint(
                fields=("association_id", "run", "row"), name="imports_choice_once"
            ),
        ),
        IsolateTable("RowChoice"),
        IsolateTable("Made"),
        IsolateTable("StopAsked"),
        IsolateTable("Layout"),
    ]
