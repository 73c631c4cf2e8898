"""Persons and what belongs to them."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_functions_of_isolation"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("name", models.CharField(db_collation="C", max_length=20)),
                ("next_number", models.PositiveBigIntegerField(default=1)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "name"), name="people_number_series_one_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                (
                    "audit_subject",
                    models.UUIDField(default=matrikel.kernel.ids.new_opaque_id, editable=False),
                ),
                ("given_name", models.CharField(blank=True, max_length=120)),
                ("family_name_prefix", models.CharField(blank=True, max_length=40)),
                ("family_name", models.CharField(blank=True, max_length=120)),
                ("preferred_name", models.CharField(blank=True, max_length=120)),
                ("initials", models.CharField(blank=True, max_length=20)),
                ("sort_key", models.CharField(db_collation="C", max_length=400)),
                ("search_text", models.TextField(db_collation="C")),
                ("birth_date", models.DateField(null=True)),
                ("birth_year", models.PositiveSmallIntegerField(null=True)),
                (
                    "gender",
                    models.CharField(blank=True, choices=[("F", "F"), ("M", "M"), ("X", "X")], max_length=1),
                ),
                ("language", models.CharField(blank=True, max_length=8)),
                ("home_municipality", models.CharField(blank=True, max_length=120)),
                ("home_municipality_since", models.DateField(null=True)),
                ("member_number", models.CharField(db_collation="C", max_length=40, null=True)),
                (
                    "protection",
                    models.CharField(
                        choices=[
                            ("NONE", "None"),
                            ("HIDDEN", "Hidden"),
                            ("PROTECTED", "Protected"),
                            ("STRICT", "Strict"),
                        ],
                        default="NONE",
                        max_length=10,
                    ),
                ),
                ("is_deceased", models.BooleanField(default=False)),
                ("deceased_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
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
            name="IdentityNumber",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("country", models.CharField(max_length=2)),
                ("kind", models.CharField(max_length=24)),
                ("sealed", models.BinaryField()),
                ("blind_index", models.BinaryField()),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="identity_numbers",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ExternalNumber",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("system", models.CharField(db_collation="C", max_length=60)),
                ("number", models.CharField(db_collation="C", max_length=60)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="external_numbers",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ContactPoint",
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
                        choices=[("EMAIL", "Email"), ("PHONE", "Phone"), ("POSTAL", "Postal")],
                        db_collation="C",
                        max_length=8,
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=40)),
                ("value", models.CharField(max_length=320)),
                ("normalised", models.CharField(db_collation="C", max_length=320)),
                ("care_of", models.CharField(blank=True, max_length=120)),
                ("street", models.CharField(blank=True, max_length=200)),
                ("postcode", models.CharField(blank=True, db_collation="C", max_length=16)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("is_preferred", models.BooleanField(default=False)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("MEMBER", "Member"),
                            ("OFFICER", "Officer"),
                            ("IMPORT", "Import"),
                            ("REGISTER", "Register"),
                        ],
                        max_length=10,
                    ),
                ),
                ("verified_at", models.DateTimeField(null=True)),
                (
                    "verified_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MEMBER", "Member"),
                            ("OFFICER", "Officer"),
                            ("IMPORT", "Import"),
                            ("REGISTER", "Register"),
                        ],
                        max_length=10,
                    ),
                ),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="contact_points",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProtectedRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("sealed", models.BinaryField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="protected_records",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["association_id", "sort_key", "id"], name="people_person_in_order"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["association_id", "unit"], name="people_person_of_unit"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["association_id", "birth_date"], name="people_person_born_on"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                models.F("association_id"),
                django.contrib.postgres.indexes.OpClass("search_text", name="gin_trgm_ops"),
                name="people_person_search",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                fields=("association_id", "member_number"), name="people_person_one_per_member_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                fields=("association_id", "audit_subject"), name="people_person_one_audit_subject"
            ),
        ),
        migrations.AddIndex(
            model_name="identitynumber",
            index=models.Index(fields=["association_id", "person"], name="people_identity_of_person"),
        ),
        migrations.AddConstraint(
            model_name="identitynumber",
            constraint=models.UniqueConstraint(
                fields=("association_id", "blind_index"), name="people_identity_number_one_person"
            ),
        ),
        migrations.AddIndex(
            model_name="externalnumber",
            index=models.Index(fields=["association_id", "person"], name="people_external_of_person"),
        ),
        migrations.AddConstraint(
            model_name="externalnumber",
            constraint=models.UniqueConstraint(
                fields=("association_id", "system", "number", "person"), name="people_external_number_once"
            ),
        ),
        migrations.AddIndex(
            model_name="contactpoint",
            index=models.Index(fields=["association_id", "person"], name="people_contact_of_person"),
        ),
        migrations.AddIndex(
            model_name="contactpoint",
            index=models.Index(
                fields=["association_id", "kind", "normalised"], name="people_contact_normalised"
            ),
        ),
        migrations.AddIndex(
            model_name="contactpoint",
            index=models.Index(
                condition=models.Q(("kind", "POSTAL")),
                fields=["association_id", "postcode"],
                name="people_contact_postcode",
            ),
        ),
        migrations.AddConstraint(
            model_name="protectedrecord",
            constraint=models.UniqueConstraint(
                fields=("association_id", "person"), name="people_protected_one_per_person"
            ),
        ),
        IsolateTable("Person"),
        IsolateTable("ContactPoint"),
        IsolateTable("ExternalNumber"),
        IsolateTable("IdentityNumber"),
        IsolateTable("ProtectedRecord"),
        IsolateTable("NumberSeries"),
    ]
