"""The net under rows that are written as SQL: a branch has no further names, and is in its first version."""

from django.db import migrations

SQL = "ALTER TABLE organisations_unit ALTER COLUMN names SET DEFAULT '{}', ALTER COLUMN version SET DEFAULT 1"
BACK = "ALTER TABLE organisations_unit ALTER COLUMN names DROP DEFAULT, ALTER COLUMN version DROP DEFAULT"


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_affiliated_associations")]
    operations = [migrations.RunSQL(SQL, BACK)]
