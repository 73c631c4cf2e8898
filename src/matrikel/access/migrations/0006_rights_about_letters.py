"""Roles of associations that exist get the rights about letters, as roles of new associations do."""

from django.db import migrations

# As in 0005: what was taken from a role stays taken, and FORCE would filter the owner.
SQL = """
ALTER TABLE access_role NO FORCE ROW LEVEL SECURITY;
UPDATE access_role AS role SET rights = role.rights || ARRAY(
    SELECT more.code FROM unnest('{letters.see,letters.send}'::varchar[]) WITH ORDINALITY AS more (code, place)
    WHERE NOT more.code = ANY (role.rights) ORDER BY more.place)
  WHERE role.code IN ('chair', 'secretary', 'membership_secretary', 'staff', 'federation_officer');
ALTER TABLE access_role FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0005_rights_for_roles_that_exist")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
