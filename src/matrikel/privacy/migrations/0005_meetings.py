"""Associations that exist get the purpose of a meeting, as new associations do."""

from django.db import migrations

# FORCE would filter the owner, so the tables are open to it for this one statement. The reserved association of the
# installation has no people and therefore no purposes.
SQL = """
ALTER TABLE organisations_association NO FORCE ROW LEVEL SECURITY;
ALTER TABLE privacy_purpose NO FORCE ROW LEVEL SECURITY;
INSERT INTO privacy_purpose (association_id, code, basis, art9_condition, source, active_from)
  SELECT association.id, 'meeting', 'CONTRACT', '',
    'GDPR Art. 6(1)(b): the statutes say who meets, and who votes', current_date
  FROM organisations_association AS association
  WHERE association.id <> '00000000-0000-8000-8000-000000000000' AND NOT EXISTS (
    SELECT FROM privacy_purpose AS held WHERE held.association_id = association.id AND held.code = 'meeting')
  ORDER BY association.id;
ALTER TABLE privacy_purpose FORCE ROW LEVEL SECURITY;
ALTER TABLE organisations_association FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0004_suppressions"),
        # Its `installation` is the association that is left out here.
        ("organisations", "0003_what_an_association_chooses"),
    ]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
