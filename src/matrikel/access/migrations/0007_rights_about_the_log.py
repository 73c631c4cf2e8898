"""Roles of associations that exist get the rights about the log, shared lists and proofs, as new ones do."""

from django.db import migrations

# As in 0005: what was taken from a role stays taken, and FORCE would filter the owner.
SQL = """
ALTER TABLE access_role NO FORCE ROW LEVEL SECURITY;
UPDATE access_role AS role SET rights = role.rights || ARRAY(
    SELECT more.code FROM unnest(given.rights) WITH ORDINALITY AS more (code, place)
    WHERE NOT more.code = ANY (role.rights) ORDER BY more.place)
  FROM (VALUES
    ('chair', '{log.see,log.open}'::varchar[]),
    ('secretary', '{lists.share,log.see,log.open,proofs.see}'),
    ('membership_secretary', '{lists.share}'),
    ('auditor', '{log.see,proofs.see}'),
    ('data_protection_contact', '{log.see,log.open,proofs.see}'),
    ('staff', '{lists.share,log.see,log.open,proofs.see}'),
    ('federation_officer', '{lists.share,log.see,log.open,proofs.see}')
  ) AS given (code, rights)
  WHERE role.code = given.code AND NOT role.rights @> given.rights;
ALTER TABLE access_role FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0006_rights_about_letters")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
