"""Roles may be changed by hand; associations that exist get the new roles, and the rights about access."""

from django.db import migrations, models

# As in 0005: what was taken from a role stays taken, and FORCE would filter the owner. Whoever changed settings gave
# roles so far, and goes on doing so.
SQL = """
ALTER TABLE organisations_association NO FORCE ROW LEVEL SECURITY;
ALTER TABLE access_role NO FORCE ROW LEVEL SECURITY;
UPDATE access_role AS role SET rights = role.rights || ARRAY(
    SELECT more.code FROM unnest(given.rights) WITH ORDINALITY AS more (code, place)
    WHERE NOT more.code = ANY (role.rights) ORDER BY more.place)
  FROM (VALUES
    ('chair', '{access.see,roles.edit}'::varchar[]),
    ('secretary', '{access.see,roles.edit}'),
    ('auditor', '{access.see}'),
    ('data_protection_contact', '{access.see}'),
    ('staff', '{access.see,roles.edit}'),
    ('federation_officer', '{access.see,roles.edit}')
  ) AS given (code, rights)
  WHERE role.code = given.code AND NOT role.rights @> given.rights;
INSERT INTO access_role (association_id, code, rights, version)
  SELECT association.id, given.code, given.rights, 1
  FROM organisations_association AS association, (VALUES
    ('deputy_chair', '{people.see,own_pages,checks.see,checks.edit,protected.see,jobs.see,settings.edit,units.edit,notes.edit,letters.see,letters.send,log.see,log.open,access.see,roles.edit}'::varchar[]),
    ('board_member', '{people.see,own_pages}'),
    ('event_organiser', '{people.see,own_pages}'),
    ('group_leader', '{people.see,own_pages}'),
    ('data_protection_officer', '{people.see,own_pages,jobs.see,log.see,log.open,proofs.see,access.see}'),
    ('read_only', '{people.see,own_pages}')
  ) AS given (code, rights)
  WHERE association.id <> '00000000-0000-8000-8000-000000000000'
  ON CONFLICT (association_id, code) DO NOTHING;
ALTER TABLE access_role FORCE ROW LEVEL SECURITY;
ALTER TABLE organisations_association FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0008_auth_epoch"),
        # Its `installation` is the association that is left out here.
        ("organisations", "0003_what_an_association_chooses"),
    ]
    operations = [
        migrations.AddField("role", "version", models.PositiveIntegerField(default=1)),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
