"""Membership types and memberships."""

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
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MembershipType",
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
                            ("ADULT", "Adult"),
                            ("YOUTH", "Youth"),
                            ("SENIOR", "Senior"),
                            ("FAMILY", "Family"),
                            ("HONORARY", "Honorary"),
                            ("SUPPORTING", "Supporting"),
                            ("OTHER", "Other"),
                        ],
                        default="OTHER",
                        max_length=12,
                    ),
                ),
                ("from_age", models.PositiveSmallIntegerField(null=True)),
                ("to_age", models.PositiveSmallIntegerField(null=True)),
                ("may_vote", models.BooleanField(default=True)),
                ("counted_upward", models.BooleanField(default=True)),
                ("is_offered", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "name_key"), name="memberships_type_one_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
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
                    "starts_precision",
                    models.CharField(
                        choices=[
                            ("DAY", "Day"),
                            ("MONTH", "Month"),
                            ("YEAR", "Year"),
                            ("UNKNOWN", "Unknown"),
                        ],
                        default="DAY",
                        max_length=8,
                    ),
                ),
                ("admitted_by", models.UUIDField(null=True)),
                ("admitted_at", models.DateTimeField(null=True)),
                ("decision", models.CharField(blank=True, max_length=120)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("OFFICE", "Office"),
                            ("IMPORT", "Import"),
                            ("FORM", "Form"),
                            ("LETTER", "Letter"),
                        ],
                        default="OFFICE",
                        max_length=8,
                    ),
                ),
                ("ended_by", models.UUIDField(null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("RESIGNED", "Resigned"),
                            ("LAPSED", "Lapsed"),
                            ("EXPELLED", "Expelled"),
                            ("TRANSFERRED", "Transferred"),
                            ("DIED", "Died"),
                            ("MISTAKE", "Mistake"),
                            ("UNKNOWN", "Unknown"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="memberships",
                        to="people.person",
                    ),
                ),
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
                (
                    "type",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="memberships.membershiptype",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["association_id", "person", "starts_on"], name="memberships_of_person"
                    ),
                    models.Index(fields=["association_id", "ends_on"], name="memberships_ending"),
                    models.Index(fields=["association_id", "type", "person"], name="memberships_of_type"),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("association_id", "="),
                            ("person", "="),
                            ("type", "="),
                            ("during", "&&"),
                        ],
                        name="memberships_no_overlap_of_type",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__startswith__isnull", False)),
                        name="memberships_have_a_start",
                    ),
                ],
            },
        ),
        IsolateTable("MembershipType"),
        IsolateTable("Membership"),
    ]
