"""Associations, branches, affiliations, countries."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_functions_of_isolation"),
    ]

    operations = [
        migrations.CreateModel(
            name="Association",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("slug", models.SlugField(db_collation="C", max_length=40)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("CLUB", "Club"),
                            ("FEDERATION", "Federation"),
                            ("UNION", "Union"),
                            ("PATIENT", "Patient"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "profile",
                    models.CharField(
                        choices=[("GENERAL", "General"), ("CONVICTION", "Conviction"), ("HEALTH", "Health")],
                        max_length=16,
                    ),
                ),
                ("country", models.CharField(db_collation="C", max_length=2)),
                ("language", models.CharField(max_length=8)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), default=list, size=None
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("time_zone", models.CharField(max_length=64)),
                ("colour", models.CharField(blank=True, max_length=7)),
                ("calls_itself", models.CharField(blank=True, max_length=40)),
                ("help_contact", models.CharField(blank=True, max_length=200)),
                ("is_demo", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="Host",
            fields=[
                (
                    "slug",
                    models.SlugField(db_collation="C", max_length=40, primary_key=True, serialize=False),
                ),
                ("leads_to", models.UUIDField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Affiliation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("upper_association_id", models.UUIDField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["upper_association_id"], name="organisations_affil_upper")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "upper_association_id", "starts_on"),
                        name="organisations_affiliation_once_per_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Country",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(db_collation="C", max_length=2)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("currency", models.CharField(max_length=3)),
                ("default_language", models.CharField(max_length=8)),
                ("time_zone", models.CharField(max_length=64)),
                ("voucher_years", models.PositiveSmallIntegerField()),
                ("book_years", models.PositiveSmallIntegerField()),
                (
                    "national_number",
                    models.CharField(
                        choices=[
                            ("IF_JUSTIFIED", "If Justified"),
                            ("LAW_OR_CONSENT", "Law Or Consent"),
                            ("FORBIDDEN", "Forbidden"),
                            ("RESTRICTED", "Restricted"),
                        ],
                        max_length=16,
                    ),
                ),
                ("child_consent_age", models.PositiveSmallIntegerField()),
                ("authority", models.CharField(max_length=64)),
                ("breach_hours", models.PositiveSmallIntegerField()),
                ("source", models.TextField()),
                ("reviewed_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "valid_from"), name="organisations_country_one_row_per_date"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=120)),
                ("sort_key", models.CharField(db_collation="C", max_length=240)),
                (
                    "parent",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="children",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["association_id", "parent"], name="organisations_unit_children")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "parent", "name"),
                        name="organisations_unit_one_name_per_parent",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True),
                        name="organisations_unit_not_its_own_parent",
                    ),
                ],
            },
        ),
        IsolateTable("Association", column="id"),
        IsolateTable("Unit"),
        IsolateTable("Affiliation", border_column="upper_association_id"),
    ]
