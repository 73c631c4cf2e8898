"""Roles of associations that exist get the rights that are new, as roles of new associations do."""

from django.db import migrations

# What was taken from a role stays taken: only rights that did not exist so far are added. They stand here as they
# were on the day of this migration, so that later changes of the rules do not change what it did. FORCE would filter
# the owner, so the table is open to it for this one statement.
SQL = """
ALTER TABLE access_role NO FORCE ROW LEVEL SECURITY;
UPDATE access_role AS role SET rights = role.rights || ARRAY(
    SELECT more.code FROM unnest(given.rights) WITH ORDINALITY AS more (code, place)
    WHERE NOT more.code = ANY (role.rights) ORDER BY more.place)
  FROM (VALUES
    ('chair', '{checks.see,checks.edit,notes.edit}'::varchar[]),
    ('secretary', '{sensitive.see,checks.see,checks.edit,bank_account.see,notes.edit,tags.edit}'),
    ('membership_secretary', '{sensitive.see,notes.edit,tags.edit}'),
    ('treasurer', '{bank_account.see}'),
    ('data_protection_contact', '{notes.edit}'),
    ('staff', '{sensitive.see,bank_account.see,notes.edit,tags.edit}'),
    ('federation_officer', '{sensitive.see,bank_account.see,notes.edit,tags.edit}')
  ) AS given (code, rights)
  WHERE role.code = given.code AND NOT role.rights @> given.rights;
ALTER TABLE access_role FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0004_hosts_and_invitations")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
