"""Roles of associations that exist get the rights about the books, as roles of new associations do."""

from django.db import migrations

# As in 0005: what was taken from a role stays taken, and FORCE would filter the owner.
SQL = """
ALTER TABLE access_role NO FORCE ROW LEVEL SECURITY;
UPDATE access_role AS role SET rights = role.rights || ARRAY(
    SELECT more.code FROM unnest(given.rights) WITH ORDINALITY AS more (code, place)
    WHERE NOT more.code = ANY (role.rights) ORDER BY more.place)
  FROM (VALUES
    ('chair', '{books.see}'::varchar[]),
    ('deputy_chair', '{books.see}'),
    ('secretary', '{books.see,books.post}'),
    ('treasurer', '{books.see,books.post}'),
    ('auditor', '{books.see}'),
    ('staff', '{books.see,books.post}'),
    ('federation_officer', '{books.see,books.post}')
  ) AS given (code, rights)
  WHERE role.code = given.code AND NOT role.rights @> given.rights;
ALTER TABLE access_role FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0021_acts_about_ceilings")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
