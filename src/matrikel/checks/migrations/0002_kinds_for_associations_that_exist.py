"""Associations that exist get the checks that their country's law knows, as new associations do."""

from django.db import migrations

# The association's language first, else the first of its country's: rows stand in that order. Whoever has any kind of
# check has been asked already. FORCE would filter the owner, so the tables are open to it for this one statement.
SQL = """
ALTER TABLE organisations_association NO FORCE ROW LEVEL SECURITY;
ALTER TABLE checks_checkkind NO FORCE ROW LEVEL SECURITY;
WITH usual (country, nature, place, language, name, name_key, months, from_age, minor_age) AS (VALUES
    ('SE', 'POLICE', 1, 'sv', 'Utdrag ur belastningsregistret', 'utdrag ur belastningsregistret', 24, 15, 18),
    ('SE', 'POLICE', 2, 'fi', 'Ote belastningsregisteristä', 'ote belastningsregisterista', 24, 15, 18),
    ('SE', 'POLICE', 3, 'en', 'Criminal record extract', 'criminal record extract', 24, 15, 18),
    ('NO', 'POLICE', 1, 'nb', 'Politiattest', 'politiattest', 36, 15, 18),
    ('NO', 'POLICE', 2, 'en', 'Police certificate', 'police certificate', 36, 15, 18),
    ('FI', 'POLICE', 1, 'fi', 'Rikosrekisteriote', 'rikosrekisteriote', NULL, 15, 18),
    ('FI', 'POLICE', 2, 'sv', 'Straffregisterutdrag', 'straffregisterutdrag', NULL, 15, 18),
    ('FI', 'POLICE', 3, 'en', 'Criminal record extract', 'criminal record extract', NULL, 15, 18),
    ('DK', 'POLICE', 1, 'da', 'Børneattest', 'borneattest', NULL, 15, 15),
    ('DK', 'POLICE', 2, 'en', 'Child certificate', 'child certificate', NULL, 15, 15),
    ('NL', 'POLICE', 1, 'nl', 'Verklaring Omtrent het Gedrag (VOG)', 'verklaring omtrent het gedrag vog',
      36, 16, 18),
    ('NL', 'POLICE', 2, 'en', 'Certificate of conduct (VOG)', 'certificate of conduct vog', 36, 16, 18),
    ('BE', 'POLICE', 1, 'nl', 'Uittreksel uit het strafregister (model 2)',
      'uittreksel uit het strafregister model 2', NULL, 18, 18),
    ('BE', 'POLICE', 2, 'en', 'Criminal record extract (model 2)', 'criminal record extract model 2', NULL, 18, 18),
    ('', 'QUALIFICATION', 1, 'en', 'First aid course', 'first aid course', 36, NULL, 18),
    ('', 'QUALIFICATION', 2, 'sv', 'Första hjälpen-kurs', 'forsta hjalpen kurs', 36, NULL, 18),
    ('', 'QUALIFICATION', 2, 'nb', 'Førstehjelpskurs', 'forstehjelpskurs', 36, NULL, 18),
    ('', 'QUALIFICATION', 2, 'fi', 'Ensiapukurssi', 'ensiapukurssi', 36, NULL, 18),
    ('', 'QUALIFICATION', 2, 'da', 'Førstehjælpskursus', 'forstehjaelpskursus', 36, NULL, 18),
    ('', 'QUALIFICATION', 2, 'nl', 'EHBO-cursus', 'ehbo cursus', 36, NULL, 18)
)
INSERT INTO checks_checkkind (association_id, name, name_key, nature, validity_months, from_age, minor_age,
    needed_for_parts, needed_for_roles, only_with_minors, is_asked, version)
  SELECT DISTINCT ON (association.id, usual.nature) association.id, usual.name, usual.name_key, usual.nature,
    usual.months, usual.from_age, usual.minor_age,
    CASE usual.nature WHEN 'POLICE' THEN ARRAY['LEADER'] ELSE ARRAY[]::varchar[] END, ARRAY[]::varchar[],
    usual.nature = 'POLICE', true, 1
  FROM organisations_association AS association
  JOIN usual ON usual.country IN (association.country, '')
  WHERE association.id <> '00000000-0000-8000-8000-000000000000' AND NOT EXISTS (
    SELECT FROM checks_checkkind AS asked WHERE asked.association_id = association.id)
  ORDER BY association.id, usual.nature, usual.language = association.language DESC, usual.place;
ALTER TABLE checks_checkkind FORCE ROW LEVEL SECURITY;
ALTER TABLE organisations_association FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("checks", "0001_initial"),
        # Its `installation` is the association that is left out here.
        ("organisations", "0003_what_an_association_chooses"),
    ]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
