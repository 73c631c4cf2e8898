"""Associations that exist get the purposes that are new, as new associations do."""

from django.db import migrations

# FORCE would filter the owner, so the tables are open to it for this one statement. The reserved association of the
# installation has no people and therefore no purposes.
SQL = """
ALTER TABLE organisations_association NO FORCE ROW LEVEL SECURITY;
ALTER TABLE privacy_purpose NO FORCE ROW LEVEL SECURITY;
INSERT INTO privacy_purpose (association_id, code, basis, art9_condition, source, active_from)
  SELECT association.id, fresh.code, fresh.basis, '', fresh.source, current_date
  FROM organisations_association AS association CROSS JOIN (VALUES
    ('payment', 'CONTRACT', 'GDPR Art. 6(1)(b): paying back what somebody laid out, or is owed'),
    ('activities', 'CONTRACT',
      'GDPR Art. 6(1)(b): planning and carrying out what the association does together'),
    ('safety', 'CONSENT',
      'GDPR Art. 6(1)(a), for health details 9(2)(a): given so that others can take care'),
    ('safeguarding', 'LEGITIMATE_INTEREST',
      'GDPR Art. 6(1)(f), Art. 10 and the country''s law on who may work with children'),
    ('publication', 'CONSENT', 'GDPR Art. 6(1)(a): pictures and names where others see them')
  ) AS fresh (code, basis, source)
  WHERE association.id <> '00000000-0000-8000-8000-000000000000' AND NOT EXISTS (
    SELECT FROM privacy_purpose AS held WHERE held.association_id = association.id AND held.code = fresh.code)
  ORDER BY association.id;
ALTER TABLE privacy_purpose FORCE ROW LEVEL SECURITY;
ALTER TABLE organisations_association FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0002_consents"),
        # Its `installation` is the association that is left out here.
        ("organisations", "0003_what_an_association_chooses"),
    ]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
