"""The tables of exports, each kept apart by association."""

import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recipient",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=120)),
                ("name_key", models.CharField(db_collation="C", max_length=240)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PROCESSOR", "Processor"),
                            ("ORGANISATION", "Organisation"),
                            ("AUTHORITY", "Authority"),
                        ],
                        db_collation="C",
                        max_length=12,
                    ),
                ),
                ("purpose", models.CharField(db_collation="C", max_length=40)),
                ("ground", models.CharField(max_length=200)),
                ("agreed_from", models.DateField()),
                ("agreed_to", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "name_key"), name="exports_recipient_one_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Export",
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
                            ("REVIEW", "Review"),
                            ("MAKING", "Making"),
                            ("READY", "Ready"),
                            ("GONE", "Gone"),
                            ("CANCELLED", "Cancelled"),
                            ("WITHDRAWN", "Withdrawn"),
                        ],
                        db_collation="C",
                        default="REVIEW",
                        max_length=9,
                    ),
                ),
                ("report", models.CharField(db_collation="C", max_length=24)),
                (
                    "form",
                    models.CharField(
                        choices=[("XLSX", "Xlsx"), ("CSV", "Csv"), ("PDF", "Pdf"), ("LABELS", "Labels")],
                        db_collation="C",
                        max_length=6,
                    ),
                ),
                ("purpose", models.CharField(db_collation="C", max_length=40)),
                ("columns", models.JSONField(default=list)),
                ("question", models.JSONField(null=True)),
                ("sealed_said", models.BinaryField(default=b"")),
                ("language", models.CharField(db_collation="C", max_length=8)),
                ("unit_ids", models.JSONField(default=list)),
                ("people", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("left_out", models.JSONField(default=dict)),
                ("sha256", models.CharField(blank=True, db_collation="C", max_length=64)),
                ("size", models.BigIntegerField(default=0)),
                ("account", models.UUIDField(null=True)),
                ("actor_kind", models.CharField(db_collation="C", max_length=16)),
                ("actor_name", models.CharField(blank=True, max_length=64)),
                ("actor_role", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("gone_at", models.DateTimeField(null=True)),
                ("fetched", models.PositiveIntegerField(default=0)),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="audit.entry",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="exports.recipient",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ExportPart",
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
                    "export",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="parts",
                        to="exports.export",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "export", "number"), name="exports_part_one_number"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(fields=["association_id", "-created_at", "-id"], name="exports_newest_first"),
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(
                fields=["association_id", "account", "-created_at"], name="exports_of_account"
            ),
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(
                condition=models.Q(("entry__isnull", False)),
                fields=["association_id", "entry"],
                name="exports_of_entry",
            ),
        ),
        IsolateTable("Recipient"),
        IsolateTable("Export"),
        IsolateTable("ExportPart"),
    ]
