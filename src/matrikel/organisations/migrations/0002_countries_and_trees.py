"""The rows of six countries, and a trigger that keeps branches a tree."""

import datetime

from django.db import migrations

from matrikel.kernel.ids import new_id

REVIEWED = datetime.date(2026, 11, 21)
SOURCES = {
    "SE": "Bokföringslagen (1999:1078) 7:2; dataskyddslagen (2018:218) 2:4, 3:10",
    "NO": "Bokføringsloven § 13; personopplysningsloven §§ 5, 12",
    "FI": "Kirjanpitolaki 2:10; tietosuojalaki (1050/2018) §§ 5, 29",
    "DK": "Bogføringsloven § 12; databeskyttelsesloven §§ 6, 11",
    "NL": "Algemene wet inzake rijksbelastingen art. 52; UAVG art. 5, 46",
    "BE": "Wetboek van economische verenigingen III.88; wet van 8 augustus 1983 art. 8; wet van 30 juli 2018 art. 7",
}
ROWS = [
    ("SE", "SEK", "sv", "Europe/Stockholm", 7, 7, "IF_JUSTIFIED", 13, "IMY"),
    ("NO", "NOK", "nb", "Europe/Oslo", 5, 5, "IF_JUSTIFIED", 13, "Datatilsynet"),
    ("FI", "EUR", "fi", "Europe/Helsinki", 6, 10, "LAW_OR_CONSENT", 13, "Tietosuojavaltuutettu"),
    ("DK", "DKK", "da", "Europe/Copenhagen", 5, 5, "LAW_OR_CONSENT", 15, "Datatilsynet"),
    ("NL", "EUR", "nl", "Europe/Amsterdam", 7, 7, "FORBIDDEN", 16, "Autoriteit Persoonsgegevens"),
    ("BE", "EUR", "nl", "Europe/Brussels", 10, 10, "FORBIDDEN", 13, "GBA/APD"),
]
COLUMNS = (
    "code",
    "currency",
    "default_language",
    "time_zone",
    "voucher_years",
    "book_years",
    "national_number",
    "child_consent_age",
    "authority",
)


def seed_countries(apps, schema_editor):
    country = apps.get_model("organisations", "Country")
    country.objects.using(schema_editor.connection.alias).bulk_create(
        country(
            id=new_id(),
            **dict(zip(COLUMNS, row, strict=True)),
            valid_from=datetime.date(2018, 5, 25),
            breach_hours=72,
            source=SOURCES[row[0]],
            reviewed_on=REVIEWED,
        )
        for row in ROWS
    )


TREE = """
CREATE FUNCTION app.refuse_unit_cycle() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE above uuid := NEW.parent_id;
BEGIN
  -- Two moves at once could each be right alone and a circle together.
  PERFORM pg_advisory_xact_lock(hashtextextended('unit-tree|' || NEW.association_id::text, 0));
  WHILE above IS NOT NULL LOOP
    IF above = NEW.id THEN
      RAISE EXCEPTION 'a branch cannot lie inside itself' USING ERRCODE = '23514',
        CONSTRAINT = 'organisations_unit_is_a_tree';
    END IF;
    SELECT parent_id INTO above FROM organisations_unit
      WHERE association_id = NEW.association_id AND id = above;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER organisations_unit_is_a_tree BEFORE INSERT OR UPDATE OF parent_id ON organisations_unit
  FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION app.refuse_unit_cycle();
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]
    operations = [
        migrations.RunPython(seed_countries, migrations.RunPython.noop),
        migrations.RunSQL(
            TREE,
            "DROP TRIGGER organisations_unit_is_a_tree ON organisations_unit; DROP FUNCTION app.refuse_unit_cycle()",
        ),
    ]
