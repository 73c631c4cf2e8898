"""The sessions from before are forgotten, with their table: their keys stood in it as browsers hold them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("authentication", "0001_initial")]

    operations = [migrations.RunSQL("DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop)]
