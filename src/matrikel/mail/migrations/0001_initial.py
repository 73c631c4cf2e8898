"""Letters, what goes with them, how they are signed, and the notices of the installation."""

import django.db.models.deletion
import django.db.models.lookups
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable

SQL = """
GRANT SELECT (association_id, message_id, sent_at, given_up_at, held_at, stopped_at, next_try_at, claimed_until)
  ON mail_letter TO matrikel_search;

-- Ids of associations and nothing else: the worker asks every minute where letters wait.
CREATE FUNCTION app.associations_with_letters_due(at timestamptz)
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT association_id FROM mail_letter
  WHERE sent_at IS NULL AND given_up_at IS NULL AND held_at IS NULL AND stopped_at IS NULL
    AND next_try_at <= at AND (claimed_until IS NULL OR claimed_until <= at)
  ORDER BY 1
$$;
REVOKE ALL ON FUNCTION app.associations_with_letters_due(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.associations_with_letters_due(timestamptz) TO matrikel_runtime;
ALTER FUNCTION app.associations_with_letters_due(timestamptz) OWNER TO matrikel_search;

-- What comes back names the letter and nobody's association: this is how it finds its way home.
CREATE FUNCTION app.association_of_letter(message uuid)
RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT association_id FROM mail_letter WHERE message_id = message
$$;
REVOKE ALL ON FUNCTION app.association_of_letter(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.association_of_letter(uuid) TO matrikel_runtime;
ALTER FUNCTION app.association_of_letter(uuid) OWNER TO matrikel_search;
"""
UNDO = """
DROP FUNCTION app.associations_with_letters_due(timestamptz);
DROP FUNCTION app.association_of_letter(uuid);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0006_who_resembles_whom"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("kind", models.CharField(db_collation="C", max_length=64)),
                ("language", models.CharField(db_collation="C", max_length=8)),
                ("sealed", models.BinaryField(null=True)),
                ("message_id", models.UUIDField(default=matrikel.kernel.ids.new_opaque_id, editable=False)),
                ("queued_at", models.DateTimeField()),
                ("next_try_at", models.DateTimeField()),
                ("claimed_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "went_by",
                    models.CharField(
                        blank=True, choices=[("SMTP", "Smtp"), ("BOX", "Box")], db_collation="C", max_length=4
                    ),
                ),
                ("given_up_at", models.DateTimeField(null=True)),
                ("returned_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, db_collation="C", max_length=24)),
                ("answer", models.CharField(blank=True, db_collation="C", max_length=16)),
                ("address_key", models.BinaryField()),
                ("held_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="letters",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("sealed", models.BinaryField()),
                (
                    "letter",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="attachments",
                        to="mail.letter",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LetterHead",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("sender_name", models.CharField(blank=True, max_length=80)),
                ("reply_to", models.CharField(blank=True, max_length=254)),
                ("postal_address", models.CharField(blank=True, max_length=200)),
                ("closing", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id",), name="mail_letterhead_one_per_association"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("kind", models.CharField(db_collation="C", max_length=64)),
                ("language", models.CharField(db_collation="C", max_length=8)),
                ("sealed", models.BinaryField(null=True)),
                ("message_id", models.UUIDField(default=matrikel.kernel.ids.new_opaque_id, editable=False)),
                ("queued_at", models.DateTimeField()),
                ("next_try_at", models.DateTimeField()),
                ("claimed_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "went_by",
                    models.CharField(
                        blank=True, choices=[("SMTP", "Smtp"), ("BOX", "Box")], db_collation="C", max_length=4
                    ),
                ),
                ("given_up_at", models.DateTimeField(null=True)),
                ("returned_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, db_collation="C", max_length=24)),
                ("answer", models.CharField(blank=True, db_collation="C", max_length=16)),
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("account", models.UUIDField(null=True)),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("given_up_at", None), ("sent_at", None)),
                        fields=["next_try_at", "id"],
                        name="mail_notice_due",
                    ),
                    models.Index(fields=["-queued_at", "-id"], name="mail_notice_newest_first"),
                    models.Index(fields=["account"], name="mail_notice_of_account"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("message_id",), name="mail_notice_one_message"),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            models.Func(
                                "sent_at",
                                "given_up_at",
                                function="num_nonnulls",
                                output_field=models.IntegerField(),
                            ),
                            1,
                        ),
                        name="mail_notice_ends_once",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                fields=["association_id", "-queued_at", "-id"], name="mail_letter_newest_first"
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                fields=["association_id", "person", "-queued_at"], name="mail_letter_of_person"
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["association_id", "address_key"], name="mail_letter_to_address"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["message_id"], name="mail_letter_by_message"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(
                    ("given_up_at", None), ("held_at", None), ("sent_at", None), ("stopped_at", None)
                ),
                fields=["association_id", "next_try_at", "id"],
                name="mail_letter_due",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(
                    ("given_up_at__isnull", False), ("returned_at__isnull", False), _connector="OR"
                ),
                fields=["association_id", "-queued_at"],
                name="mail_letter_in_trouble",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                fields=("association_id", "message_id"), name="mail_letter_one_message"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    models.Func(
                        "sent_at",
                        "given_up_at",
                        "held_at",
                        "stopped_at",
                        function="num_nonnulls",
                        output_field=models.IntegerField(),
                    ),
                    1,
                ),
                name="mail_letter_ends_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                fields=("association_id", "letter", "position"), name="mail_attachment_one_per_position"
            ),
        ),
        IsolateTable("Letter"),
        IsolateTable("Attachment"),
        IsolateTable("LetterHead"),
        migrations.RunSQL(SQL, UNDO),
    ]
