"""A term knows whether somebody brought its end forward, and when."""

from django.db import migrations, models

# Of terms that were given an end before, nobody can tell whether it was theirs from the beginning. What was invited
# before counts as invited before that: it ends with the term, as until now. The owner is let past row-level security.
SQL = """
ALTER TABLE access_term NO FORCE ROW LEVEL SECURITY;
UPDATE access_term SET shortened_at = now() WHERE upper(during) IS NOT NULL;
ALTER TABLE access_term FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0019_acts_of_hosts"),
    ]

    operations = [
        migrations.AddField(
            model_name="term",
            name="shortened_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
