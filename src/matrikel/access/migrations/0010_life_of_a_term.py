"""Invitations to roles, acts that need two, the last use of rights, the yearly round; and how long one reaches where."""

import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable

TABLES = ("TermInvitation", "PendingAct", "RightUse", "Review", "ReviewedTerm")

# As before, and with the last day on which the account reaches an association: none where one term has no end.
SQL = """
DROP FUNCTION app.associations_of_account(uuid, date);
CREATE FUNCTION app.associations_of_account(account uuid, today date)
RETURNS TABLE (association uuid, slug text, name text, ends_on date) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT t.association_id, h.slug::text, a.name::text,
    CASE WHEN bool_or(t.ends_on IS NULL) THEN NULL ELSE max(t.ends_on) END
  FROM access_term t JOIN organisations_host h ON h.leads_to = t.association_id
  JOIN organisations_association a ON a.id = t.association_id
  WHERE t.account_id = account AND t.starts_on <= today AND (t.ends_on IS NULL OR t.ends_on > today)
  GROUP BY 1, 2, 3
  ORDER BY 3
$$;
REVOKE ALL ON FUNCTION app.associations_of_account(uuid, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.associations_of_account(uuid, date) TO matrikel_runtime;
ALTER FUNCTION app.associations_of_account(uuid, date) OWNER TO matrikel_search;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0009_roles_and_rights_about_access"),
        ("organisations", "0005_defaults_of_branches"),
    ]

    operations = [
        migrations.CreateModel(
            name="PendingAct",
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
                        choices=[("INVITE", "Invite"), ("ROLE", "Role"), ("FACTORS", "Factors")],
                        db_collation="C",
                        max_length=8,
                    ),
                ),
                ("concerns", models.JSONField(default=dict)),
                ("asked_by", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("waits_until", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.UUIDField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("cancelled_at", None), ("done_at", None)),
                        fields=["association_id", "asked_at"],
                        name="access_pendingact_waiting",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("started_at", models.DateTimeField()),
                ("started_by", models.UUIDField(null=True)),
                ("ends_on", models.DateField()),
                ("noted_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["association_id", "-started_at"], name="access_review_newest_first")
                ],
            },
        ),
        migrations.CreateModel(
            name="RightUse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("account", models.UUIDField()),
                ("right", models.CharField(db_collation="C", max_length=40)),
                ("last_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "account", "right"), name="access_rightuse_one_per_right"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewedTerm",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("was_until", models.DateField(null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("KEPT", "Kept"), ("ENDED", "Ended")],
                        db_collation="C",
                        max_length=8,
                    ),
                ),
                ("answered_by", models.UUIDField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="terms",
                        to="access.review",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="access.term",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["association_id", "term"], name="access_reviewedterm_of_term")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "review", "term"), name="access_reviewedterm_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TermInvitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("email", models.CharField(db_collation="C", max_length=320)),
                ("display_name", models.CharField(blank=True, max_length=120)),
                ("language", models.CharField(db_collation="C", max_length=8)),
                ("person", models.UUIDField(null=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=120)),
                ("secret_hash", models.BinaryField(null=True)),
                ("invited_by", models.UUIDField(null=True)),
                ("invited_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                (
                    "role",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="access.role",
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["association_id", "role"], name="access_terminvitation_of_role")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "secret_hash"), name="access_terminvitation_one_secret"
                    )
                ],
            },
        ),
        *(IsolateTable(name) for name in TABLES),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
