"""Auditors no longer browse the register: their role loses `people.see`, where nobody has changed it by hand."""

from django.db import migrations

# Only a role that stands as it was given: whoever changed it meant what it gives. FORCE would filter the owner.
SQL = """
ALTER TABLE access_role NO FORCE ROW LEVEL SECURITY;
UPDATE access_role SET rights = '{own_pages,log.see,proofs.see,access.see}'::varchar[]
  WHERE code = 'auditor' AND version = 1
    AND rights @> '{people.see,own_pages,log.see,proofs.see,access.see}'::varchar[]
    AND rights <@ '{people.see,own_pages,log.see,proofs.see,access.see}'::varchar[];
ALTER TABLE access_role FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0012_language_of_an_account")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
