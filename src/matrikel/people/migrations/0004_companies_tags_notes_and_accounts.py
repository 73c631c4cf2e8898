"""Companies and associations as persons; tags, notes, bank accounts, and texts that somebody should look at."""

import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_countries_and_trees"),
        ("people", "0003_deceased_in_order"),
    ]

    operations = [
        migrations.CreateModel(
            name="BankAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("ending", models.CharField(db_collation="C", max_length=4)),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("sealed", models.BinaryField()),
                ("written_at", models.DateTimeField()),
                ("written_by", models.UUIDField(null=True)),
                ("role", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="PersonTag",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=40)),
                ("name_key", models.CharField(db_collation="C", max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name="TextToReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("NOTE", "Note"),
                            ("LABEL", "Label"),
                            ("DECISION", "Decision"),
                            ("TAG", "Tag"),
                        ],
                        max_length=10,
                    ),
                ),
                ("row_id", models.UUIDField(null=True)),
                ("concerns", models.CharField(db_collation="C", max_length=120)),
                ("written_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="contactpoint",
            name="verified_how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("CALL", "Call"),
                    ("MESSAGE", "Message"),
                    ("MEETING", "Meeting"),
                    ("LETTER", "Letter"),
                    ("REGISTER", "Register"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="kind",
            field=models.CharField(
                choices=[("NATURAL", "Natural"), ("LEGAL", "Legal")], default="NATURAL", max_length=8
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="organisation_number",
            field=models.CharField(blank=True, db_collation="C", max_length=20),
        ),
        migrations.AddIndex(
            model_name="externalnumber",
            index=models.Index(fields=["association_id", "system"], name="people_external_system"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("kind", "LEGAL")),
                fields=["association_id", "sort_key", "id"],
                name="people_person_legal",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("organisation_number", ""), _negated=True),
                fields=["association_id", "organisation_number"],
                name="people_person_org_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "NATURAL"),
                    models.Q(
                        ("birth_date", None), ("birth_year", None), ("gender", ""), ("is_deceased", False)
                    ),
                    _connector="OR",
                ),
                name="people_person_legal_has_no_body",
            ),
        ),
        migrations.AddField(
            model_name="bankaccount",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="bank_accounts",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="notes",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="persontag",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="tags",
                to="people.person",
            ),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(
                fields=("association_id", "name_key"), name="people_tag_one_per_name"
            ),
        ),
        migrations.AddField(
            model_name="persontag",
            name="tag",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.tag",
            ),
        ),
        migrations.AddField(
            model_name="texttoreview",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="texts_to_review",
                to="people.person",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankaccount",
            constraint=models.UniqueConstraint(
                fields=("association_id", "person"), name="people_bank_one_per_person"
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(
                fields=["association_id", "person", "written_at"], name="people_note_of_person"
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["association_id", "written_at"], name="people_note_by_age"),
        ),
        migrations.AddIndex(
            model_name="persontag",
            index=models.Index(fields=["association_id", "person"], name="people_persontag_of_person"),
        ),
        migrations.AddConstraint(
            model_name="persontag",
            constraint=models.UniqueConstraint(
                fields=("association_id", "tag", "person"), name="people_persontag_once_per_person"
            ),
        ),
        migrations.AddIndex(
            model_name="texttoreview",
            index=models.Index(fields=["association_id", "written_at", "id"], name="people_text_in_order"),
        ),
        migrations.AddIndex(
            model_name="texttoreview",
            index=models.Index(fields=["association_id", "person"], name="people_text_of_person"),
        ),
        IsolateTable("BankAccount"),
        IsolateTable("Tag"),
        IsolateTable("PersonTag"),
        IsolateTable("Note"),
        IsolateTable("TextToReview"),
    ]
